#!/bin/sh
# Saves the servers' state. Usage: NOMAD_ADDR=... NOMAD_TOKEN=... nomad/snapshot.sh FOLDER
# Run it daily from outside the cluster, and keep the copy as safe as the secrets that are in it.
set -eu
folder=${1:?folder}
umask 077
mkdir -p "$folder"
file=$folder/nomad-$(date -u +%Y%m%dT%H%M%SZ).snap
nomad operator snapshot save "$file"
nomad operator snapshot inspect "$file"
