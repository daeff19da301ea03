#!/bin/sh
# Stops engine N with its containers and leaves its data. Usage: stop.sh WORKDIR N
set -u
work=${1:?work folder}
n=${2:?number}
pid=$(cat "$work/n$n/docker.pid" 2>/dev/null) || exit 0
kill "$pid" 2>/dev/null
for _ in $(seq 30); do
    kill -0 "$pid" 2>/dev/null || exit 0
    sleep 1
done
kill -9 "$pid" 2>/dev/null
rm -f "$work/n$n/docker.pid"
