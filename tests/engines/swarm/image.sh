#!/bin/sh
# Makes the images for the live tests without a registry: a small Debian with Python, wget and HAProxy.
# Usage: image.sh WORKDIR   writes WORKDIR/rootfs.tar once; the images are made from it with `docker import`
set -eu
work=${1:?work folder}
mkdir -p "$work"
here=$(dirname "$0")
if [ "$work/rootfs.tar" -nt "$here/app.py" ] && [ "$work/rootfs.tar" -nt "$here/shop.py" ]; then exit 0; fi
mmdebstrap --quiet --variant=apt --include=python3-minimal,libpython3-stdlib,wget,haproxy,procps \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --customize-hook='mkdir -p "$1/app"' --customize-hook="copy-in $here/app.py $here/shop.py /app" \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*' \
    bookworm "$work/part.tar"
mv "$work/part.tar" "$work/rootfs.tar"
