"""Feeds of changes, the sitemap, robots.txt and oEmbed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from geo import __version__, words
from geo.export import embed
from geo.export.site import links
from geo.export.site.api import dump
from geo.export.site.months import Month
from geo.export.site.shell import Page, Site, address_of_map
from geo.query.changes import Change
from geo.request import Request
from geo.web import sentences
from geo.web.pieces import escape
from geo.words import in_language, say

MOST = 60
"""The number of changes in a feed, the latest first."""

TAG = "tag:libya-control-atlas,2026"
"""Begins the ids of a feed and its entries (RFC 4151), which no address changes."""

SIZE_PX = (1200, 675)


def feed(site: Site, months: Sequence[Month], language: str) -> tuple[str, str]:
    """Return a feed (Atom, RFC 4287) of the places that changed hands."""
    path = f"{language}/{links.FEED}"
    latest = islice(_latest(months), MOST)
    base = f' xml:base="{escape(site.address + path)}"' if site.address else ""
    title = say("site.feed_title", language)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"{base}>',
        f"<id>{TAG}:{language}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{_moment(site.newest)}</updated>",
        f"<author><name>{escape(say('page.title', language))}</name></author>",
        f'<generator version="{__version__}">Libya Control Atlas</generator>',
        f'<link rel="self" href="{links.FEED}" type="application/atom+xml"/>',
        '<link rel="alternate" href="index.html" type="text/html"/>',
    ]
    entries = (_entry(one, language) for one in latest)
    return path, "\n".join([*head, *entries, "</feed>", ""])


def _latest(months: Sequence[Month]) -> Iterator[Change]:
    for month in reversed(months):
        yield from reversed(month.changes)


def _entry(change: Change, language: str) -> str:
    name = change.name[language]
    day = change.moment.day
    after = sentences.side(change.after, language)
    before = sentences.side(change.before, language)
    title = say("site.entry", language, place=name, before=before, after=after)
    cause = in_language(change.cause, language)
    summary = f"{words.long_day(day, language)}. {cause}"
    sources = "".join(
        f'<link rel="via" href="{escape(one.url)}" title="{escape(one.title)}"/>'
        for one in change.sources
    )
    return (
        f"<entry><id>{TAG}:{change.place_id}/{day}/{language}</id>"
        f"<title>{escape(title)}</title><updated>{_moment(day)}</updated>"
        f'<link href="place/{change.place_id}.html" type="text/html"/>{sources}'
        f"<summary>{escape(summary)}</summary></entry>"
    )


def _moment(day: dt.date) -> str:
    return f"{day}T00:00:00Z"


def sitemap(site: Site, pages: Iterable[Page]) -> tuple[str, str]:
    """Return the list of all pages with their twins in other languages."""
    rows = []
    for page in pages:
        twins = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" '
            f'href="{escape(site.address + page.of_language(code))}"/>'
            for code in words.LANGUAGES
        )
        rows.append(f"<url><loc>{escape(site.address + page.path)}</loc>{twins}</url>")
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    )
    return "sitemap.xml", "\n".join([head, *rows, "</urlset>", ""])


def robots(site: Site) -> tuple[str, str]:
    """Return robots.txt: all may be read, and where the sitemap lies."""
    return (
        "robots.txt",
        f"User-agent: *\nAllow: /\nSitemap: {site.address}sitemap.xml\n",
    )


def oembed(page: Page, site: Site) -> tuple[str, str]:
    """Return what a page answers to who wants to show it: the map, open at it."""
    language = page.here.language
    request = Request(page.day or site.newest, language=language, site=site.address)
    source = f"{address_of_map(page, site)}&{embed.PARAMETER}=1"
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": say("page.title", language),
        "provider_url": site.address,
        "title": page.title,
        "html": embed.frame(request, source),
        "width": 800,
        "height": embed.HEIGHT_PX,
        "thumbnail_url": site.address + page.social,
        "thumbnail_width": SIZE_PX[0],
        "thumbnail_height": SIZE_PX[1],
    }
    return page.oembed, dump(answer)
