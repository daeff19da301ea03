#!/bin/sh
# Empties a host for maintenance, or takes it back. Usage: swarm/drain-node.sh out|back NODE
# Talks to a manager: DOCKER_HOST=ssh://operator@manager
set -eu
action=${1:?out or back}
node=${2:?node name}

case $action in
out)
    role=$(docker node inspect "$node" --format '{{.Spec.Role}}')
    if [ "$role" = manager ]; then
        managers=$(docker node ls --filter role=manager --format '{{.ManagerStatus}}' | wc -l)
        reachable=$(docker node ls --filter role=manager --format '{{.ManagerStatus}}' | grep -Ec 'Leader|Reachable')
        if [ $((reachable - 1)) -le $((managers / 2)) ]; then
            echo "Only $reachable of $managers managers are reachable: without $node the Swarm would have no" >&2
            echo "majority and could neither place nor heal anything. Repair the others first." >&2
            exit 1
        fi
    fi
    active=$(docker node ls --format '{{.Status}} {{.Availability}}' | grep -c '^Ready Active$' || true)
    if [ "$active" -lt 2 ]; then
        echo "No other host is ready to take over the tasks of $node." >&2
        exit 1
    fi
    docker node update --availability drain "$node" >/dev/null
    deadline=$(($(date +%s) + ${WAIT_SECONDS:-900}))
    while left=$(docker node ps "$node" --format '{{.CurrentState}}' | grep -Ec '^(Running|Starting|Preparing)' || true); [ "$left" -gt 0 ]; do
        if [ "$(date +%s)" -ge "$deadline" ]; then
            echo "$left tasks are still on $node:" >&2
            docker node ps "$node" --filter desired-state=running >&2
            exit 1
        fi
        sleep 2
    done
    echo "$node is empty. Patch it, reboot it, then: $0 back $node"
    ;;
back)
    deadline=$(($(date +%s) + ${WAIT_SECONDS:-900}))
    while [ "$(docker node inspect "$node" --format '{{.Status.State}}')" != ready ]; do
        [ "$(date +%s)" -lt "$deadline" ] || { echo "$node does not come back." >&2; exit 1; }
        sleep 2
    done
    docker node update --availability active "$node" >/dev/null
    echo "$node takes tasks again. Swarm moves none by itself; the next deploy spreads them."
    ;;
*)
    echo "usage: $0 out|back NODE" >&2
    exit 2
    ;;
esac
