"""Lays out a sheet: its maps, title, legend and small print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt
from typing import Any, NamedTuple

import shapely

from geo import ground as base
from geo.errors import RequestError
from geo.pictures import window
from geo.pictures.window import Window
from geo.request import ORIENTATIONS, SCREENS, Request
from geo.views import Box, View
from geo.words import direction

AREA_IN2 = 57.3
"""A sheet is drawn this large, and then printed or written to size: so type and lines
keep their proportion to it. An A4 sheet is 9 inches wide by this."""

AREAS_IN2: Mapping[str, float] = {
    "story": 28.4,
    "square": 44.0,
    "wide": 33.0,
    "slide": 42.0,
}
"""Screens that are held in a hand, shown small or seen from afar: type is larger in
proportion to them."""

MANY = 1.6
"""A phone with several maps is drawn so many times as large, its words with it: signs
and names leave more of a small map free."""

GRIDS: Mapping[int, tuple[tuple[int, int], ...]] = {
    1: ((1, 1),),
    2: ((1, 2), (2, 1)),
    3: ((1, 3), (3, 1)),
    4: ((2, 2), (1, 4), (4, 1)),
}
"""Rows and columns in which so many maps may stand."""

LOW_IN = 5.0
"""A sheet that is lower has a legend's worth of words beside its map and no more."""

MOST_ASPECT = 3.0
"""A longer or narrower sheet has no room for a map and its legend."""

MARGIN = 0.14
GAP = 0.14
COLUMN = 2.38
HEAD_BESIDE, HEAD_ABOVE, HEAD_SIDES = 1.5, 0.47, 0.44
FOOT_BESIDE, FOOT_LOW = 1.0, 0.6
STRIP, TABLE = 1.3, 0.3
"""Least room for words below a map, and what a table of changes adds."""
CAPTION = 0.3
"""Room for the date above each of several maps."""

HEAD_STACKED, LEGEND_STACKED, FOOT_STACKED = 0.195, 0.525, 0.125
"""Heights of the words where all stands below each other, in widths of the sheet."""
HEAD_MANY = 0.125
"""Of a head without a date: each map has its own."""
LARGER = 0.38
"""By how much the legend of a phone is larger than on paper, for each inch of width:
its type has 28 of 1080 pixels or more."""

INSET = (32.66, 13.2, 128_000.0)
"""Middle of the inset of Tripoli (latitude, longitude) and its width in metres."""
INSET_ASPECT = 1.5
INSET_SHARE = 0.46
"""Most of a map's width that it takes."""
INSET_IN = (1.95, 1.75, 1.55, 1.35, 1.2, 1.05)
"""Widths it may have: the largest that leaves Libya free is taken."""
CLOSER = 9.0
"""An inset shows ground at least so many times larger, or there is none."""

BESIDE_FAVOUR = 1.12
"""A legend beside the map reads better: the map may be smaller for it by this."""


class Rect(NamedTuple):
    """Room on a sheet: left, bottom, width and height in inches."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Return the upper edge."""
        return self.bottom + self.height

    def mirrored(self, width: float) -> "Rect":
        """Return where it stands on a sheet that is read from right to left."""
        return self._replace(left=width - self.right)


@dataclass(frozen=True)
class Sheet:
    """The layout of a sheet.

    Attributes
    ----------
    width, height : float
        In inches, before it is printed to size.
    maps : tuple of Rect
        In order of time: one a day, or one of what changed between two.
    captions : tuple of Rect
        Room for the date above each of several maps; none for one map.
    windows : tuple of Window
        What each map shows.
    head, legend, foot : Rect
    insets : tuple of Rect
        In a corner of each map, room for a closer one of Tripoli; none where a map does
        not show Tripoli, or shows it closely.
    columns : int
        Of the legend.
    beside : bool
        Whether all words stand in one column beside the map.
    larger : float
        By how much the type of the legend is larger than on paper.
    low : bool
        Whether it is so low that beside the map the date takes one line.
    """

    width: float
    height: float
    maps: tuple[Rect, ...]
    captions: tuple[Rect, ...]
    windows: tuple[Window, ...]
    head: Rect
    legend: Rect
    foot: Rect
    insets: tuple[Rect, ...]
    columns: int
    beside: bool
    larger: float = 1.0
    low: bool = False

    def mirrored(self) -> "Sheet":
        """Return the sheet as it is read from right to left, time running leftwards."""

        def turn(rect: Rect) -> Rect:
            return rect.mirrored(self.width)

        maps = tuple(map(turn, self.maps))
        return replace(
            self,
            maps=maps,
            captions=tuple(map(turn, self.captions)),
            head=turn(self.head),
            legend=turn(self.legend),
            foot=turn(self.foot),
            insets=_insets(maps, self.windows),
        )


def tripoli() -> Window:
    """Return what the inset of Tripoli shows."""
    lat, lon, width = INSET
    return window.around(lat, lon, width, width / INSET_ASPECT)


def lay_out(request: Request, form: str = "png") -> Sheet:
    """Return the sheet of a request: of all layouts the one with the largest map.

    Parameters
    ----------
    request : geo.request.Request
    form : str
        A ``png`` has the pixels that are asked for, others the paper.

    Returns
    -------
    Sheet

    Raises
    ------
    RequestError
        If the sheet is longer or narrower than `MOST_ASPECT`.
    """
    wide, high = request.pixels if form == "png" else request.sheet_mm
    aspect = wide / high
    if not 1 / MOST_ASPECT <= aspect <= MOST_ASPECT:
        raise RequestError(
            "error.pictures.narrow", wide=wide, high=high, most=MOST_ASPECT
        )
    screen = _screen(request, form)
    spec = _SheetSpec(
        aspect,
        maps=request.maps,
        table=bool(request.against) and request.maps == 1,
        portrait=aspect < 1 or request.orientation == ORIENTATIONS[1],
        screen=screen,
    )
    sheet = _best(request.view, spec)
    return sheet.mirrored() if direction(request.language) == "rtl" else sheet


class _SheetSpec(NamedTuple):
    """The shape of a sheet, the number of its maps, and the screen it is for."""

    aspect: float
    maps: int
    table: bool
    portrait: bool
    screen: str


def _screen(request: Request, form: str) -> str:
    """Return the screen, of `SCREENS`, that a picture fills; none: it fills paper."""
    if form == "png":
        named = {pixels: name for name, pixels in SCREENS.items()}
        return named.get(request.pixels, "")
    return request.paper if request.paper in SCREENS else ""


@lru_cache(maxsize=64)
def _best(view: str | View | Box, spec: _SheetSpec) -> Sheet:
    needed = window.window(view)
    area = AREAS_IN2.get(spec.screen, AREA_IN2)
    area *= MANY if spec.screen == "story" and spec.maps > 1 else 1.0
    size = sqrt(area * spec.aspect), sqrt(area / spec.aspect)
    lay = _stacked if spec.screen == "story" else _below
    more = TABLE if spec.table else 0.0
    candidates = [lay(needed, size, grid, more) for grid in GRIDS[spec.maps]]
    if spec.maps != 2 and not spec.portrait:
        candidates += [_beside(needed, size, grid) for grid in GRIDS[spec.maps]]
    best = max(candidates, key=lambda sheet: _scale(sheet, needed))
    return replace(best, low=best.beside and best.height < LOW_IN)


def _scale(sheet: Sheet, needed: Window) -> float:
    """Return how large a sheet shows what it must show."""
    room = sheet.maps[0]
    scale = min(room.width / needed.width, room.height / needed.height)
    return scale * (BESIDE_FAVOUR if sheet.beside else 1.0)


def _insets(maps: Sequence[Rect], windows: Sequence[Window]) -> tuple[Rect, ...]:
    """Return a corner of each map for Tripoli: Libya itself is never covered."""
    corners = map(_inset, maps, windows)
    return tuple(corner for corner in corners if corner is not None)


def _inset(room: Rect, shown: Window) -> Rect | None:
    closer = tripoli()
    west, south, east, north = closer.outline(shown).bounds
    seen = shown.box[0] < west and shown.box[1] < south
    seen = seen and east < shown.box[2] and north < shown.box[3]
    if not seen or shown.width < CLOSER * closer.width:
        return None
    libya = shown.project([base.libya()])[0]
    inch = shown.width / room.width
    for wide in (wide for wide in INSET_IN if wide <= INSET_SHARE * room.width):
        high = wide / INSET_ASPECT
        reach = ((wide + 0.08) * inch, (high + 0.08) * inch)
        for right, corner in ((False, shown.box[0]), (True, shown.box[2] - reach[0])):
            box = shapely.box(
                corner, shown.box[1], corner + reach[0], shown.box[1] + reach[1]
            )
            if not shapely.intersects(libya, box):
                left = room.right - wide if right else room.left
                return Rect(left, room.bottom, wide, high)
    return None


def _beside(needed: Window, size: tuple[float, float], grid: tuple[int, int]) -> Sheet:
    """Lay out the maps, and all words in a column beside them."""
    width, height = size
    column = min(COLUMN, 0.36 * width)
    room = Rect(MARGIN, MARGIN, width - column - 2 * MARGIN - GAP, height - 2 * MARGIN)
    left = room.right + GAP
    foot = Rect(left, MARGIN, column, FOOT_BESIDE if height >= LOW_IN else FOOT_LOW)
    head = Rect(left, height - MARGIN - HEAD_BESIDE, column, HEAD_BESIDE)
    floor = foot.top + 0.08
    return _sheet(
        needed,
        size,
        _in_grid(room, grid),
        head=head,
        legend=Rect(left, floor, column, head.bottom - floor),
        foot=foot,
        columns=1,
        beside=True,
    )


def _below(
    needed: Window,
    size: tuple[float, float],
    grid: tuple[int, int],
    more: float = 0.0,
) -> Sheet:
    """Lay out a title, the maps below it, and the other words below them."""
    width, height = size
    many = grid != (1, 1)
    tall = width < 1.15 * height
    head_high = HEAD_SIDES if many else HEAD_ABOVE
    strip = min(max(11.5 / width, STRIP), 2.9) if tall else STRIP
    strip += more
    head = Rect(MARGIN, height - MARGIN - head_high, width - 2 * MARGIN, head_high)
    floor = MARGIN + strip + GAP
    room = Rect(MARGIN, floor, head.width, head.bottom - floor)
    foot_wide = min(2.2, 0.36 * head.width)
    foot = Rect(head.right - foot_wide, MARGIN, foot_wide, strip)
    legend = Rect(MARGIN, MARGIN, head.width - foot_wide - GAP, strip)
    return _sheet(
        needed,
        size,
        _in_grid(room, grid),
        head=head,
        legend=legend,
        foot=foot,
        columns=max(1, round(legend.width / (1.6 if tall else 2.05))),
        beside=False,
    )


def _stacked(
    needed: Window,
    size: tuple[float, float],
    grid: tuple[int, int],
    more: float = 0.0,
) -> Sheet:
    """Lay out a title, the maps, a legend and small print below each other."""
    width, height = size
    across = width - 2 * MARGIN
    high = width * (HEAD_STACKED if grid == (1, 1) else HEAD_MANY)
    head = Rect(MARGIN, height - MARGIN - high, across, high)
    foot = Rect(MARGIN, MARGIN, across, width * FOOT_STACKED)
    legend = Rect(MARGIN, foot.top + GAP, across, width * LEGEND_STACKED + more)
    floor = legend.top + GAP
    room = Rect(MARGIN, floor, across, head.bottom - floor)
    return _sheet(
        needed,
        size,
        _in_grid(room, grid),
        head=head,
        legend=legend,
        foot=foot,
        columns=2,
        beside=False,
        larger=LARGER * width,
    )


def _sheet(
    needed: Window,
    size: tuple[float, float],
    placed: tuple[tuple[Rect, ...], tuple[Rect, ...]],
    **parts: Any,
) -> Sheet:
    """Return a sheet with its maps and captions in place, and its other parts."""
    maps, captions = placed
    windows = (needed.extended(maps[0].width / maps[0].height),) * len(maps)
    width, height = size
    return Sheet(
        width=width,
        height=height,
        maps=maps,
        captions=captions,
        windows=windows,
        insets=_insets(maps, windows),
        **parts,
    )


def _in_grid(
    room: Rect, grid: tuple[int, int]
) -> tuple[tuple[Rect, ...], tuple[Rect, ...]]:
    """Return room for maps in rows and columns, and for the date above each of many."""
    rows, columns = grid
    across = (room.width - GAP * (columns - 1)) / columns
    up = (room.height - 0.1 * (rows - 1)) / rows
    corners = [
        (room.left + column * (across + GAP), room.top - row * (up + 0.1))
        for row in range(rows)
        for column in range(columns)
    ]
    caption = CAPTION if len(corners) > 1 else 0.0
    maps = tuple(Rect(x, top - up, across, up - caption) for x, top in corners)
    captions = tuple(Rect(x, top - caption, across, caption) for x, top in corners)
    return maps, captions if caption else ()
