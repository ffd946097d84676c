"""Writes what explains the maps: title, date, legend, and what it all rests on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from geo import words
from geo.layers import legend
from geo.pictures import captions, changes, scene, swatches
from geo.pictures.lettering import (
    ASCENT,
    BOLD,
    LEADING,
    REGULAR,
    Face,
    TextLine,
    TextStyle,
)
from geo.pictures.sheet import Rect, Sheet
from geo.request import Request
from geo.style import Theme
from geo.words import say

_INDENT_IN = swatches.WIDE_IN + 0.09
_SIZES = (6.2, 5.9, 5.5, 5.1, 4.7, 4.3, 3.9, 3.5, 3.1, 2.7)
"""Type sizes of a legend, in points: the largest that fits is taken."""
_ROW_GAPS_IN = (0.062, 0.05, 0.04, 0.03)
SHRINKS = (1.0, 0.93, 0.86, 0.8, 0.72, 0.64, 0.56, 0.48)
_COLUMN_GAP_IN = 0.16


@dataclass(frozen=True)
class SheetContents:
    """What the margin of a sheet explains.

    Attributes
    ----------
    request : geo.request.Request
    scenes : tuple of geo.pictures.scene.Scene
        Of each map.
    symbols : set of str
        The signs of places drawn, of `geo.layers.prominence.SYMBOLS`.
    table : list of geo.pictures.changes.Row or None
        What was gained and lost, where a map shows that.
    publishers : mapping of str to str
        Of each source that the file's manifest lists; none: it has no manifest.
    """

    request: Request
    scenes: tuple[scene.Scene, ...]
    symbols: set[str]
    table: list[changes.Row] | None = None
    publishers: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Return the language of all words."""
        return self.request.language

    @property
    def cited(self) -> frozenset[str]:
        """Return the sources of the picture: those of its manifest, if it has one."""
        drawn = frozenset().union(*(shown.source_ids for shown in self.scenes))
        return frozenset(self.publishers) or drawn

    @cached_property
    def explained(self) -> dict[str, str]:
        """The text of each entry of the legend, in order."""
        language, before = self.language, self.request.against
        keys = legend_keys(self)
        return {key: captions.word(key, language, before=before) for key in keys}


@dataclass
class Column:
    """Room on a sheet that is written from its top down.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    room : geo.pictures.sheet.Rect
    theme : geo.style.Theme
    rtl : bool
    top : float
        Where the next line begins, in inches.
    written : list of matplotlib.artist.Artist
        What stands in it, so that it can be taken back.
    """

    figure: Figure
    room: Rect
    theme: Theme
    rtl: bool
    top: float = 0.0
    written: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.top = self.room.top

    def type(self, size: float, face: Face = REGULAR, ink: str = "ink") -> TextStyle:
        """Return how a line is set, without a rim."""
        return TextStyle(size, face, self.theme.palette[ink], None, self.rtl)

    def line(
        self,
        text: str,
        text_style: TextStyle,
        inwards: float = 0.0,
        *,
        end: bool = False,
    ) -> None:
        """Write a line at the top, from where lines begin or to where they end."""
        wide = text_style.width_in(text)
        left = self.room.left + inwards
        if self.rtl != end:
            left = self.room.right - inwards - wide
        at = (left, self.top - ASCENT * text_style.size / 72)
        letters = TextLine(text, at, self.figure.dpi_scale_trans, text_style)
        self.figure.add_artist(letters)
        self.written.append(letters)

    def write(
        self, text: str, text_style: TextStyle, inwards: float = 0.0, after: float = 0.0
    ) -> None:
        """Write a paragraph, then leave a gap in inches."""
        for line in text_style.broken(text, self.room.width - inwards):
            self.line(line, text_style, inwards)
            self.top -= LEADING * text_style.size / 72
        self.top -= after

    def undo(self) -> None:
        """Take back all that was written."""
        for artist in self.written:
            artist.remove()
        self.written.clear()
        self.top = self.room.top

    def fits(self) -> bool:
        """Return whether all that was written stands within the room."""
        return self.top >= self.room.bottom - 1e-6


def write_head(column: Column, contents: SheetContents, page: Sheet) -> None:
    """Write the title and the date, large, as large as there is room for."""
    write = _head_beside if page.beside else _head_above
    if page.larger > 1:
        write = _head_stacked
    if page.low:
        write = partial(_head_stacked, date_pt=13.0)
    for shrink in SHRINKS:
        write(column, contents, shrink)
        if column.fits():
            return
        if shrink != SHRINKS[-1]:
            column.undo()


def _head_beside(column: Column, contents: SheetContents, shrink: float) -> None:
    language, request = contents.language, contents.request
    title = captions.title(request)
    quiet = column.type(6.2 * shrink, ink="quiet_ink")
    column.write(say("page.title", language), quiet, after=0.035)
    column.write(title, column.type(9.4 * shrink, BOLD), after=0.07)
    if contents.table is None and len(contents.scenes) == 1:
        day = words.month_day(request.day, language)
        column.write(day, column.type(15 * shrink), after=0.02)
        column.write(f"{request.day.year}", column.type(24 * shrink, BOLD), after=0.04)
    elif contents.table is not None:
        for date in _from_to(request):
            column.write(date, column.type(14 * shrink, BOLD))
        column.top -= 0.06
    for note in notes(contents):
        column.write(note, column.type(5.8 * shrink, ink="quiet_ink"), after=0.01)


def _head_above(column: Column, contents: SheetContents, shrink: float) -> None:
    """Write the title where lines begin, and the date where they end."""
    language, request = contents.language, contents.request
    dates = "" if len(contents.scenes) > 1 else words.long_day(request.day, language)
    if contents.table is not None:
        dates = " ".join(_from_to(request))
    large = column.type((15 if contents.table is not None else 22) * shrink, BOLD)
    if dates:
        column.line(dates, large, end=True)
    whole = column.room
    column.room = whole._replace(width=whole.width - large.width_in(dates) - 0.2)
    if column.rtl:
        column.room = column.room._replace(left=whole.right - column.room.width)
    small = column.type(6.0 * shrink, ink="quiet_ink")
    column.write(say("page.title", language), small, after=0.025)
    title = captions.title(request)
    column.write(title, column.type(10.5 * shrink, BOLD), after=0.02)
    if remarks := notes(contents):
        column.write("  ·  ".join(remarks), column.type(5.6 * shrink, ink="quiet_ink"))
    column.room = whole


def _head_stacked(
    column: Column, contents: SheetContents, shrink: float, date_pt: float = 21.0
) -> None:
    """Write the title and, larger, the date below it."""
    language, request = contents.language, contents.request
    small = column.type(6.6 * shrink, ink="quiet_ink")
    column.write(say("page.title", language), small, after=0.02)
    column.write(captions.title(request), column.type(11 * shrink, BOLD), after=0.03)
    if len(contents.scenes) == 1:
        days = words.long_day(request.day, language)
        days = " ".join(_from_to(request)) if contents.table is not None else days
        column.write(days, column.type(date_pt * shrink, BOLD), after=0.02)
    if remarks := notes(contents):
        column.write("  ·  ".join(remarks), small)


def _from_to(request: Request) -> list[str]:
    """Return the two days that are compared, as two lines."""
    days = {"before": request.against, "after": request.day}
    return say("picture.from_to", request.language, **days).split("\n")


def notes(contents: SheetContents) -> list[str]:
    """Return the remarks that a picture must carry beside its date."""
    language, request = contents.language, contents.request
    remarks = []
    if request.known_on:
        remarks.append(say("picture.as_known", language, day=request.known_on))
    if request.claimants:
        names = [say(f"state.{state}", language) for state in request.claimants]
        states = words.listed(names, language, "and")
        remarks.append(say("picture.claimants", language, states=states))
    newest = contents.scenes[-1].newest
    if newest is not None and request.day > newest:
        remarks.append(say("map.after_evidence", language))
    return remarks


def write_date(column: Column, shown: scene.Scene, language: str) -> None:
    """Write the date of one of several maps above it."""
    day = words.long_day(shown.day, language)
    large = column.type(15, BOLD)
    share = min(1.0, column.room.width / large.width_in(day))
    column.line(day, replace(large, size=share * large.size))


def legend_keys(contents: SheetContents) -> list[str]:
    """Return what the legend explains, in order.

    Returns
    -------
    list of str
        As `geo.pictures.scene.Scene.legend`, then ``place_settlement`` and so on.
    """
    keys = {key for shown in contents.scenes for key in shown.legend()}
    signs = [f"place_{symbol}" for symbol in contents.symbols]
    return sorted({*keys, *signs}, key=legend.ORDER.index)


def write_legend(column: Column, contents: SheetContents, page: Sheet) -> None:
    """Explain just what is shown, closer and smaller where there is little room."""
    tries = [(page.larger * size, gap) for size in _SIZES for gap in _ROW_GAPS_IN]
    for size, gap in tries:
        is_last = (size, gap) == tries[-1]
        if _legend(column, contents, page.columns, (size, gap), always=is_last):
            return


def _legend(
    column: Column,
    contents: SheetContents,
    columns: int,
    look: tuple[float, float],
    *,
    always: bool,
) -> bool:
    """Write a legend in columns of like height; return whether it was written.

    Where it does not fit, nothing is, unless it is to be always.
    """
    size, gap = look
    whole = column.room
    wide = (whole.width - _COLUMN_GAP_IN * (columns - 1)) / columns
    text_style = column.type(size)
    step = LEADING * size / 72
    rows: list[tuple[float, Callable[[], None]]] = []
    if contents.table is not None:
        high = (2 * len(contents.table) + 1) * (step + 0.03) + 0.07
        rows.append((high, lambda: _write_table(column, contents, text_style)))
    for key, text in contents.explained.items():
        lines = text_style.broken(text, wide - _INDENT_IN)
        entry = partial(_write_entry, column, contents, key, lines, text_style)
        rows.append((step * len(lines) + gap, entry))
    stacks = _balanced([high for high, _ in rows], columns)
    highest = max((sum(rows[row][0] for row in stack) for stack in stacks), default=0)
    if highest - gap > whole.height and not always:
        return False
    for i, stack in enumerate(stacks):
        place = columns - 1 - i if column.rtl else i
        left = whole.left + place * (wide + _COLUMN_GAP_IN)
        column.room, column.top = whole._replace(left=left, width=wide), whole.top
        for row in stack:
            top = column.top
            rows[row][1]()
            column.top = top - rows[row][0]
    column.room = whole
    return True


def _balanced(heights: Sequence[float], columns: int) -> list[list[int]]:
    """Return which rows stand in each column, the highest as low as can be."""
    low, high = max(heights, default=0.0), sum(heights)
    stacks: list[list[int]] = []
    for most in np.linspace(low, high, 60):
        stacks, filled = [[]], 0.0
        for row, tall in enumerate(heights):
            if filled + tall > most + 1e-9:
                stacks.append([])
                filled = 0.0
            stacks[-1].append(row)
            filled += tall
        if len(stacks) <= columns:
            break
    return stacks


def _write_entry(
    column: Column,
    contents: SheetContents,
    key: str,
    lines: Sequence[str],
    text_style: TextStyle,
) -> None:
    """Write an entry of a legend with its sign."""
    step = LEADING * text_style.size / 72
    high = step * len(lines)
    x = column.room.right - swatches.WIDE_IN if column.rtl else column.room.left
    at = (x, column.top - high / 2, min(0.135, high + 0.02))
    column.written += swatches.add(
        column.figure, contents.scenes, key, at, column.theme
    )
    for line in lines:
        column.line(line, text_style, _INDENT_IN)
        column.top -= step


def _write_table(
    column: Column, contents: SheetContents, text_style: TextStyle
) -> None:
    """Write what each camp gained and lost."""
    language = contents.language
    bold = column.type(text_style.size, BOLD)
    if not contents.table:
        column.write(say("picture.none_changed", language), bold, after=0.06)
        return
    apart = min(0.25, 0.08 * column.room.width)
    heads = [say(f"picture.col_{name}", language) for name in ("gained", "lost")]
    rows = [(say("picture.camp", language), heads, bold)]
    for row in contents.table:
        rows += [(name, cells, text_style) for name, cells in _rows_of(row, language)]
    step = LEADING * text_style.size / 72
    widest = [max(face.width_in(cells[i]) for _, cells, face in rows) for i in (0, 1)]
    needed = max(face.width_in(name) for name, _, face in rows) + sum(widest)
    shrink = min(1.0, (column.room.width - 2 * apart) / needed)
    widest = [shrink * wide for wide in widest]
    for name, cells, plain in rows:
        face = replace(plain, size=shrink * plain.size)
        column.line(name, face)
        for i, back in ((1, 0.0), (0, widest[1] + apart)):
            # Digits stand flush right, in a column at the end of the line.
            spare = widest[i] - face.width_in(cells[i])
            column.line(cells[i], face, back + spare * column.rtl, end=True)
        column.top -= step + 0.03
    rule = Line2D(
        [column.room.left, column.room.right],
        [column.top + 0.03 - step * 0.1] * 2,
        color=column.theme.palette["quiet_ink"],
        lw=0.4,
        transform=column.figure.dpi_scale_trans,
    )
    column.figure.add_artist(rule)
    column.written.append(rule)
    column.top -= 0.07


def _rows_of(row: changes.Row, language: str) -> list[tuple[str, list[str]]]:
    """Return what a camp gained and lost near places, and below with nominal ground."""
    sides = row.gained, row.lost
    return [
        (
            say(f"camp.short.{row.camp}", language),
            [words.number(area.near_km2, language, 0) for area in sides],
        ),
        (
            say("picture.with_nominal", language),
            [words.number(area.with_nominal_km2, language, 0) for area in sides],
        ),
    ]
