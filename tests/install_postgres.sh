#!/usr/bin/env bash
# See to it that the tests can start a PostgreSQL with PostGIS: install_postgres.sh VENV
# Takes $ATLAS_POSTGRES (a folder of programs) or what Debian has installed; else installs
# Debian's, as root or by sudo; else unpacks it into VENV/postgres, which needs no rights.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/debian.sh"
venv=$1
folder=$venv/postgres

say() { printf 'postgres: %s\n' "$*" >&2; }

has_postgres() { # programs, and beside them the files of PostGIS
    local programs
    for programs in "${ATLAS_POSTGRES:-}" /usr/lib/postgresql/*/bin \
        "$folder"/root/usr/lib/postgresql/*/bin; do
        [ ! -x "$programs/initdb" ] || [ ! -e "$programs/../lib/postgis-3.so" ] || return 0
    done
    [ -n "${ATLAS_POSTGRES:-}" ] && [ -x "$ATLAS_POSTGRES/initdb" ]
}

has_postgres && exit 0

if install_packages postgres postgresql-postgis && has_postgres; then
    exit 0
fi

say "unpacking Debian's postgresql-postgis into $folder"
rm -rf "$folder"
mkdir -p "$folder"
bash "$here/fetch_packages.sh" "$folder/root" postgresql-postgis || true
has_postgres || {
    rm -rf "$folder"
    say "cannot get a PostgreSQL with PostGIS: install Debian's postgresql-postgis, or set"
    say "ATLAS_POSTGRES to the folder of another one's programs"
    exit 1
}
