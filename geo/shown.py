"""What of the facts is shown, on a map or in a file, and the page's address of it."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from geo import views
from geo.dates import check_day, check_known_on, parse_day
from geo.errors import GeoError, LayerError, RequestError, SeaError
from geo.errors.typed import plain
from geo.layers.read import NAMES, SHOWN
from geo.style import SEA_MARKS, STATES
from geo.views import COUNTRY, Box, View
from geo.words import LANGUAGES, language_of

Value = TypeVar("Value")

MOST_CLAIMANTS = len(SEA_MARKS)
"""More seas than this, drawn upon each other, nobody can read."""

ADDRESS: Mapping[str, str] = {
    "day": "date",
    "layers": "layers",
    "view": "view",
    "language": "lang",
    "claimants": "claimants",
    "ground": "ground",
    "known_on": "as_known_on",
    "story": "story",
    "step": "step",
    "place": "place",
    "road": "road",
    "agreement": "agreement",
    "line": "line",
    "against": "against",
    "tab": "tab",
}
"""What the page's address calls each part of `Shown`, and what else the page shows."""

FOREIGN = re.compile(
    r"utm_\w*|(fb|g|dc|tw|tt|y|li_fat_|sc|wickedp)clid|li_fat_id|msclkid|[gw]braid"
    r"|mc_[ce]id|_g[al]|_hs\w*|igsh(id)?|si|ref(_?(src|url|er))?|referrer|source|share"
    r"|embed(_options)?|theme|__\w*",
    re.IGNORECASE,
)
"""What mailers, chats, networks and Streamlit put into addresses: not meant for us."""


_AMP = re.compile(r"(?:amp;|#38;)+", re.IGNORECASE)
"""What names begin with in a link that went through HTML."""

GROUNDS = ("holder", "age")
"""What ground shows: who holds it, or how old the evidence of that is."""


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
    ground : str
        Of `GROUNDS`.
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
    ground: str = GROUNDS[0]
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
        _ground(self.ground)
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
        parts |= {"ground": self.ground} if self.ground != GROUNDS[0] else {}
        parts |= {"known_on": self.known_on.isoformat()} if self.known_on else {}
        return {ADDRESS[name]: value for name, value in parts.items()}


def from_address(
    params: Mapping[str, str], usual: Shown
) -> tuple[Shown, dict[str, GeoError]]:
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
    dict of str to GeoError
        By parameter: what is wrong with each that is as if it were not there, or of
        which but a part is shown: known layers, the view nearest to one off the map.

    Examples
    --------
    >>> shown, faults = from_address({"lang": "ar"}, Shown(dt.date(2019, 12, 19)))
    >>> shown.language, faults
    ('ar', {})
    """
    read: dict[str, Any] = {}
    faults: dict[str, GeoError] = {}
    if ADDRESS["layers"] in params:
        read["layers"], unknown = _layers(params[ADDRESS["layers"]], usual.layers)
        faults |= {ADDRESS["layers"]: unknown} if unknown else {}
    for name, parse in _PARSERS.items():
        if (text := params.get(ADDRESS[name])) is None:
            continue
        try:
            read[name] = read_value(text, parse)
        except GeoError as error:
            faults[ADDRESS[name]] = error
    if ADDRESS["view"] in faults:
        read["view"] = nearest_view(params[ADDRESS["view"]]) or usual.view
    if read.get("claimants") and "layers" not in read:
        read["layers"] = NAMES
    return replace(usual, **read), faults


def parameters(params: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters of an address by their names, as HTML has them too.

    It writes ``&amp;`` for ``&``; a phone begins what is typed with a capital.

    Examples
    --------
    >>> parameters({"Date": "2020-06-10", "amp;lang": "ar"})
    {'date': '2020-06-10', 'lang': 'ar'}
    """
    return {_AMP.sub("", name).lower(): text for name, text in params.items()}


def read_value(text: str, parse: Callable[[str], Value]) -> Value:
    """Return what a value of an address means, however it came into the link.

    Chat programs make a part of the link of what follows it in the text; who writes
    Arabic pastes its digits and commas, and marks of direction along with them.

    Parameters
    ----------
    text : str
    parse : callable
        Returns what a text means; raises `GeoError` if it means nothing.

    Raises
    ------
    GeoError
        Of `parse`, if the text means nothing with all that it holds, in the signs that
        programs read, or without what follows its last letter or digit.

    Examples
    --------
    >>> read_value("٢٠١٩-١٢-١٩).", day_of_address)
    datetime.date(2019, 12, 19)
    """
    try:
        return parse(text)
    except GeoError:
        for bare in (plain(text), _without_end(plain(text))):
            if bare not in (text, ""):
                with suppress(GeoError):
                    return parse(bare)
        raise


def day_of_address(text: str) -> dt.date:
    """Return the day that a value of an address names, if the map has it."""
    day = parse_day(text)
    check_day(day)
    return day


def unknown(names: Iterable[str]) -> list[str]:
    """Return those names of parameters that nobody knows: typing errors, most likely.

    Examples
    --------
    >>> unknown(["date", "plase", "utm_source", "fbclid"])
    ['plase']
    """
    known = set(ADDRESS.values())
    return [
        name
        for name in dict.fromkeys(names)
        if name not in known and not FOREIGN.fullmatch(name)
    ]


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


def _without_end(text: str) -> str:
    """Return a text up to its last letter or digit, without space before it."""
    end = next((i for i in range(len(text), 0, -1) if text[i - 1].isalnum()), 0)
    return text[:end].strip()


def _view(text: str) -> str | View:
    """Return the view of a name, or the one whose middle and zoom a text has."""
    name = text.strip().casefold()
    if name == COUNTRY:
        return name
    if name and all(letter.isalpha() or letter == "-" for letter in name):
        views.check(name)
        return views.on_screen(name)
    view = views.parse_view(text)
    views.check(view)
    return view


def nearest_view(text: str) -> View | None:
    """Return the view nearest to ``lat,lon,zoom`` of those that the map fills.

    Parameters
    ----------
    text : str
        Such as ``60,13,8``, which lies off the map.

    Returns
    -------
    View or None
        None if the text is no view.
    """
    view = View.read(text)
    if view is None or not all(map(math.isfinite, view)):
        return None
    zoom = min(max(view.zoom, views.ZOOMS[0]), views.ZOOMS[1])
    west, south, east, north = views.centres(zoom) or views.BOUNDS
    lat, lon = min(max(view.lat, south), north), min(max(view.lon, west), east)
    return View(lat, lon, zoom)


def _ground(text: str) -> str:
    if text not in GROUNDS:
        raise RequestError("error.shown.ground", ground=text, known=list(GROUNDS))
    return text


def _language(text: str) -> str:
    if code := language_of(text):
        return code
    raise RequestError("error.shown.language", language=text, known=list(LANGUAGES))


def _layers(
    text: str, usual: tuple[str, ...]
) -> tuple[tuple[str, ...], LayerError | None]:
    """Return the layers that a text names, and what is wrong with it, if anything.

    Where it names none that is known, the map shows what it usually does: not nothing.
    """
    names = [name for name in plain(text).split(",") if name]
    read = {name: name if name in NAMES else _without_end(name) for name in names}
    shown = tuple(name for name in NAMES if name in read.values())
    strange = [name for name, bare in read.items() if bare not in NAMES]
    if not strange:
        return shown, None
    fault = LayerError("error.shown.layers", unknown=strange, known=list(NAMES))
    return shown or usual, fault


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "day": day_of_address,
    "known_on": day_of_address,
    "claimants": parse_claimants,
    "ground": _ground,
    "view": _view,
    "language": _language,
}
"""Reads a parameter of the address; layers are read besides."""
