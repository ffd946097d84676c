#!/usr/bin/env bash
# See to it that there is a Chromium for the tests: install_browser.sh FOLDER
# Takes $ATLAS_CHROMIUM or what is on the PATH; else installs Debian's, as root or by
# sudo; else unpacks it into FOLDER, which needs no rights, and starts it by a script.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
fonts=(fonts-dejavu-core fonts-noto-core)

say() { printf 'browser: %s\n' "$*" >&2; }

for name in "${ATLAS_CHROMIUM:-}" "$folder/chromium" chromium google-chrome; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then
        exit 0
    fi
done

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
if [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; then
    say "installing Debian's chromium"
    if "${as_root[@]}" apt-get update -qq >&2 &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            --no-install-recommends chromium "${fonts[@]}" >&2; then
        exit 0
    fi
fi

say "unpacking Debian's chromium into $folder"
rm -rf "$folder"
mkdir -p "$folder"
if ! bash "$here/fetch_packages.sh" "$folder/root" chromium fontconfig-config "${fonts[@]}"; then
    rm -rf "$folder"
    say "cannot get Chromium: install it, or set ATLAS_CHROMIUM to a Chromium or Chrome"
    exit 1
fi
cat >"$folder/fonts.conf" <<'CONF'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">root/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>/tmp/atlas-font-cache</cachedir>
</fontconfig>
CONF
cat >"$folder/chromium" <<'RUN'
#!/usr/bin/env bash
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
libraries=$(find "$here/root/usr/lib" "$here/root/lib" -name '*.so*' -printf '%h\n' 2>/dev/null | sort -u | paste -sd:)
export LD_LIBRARY_PATH="$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/root/usr/lib/chromium/chromium" "$@"
RUN
chmod +x "$folder/chromium"
"$folder/chromium" --version >&2 || {
    rm -rf "$folder"
    say "the unpacked Chromium does not start: install Chromium or set ATLAS_CHROMIUM"
    exit 1
}
