"""What others show beside a link to the site: a picture of the map, in few colours."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from PIL import Image

import geo
from geo.export.make import make
from geo.export.site import links
from geo.files import cache
from geo.query import stories
from geo.query.atlas import Atlas
from geo.request import MOST_LETTERS, Request
from geo.views import View
from geo.words import LANGUAGES

PAPER = "wide"
COLOURS = 256
"""So that programs which pass on messages take it: some refuse 600 kB."""

_CODE = Path(geo.__file__).parent
_KEPT = 64
_DRAWN_WITH = ("matplotlib", "pillow")


def files(atlas: Atlas, address: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each picture.

    In each language one of the newest day, and one of where each story ends.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    address : str
        Of the site, whose map a picture names; empty: not known.
    """
    newest = links.span(atlas.records.newest)[1]
    for language in LANGUAGES:
        site = address and address + links.page(language, "map")
        request = Request(newest, paper=PAPER, language=language, site=site)
        yield links.picture(language), _kept(atlas, request)
        for story_id in stories.story_ids(atlas.records):
            story = stories.story(atlas.records, story_id)
            if story.steps:
                request = replace(_of_story(story, language), site=site)
                yield links.picture(language, story_id), _kept(atlas, request)


def _of_story(story: stories.Story, language: str) -> Request:
    step = story.steps[-1]
    return Request(
        step.date,
        layers=tuple(step.layers),
        view=View(*step.view),
        language=language,
        title=story.name[language][:MOST_LETTERS],
        paper=PAPER,
    )


def _kept(atlas: Atlas, request: Request) -> bytes:
    """Return a picture, drawn anew if records or code are others than the last time."""
    store = atlas.records.store
    if store is None:
        return _drawn(atlas, request)
    basis = [request.as_json(), store.digests(), *map(version, _DRAWN_WITH)]
    code = [path for end in ("py", "po") for path in _CODE.rglob(f"*.{end}")]
    key = cache.key_of([json.dumps(basis, sort_keys=True).encode()], code)
    return cache.cached(
        "social", key, lambda: _drawn(atlas, request), (bytes, bytes), _KEPT
    )


def _drawn(atlas: Atlas, request: Request) -> bytes:
    with Image.open(io.BytesIO(make(atlas, request, "png"))) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()
