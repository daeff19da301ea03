#!/bin/sh
# A small application: says its name, counts its starts in /data, finishes what it does when asked to stop.
mkdir -p /tmp/www
[ ! -d /data ] || { echo started >> /data/starts; }
cp /name /tmp/www/index.html
[ "$(cat /name)" = sick ] || cp /name /tmp/www/healthz
trap 'sleep 1; [ ! -d /data ] || echo "stopped gracefully" >> /data/starts; exit 0' TERM
trap 'echo reloaded >> /tmp/www/index.html' HUP
busybox httpd -f -p 8080 -h /tmp/www &
while :; do sleep 1 & wait $!; done
