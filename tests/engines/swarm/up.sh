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

n=1
while [ "$n" -le "$count" ]; do
    ip netns add "swns$n"
    ip link add "swve$n" type veth peer name eth0 netns "swns$n"
    ip link set "swve$n" master swbr0 up
    ip -n "swns$n" addr add "172.29.7.1$n/24" dev eth0
    ip -n "swns$n" link set eth0 up
    ip -n "swns$n" link set lo up
    ip -n "swns$n" route add default via 172.29.7.1
    "$(dirname "$0")/engine.sh" "$work" "$n"
    n=$((n + 1))
done

n=1
while [ "$n" -le "$count" ]; do
    tries=0
    until timeout 5 docker -H "unix://$work/n$n/docker.sock" info >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 60 ] || { tail -n 20 "$work/n$n/log" >&2; exit 1; }
        sleep 1
    done
    n=$((n + 1))
done
