"""The scripts and styles that peers take from CDNs, served from this machine.

A page under measurement reaches no host but localhost, and nobody's figures should
hang on the net, so the versions that folium names are taken once from their npm
packages (Leaflet from ``xstatic-leaflet``) and served here. That favours the peers:
their users wait for four outside hosts.
"""

import functools
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import folium
from folium.plugins import Timeline, TimelineSlider
from xstatic.pkg import leaflet

PACKAGES = (
    "@fortawesome/fontawesome-free@6.2.0",
    "bootstrap@5.2.2",
    "jquery@3.7.1",
    "leaflet.awesome-markers@2.0.4",
    "leaflet.timeline@1.6.0",
    "moment@2.18.1",
)

FILES = {
    "leaflet": "leaflet/leaflet.js",
    "leaflet_css": "leaflet/leaflet.css",
    "jquery": "jquery/dist/jquery.min.js",
    "bootstrap": "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap_css": "bootstrap/dist/css/bootstrap.min.css",
    "awesome_markers": "leaflet.awesome-markers/dist/leaflet.awesome-markers.min.js",
    "awesome_markers_css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "awesome_markers_font_css": "@fortawesome/fontawesome-free/css/all.min.css",
    "timeline": "leaflet.timeline/dist/leaflet.timeline.js",
    "moment": "moment/min/moment.min.js",
    "glyphicons_css": "empty.css",
    "awesome_rotate_css": "empty.css",
}
"""folium's name of a script or style, and the file that stands for it here. The two
small style sheets that no npm package carries are empty; no map here has an icon."""

ELEMENTS = (folium.Map, Timeline, TimelineSlider)


def cache() -> Path:
    """Return the folder, outside the repository, that keeps the packages."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "libya-control-atlas-bench"


def fetch() -> Path:
    """Install the packages into the cache unless they are there; return their folder.

    Raises
    ------
    RuntimeError
        If npm is missing or fails.
    """
    root = cache() / "node_modules"
    if all((root / name).exists() for name in FILES.values()):
        return root
    if shutil.which("npm") is None:
        raise RuntimeError(
            "the peers' scripts come from npm packages: install npm (Debian: npm)"
        )
    cache().mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(cache()), "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", "--silent", "--legacy-peer-deps", *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm: {done.stderr or done.stdout}")
    shutil.copytree(leaflet.BASE_DIR, root / "leaflet", dirs_exist_ok=True)
    (root / "empty.css").touch()
    return root


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing: a browser that closes leaves connections behind."""


@contextmanager
def serving_scripts() -> Iterator[str]:
    """Serve the packages on a free port, and yield the address."""
    handler = functools.partial(_Quiet, directory=str(fetch()))
    with _Server(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def use(address: str) -> None:
    """Have folium name the scripts served at an address in place of the CDNs'."""
    for element in ELEMENTS:
        for kind in ("default_js", "default_css"):
            links = [
                (name, f"{address}/{FILES[name]}")
                for name, _ in getattr(element, kind, [])
            ]
            setattr(element, kind, links)
