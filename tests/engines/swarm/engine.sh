#!/bin/sh
# Starts engine N in its namespace and leaves it running. Usage: engine.sh WORKDIR N
set -eu
work=${1:?work folder}
n=${2:?number}
mkdir -p "$work/n$n/data" "$work/n$n/run"
# nsenter and not `ip netns exec`: that one mounts /sys again and hides the control groups.
# The private mounts keep the engines from meeting in the folders that their paths are compiled into.
nsenter --net="/run/netns/swns$n" unshare -m --propagation private --uts sh -c "
    hostname swns$n
    mkdir -p /var/run/docker /var/lib/docker
    mount -t tmpfs tmpfs /var/run/docker
    mount -t tmpfs tmpfs /var/lib/docker
    mount --bind $work/resolv.conf /etc/resolv.conf
    exec dockerd --data-root $work/n$n/data --exec-root $work/n$n/run --pidfile $work/n$n/docker.pid \
        -H unix://$work/n$n/docker.sock --storage-driver overlay2 --bip 10.20$n.0.1/24 \
        --default-address-pool base=10.21$n.0.0/16,size=24 --cgroup-parent /swns$n
" </dev/null >>"$work/n$n/log" 2>&1 &
