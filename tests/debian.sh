# Debian's packages for what tests start; sourced by the scripts that see to one.

# Install packages as root or by sudo: install_packages NAME PACKAGE...; fails where there
# are no such rights. NAME stands before what is told.
install_packages() {
    local name=$1 as_root=()
    shift
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        as_root=(sudo -n)
    fi
    printf '%s: installing %s\n' "$name" "$*" >&2
    "${as_root[@]}" apt-get update -qq >&2 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            --no-install-recommends "$@" >&2
}
