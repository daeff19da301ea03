#!/bin/sh
# Makes the network of host N: a namespace with the address 172.29.7.1N on the private bridge. Usage: host.sh N
set -eu
n=${1:?number}
ip netns add "swns$n"
ip link add "swve$n" type veth peer name eth0 netns "swns$n"
ip link set "swve$n" master swbr0 up
ip -n "swns$n" addr add "172.29.7.1$n/24" dev eth0
ip -n "swns$n" link set eth0 up
ip -n "swns$n" link set lo up
ip -n "swns$n" route add default via 172.29.7.1
