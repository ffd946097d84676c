"""What a file shows, and how: one description that every form obeys."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from geo.dates import check_day, parse_day
from geo.errors import DateError, RequestError, Text
from geo.records.columns import is_address, unfit
from geo.shown import Shown
from geo.views import Box, View

PAPERS: Mapping[str, tuple[float, float]] = {
    "a5": (210, 148),
    "a4": (297, 210),
    "a3": (420, 297),
    "a2": (594, 420),
    "letter": (279.4, 215.9),
    "tabloid": (431.8, 279.4),
}
"""Sheets, long side by short side in mm."""

SCREENS: Mapping[str, tuple[int, int]] = {
    "story": (1080, 1920),
    "square": (1080, 1080),
    "wide": (1200, 675),
    "slide": (1920, 1080),
}
"""What is looked at on a screen, width by height in pixels: these lie as they are."""

SCREEN_DPI = 144
"""Pixels to an inch of a screen that is drawn without pixels, as an SVG or PDF."""

SIZES = (*PAPERS, *SCREENS)
"""All that a picture may fill."""

ORIENTATIONS = ("landscape", "portrait")
DPI = (72, 600)
"""Least and most dots per inch of a picture."""

SIZE_PX = (400, 20_000)
"""Least and greatest width and height of a picture in pixels."""

MOST_PIXELS = 140_000_000
"""A2 at 600 dpi and no more: a larger picture would not fit common memory."""

MOST_DAYS = 4
"""More maps on a sheet would be too small to read."""

MOST_LETTERS = 120
"""A longer title would leave no room for the legend."""

STEPS = ("change", "day", "week")
"""How far apart the pictures of a film are; ``change``: one for each day on which a
place changed hands."""

PACES = (1, 30)
"""Least and most pictures of a film a second."""

COMPARISONS = ("sides", "changes")
"""Two days side by side, or one map of what was gained and lost between them."""


SITE_VARIABLE = "LIBYA_ATLAS_SITE"
"""Environment variable that names the address of the page, as its readers have it."""


@dataclass(frozen=True)
class Request(Shown):
    """What a file shows, and how: `Shown`, and what only files have.

    Attributes
    ----------
    since : datetime.date, optional
        Data formats hold all that was valid on any day from then to `day`, films show
        the days from then on; by default what was valid on `day`.
    against : datetime.date, optional
        Pictures compare `day` with this earlier day, by `comparison`.
    earlier : tuple of datetime.date
        Pictures show these days too, before `day`, each on a map of its own under one
        legend: up to `MOST_DAYS` in all.
    comparison : str
        Of `COMPARISONS`.
    step : str
        Of a film, of `STEPS`.
    pace : int
        Pictures of a film a second, within `PACES`.
    title : str
        In place of the map's own; one line of up to `MOST_LETTERS`.
    dark : bool
        Light ink on dark ground.
    paper, orientation : str
        Of `SIZES` and `ORIENTATIONS`; a screen is not turned.
    dpi : int
        Dots per inch of a PNG, within `DPI`; the pixels of a screen are its own.
    size_px : tuple of (width, height), optional
        Of a PNG, in place of paper and dots.
    site : str
        Address of the page that the permalink leads to; none: the page's parameters
        alone.

    Raises
    ------
    DateError, LayerError, PlaceError, SeaError, RequestError
        If a value is none that can be shown; the message says what would be right.
    """

    since: dt.date | None = None
    against: dt.date | None = None
    earlier: tuple[dt.date, ...] = ()
    comparison: str = COMPARISONS[0]
    step: str = STEPS[0]
    pace: int = 4
    title: str = ""
    dark: bool = False
    paper: str = "a4"
    orientation: str = ORIENTATIONS[0]
    dpi: int = 200
    size_px: tuple[int, int] | None = None
    site: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "earlier", tuple(sorted(set(self.earlier))))
        for earlier in (self.since, self.against, *self.earlier):
            if earlier is not None:
                check_day(earlier)
                if earlier >= self.day:
                    raise DateError(
                        "error.request.not_before", earlier=earlier, day=self.day
                    )
        if self.against and self.earlier:
            raise RequestError("error.request.one_or_many")
        _within(len(self.earlier) + 1, (1, MOST_DAYS), "days")
        _within(len(self.title), (0, MOST_LETTERS), "letters")
        _check_text(self)
        _one_of(self.comparison, COMPARISONS, "comparison")
        _one_of(self.step, STEPS, "step")
        _within(self.pace, PACES, "pace")
        _one_of(self.paper, SIZES, "paper")
        _one_of(self.orientation, ORIENTATIONS, "orientation")
        _within(self.dpi, DPI, "dpi")
        for side in self.size_px or ():
            _within(side, SIZE_PX, "px")
        wide, high = self.pixels
        if wide * high > MOST_PIXELS:
            raise RequestError(
                "error.request.pixels", wide=wide, high=high, most=MOST_PIXELS
            )

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The days that a picture shows, in order of time; `day` is the last."""
        return (*self.earlier, *filter(None, [self.against]), self.day)

    @property
    def maps(self) -> int:
        """How many maps a picture has."""
        return (
            1 if self.comparison == COMPARISONS[1] and self.against else len(self.days)
        )

    @property
    def sheet_mm(self) -> tuple[float, float]:
        """Width and height of the paper in mm."""
        if self.paper in SCREENS:
            wide, high = SCREENS[self.paper]
            return round(wide / SCREEN_DPI * 25.4, 1), round(
                high / SCREEN_DPI * 25.4, 1
            )
        long, short = PAPERS[self.paper]
        return (long, short) if self.orientation == ORIENTATIONS[0] else (short, long)

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a PNG in pixels."""
        if self.size_px:
            return self.size_px
        if self.paper in SCREENS:
            return SCREENS[self.paper]
        wide, high = (round(side / 25.4 * self.dpi) for side in self.sheet_mm)
        return wide, high

    def permalink(self) -> str:
        """Return the address under which the page shows the same day and place."""
        return f"{self.site}?{urlencode(self.to_address(), safe=',')}"

    def as_json(self) -> dict[str, Any]:
        """Return all that was asked, as JSON has it; `from_json` reads it back."""
        members: dict[str, Any] = {}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if name == "earlier":
                if value:  # or manifests of before there was such a thing would differ
                    members[name] = [day.isoformat() for day in value]
                continue
            if isinstance(value, dt.date):
                value = value.isoformat()
            elif isinstance(value, View | Box):
                value = value._asdict()
            elif isinstance(value, tuple):
                value = list(value)
            members[name] = value
        return members


def from_json(members: Mapping[str, Any]) -> Request:
    """Return the request that `Request.as_json` wrote.

    Raises
    ------
    GeoError
        If it is none.
    """
    try:
        values = dict(members)
        _check_kinds(values)
        for name in ("day", "known_on", "since", "against"):
            if values.get(name) is not None:
                values[name] = parse_day(values[name])
        values["earlier"] = tuple(map(parse_day, values.get("earlier", ())))
        if isinstance(values.get("view"), Mapping):
            kind = View if "zoom" in values["view"] else Box
            values["view"] = kind(**values["view"])
        for name in ("layers", "claimants", "size_px"):
            if values.get(name) is not None:
                values[name] = tuple(values[name])
        return Request(**values)
    except (TypeError, KeyError, AttributeError) as error:
        raise RequestError("error.request.none", error=error) from error


def _check_kinds(members: Mapping[str, Any]) -> None:
    """Raise `TypeError` unless texts are texts, and numbers numbers."""
    for name, field in Request.__dataclass_fields__.items():
        usual = field.default
        same = type(members.get(name, usual)) is type(usual)
        if type(usual) in (str, bool, int) and name != "view" and not same:
            raise TypeError(f"{name} is {members[name]!r}")
    if [type(side) for side in members.get("size_px") or (1, 1)] != [int, int]:
        raise TypeError(f"size_px is {members['size_px']!r}")


def _one_of(value: str, allowed: Iterable[str], what: str) -> None:
    if value not in allowed:
        raise RequestError(
            "error.request.one_of",
            value=value,
            what=Text(f"error.request.names.{what}"),
            known=list(allowed),
        )


def _within(value: int, least_most: tuple[int, int], unit: str) -> None:
    least, most = least_most
    if not least <= value <= most:
        raise RequestError(
            "error.request.range",
            value=value,
            unit=Text(f"error.request.units.{unit}"),
            least=least,
            most=most,
        )


def _check_text(request: Request) -> None:
    for what in ("title", "site"):
        if sign := unfit(getattr(request, what)):
            raise RequestError(
                "error.request.sign",
                what=Text(f"error.request.names.{what}"),
                sign=sign,
            )
    host = request.site.partition("://")[2].partition("/")[0]
    beyond = "?" in request.site or "#" in request.site or "@" in host
    if request.site and (beyond or not is_address(request.site)):
        raise RequestError("error.request.site", site=request.site)
