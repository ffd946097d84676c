"""Where each page and file of the site lies, and how one leads to another."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from geo.dates import SPAN_START
from geo.shown import ADDRESS
from geo.web.pieces import escape

GROUNDS = ("district", "road")
"""Kinds of pages to which the list of places leads."""

KINDS = ("place", "agreement", "line", "story", "month", "actor", *GROUNDS)
"""Kinds of pages of which there are many; each has a list, ``KIND/index.html``."""

ASSETS = "assets"
API = "api/v1"
DOWNLOADS = "downloads"
FEED = "changes.atom"
SEARCH_INDEX = f"{ASSETS}/search-index.js"
ICON = f"{ASSETS}/icon.svg"


def page(language: str, name: str, item_id: str = "") -> str:
    """Return the path of a page below the site's folder.

    Parameters
    ----------
    language : str
        One of `geo.words.LANGUAGES`.
    name : str
        One of `KINDS`, or the name of a page of which there is one.
    item_id : str, optional
        Id of what the page is about; none: the list of all of the kind.

    Examples
    --------
    >>> page("ar", "place", "sabha"), page("en", "story"), page("en", "map")
    ('ar/place/sabha.html', 'en/story/index.html', 'en/map.html')
    """
    if name not in KINDS:
        return f"{language}/{name}.html"
    return f"{language}/{name}/{item_id or 'index'}.html"


def picture(language: str, story_id: str = "") -> str:
    """Return the path of what others show beside a link: of a story, or of the map.

    Examples
    --------
    >>> picture("ar"), picture("en", "tarhuna-2020")
    ('assets/social-ar.png', 'assets/social-en-tarhuna-2020.png')
    """
    return f"{ASSETS}/{'-'.join(filter(None, ['social', language, story_id]))}.png"


def month_of(day: dt.date) -> str:
    """Return the id of a month: ``2019-12``."""
    return f"{day:%Y-%m}"


def span(newest: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first day that the site has, and the last."""
    return SPAN_START, max(newest, SPAN_START)


def has_month(newest: dt.date, date: str) -> bool:
    """Return whether the site has a page for the month of a date.

    Examples
    --------
    >>> has_month(dt.date(2026, 7, 2), "2026-07-30")
    True
    >>> has_month(dt.date(2026, 7, 2), "2026-08"), has_month(SPAN_START, "2014")
    (False, False)
    """
    first, last = span(newest)
    return len(date) >= len("2014-08") and month_of(first) <= date[:7] <= month_of(last)


def days(newest: dt.date) -> list[dt.date]:
    """Return every day that the site has, in order of time.

    Examples
    --------
    >>> len(days(dt.date(2014, 5, 18)))
    3
    """
    first, last = span(newest)
    return [first + dt.timedelta(days=one) for one in range((last - first).days + 1)]


def months(newest: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return the first and last day of each month on the map, in order of time.

    Examples
    --------
    >>> months(dt.date(2014, 6, 3))[-1]
    (datetime.date(2014, 6, 1), datetime.date(2014, 6, 3))
    """
    first, last = span(newest)
    found = []
    while first <= last:
        after = (first.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
        found.append((first, min(after - dt.timedelta(days=1), last)))
        first = after
    return found


@dataclass(frozen=True)
class Here:
    """A page of the site, from which others are linked.

    Attributes
    ----------
    language : str
        One of `geo.words.LANGUAGES`.
    path : str
        Its own, below the site's folder.
    """

    language: str
    path: str

    def to(self, path: str) -> str:
        """Return the address of a file of the site, relative to this page.

        Examples
        --------
        >>> Here("en", "en/place/sabha.html").to("assets/site.css")
        '../../assets/site.css'
        """
        return "../" * self.path.count("/") + path

    def item(self, kind: str, item_id: str = "") -> str:
        """Return the address of a page of this language."""
        return self.to(page(self.language, kind, item_id))

    def link(self, kind: str, item_id: str, text: str) -> str:
        """Return a link to a page of this language, as HTML."""
        return f'<a href="{escape(self.item(kind, item_id))}">{escape(text)}</a>'

    def map(self, day: dt.date | None = None, **chosen: str) -> str:
        """Return the address of the map, open on a day.

        Parameters
        ----------
        day : datetime.date, optional
        **chosen
            What else its address says, by the names of `geo.shown.ADDRESS`.
        """
        params = {ADDRESS["day"]: day.isoformat()} if day else {}
        params |= {ADDRESS[name]: value for name, value in chosen.items()}
        query = f"?{urlencode(params, safe=',')}" if params else ""
        return self.item("map") + query
