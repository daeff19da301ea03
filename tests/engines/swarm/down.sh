#!/bin/sh
# Stops the engines of up.sh and removes what they left. Usage: down.sh WORKDIR
set -u
work=${1:?work folder}
engines=$(for pidfile in "$work"/n*/docker.pid; do [ ! -f "$pidfile" ] || dirname "$pidfile"; done)
for engine in $engines; do
    (
        pid=$(cat "$engine/docker.pid")
        timeout 20 docker -H "unix://$engine/docker.sock" ps -q 2>/dev/null |
            xargs -r timeout 60 docker -H "unix://$engine/docker.sock" rm -f >/dev/null 2>&1
        kill "$pid" 2>/dev/null
        for _ in $(seq 30); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 1
        done
        kill -9 "$pid" 2>/dev/null
    ) &
done
wait
for name in $(ip netns list | awk '/^swns/ {print $1}'); do
    # What an engine could not stop by itself: the shims of containers that hang.
    ip netns pids "$name" | xargs -r kill -9 2>/dev/null
    ip netns delete "$name"
done
ip link delete swbr0 2>/dev/null
iptables -D FORWARD -i swbr0 -o swbr0 -j ACCEPT 2>/dev/null
grep " $work/" /proc/mounts | awk '{print $2}' | sort -r | xargs -r umount -l 2>/dev/null
rm -rf "$work"
