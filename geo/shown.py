"""What of the facts is shown, on a map or in a file, and the page's address of it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from geo import views
from geo.dates import check_day, check_known_on, parse_day
from geo.errors import DateError, GeoError, LayerError, RequestError, SeaError
from geo.layers.read import NAMES, SHOWN
from geo.style import SEA_MARKS, STATES
from geo.views import COUNTRY, Box, View
from geo.words import LANGUAGES

MOST_CLAIMANTS = len(SEA_MARKS)
"""More seas than this, drawn upon each other, nobody can read."""

ADDRESS: Mapping[str, str] = {
    "day": "date",
    "layers": "layers",
    "view": "view",
    "language": "lang",
    "claimants": "claimants",
    "known_on": "as_known_on",
    "story": "story",
    "step": "step",
    "place": "place",
    "tab": "tab",
}
"""What the page's address calls each part of `Shown`, and what else the page shows."""


@dataclass(frozen=True)
class Shown:
    """What of the facts is shown: on a map, or in a file.

    Attributes
    ----------
    day : datetime.date
        From `geo.dates.SPAN_START` to today.
    layers : tuple of str
        Of `geo.layers.read.NAMES`, in their order.
    view : str, View or Box
        A name of `geo.views.VIEWS`, what a web map shows, or edges.
    language : str
        Of `geo.words.LANGUAGES`.
    claimants : tuple of str
        Up to `MOST_CLAIMANTS` of `geo.style.STATES`: only their seas; none: all.
    known_on : datetime.date, optional
        Use only what a source had published by then; up to today.

    Raises
    ------
    DateError, LayerError, PlaceError, SeaError, RequestError
        If a value is none that can be shown; the message says what would be right.
    """

    day: dt.date
    layers: tuple[str, ...] = SHOWN
    view: str | View | Box = COUNTRY
    language: str = "en"
    claimants: tuple[str, ...] = ()
    known_on: dt.date | None = None

    def __post_init__(self) -> None:
        check_day(self.day)
        if self.known_on is not None:
            check_known_on(self.known_on)
        for name in self.layers:
            if name not in NAMES:
                known = list(NAMES)
                raise LayerError("error.layers.none", name=name, known=known)
        in_order = tuple(name for name in NAMES if name in self.layers)
        object.__setattr__(self, "layers", in_order)
        views.check(self.view)
        if self.language not in LANGUAGES:
            known = list(LANGUAGES)
            raise RequestError(
                "error.shown.no_language", language=self.language, known=known
            )
        object.__setattr__(self, "claimants", parse_claimants(",".join(self.claimants)))

    @property
    def web_view(self) -> View:
        """What a web map of `geo.views.WINDOW_PX` shows of the view."""
        return views.on_screen(self.view)

    def to_address(self) -> dict[str, str]:
        """Return the parameters of the page's address that shows the same.

        Returns
        -------
        dict of str to str
            In the names of `ADDRESS`; without what the page does by itself.

        Examples
        --------
        >>> shown = Shown(dt.date(2019, 12, 19), ("places",), View(32.8, 13.2, 8))
        >>> shown.to_address()
        {'date': '2019-12-19', 'layers': 'places', 'view': '32.8,13.2,8'}
        """
        parts = {"day": self.day.isoformat(), "layers": ",".join(self.layers)}
        parts |= {"view": str(self.web_view)} if self.view != COUNTRY else {}
        parts |= {"language": self.language} if self.language != LANGUAGES[0] else {}
        parts |= {"claimants": ",".join(self.claimants)} if self.claimants else {}
        parts |= {"known_on": self.known_on.isoformat()} if self.known_on else {}
        return {ADDRESS[name]: value for name, value in parts.items()}


def from_address(
    params: Mapping[str, str], usual: Shown
) -> tuple[Shown, list[GeoError]]:
    """Return what an address of the page shows, and what of it cannot be used.

    Parameters
    ----------
    params : mapping of str to str
        Parameters of the address; others than those of `ADDRESS` are left alone.
    usual : Shown
        What is shown unless the address says otherwise.

    Returns
    -------
    Shown
    list of GeoError
        One for each parameter that is as if it were not there, each with a message.

    Examples
    --------
    >>> shown, faults = from_address({"lang": "ar"}, Shown(dt.date(2019, 12, 19)))
    >>> shown.language, faults
    ('ar', [])
    """
    read: dict[str, Any] = {}
    faults: list[GeoError] = []
    for name, parse in _PARSERS.items():
        if (text := params.get(ADDRESS[name])) is None:
            continue
        try:
            read[name] = parse(text)
        except GeoError as error:
            faults.append(error)
    if ADDRESS["layers"] in params:
        read["layers"], unknown = _layers(params[ADDRESS["layers"]])
        faults[:0] = [unknown] if unknown else []
    elif read.get("claimants"):
        read["layers"] = NAMES
    return replace(usual, **read), faults


def parse_claimants(text: str) -> tuple[str, ...]:
    """Return the states whose sea a text such as ``greece,libya`` asks for.

    Parameters
    ----------
    text : str
        One or two of `geo.style.STATES`; none: all overlaps.

    Returns
    -------
    tuple of str
        In the order of `geo.style.STATES`.

    Raises
    ------
    SeaError
        If a state has no sea on the map, or there are more than two.
    """
    named = [name for name in text.split(",") if name]
    known = list(STATES)
    for name in named:
        if name not in STATES:
            raise SeaError("error.shown.claimant", name=name, known=known)
    chosen = tuple(name for name in STATES if name in named)
    if len(chosen) > MOST_CLAIMANTS:
        raise SeaError("error.shown.claimants", count=len(chosen))
    return chosen


def _day(text: str) -> dt.date:
    day = parse_day(text)
    check_day(day)
    return day


def _known_on(text: str) -> dt.date:
    try:
        return _day(text)
    except DateError as error:
        raise DateError(
            "error.shown.of_parameter", parameter=ADDRESS["known_on"], error=error
        ) from error


def _view(text: str) -> View:
    view = views.parse_view(text)
    views.check(view)
    return view


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise RequestError("error.shown.language", language=text, known=list(LANGUAGES))
    return text


def _layers(text: str) -> tuple[tuple[str, ...], LayerError | None]:
    """Return the layers that a text names, and what is wrong with it, if anything."""
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in NAMES]
    fault = LayerError("error.shown.layers", unknown=unknown, known=list(NAMES))
    return tuple(n for n in NAMES if n in names), fault if unknown else None


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "day": _day,
    "known_on": _known_on,
    "claimants": parse_claimants,
    "view": _view,
    "language": _language,
}
"""Reads a parameter of the address; layers are read besides."""
