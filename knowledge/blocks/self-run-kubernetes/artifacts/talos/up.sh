#!/bin/sh
# Makes the machine configurations and brings the cluster up. Safe to run again.
# The folder `secrets/` it makes is the cluster's identity: keep it in the vault, never in git.
set -eu
cd "$(dirname "$0")"
. ./nodes.env
umask 077
mkdir -p secrets

[ -f secrets/secrets.yaml ] || talosctl gen secrets --output-file secrets/secrets.yaml
talosctl gen config "$CLUSTER_NAME" "$API_ENDPOINT" \
    --with-secrets secrets/secrets.yaml \
    --kubernetes-version "$KUBERNETES_VERSION" \
    --install-image "$INSTALL_IMAGE" \
    --config-patch @all.yaml \
    --config-patch-worker @worker.yaml \
    --output secrets --force
export TALOSCONFIG="$PWD/secrets/talosconfig"

first=${CONTROL_PLANE%% *}
# shellcheck disable=SC2086 # the lists are words on purpose
talosctl config endpoint $CONTROL_PLANE
talosctl config node "$first"

apply() {
    # A machine that is new takes its first configuration without authentication, an old one only with it.
    talosctl apply-config --nodes "$1" --file "$2" 2>/dev/null ||
        talosctl apply-config --insecure --nodes "$1" --file "$2"
}
for node in $CONTROL_PLANE; do apply "$node" secrets/controlplane.yaml; done
for node in $WORKERS; do apply "$node" secrets/worker.yaml; done

if ! talosctl --nodes "$first" etcd members >/dev/null 2>&1; then
    until talosctl --nodes "$first" bootstrap; do sleep 10; done
fi
talosctl --nodes "$first" kubeconfig secrets/kubeconfig --force
echo "export KUBECONFIG=$PWD/secrets/kubeconfig"
