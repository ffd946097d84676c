#!/usr/bin/env bash
# Unpack Debian packages, and what they need, into a folder without being root:
# fetch_packages.sh FOLDER PACKAGE...
set -euo pipefail
target=$1
shift
command -v apt-get >/dev/null && command -v dpkg >/dev/null || exit 1

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/lists/partial" "$scratch/archives/partial" "$target"
options=(
    -qq
    -o Debug::NoLocking=true
    -o Dir::State="$scratch"
    -o Dir::State::lists="$scratch/lists"
    -o Dir::State::status=/var/lib/dpkg/status
    -o Dir::Cache="$scratch"
    -o Dir::Cache::archives="$scratch/archives"
    -o Dir::Etc::netrc=/dev/null
    -o Dir::Log="$scratch"
)
apt-get "${options[@]}" update >&2
apt-get "${options[@]}" install --yes --download-only --reinstall \
    --no-install-recommends "$@" >&2
for package in "$scratch"/archives/*.deb; do
    case ${package##*/} in
        libc6_* | libc-bin_*) ;; # the machine's own must stay with its loader
        *) dpkg -x "$package" "$target" ;;
    esac
done
