"""The command ``api``: layers as OGC API Features."""

import os
import sys
from pathlib import Path
from threading import Event, Thread

import click

from geo import files
from geo.cli import options
from geo.cli.command import command, option
from geo.cli.language import in_words, spoken
from geo.errors import GeoError, Text
from geo.export import geopackage
from geo.optional import api as service
from geo.optional import postgis, serving
from geo.query import atlas as atlases
from geo.records import read as reading
from geo.records.store import STORE, Origin

HOST, PORT = "127.0.0.1", 5000


@command("cli.about.api", "cli.more.api")
@option(
    "--gpkg",
    type=click.Path(path_type=Path),
    metavar="FILE",
    about="cli.help.api_gpkg",
)
@option("--host", default=HOST, show_default=True, about="cli.help.api_host")
@option("--port", type=int, default=PORT, show_default=True, about="cli.help.api_port")
@option("--url", default="", metavar="URL", about="cli.help.api_url")
@options.records
@options.speech
def api(gpkg: Path | None, host: str, port: int, url: str, records: Origin) -> None:
    """Serve the layers as OGC API Features, for QGIS, ArcGIS and GDAL."""
    service.check_address(host, port)
    place = f"[{host}]" if ":" in host else host
    url = url.rstrip("/") or f"http://{place}:{port}"
    if gpkg is not None:
        if not gpkg.is_file():
            raise GeoError("error.api.gpkg", path=gpkg)
        _serve(str(gpkg), host, port, url)
    elif isinstance(records, postgis.PostgisStore):
        _publish(records)
        os.environ[STORE] = records.address.url
        Thread(target=_follow, args=(records.address.url,), daemon=True).start()
        _serve(STORE, host, port, url)
    else:
        atlas = atlases.load(records)
        with files.folder() as folder:
            path = folder / "atlas.gpkg"
            title = in_words(Text("page.title"))
            files.write(path, geopackage.write(atlas.frames, "{}", title, spoken()))
            _serve(str(path), host, port, url)


def _serve(data: str, host: str, port: int, url: str) -> None:
    print(in_words(Text("cli.api.serving", url=url)), flush=True)
    service.serve(data, host, port, url)


def _publish(store: postgis.PostgisStore) -> None:
    facts = reading.load(store)
    revision = store.content.revision
    serving.publish(store.address.url, facts, revision.number if revision else 0)


def _follow(url: str) -> None:
    """Write the layers anew after each edit; print what breaks a rule."""
    for _ in postgis.follow(url, Event(), _print_fault):
        try:
            _publish(postgis.PostgisStore(url))
        except GeoError as error:
            _print_fault(error)


def _print_fault(error: GeoError | None) -> None:
    if error is not None:
        print(in_words(error), file=sys.stderr, flush=True)
