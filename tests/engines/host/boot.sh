#!/bin/sh
# Boots a throw-away Debian: systemd as the first process, in control groups of its own and on the network namespace
# advisor-host with the address 172.29.9.2. Stays in the foreground; whoever kills it kills the machine. Usage: boot.sh ROOT
set -eu
root=${1:?folder with the system}

ip netns add advisor-host
ip link add advisor-host type veth peer name eth0 netns advisor-host
ip addr add 172.29.9.1/24 dev advisor-host
ip link set advisor-host up
ip -n advisor-host addr add 172.29.9.2/24 dev eth0
ip -n advisor-host link set eth0 up
ip -n advisor-host link set lo up
ip -n advisor-host route add default via 172.29.9.1

groups=$(awk '$3 == "cgroup2" {print $2; exit}' /proc/mounts)
mkdir -p "${groups:?no control groups, version 2}/advisor-host"
echo $$ >"$groups/advisor-host/cgroup.procs"

# shellcheck disable=SC2016
exec nsenter --net=/run/netns/advisor-host \
    unshare --pid --mount --uts --ipc --cgroup --fork --kill-child --propagation private sh -eu -c '
    cd "$1"
    hostname host
    mount --bind . .
    cd "$1"
    mount -t proc proc proc
    # The kernel is the one of the machine that runs the tests. Settings of the network belong to this namespace, are really
    # set and really hold; all others belong to that machine, and what is written goes to a copy that ends with this one.
    mount -t tmpfs -o mode=755 tmpfs mnt
    for part in proc/sys/*/; do
        name=$(basename "$part")
        [ "$name" != net ] || continue
        cp -r "$part" "mnt/$name" 2>/dev/null || true
        chmod -R u+w "mnt/$name"
        mount --bind "mnt/$name" "$part"
    done
    umount -l mnt
    [ ! -e proc/sysrq-trigger ] || mount --bind /dev/null proc/sysrq-trigger
    mount -t sysfs -o ro sysfs sys
    mount -t cgroup2 cgroup2 sys/fs/cgroup
    mount -t tmpfs -o mode=755 tmpfs dev
    mkdir dev/pts dev/shm
    for node in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
        name=${node%%:*} numbers=${node#*:}
        mknod -m 666 "dev/$name" c "${numbers%:*}" "${numbers#*:}"
    done
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    mount -t tmpfs tmpfs dev/shm
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs tmpfs tmp
    pivot_root . mnt
    umount -l mnt
    # It may not load modules into that kernel either.
    exec setpriv --bounding-set -sys_module env -i container=throw-away PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        /lib/systemd/systemd --show-status=no
' boot "$root"
