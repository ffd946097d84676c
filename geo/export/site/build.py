"""Makes all files of the site, and keeps a folder that holds them."""

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from geo import words
from geo.agreements import standings_on
from geo.dates import SPAN_START
from geo.export.make import make as make_file
from geo.export.site import (
    actors,
    agreements,
    api,
    feeds,
    folder,
    grounds,
    home,
    links,
    maps,
    months,
    places,
    sea,
    search,
    social,
    stories,
    tables,
)
from geo.export.site.folder import Written
from geo.export.site.shell import Page, Site, document
from geo.query import districts
from geo.query import stories as guided
from geo.query.atlas import Atlas
from geo.query.brief import brief
from geo.query.place import card
from geo.records import schema
from geo.request import Request
from geo.web.css import site_style
from geo.web.html import WEB
from geo.web.pieces import escape
from geo.words import LANGUAGES, SOURCE, say

DOWNLOADS = ("html", "parquet", "gpkg", "geojson")
"""Forms of the whole map that can be downloaded."""

PAGE_SCRIPTS = ("site_names.js", "copying.js", "site.js")


def write(atlas: Atlas, target: Path, address: str = "") -> Written:
    """Write the site into a folder, as far as anything in it is new.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    target : pathlib.Path
        Made if missing.
    address : str
        Under which readers find the site; empty: not known. Then there are no
        canonical addresses, no list of pages for robots, and no oEmbed.

    Returns
    -------
    geo.export.site.folder.Written

    Raises
    ------
    GeoError
        If it cannot be made or written.
    """
    contents = make(atlas, address)
    label = atlas.records.label
    return folder.update(target, contents, str(label) if label else "")


def make(atlas: Atlas, address: str = "") -> dict[str, bytes]:
    """Return every file of the site by its path; the same for the same records."""
    label = atlas.records.label
    if address and not address.endswith("/"):
        address += "/"
    newest = links.span(atlas.records.newest)[1]
    site = Site(address, str(label) if label else "", newest)
    contents: dict[str, bytes] = {}
    for path, content in _files(atlas, site):
        assert path not in contents, path
        contents[path] = content.encode() if isinstance(content, str) else content
    return contents


def _files(atlas: Atlas, site: Site) -> Iterator[tuple[str, str | bytes]]:
    downloads = dict(_downloads(atlas, site))
    yield from downloads.items()
    sizes = {path: len(data) for path, data in downloads.items()}
    pages: list[Page] = []
    data: list[tuple[str, str]] = []
    for made in chain(
        _places(atlas, site),
        _agreements(atlas, site),
        _sea(atlas),
        _actors(atlas),
        _months(atlas, site),
        _rest(atlas, site, sizes),
    ):
        if isinstance(made, Page):
            pages.append(made)
            yield made.path, document(made, site)
        else:
            data.append(made)
            yield made
    pages += [maps.page_of(site, language) for language in LANGUAGES]
    yield from maps.files(atlas, site)
    yield from _assets(atlas)
    yield from social.files(atlas, site.address)
    yield from api.day_files(atlas, site.version)
    yield from tables.day_files(atlas)
    for table in (tables.control, tables.agreements, tables.events):
        yield table(atlas)
    yield "index.html", _lead(site)
    if site.address:
        yield feeds.sitemap(site, pages)
        yield feeds.robots(site)
        for page in pages:
            yield feeds.oembed(page, site)


Made = Iterator[Page | tuple[str, str]]
"""Pages, and files of data beside them."""


def _places(atlas: Atlas, site: Site) -> Made:
    cards = [card(atlas, one.place_id, site.newest) for one in atlas.records.places]
    for one in cards:
        for language in LANGUAGES:
            yield places.page(atlas, one, language)
        yield api.place_file(atlas, one)
    by_id = {one.place.place_id: one for one in cards}
    for district in districts.every():
        for language in LANGUAGES:
            yield grounds.of_district(atlas, district, by_id, language)
        yield api.district_file(atlas, district)
    for route in atlas.records.routes:
        for language in LANGUAGES:
            yield grounds.of_road(atlas, route, by_id, language)
        yield api.road_file(atlas, route)
    for language in LANGUAGES:
        yield places.index(atlas, cards, language)
        yield from grounds.indices(atlas, by_id, language)


def _agreements(atlas: Atlas, site: Site) -> Made:
    standings = {
        one.agreement_id: one
        for one in standings_on(atlas.records, site.newest, atlas.lives)
    }
    for row in atlas.records.agreements:
        standing = standings.get(row.agreement_id)
        for language in LANGUAGES:
            yield agreements.page(atlas, row, standing, language)
        yield api.agreement_file(atlas, row, standing)
    for language in LANGUAGES:
        yield agreements.index(atlas, standings, language)


def _sea(atlas: Atlas) -> Made:
    known = sea.facts(atlas)
    for language in LANGUAGES:
        for row in atlas.records.maritime_lines:
            yield sea.page(atlas, row, known.get(row.line_id), language)
        yield sea.index(atlas, known, language)
    yield from api.line_files(atlas, known)


def _actors(atlas: Atlas) -> Made:
    held = actors.held_by(atlas)
    for actor in atlas.records.actors:
        for language in LANGUAGES:
            yield actors.page(atlas, actor, held, language)
        yield api.actor_file(actor, held)
    for language in LANGUAGES:
        yield actors.index(atlas, held, language)


def _months(atlas: Atlas, site: Site) -> Made:
    every = months.every(atlas)
    for number, month in enumerate(every):
        before = every[number - 1] if number else None
        after = every[number + 1] if number + 1 < len(every) else None
        briefs = {code: brief(atlas, month.last, code) for code in LANGUAGES}
        for one in briefs.values():
            yield months.page(atlas, month, one, (before, after))
        yield api.month_file(atlas, month, briefs)
    yield api.index_file(atlas, every, site.version)
    known = [
        guided.story(atlas.records, one) for one in guided.story_ids(atlas.records)
    ]
    for language in LANGUAGES:
        yield months.index(atlas, every, language)
        yield feeds.feed(site, every, language)
        newest = brief(atlas, site.newest, language)
        yield home.home(atlas, newest, every, known)


def _rest(atlas: Atlas, site: Site, sizes: Mapping[str, int]) -> Made:
    for language in LANGUAGES:
        for story_id in guided.story_ids(atlas.records):
            yield stories.page(atlas, guided.story(atlas.records, story_id), language)
        yield stories.index(atlas, language)
        yield home.data(site, language, sizes)


def _downloads(atlas: Atlas, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the whole map as files, each with its manifest, and the records."""
    request = Request(site.newest, since=SPAN_START, layers=tuple(atlas.frames))
    if site.newest == SPAN_START:
        request = Request(site.newest, layers=tuple(atlas.frames))
    for form in DOWNLOADS:
        name = f"{links.DOWNLOADS}/libya-control-atlas.{form}"
        yield name, make_file(atlas, request, form)
    store = atlas.records.store
    if store is None:
        return
    for table in schema.TABLES:
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(store.read(table))
        yield f"{links.DOWNLOADS}/records/{table}.csv", text.getvalue().encode()


def _assets(atlas: Atlas) -> Iterator[tuple[str, str | bytes]]:
    yield search.index(atlas.records)
    scripts = ((WEB / name).read_text(encoding="utf-8") for name in PAGE_SCRIPTS)
    yield f"{links.ASSETS}/site.js", "\n".join(scripts)
    yield f"{links.ASSETS}/site.css", site_style()
    yield links.ICON, (WEB / "icon.svg").read_bytes()


def _lead(site: Site) -> str:
    """Return the first page of all, which leads on to that of a language."""
    ways = "".join(
        f'<li><a data-lead="{code}" data-language="{code}" lang="{code}" '
        f'dir="{words.direction(code)}" hreflang="{code}" '
        f'href="{links.page(code, "index")}">{escape(say("page.title", code))}</a></li>'
        for code in LANGUAGES
    )
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
    canonical = ""
    if site.address:
        canonical = f'<link rel="canonical" href="{escape(site.address)}">\n'
    return (
        f'<!doctype html>\n<html lang="{SOURCE}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(say('page.title', SOURCE))}</title>\n{canonical}"
        f'<link rel="icon" type="image/svg+xml" href="{links.ICON}">\n'
        f'<link rel="stylesheet" href="{links.ASSETS}/site.css">\n'
        f'<script src="{links.ASSETS}/site.js" defer></script>\n</head>\n<body>\n'
        f'<main class="atlas-panel lead-on"><h1>{escape(say("page.title", SOURCE))}'
        f"</h1><ul>{ways}</ul></main>\n</body>\n</html>\n"
    )
