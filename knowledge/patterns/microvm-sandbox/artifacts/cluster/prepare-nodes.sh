#!/bin/sh
# Reserves nodes for the sandbox, after a look whether they can run virtual machines. Usage: prepare-nodes.sh NODE...
set -eu
[ $# -gt 0 ] || { echo "usage: $0 NODE..." >&2; exit 2; }
for node in "$@"; do
    # /dev/kvm on the node; inside a virtual machine that needs nested virtualisation.
    if ! kubectl debug "node/$node" --quiet --profile=general --image="${CHECK_IMAGE:?an image with test in it, by digest}" \
        --attach -- test -c /host/dev/kvm; then
        echo "$node has no /dev/kvm; it cannot run the sandbox." >&2
        exit 1
    fi
    kubectl label node "$node" pool=sandbox --overwrite
    kubectl taint node "$node" pool=sandbox:NoSchedule --overwrite
done
