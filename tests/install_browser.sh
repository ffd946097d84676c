#!/usr/bin/env bash
# See to it that the tests can drive a Chromium: install_browser.sh VENV
# Takes $ATLAS_CHROMIUM or what is on the PATH; else installs Debian's, as root or by
# sudo; else unpacks it into VENV/chromium, which needs no rights. The same goes for
# the library that Playwright's driver wants and a small Debian does not have.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/debian.sh"
venv=$1
folder=$venv/chromium

say() { printf 'browser: %s\n' "$*" >&2; }

has_browser() {
    local name
    for name in "${ATLAS_CHROMIUM:-}" "$folder/chromium" chromium google-chrome; do
        [ -z "$name" ] || ! command -v "$name" >/dev/null || return 0
    done
    return 1
}

driver=$("$venv/bin/python" -c 'import pathlib, playwright
print(pathlib.Path(playwright.__file__).parent / "driver" / "node")')

has_driver() {
    "$driver" --version >/dev/null 2>&1 || "$folder/node" --version >/dev/null 2>&1
}

missing() {
    has_browser || echo chromium fontconfig-config fonts-dejavu-core fonts-noto-core
    has_driver || echo libatomic1
}

read -r -d '' -a packages < <(missing) || true
[ "${#packages[@]}" -gt 0 ] || exit 0

if install_packages browser "${packages[@]}" && has_browser && has_driver; then
    exit 0
fi

launcher() { # a script that starts a program with the unpacked libraries
    cat >"$folder/$1" <<RUN
#!/usr/bin/env bash
here=\$(cd "\$(dirname "\$(readlink -f "\$0")")" && pwd)
libraries=\$(find "\$here/root/usr/lib" "\$here/root/lib" -name '*.so*' \\
    -printf '%h\\n' 2>/dev/null | sort -u | paste -sd:)
export LD_LIBRARY_PATH="\$libraries\${LD_LIBRARY_PATH:+:\$LD_LIBRARY_PATH}"
[ ! -e "\$here/fonts.conf" ] || export FONTCONFIG_FILE="\$here/fonts.conf"
exec "\$here/$2" "\$@"
RUN
    chmod +x "$folder/$1"
}

say "unpacking ${packages[*]} into $folder"
rm -rf "$folder"
mkdir -p "$folder"
bash "$here/fetch_packages.sh" "$folder/root" "${packages[@]}" || true
if [ -e "$folder/root/usr/lib/chromium/chromium" ]; then
    cat >"$folder/fonts.conf" <<'CONF'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
CONF
    launcher chromium root/usr/lib/chromium/chromium
fi
if ! has_driver; then
    cp "$driver" "$folder/node-program"
    launcher node node-program
fi
has_browser && has_driver && { [ ! -e "$folder/chromium" ] ||
    "$folder/chromium" --version >&2; } || {
    rm -rf "$folder"
    say "cannot get a Chromium that starts: install Debian's chromium and libatomic1, or"
    say "set ATLAS_CHROMIUM to a Chromium or Chrome"
    exit 1
}
