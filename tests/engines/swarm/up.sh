#!/bin/sh
# Starts Docker engines, each in a network namespace of its own, on one private bridge. They know nothing of a Swarm yet.
# Usage: up.sh WORKDIR COUNT     engine N listens on WORKDIR/nN/docker.sock and has the address 172.29.7.1N
set -eu
work=${1:?work folder}
count=${2:?number of engines}

mkdir -p "$work"
# No name can be resolved outside, so a look-up for a registry fails at once instead of after half a minute.
echo 'nameserver 127.0.0.1' >"$work/resolv.conf"
ip link add swbr0 type bridge
ip addr add 172.29.7.1/24 dev swbr0
ip link set swbr0 up
# Another engine on this machine may have set FORWARD to DROP.
iptables -I FORWARD -i swbr0 -o swbr0 -j ACCEPT

here=$(dirname "$0")
for n in $(seq "$count"); do
    "$here/host.sh" "$n"
    "$here/engine.sh" "$work" "$n"
done
for n in $(seq "$count"); do "$here/wait.sh" "$work" "$n"; done
