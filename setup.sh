#!/usr/bin/env bash
# Make a virtual environment with all that running and testing need: setup.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")"
venv=${1:-.venv}
python=${PYTHON:-python3}

say() { printf 'setup: %s\n' "$*" >&2; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "needs Python 3.11 or newer; name one with: make setup PYTHON=/path/to/python3"
    exit 1
}

works() { "$venv/bin/python" -m pip --version >/dev/null 2>&1; }

with_venv() { "$python" -m venv --clear "$venv" >/dev/null 2>&1 && works; }

with_package() { # as root, or with sudo that asks no password
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    command -v apt-get >/dev/null || return 1
    say "installing Debian's python3-venv"
    "${as_root[@]}" apt-get update -qq >&2 || return 1
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends python3-venv >&2 || return 1
    with_venv
}

with_virtualenv() { "$python" -m virtualenv --clear "$venv" >/dev/null 2>&1 && works; }

with_wheel() { # as anybody: the pip that Debian packs for this very purpose
    local scratch status=1
    scratch=$(mktemp -d)
    if bash tests/fetch_packages.sh "$scratch" python3-pip-whl; then
        rm -rf "$venv"
        "$python" -m venv --without-pip "$venv" &&
            "$venv/bin/python" "$(echo "$scratch"/usr/share/python-wheels/pip-*.whl)/pip" \
                install --quiet --disable-pip-version-check pip >&2 && works && status=0
    fi
    rm -rf "$scratch"
    return "$status"
}

works || with_venv || with_package || with_virtualenv || with_wheel || {
    say "cannot make $venv: install Debian's python3-venv, or pip's virtualenv"
    exit 1
}
say "installing the requirements into $venv"

with_pip() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes --requirement "$1"
}

with_uv() { # which locks them, too: in a fraction of pip's time
    local scratch status=1
    scratch=$(mktemp -d)
    awk '/^uv==/ { found = 1 } found { print } found && !/\\$/ { exit }' \
        requirements-dev.txt >"$scratch/uv.txt"
    with_pip "$scratch/uv.txt" && "$venv/bin/uv" pip install --quiet \
        --python "$venv/bin/python" --require-hashes --requirements requirements-dev.txt &&
        status=0
    rm -rf "$scratch"
    return "$status"
}

with_uv || with_pip requirements-dev.txt
