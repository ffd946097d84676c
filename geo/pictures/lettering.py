"""Measures, breaks and draws lines of text in every form of picture."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib import ft2font
from matplotlib.artist import Artist, allow_rasterization
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Transform

FREETYPE: str = ft2font.__freetype_version__
"""The version of the library that draws letters."""

FONTS = FilePath(mpl.get_data_path()) / "fonts" / "ttf"
"""DejaVu comes with matplotlib: the same type on every machine, with Arabic."""


class Face(NamedTuple):
    """A cut of a typeface.

    Attributes
    ----------
    file : str
        In `FONTS`.
    css : str
        How a style sheet asks for it, before size and family.
    family : str
        Its family there.
    """

    file: str
    css: str
    family: str


REGULAR = Face("DejaVuSans.ttf", "normal 400", "Atlas Sans")
BOLD = Face("DejaVuSans-Bold.ttf", "normal 700", "Atlas Sans")
ITALIC = Face("DejaVuSans-Oblique.ttf", "italic 400", "Atlas Sans")
SERIF = Face("DejaVuSerif-Italic.ttf", "italic 400", "Atlas Serif")
FACES = (REGULAR, BOLD, ITALIC, SERIF)

ASCENT, DESCENT = 0.78, 0.24
"""How far a line reaches above and below its baseline, in ems."""

LEADING = 1.22
"""From baseline to baseline, in ems."""

_DEFAULT_TEXT_SIZE = 100.0
_STRONG_RIGHT = ("R", "AL")
_COMMA = "،"
_STOPS = f".:{_COMMA}؛"
_BEFORE, _AFTER = "([«", _STOPS + ",;!?)]»"
"""What stands before and after a foreign word or number belongs to the line around it;
but an address begins with its question mark."""
_MIRRORED = str.maketrans("()[]«»", ")(][»«")
KEPT = 4_000
"""The number of outlines of runs and lines that are cached, some kilobytes each: a map
has fewer than a thousand, and a server that draws many titles must not grow."""

_SPACE = 0.318
"""Width of a space, in ems."""


@lru_cache(maxsize=len(FACES))
def properties(face: Face) -> FontProperties:
    """Return the font properties of a face for matplotlib."""
    return FontProperties(fname=str(FONTS / face.file))


@lru_cache(maxsize=KEPT)
def _outline(text: str, face: Face) -> Path:
    """Return the outline of a run of text in ems, from its start on the baseline."""
    points, codes = text_to_path.get_text_path(properties(face), text)
    points = np.asarray(points).reshape(-1, 2)
    return Path(points / _DEFAULT_TEXT_SIZE, np.asarray(codes) if len(points) else None)


@lru_cache(maxsize=KEPT)
def _run_width(text: str, face: Face) -> float:
    if not text or text.isspace():
        return _SPACE * len(text)
    return float(np.max(np.asarray(_outline(text, face).vertices)[:, 0], initial=0.0))


def _is_arabic(text: str) -> bool:
    return any(
        unicodedata.bidirectional(letter) in _STRONG_RIGHT and letter not in _STOPS
        for letter in text
    )


def _is_latin(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "L" for letter in text)


@lru_cache(maxsize=KEPT)
def runs(line: str, face: Face, rtl: bool) -> tuple[tuple[str, float], ...]:
    """Return the runs of a line, in the order they are read, and where each starts.

    Parameters
    ----------
    line : str
    face : Face
    rtl : bool
        Whether it is read from right to left: words follow each other leftwards, but
        Latin ones that stand together.

    Returns
    -------
    tuple of (str, float)
        Left edges in ems from the left edge of the line.
    """
    if not rtl or not _is_arabic(line):
        return ((line, 0.0),)
    words = [word for word in line.split(" ") if word]
    foreign = [_is_latin(word) and not _is_arabic(word) for word in words]
    for i in range(len(words) - 1):  # a number before a Latin word, as in "218 News"
        foreign[i] |= foreign[i + 1] and words[i].isdigit()
    # An Arabic comma parts a list: its items follow each other leftwards, each whole.
    items = accumulate(word.endswith(_COMMA) for word in ("", *words[:-1]))
    units = []
    for (latin, _), group in groupby(
        zip(words, foreign, items, strict=True), lambda word: word[1:]
    ):
        together = [word for word, *_ in group]
        units += [" ".join(together)] if latin else together
    right = sum(_run_width(unit, face) + _SPACE for unit in units) - _SPACE
    placed = []
    for unit in units:
        for part in [unit] if _is_arabic(unit) else _stripped(unit):
            right -= _run_width(part, face)
            placed.append((part, right))
        right -= _SPACE
    return tuple(placed)


def _stripped(unit: str) -> list[str]:
    """Split a foreign word or number from the punctuation around it."""
    head = len(unit) - len(unit.lstrip(_BEFORE))
    core = unit[head:].rstrip(_AFTER)
    tail = head + len(core)
    return [*unit[:head], *([core] if core else []), *unit[tail:]]


def _seen(run: str) -> str:
    """Return a run as drawn from right to left: a lone bracket is mirrored."""
    return run.translate(_MIRRORED) if len(run) == 1 else run


def _adjoins(placed: Sequence[tuple[str, float]], i: int, face: Face) -> bool:
    """Return whether a run follows the one read before it without a space."""
    run, left = placed[i]
    return i > 0 and left + _run_width(run, face) > placed[i - 1][1] - _SPACE / 2


def spelt(line: str, face: Face, rtl: bool) -> Iterator[tuple[str, float]]:
    """Yield the runs of a line with the spaces between them, as text is extracted.

    Readers of PDF take runs as they come, turn Arabic words round and leave the rest
    in its place: so a space stands left of its word, and a stop is a run of its own.
    """
    if not rtl or not _is_arabic(line):
        yield line, 0.0
        return
    placed = runs(line, face, rtl)
    for i, (run, left) in enumerate(placed):
        arabic, space = _is_arabic(run), _SPACE if i else 0.0
        if _adjoins(placed, i, face):
            yield _seen(run), left
            continue
        word = run.rstrip(_STOPS) if arabic else run
        stop = run[len(word) :]
        start = left + (_run_width(run, face) - _run_width(word, face) if stop else 0.0)
        if i:
            yield (f"{word} " if arabic else f" {_seen(word)}"), start - space
        else:
            yield word if arabic else _seen(word), start
        if stop:
            yield stop, left


@lru_cache(maxsize=KEPT)
def width(line: str, face: Face, rtl: bool = False) -> float:
    """Return the width of a line in ems."""
    return max(
        (left + _run_width(run, face) for run, left in runs(line, face, rtl)),
        default=0.0,
    )


@lru_cache(maxsize=KEPT)
def outline(line: str, face: Face, rtl: bool = False) -> Path:
    """Return the outline of a line in ems, from its left edge on the baseline."""
    placed = runs(line, face, rtl)
    parts = [
        Affine2D().translate(left, 0).transform_path(_outline(shape, face))
        for run, left in placed
        for shape in [_seen(run) if len(placed) > 1 else run]
    ]
    return Path.make_compound_path(*[part for part in parts if np.size(part.vertices)])


def broken(text: str, face: Face, most: float, rtl: bool = False) -> list[str]:
    """Return a text in lines.

    Parameters
    ----------
    text : str
        Broken at spaces; after ``&``, ``,`` and ``/`` in what is wider than a line, and
        anywhere if that does not help.
    face : Face
    most : float
        How wide a line may be, in ems.
    rtl : bool

    Returns
    -------
    list of str
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, face, rtl) <= most:
            lines[-1] = longer
            continue
        lines += _pieces(word, face, most)
    return [line for line in lines if line]


def _pieces(word: str, face: Face, most: float) -> list[str]:
    """Return a word in pieces that each fit a line."""
    pieces = [""]
    for part in re.split(r"(?<=[&,/])", word):
        atoms = [part] if width(part, face) <= most else list(part)
        for atom in atoms:
            if pieces[-1] and width(pieces[-1] + atom, face) > most:
                pieces.append("")
            pieces[-1] += atom
    return pieces


@dataclass(frozen=True)
class TextStyle:
    """How a line is set.

    Attributes
    ----------
    size : float
        In points.
    face : Face
    colour : str
        ``#RRGGBB``.
    halo : str or None
        Colour of a rim that keeps it apart from what it stands on.
    rtl : bool
        Whether it is read from right to left.
    """

    size: float
    face: Face
    colour: str
    halo: str | None = None
    rtl: bool = False

    def width_in(self, line: str) -> float:
        """Return the width of a line in inches."""
        return width(line, self.face, self.rtl) * self.size / 72

    def broken(self, text: str, width_in: float) -> list[str]:
        """Return a text in lines that fit a width in inches."""
        return broken(text, self.face, width_in * 72 / self.size, self.rtl)


HALO_PT, HALO_SHARE = 1.5, 0.85
"""Width of a rim, and how much of its colour covers the ground."""


class TextLine(Artist):
    """A line of type, real text where the form of the picture has any.

    Parameters
    ----------
    line : str
    at : tuple of float
        Left end of its baseline, in the coordinates of `ground`.
    ground : matplotlib.transforms.Transform
    how : Type
    turned : float
        Degrees, anticlockwise.
    raised : float
        How far the baseline stands above `at`, in ems.
    """

    def __init__(  # noqa: PLR0913 (two by name)
        self,
        line: str,
        at: tuple[float, float],
        ground: Transform,
        text_style: TextStyle,
        *,
        turned: float = 0.0,
        raised: float = 0.0,
    ) -> None:
        super().__init__()
        self.line, self.at, self.ground = line, at, ground
        self.style, self.turned, self.raised = text_style, turned, raised
        self.set_zorder(50.0)

    @allow_rasterization  # type: ignore[untyped-decorator]
    def draw(self, renderer: Any) -> None:
        """Draw the rim, then the line."""
        x, y = self.ground.transform(self.at)
        pixels = renderer.points_to_pixels(self.style.size)
        place = Affine2D().translate(0, self.raised).scale(pixels)
        place = place.rotate_deg(self.turned).translate(x, y)
        shape = outline(self.line, self.style.face, self.style.rtl)
        if not np.size(shape.vertices):
            return
        gc = renderer.new_gc()
        self._set_gc_clip(gc)  # type: ignore[attr-defined]
        if hasattr(renderer, "writer"):
            self._write(renderer, gc, place)
        else:
            if self.style.halo:
                gc.set_foreground(self.style.halo)
                gc.set_linewidth(HALO_PT)
                gc.set_joinstyle("round")
                gc.set_alpha(HALO_SHARE)
                renderer.draw_path(gc, shape, place)
                gc.set_alpha(1.0)
            if isinstance(renderer, RendererAgg):
                gc.set_linewidth(0)
                gc.set_foreground(self.style.colour)
                colour = tuple(c / 255 for c in bytes.fromhex(self.style.colour[1:]))
                renderer.draw_path(gc, shape, place, colour)  # type: ignore[no-untyped-call]
            else:
                self._print(renderer, gc, place)
        gc.restore()

    def _print(self, renderer: Any, gc: Any, place: Affine2D) -> None:
        """Write the line into a PDF, run by run in the order they are read."""
        gc.set_foreground(self.style.colour)
        font = properties(self.style.face).copy()
        font.set_size(self.style.size)
        for run, left in spelt(self.line, self.style.face, self.style.rtl):
            x, y = place.transform((left, 0.0))
            renderer.draw_text(gc, x, y, run, font, self.turned)

    def _write(self, renderer: Any, gc: Any, place: Affine2D) -> None:
        """Write the line into an SVG."""
        face, size = self.style.face, self.style.size
        style = f"font:{face.css} {size:.5g}px '{face.family}','DejaVu Sans',sans-serif"
        style += f";fill:{self.style.colour}"
        if self.style.halo:
            style += (
                f";stroke:{self.style.halo};stroke-width:{HALO_PT}"
                f";stroke-opacity:{HALO_SHARE};stroke-linejoin:round;paint-order:stroke"
            )
        x, y = place.transform((0.0, 0.0))
        y = renderer.height - y
        attributes = {"style": style, "x": f"{x:.2f}", "y": f"{y:.2f}"}
        if self.turned:
            attributes["transform"] = f"rotate({-self.turned:.2f} {x:.2f} {y:.2f})"
        attributes |= renderer._get_clip_attrs(gc)
        if not self.style.rtl or not _is_arabic(self.line):
            renderer.writer.element("text", self.line, attrib=attributes)
            return
        renderer.writer.start("text", attrib=attributes | {"direction": "rtl"})
        placed = runs(self.line, face, True)
        for i, (run, left) in enumerate(placed):  # each from its right edge on
            right = x + (left + _run_width(run, face)) * size
            last = i == len(placed) - 1 or _adjoins(placed, i + 1, face)
            word = run if last else f"{run} "
            renderer.writer.element("tspan", word, attrib={"x": f"{right:.2f}"})
        renderer.writer.end("text")
