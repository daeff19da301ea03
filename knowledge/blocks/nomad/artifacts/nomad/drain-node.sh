#!/bin/sh
# Empties a host for maintenance, or takes it back. Usage: nomad/drain-node.sh out|back NODE-ID
set -eu
action=${1:?out or back}
node=${2:?node id}
case $action in
out)
    nomad node drain -enable -deadline 10m -message "maintenance" -yes "$node"
    echo "$node is empty. Patch it, reboot it, then: $0 back $node"
    ;;
back)
    nomad node drain -disable -yes "$node"
    nomad node eligibility -enable "$node"
    ;;
*)
    echo "usage: $0 out|back NODE-ID" >&2
    exit 2
    ;;
esac
