"""The page's document before its script runs: its head, and a skeleton of the map."""

import datetime as dt
import math
import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import shapely

from geo import ground, words
from geo.style.page import BOXES, DARK_BOXES, DARK_GROUND, FAMILY, GROUND
from geo.views import COUNTRY, VIEWS
from geo.web.css import variables
from geo.web.markup import style, text
from geo.words import say

ROOT = '<div id="root"></div>'
"""Where Streamlit builds its page."""

SKELETON = "atlas-skeleton"
"""Id of the skeleton; the map's script removes it once the map is drawn."""

FINENESS, LEAST = 0.1, 0.04
"""Degrees by which the skeleton's coast may be off; square degrees of least land."""

AROUND = (-12, 16, 52, 46)
"""West, south, east and north of the land drawn: what a wide window shows."""

_AROUND_LIBYA = (8.8, 19.2, 25.6, 33.6)
"""The same of the land that a locator shows."""

_TITLE = re.compile(r"<title>[^<]*</title>")
_ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')
_LANGUAGE = re.compile(r'<html lang="[^"]*"')

_LOOK = """
#atlas-skeleton{position:fixed;inset:4rem 1rem 0;z-index:1;pointer-events:none;
display:flex;flex-direction:column;font:600 1.25rem/1.3 var(--atlas-family);
color:var(--atlas-text)}
#atlas-skeleton b{position:absolute;top:-2.9rem;font-weight:700}
#atlas-skeleton svg{flex:1;min-height:0;width:100%;background:var(--atlas-sea)}
#atlas-skeleton i{height:7.6rem;background:var(--atlas-paper);
border-top:1px solid var(--atlas-rule)}
#atlas-skeleton .abroad{fill:var(--atlas-land-abroad)}
#atlas-skeleton .libya{fill:var(--atlas-land);stroke:var(--atlas-border)}
#root:has(h1)~#atlas-skeleton b{display:none}
#root:has(.stException)~#atlas-skeleton{display:none}
#root:not(:has(h1)):has(.stAlert)~#atlas-skeleton{display:none}
@media(min-width:1000px){#atlas-skeleton{inset-inline-end:calc(380px + 1rem)}}
@media(max-width:999px){#atlas-skeleton{bottom:auto;height:70svh}}
@media(max-width:640px){#atlas-skeleton{inset:6.5rem .5rem auto}}
@media(prefers-color-scheme:dark){body{background:#0E1117}}
"""


def title(day: dt.date | None, language: str, place: str = "") -> str:
    """Return the document's title: what is shown, and of which day.

    Parameters
    ----------
    day : datetime.date, optional
        None: of which day is not known yet.
    language : str
        One of `geo.words.LANGUAGES`.
    place : str, optional
        Name of the place that is chosen.

    Examples
    --------
    >>> title(dt.date(2019, 12, 19), "en")
    'Who controls what in Libya, 19 December 2019'
    """
    if day is None:
        return say("page.title", language)
    shown = say("page.head.title", language, day=day)
    return f"{place} – {shown}" if place else shown


class Beside(NamedTuple):
    """Addresses that the head names: of the page, its icon, and its picture."""

    page: str
    icon: str
    picture: str


def metadata(
    name: str, about: str, language: str, beside: Beside, kind: str = "website"
) -> list[str]:
    """Return the metadata of a page for search engines and for previews of links.

    Parameters
    ----------
    name, about : str
        What the page is called, and a sentence about it.
    language : str
        One of `geo.words.LANGUAGES`.
    beside : Beside
        Without an address of the page none is named.
    kind : str
        As the Open Graph protocol has it.

    Returns
    -------
    list of str
        Elements of HTML.
    """
    properties = {
        "og:type": kind,
        "og:site_name": say("page.title", language),
        "og:title": name,
        "og:description": about,
        "og:url": beside.page,
        "og:image": beside.picture,
        "og:image:width": "1200",
        "og:image:height": "675",
        "og:image:alt": say("page.head.picture", language),
        "og:locale": language,
    }
    named = {"description": about, "twitter:card": "summary_large_image"}
    icon = f'<link rel="icon" type="image/svg+xml" href="{text(beside.icon)}">'
    return [
        *(_meta("name", key, value) for key, value in named.items()),
        *(_meta("property", key, value) for key, value in properties.items() if value),
        icon,
    ]


def document(page: str, name: str, language: str, beside: Beside) -> str:
    """Return Streamlit's page with a head of ours and a skeleton of the map.

    Parameters
    ----------
    page : str
        HTML that Streamlit serves.
    name : str
        The document's `title`.
    language : str
        One of `geo.words.LANGUAGES`.
    beside : Beside

    Returns
    -------
    str
        The page as it was, if it is not Streamlit's.
    """
    if ROOT not in page:
        return page
    head = [
        f"<title>{text(name)}</title>",
        *metadata(name, say("page.head.about", language), language, beside),
        style(_colours() + _LOOK),
    ]
    direction = words.direction(language)
    for found, ours in (
        (_TITLE, "\n".join(head)),
        (_ICON, ""),
        (_LANGUAGE, f'<html lang="{text(language)}" dir="{direction}"'),
    ):
        if theirs := found.search(page):
            page = page.replace(theirs[0], ours, 1)
    return page.replace(ROOT, f"{ROOT}\n{skeleton(say('page.title', language))}", 1)


def _meta(kind: str, key: str, value: str) -> str:
    return f'<meta {kind}="{key}" content="{text(value)}">'


def _colours() -> str:
    light = variables(":root", {**GROUND, **BOXES, "family": FAMILY})
    dark = variables(":root", {**DARK_GROUND, **DARK_BOXES})
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def skeleton(name: str) -> str:
    """Return the frame of the map, its sea and coasts, as HTML without any script."""
    west, south, east, north = VIEWS[COUNTRY]
    paths = "".join(
        f'<path class="{look}" d="{path}" stroke-width=".05"/>'
        for look, path in _coasts().items()
    )
    top, bottom = _down(north), _down(south)
    return (
        f'<div id="{SKELETON}" aria-hidden="true"><b>{text(name)}</b>'
        f'<svg viewBox="{west} {top} {east - west} {round(bottom - top, 2)}" '
        f'preserveAspectRatio="xMidYMid meet">{paths}</svg><i></i></div>'
    )


@cache
def _coasts() -> Mapping[str, str]:
    """Return Libya, and the land around it, as paths of SVG."""
    countries = ground.countries()
    libya = countries["name_en"] == "Libya"
    around = shapely.box(*AROUND)
    return {
        look: "".join(
            _path(shapely.simplify(shape.intersection(around), FINENESS))
            for shape in countries[which].geometry
        )
        for look, which in (("abroad", ~libya), ("libya", libya))
    }


def _path(shape: shapely.Geometry) -> str:
    parts = shapely.get_parts(shape)
    rings = (part.exterior for part in parts if part.area > LEAST)
    return "".join(
        "M" + "L".join(f"{lon:.1f} {_down(lat):.1f}" for lon, lat in ring.coords) + "Z"
        for ring in rings
    )


def _down(lat: float) -> float:
    """Return how far down the map a parallel lies, in degrees of longitude."""
    return round(-math.degrees(math.asinh(math.tan(math.radians(lat)))), 2)


def locator(lat: float, lon: float, label: str) -> str:
    """Return a small map of Libya with a dot, as SVG without any style of its own.

    Parameters
    ----------
    lat, lon : float
        Where the dot lies, degrees (WGS84).
    label : str
        What those hear of it who do not see it.
    """
    west, south, east, north = _AROUND_LIBYA
    top, bottom = _down(north), _down(south)
    return (
        f'<svg class="locator" role="img" aria-label="{text(label)}" '
        f'viewBox="{west} {top} {east - west} {round(bottom - top, 2)}">'
        f'<path class="libya" d="{_coasts()["libya"]}" stroke-width=".1"/>'
        f'<circle cx="{lon:.2f}" cy="{_down(lat)}" r=".45"/></svg>'
    )
