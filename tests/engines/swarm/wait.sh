#!/bin/sh
# Waits until engine N answers. Usage: wait.sh WORKDIR N
set -eu
work=${1:?work folder}
n=${2:?number}
tries=0
until timeout 5 docker -H "unix://$work/n$n/docker.sock" info >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { tail -n 20 "$work/n$n/log" >&2; exit 1; }
    sleep 1
done
