"""The live map as one HTML file, with its manifest."""

import json

from geo import words
from geo.bounds import check_json
from geo.errors import ExportError
from geo.layers.read import json_line
from geo.query.atlas import Atlas
from geo.request import Request
from geo.web import html as maps

_HEAD = f'<script type="application/json" id="{maps.MANIFEST_ID}">'.encode()


def write(atlas: Atlas, request: Request, manifest: str) -> bytes:
    """Return the live map of all days, open as a request asks.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
        As known on the day that the request asks for.
    request : geo.request.Request
        Its day, layers, view, language, claimants and title count; the map fits any
        paper, and follows the reader's light or dark theme.
    manifest : str
        JSON text; stands in the element `geo.web.html.MANIFEST_ID`.

    Returns
    -------
    bytes
    """
    note = None
    if request.known_on:
        note = words.every("citation.known_on", day=request.known_on.isoformat())
    title = request.title or words.say("map.title", request.language)
    page = maps.html(
        atlas.frames, atlas.records, request, title=title, note=note, manifest=manifest
    )
    return page.encode()


def read_manifest(data: bytes) -> str | None:
    """Return the manifest of a file that `write` made; None if it has none.

    Raises
    ------
    ExportError
        If it is no text, or the manifest no JSON.
    """
    _, begun, rest = data.partition(_HEAD)
    text, ended, _ = rest.partition(b"</script>")
    if not (begun and ended):
        return None
    check_json(text)
    try:
        manifest = json.loads(text.decode())
    except ValueError as error:
        raise ExportError("error.export.no_html", error=error) from error
    return json_line(manifest)
