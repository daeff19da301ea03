#!/bin/sh
# Makes the throw-away system: a current Debian as an installer leaves it, with a user that may log in by key and become
# root. Usage: root.sh ROOT PUBLIC_KEY
set -eu
root=${1:?folder to make}
key=${2:?file with the public key}
mmdebstrap --quiet --variant=minbase --skip=check/empty \
    --include=systemd,systemd-sysv,dbus,openssh-server,python3-minimal,python3-apt,sudo,iproute2,procps,ca-certificates \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"' \
    --customize-hook='chroot "$1" useradd --create-home --shell /bin/bash deploy' \
    --customize-hook='echo "deploy ALL=(ALL) NOPASSWD:ALL" >"$1/etc/sudoers.d/deploy"' \
    --customize-hook='mkdir -m 700 "$1/home/deploy/.ssh"' \
    --customize-hook="cp '$key' \"\$1/home/deploy/.ssh/authorized_keys\"" \
    --customize-hook='chroot "$1" chown -R deploy:deploy /home/deploy/.ssh' \
    --customize-hook='echo host >"$1/etc/hostname"' \
    --customize-hook='echo "127.0.0.1 localhost host" >"$1/etc/hosts"' \
    trixie "$root" http://deb.debian.org/debian
# Where a resolver on the loopback answers, this machine's own cannot be asked from there.
for names in /run/systemd/resolve/resolv.conf /etc/resolv.conf; do
    [ ! -e "$names" ] || { cp "$names" "$root/etc/resolv.conf" && break; }
done
# An installed system or a cloud's image is older than a day, and its list of packages with it.
touch -d 2000-01-01 "$root/var/lib/apt/lists"
