#!/bin/sh
# Saves the managers' state on the manager it runs on, as root. Usage: swarm/backup-raft.sh FOLDER
# The engine stops for a moment, because a copy of a running manager's state may not be whole. So drain the
# manager first, never run it on two at once, and keep the copy as safe as the secrets that are in it.
set -eu
folder=${1:?folder}
data=${DOCKER_DATA_ROOT:-/var/lib/docker}
stop=${STOP_ENGINE:-systemctl stop docker.socket docker}
start=${START_ENGINE:-systemctl start docker.socket docker}

status=$(docker info --format '{{.Swarm.ControlAvailable}}')
[ "$status" = true ] || { echo "This host is not a manager." >&2; exit 1; }
if [ "$(docker node inspect self --format '{{.ManagerStatus.Leader}}')" = true ]; then
    echo "This manager leads; run it on another one." >&2
    exit 1
fi
managers=$(docker node ls --filter role=manager --format '{{.ManagerStatus}}' | wc -l)
reachable=$(docker node ls --filter role=manager --format '{{.ManagerStatus}}' | grep -Ec 'Leader|Reachable')
if [ $((reachable - 1)) -le $((managers / 2)) ]; then
    echo "Only $reachable of $managers managers are reachable; stopping this one would lose the majority." >&2
    exit 1
fi

umask 077
mkdir -p "$folder"
file=$folder/swarm-$(date -u +%Y%m%dT%H%M%SZ).tar.gz
$stop
trap '$start' EXIT
tar -C "$data" -czf "$file.part" swarm
tar -tzf "$file.part" >/dev/null
mv "$file.part" "$file"
echo "$file"
