"""The map's page in each language, on data that lie beside it once."""

import json
import re
from collections.abc import Iterator, Mapping

from geo import words
from geo.export.site import links
from geo.export.site.links import ASSETS, Here
from geo.export.site.search import script_json
from geo.export.site.shell import Page, Site, head, top
from geo.query.atlas import Atlas
from geo.shown import Shown
from geo.web import html as maps
from geo.web.pieces import escape
from geo.web.popups import FILE
from geo.words import LANGUAGES, say

DATA, EVIDENCE = "map-data.js", "evidence.js"
"""Scripts that hold what the map draws, and what a click opens."""

STYLE = "map.css"

_STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_BODY = re.compile(r"<body>(.*?)</body>", re.DOTALL)


def files(atlas: Atlas, site: Site) -> Iterator[tuple[str, str]]:
    """Yield the pages of the map, and the scripts and styles that they share."""
    shown = Shown(site.newest)
    served = maps.served(atlas.frames, atlas.records, shown, "openAtlasOnSite")
    data = json.loads(served[maps.DATA])
    # A page lies in the folder of its language, beside that of the scripts.
    data["evidence"] = f"../{ASSETS}/{EVIDENCE}"
    yield f"{ASSETS}/{DATA}", _script(DATA, data)
    yield f"{ASSETS}/{EVIDENCE}", _script(EVIDENCE, json.loads(served[FILE]))
    yield f"{ASSETS}/{maps.SCRIPT}", served[maps.SCRIPT]
    yield f"{ASSETS}/{STYLE}", "\n".join(_STYLES.findall(served["index.html"]))
    body = _body(served)
    for language in LANGUAGES:
        page = page_of(site, language)
        yield page.path, _document(page, site, body)


def _script(name: str, value: object) -> str:
    """Return data as a script: see ``geo/web/static/files.js``."""
    held = script_json(value)
    return f'(window.atlasFiles ??= {{}})["{name}"] = {held};\n'


def _body(served: Mapping[str, str]) -> str:
    """Return the element that the map is drawn in."""
    found = _BODY.search(served["index.html"])
    assert found is not None
    return found[1].strip()


def page_of(site: Site, language: str) -> Page:
    """Return what is said of the map's page; its body is the map."""
    here = Here(language, links.page(language, "map"))
    title = say("page.head.title", language, day=site.newest)
    about = say("page.head.about", language)
    return Page(here, title, about, "", "map", day=site.newest)


def _document(page: Page, site: Site, body: str) -> str:
    here, language = page.here, page.here.language
    text, direction = escape(say("embed.credit", language)), words.direction(language)
    credit = (
        f'<p class="credit"><a class="whole" target="_blank" rel="noopener" '
        f'href="{here.map()}">{text}</a></p>'
    )
    noscript = escape(say("site.no_script", language))
    skip = escape(say("site.skip_to_map", language))
    styles = "".join(
        f'<link rel="stylesheet" href="{here.to(f"{ASSETS}/{name}")}">\n'
        for name in ("site.css", STYLE)
    )
    scripts = "\n".join(
        f'<script src="{here.to(f"{ASSETS}/{name}")}"></script>'
        for name in (DATA, maps.SCRIPT)
    )
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}" class="on-map">\n'
        f"<head>\n{head(page, site)}\n{styles}"
        f'<script src="{here.to(f"{ASSETS}/site.js")}"></script>\n</head>\n<body>\n'
        f'<a class="skip" href="#to-time">{skip}</a>\n'
        f'<h1 class="unseen">{escape(page.title)}</h1>\n{top(page)}\n'
        f"<noscript><p>{noscript}</p></noscript>\n"
        f'<span id="to-time" tabindex="-1"></span>\n{body}\n{credit}\n{scripts}\n'
        f"</body>\n</html>\n"
    )
