"""Draws the certificate of a median: what it rests on, and every turning point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from geo.pictures import files
from geo.pictures.lettering import (
    BOLD,
    LEADING,
    REGULAR,
    Face,
    TextLine,
    TextStyle,
)
from geo.style import PALETTE
from geo.words import direction, say

Array = np.ndarray

PAPER_IN = (8.27, 11.69)
"""A4."""

MARGIN, MAP_HIGH = 0.6, 2.6
COLUMNS = (0.42, 2.1, 0.75, 1.9, 1.9)
"""Widths of the columns of the table, in inches."""

TITLE_PT, ABOUT_PT, FACT_PT, ROW_PT = 15.0, 8.0, 7.5, 6.3
LABEL = 0.95
"""Width of the labels of facts, in inches."""

STEPS, MOST_LINES = (0.1, 0.25, 0.5, 1, 2, 5, 10, 20), 12
"""Degrees between parallels, and between meridians; at most so many of either."""

AROUND = 0.08
"""How much of the coasts shows around the line, as a share of its size."""


@dataclass(frozen=True)
class Row:
    """A row of the table, or the name of a part of the line.

    Attributes
    ----------
    cells : tuple of tuple of str
        The lines of each cell, in the order of `COLUMNS`; none: a heading.
    heading : str
        What a part is called.
    """

    cells: tuple[tuple[str, ...], ...] = ()
    heading: str = ""

    @property
    def high(self) -> int:
        """Return how many lines it takes."""
        return max((len(cell) for cell in self.cells), default=1)


@dataclass(frozen=True)
class Certificate:
    """What a certificate says.

    Attributes
    ----------
    title, about : str
    facts : sequence of (str, str)
        A label and a text each.
    columns : sequence of str
        Heads of the table.
    rows : sequence of Row
    lines, coasts : sequence of numpy.ndarray
        The median and the coasts, longitudes and latitudes.
    bases : numpy.ndarray
        The base points, likewise.
    language : str
    """

    title: str
    about: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[str]
    rows: Sequence[Row]
    lines: Sequence[Array]
    coasts: Sequence[Array]
    bases: Array
    language: str


def render(certificate: Certificate, manifest: str) -> bytes:
    """Return a certificate as a PDF, the same bytes for the same certificate.

    Parameters
    ----------
    certificate : Certificate
    manifest : str
        JSON text that the file carries.

    Returns
    -------
    bytes
    """
    first = _Page(certificate)
    top = first.write_head()
    parts = list(_paged(certificate.rows, first.room(top), first.room(first.top)))
    pages = [first, *(_Page(certificate) for _ in parts[1:])]
    for number, (page, rows) in enumerate(zip(pages, parts, strict=True), 1):
        page.write_table(rows, top if page is first else page.top)
        page.write_foot(number, len(pages))
    metadata = {"Title": certificate.title, "Software": certificate.about}
    return files.write_pages((page.figure for page in pages), metadata, manifest)


def _paged(rows: Sequence[Row], first: int, rest: int) -> Iterator[list[Row]]:
    """Yield the rows of each page; so many lines fit the first, and each other."""
    page: list[Row] = []
    room = first
    for row in rows:
        # A heading does not stand alone at the foot of a page.
        if sum(r.high for r in page) + row.high + bool(row.heading) > room:
            yield page
            page, room = [], rest
        page.append(row)
    yield page


class _Page:
    """A page that is being written, from top to bottom, in inches."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.figure = Figure(PAPER_IN)
        self.rtl = direction(certificate.language) == "rtl"
        self.wide, high = PAPER_IN
        self.top = high - MARGIN

    def style(self, size: float, face: Face = REGULAR) -> TextStyle:
        """Return how lines of a size are set."""
        return TextStyle(size, face, PALETTE["ink"], None, self.rtl)

    def write(self, line: str, left: float, y: float, how: TextStyle) -> None:
        """Write a line whose start is so far from where lines begin."""
        x = MARGIN + left
        if self.rtl:
            x = self.wide - x - how.width_in(line)
        at = (x, y)
        self.figure.add_artist(TextLine(line, at, self.figure.dpi_scale_trans, how))

    def write_head(self) -> float:
        """Write all that stands above the table; return how high that begins."""
        content = self.certificate
        y = self.top - TITLE_PT / 72
        big = self.style(TITLE_PT, BOLD)
        for line in big.broken(content.title, self.wide - 2 * MARGIN):
            self.write(line, 0, y, big)
            y -= TITLE_PT * LEADING / 72
        self.write(content.about, 0, y, self.style(ABOUT_PT))
        y -= 0.12
        self._draw_map(y - MAP_HIGH)
        y -= MAP_HIGH + 0.25
        label, text = self.style(FACT_PT, BOLD), self.style(FACT_PT)
        for name, fact in content.facts:
            self.write(name, 0, y, label)
            for line in text.broken(fact, self.wide - 2 * MARGIN - LABEL):
                self.write(line, LABEL, y, text)
                y -= FACT_PT * LEADING / 72
            y -= 0.04
        return y - 0.1

    def _draw_map(self, bottom: float) -> None:
        points = np.vstack([*self.certificate.lines, self.certificate.bases])
        low, high = points.min(axis=0), points.max(axis=0)
        narrow = np.cos(np.radians((low[1] + high[1]) / 2))
        frame = np.array([(self.wide - 2 * MARGIN) / narrow, MAP_HIGH])
        scale = max((high - low) / frame) * (1 + 2 * AROUND)
        west, south = (low + high - frame * scale) / 2
        east, north = (low + high + frame * scale) / 2
        wide, tall = PAPER_IN
        axes = self.figure.add_axes(
            (
                *(MARGIN / wide, bottom / tall),
                *(1 - 2 * MARGIN / wide, MAP_HIGH / tall),
            )
        )
        self._draw_graticule(axes, (west, south, east, north))
        for path in self.certificate.coasts:
            (left, lower), (right, upper) = path.min(axis=0), path.max(axis=0)
            if left > east or right < west or lower > north or upper < south:
                continue
            axes.plot(*path.T, color=PALETTE["coast"], linewidth=0.5)
        for path in self.certificate.lines:
            axes.plot(*path.T, color=PALETTE["maritime"], linewidth=1.3)
        bases = self.certificate.bases.T
        axes.plot(*bases, "o", color=PALETTE["ink"], markersize=1.8, markeredgewidth=0)
        axes.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[])
        axes.set_facecolor(PALETTE["sea"])
        for spine in axes.spines.values():
            spine.set_color(PALETTE["graticule"])

    def _draw_graticule(self, axes: Axes, box: tuple[float, ...]) -> None:
        """Draw parallels and meridians, each with its degrees."""
        west, south, east, north = box
        widest = max(east - west, north - south)
        step = next(s for s in STEPS if widest / s <= MOST_LINES)
        ink = PALETTE["graticule"]
        how = TextStyle(ROW_PT, REGULAR, PALETTE["quiet_ink"])
        for lon in _between(west, east, step):
            axes.axvline(lon, color=ink, linewidth=0.4)
            text = TextLine(f" {lon:g}°", (lon, south), axes.transData, how, raised=0.4)
            axes.add_artist(text)
        for lat in _between(south, north, step):
            axes.axhline(lat, color=ink, linewidth=0.4)
            text = TextLine(f" {lat:g}°", (west, lat), axes.transData, how, raised=0.3)
            axes.add_artist(text)

    def room(self, top: float) -> int:
        """Return how many lines of the table fit below a height."""
        return int((top - MARGIN) / _row_in()) - 3

    def write_table(self, rows: Sequence[Row], top: float) -> None:
        """Write the head of the table and some rows."""
        lefts = np.cumsum([0.0, *COLUMNS[:-1]])
        strong, plain = self.style(ROW_PT, BOLD), self.style(ROW_PT)
        y = top - _row_in()
        for head, left, wide in zip(
            self.certificate.columns, lefts, COLUMNS, strict=True
        ):
            for n, line in enumerate(strong.broken(head, wide - 0.08)[:2]):
                self.write(line, left, y - n * _row_in(), strong)
        y -= 2 * _row_in()
        for row in rows:
            if row.heading:
                self.write(row.heading, 0, y, strong)
            for cell, left in zip(row.cells, lefts, strict=False):
                for n, line in enumerate(cell):
                    self.write(line, left, y - n * _row_in(), plain)
            y -= row.high * _row_in()

    def write_foot(self, number: int, count: int) -> None:
        """Write which page it is."""
        content = self.certificate
        words = {"title": content.title, "number": number, "count": count}
        line = say("certificate.page", content.language, **words)
        self.write(line, 0, MARGIN / 2, self.style(ROW_PT))


def _between(start: float, end: float, step: float) -> Array:
    """Return the multiples of a step, but those at the very end, with no room there."""
    last = end - (end - start) / 20
    return np.arange(np.ceil(start / step), last / step) * step


def _row_in() -> float:
    return ROW_PT * LEADING / 72


def read_manifest(data: bytes) -> str | None:
    """Return the manifest that a certificate carries, as JSON text."""
    return files.read_manifest(data, "pdf")
