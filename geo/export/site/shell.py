"""What every page of the site has: head, ways to the others, search, and foot."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from geo import words
from geo.export.site import links
from geo.export.site.links import Here
from geo.shown import ADDRESS
from geo.web.head import Beside, metadata
from geo.web.markup import text as escape
from geo.words import LANGUAGES, say

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""What a page may do: run and paint the site's own files, and ask nothing of others."""

WAYS = ("map", *(kind for kind in links.KINDS if kind not in links.GROUNDS), "data")
"""The pages to which each page leads."""


class Site(NamedTuple):
    """What is the same on every page.

    Attributes
    ----------
    address : str
        Under which readers find the site, with a ``/`` at its end; empty: not known.
    version : str
        Of the data.
    newest : datetime.date
        The last day with evidence.
    """

    address: str
    version: str
    newest: dt.date


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes
    ----------
    here : geo.export.site.links.Here
    title : str
    about : str
        A sentence for those who list the page.
    body : str
        HTML of what it says.
    name : str
        One of `WAYS`, or another.
    day : datetime.date or None
        Which the map shows beside it; the newest.
    shown : tuple of (str, str)
        What of the map belongs to it, as `Here.map` takes it.
    data : str
        Path of a file with the same as data; empty: there is none.
    picture : str
        Path of what others show beside a link; empty: that of the language.
    """

    here: Here
    title: str
    about: str
    body: str
    name: str
    day: dt.date | None = None
    shown: tuple[tuple[str, str], ...] = ()
    data: str = ""
    picture: str = ""

    @property
    def social(self) -> str:
        """Return the path of what others show beside a link to it."""
        return self.picture or links.picture(self.here.language)

    @property
    def path(self) -> str:
        """Return where it lies below the site's folder."""
        return self.here.path

    @property
    def oembed(self) -> str:
        """Return where its answer to oEmbed lies."""
        return self.path.removesuffix(".html") + ".oembed.json"

    def of_language(self, code: str) -> str:
        """Return the path of the same page in a language."""
        return f"{code}/{self.path.partition('/')[2]}"


def document(page: Page, site: Site) -> str:
    """Return a page as HTML."""
    here, language = page.here, page.here.language
    direction = words.direction(language)
    skip = escape(say("site.skip", language))
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n'
        f"{head(page, site)}\n"
        f'<link rel="stylesheet" href="{here.to("assets/site.css")}">\n'
        f'<script src="{here.to("assets/site.js")}" defer></script>\n</head>\n<body>\n'
        f'<a class="skip" href="#main">{skip}</a>\n{top(page)}\n'
        f'<main id="main" class="atlas-panel" tabindex="-1">\n{page.body}\n</main>\n'
        f"{foot(page, site)}\n</body>\n</html>\n"
    )


def head(page: Page, site: Site, styles: str = "") -> str:
    """Return what the head of a page says of it, without styles and scripts."""
    here, language = page.here, page.here.language
    whole = say("page.title", language)
    title = page.title if page.title == whole else f"{page.title} – {whole}"
    policy = POLICY.format(styles=styles)
    lines = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        '<meta name="color-scheme" content="light dark">',
    ]
    address = site.address and site.address + page.path
    picture = (site.address or here.to("")) + page.social
    beside = Beside(address, here.to(links.ICON), picture)
    kind = "website" if page.name in WAYS[:1] else "article"
    lines += metadata(page.title, page.about, language, beside, kind)
    if address:
        lines.append(_link("canonical", address))
        kind = "application/json+oembed"
        lines.append(_link("alternate", site.address + page.oembed, type=kind))
    base = site.address or here.to("")
    lines += [
        _link("alternate", base + page.of_language(code), hreflang=code)
        for code in LANGUAGES
    ]
    feed, kind = here.to(f"{language}/{links.FEED}"), "application/atom+xml"
    lines.append(_link("alternate", feed, type=kind, title=say("site.feed", language)))
    if page.data:
        lines.append(_link("alternate", here.to(page.data), type="application/json"))
    return "\n".join(lines)


def _link(rel: str, href: str, **more: str) -> str:
    others = "".join(f' {name}="{escape(value)}"' for name, value in more.items())
    return f'<link rel="{rel}" href="{escape(href)}"{others}>'


def top(page: Page) -> str:
    """Return the ways to other pages, the search, and the same in other languages."""
    here, language = page.here, page.here.language
    ways = "".join(
        f'<li><a href="{here.item(way)}"{_current(way == page.name)}>'
        f"{escape(say(f'site.ways.{way}', language))}</a></li>"
        for way in WAYS
    )
    others = "".join(
        f'<a href="{here.to(page.of_language(code))}" lang="{code}" '
        f'dir="{words.direction(code)}" hreflang="{code}" data-language="{code}">'
        f"{escape(words.name_of(code))}</a>"
        for code in LANGUAGES
        if code != language
    )
    name, find = say("page.title", language), escape(say("site.search", language))
    none = escape(say("site.no_results", language))
    return (
        f'<header class="top"><a class="home" href="{here.item("index")}">'
        f'<img src="{here.to(links.ICON)}" alt="" width="24" height="24">'
        f"{escape(name)}</a>"
        f'<div class="find" role="search" hidden data-index="'
        f'{here.to(links.SEARCH_INDEX)}" data-up="{here.to("")}" data-none="{none}">'
        f'<input type="search" role="combobox" aria-expanded="false" '
        f'aria-controls="found" aria-autocomplete="list" autocomplete="off" '
        f'spellcheck="false" aria-label="{find}" placeholder="{find}">'
        f'<ul id="found" role="listbox" aria-label="{find}" hidden></ul>'
        f'<p class="status" role="status"></p></div>'
        f'<div class="languages">{others}</div>'
        f'<nav aria-label="{escape(say("site.pages", language))}"><ul>{ways}</ul></nav>'
        f"</header>"
    )


def _current(is_here: bool) -> str:
    return ' aria-current="page"' if is_here else ""


def foot(page: Page, site: Site) -> str:
    """Return of when the page is, whose it is, and where the same is as data."""
    here, language = page.here, page.here.language
    parts = []
    if site.version:
        parts.append(say("site.version", language, version=site.version))
    parts += [
        say("site.newest", language, day=site.newest),
        say("site.licence", language),
    ]
    data = ""
    if page.data:
        text = escape(say("site.as_data", language))
        data = f' <a href="{here.to(page.data)}">{text}</a>'
    feed = f'<a href="{here.to(f"{language}/{links.FEED}")}">'
    return (
        f'<footer class="foot"><p>{escape(" ".join(parts))}{data} '
        f"{feed}{escape(say('site.feed', language))}</a></p></footer>"
    )


def address_of_map(page: Page, site: Site) -> str:
    """Return under which address others may show the map that belongs to a page."""
    params = {ADDRESS["day"]: (page.day or site.newest).isoformat()}
    params |= {ADDRESS[name]: value for name, value in page.shown}
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"{site.address}{links.page(page.here.language, 'map')}?{query}"
