"""Writes the panel beside the map: title, date, legend, and what it all rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from geo import style
from geo.snapshot import captions, drawing, scene, signs, waters

SWATCH_IN = (0.27, 0.135)
_INDENT_IN = SWATCH_IN[0] + 0.09
_LEGEND_SIZES = (5.9, 5.5, 5.1, 4.7, 4.3)
"""Type sizes of a legend, in points: the largest that leaves gaps is taken."""
_LEAST_GAP_IN = 0.035
_ROW_GAP_IN = 0.062


@dataclass
class Panel:
    """A column on the sheet that is written from its top to its bottom.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    language : str
    left, width, top, bottom : float
        In inches on the sheet. Writing moves `top` down and `bottom` up.
    """

    figure: Figure
    language: str
    left: float
    width: float
    top: float
    bottom: float

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left."""
        return self.language == "ar"

    @property
    def start(self) -> float:
        """Where lines begin, in inches."""
        return self.left + self.width if self.rtl else self.left

    def inwards(self, by: float) -> float:
        """Return where a line begins that is set in, in inches."""
        return self.start - by if self.rtl else self.start + by

    def text(self, x: float, y: float, text: str, **look: Any) -> Text:
        """Write a text whose first line's top stands at a height in inches."""
        look = {"color": style.PALETTE["ink"], "va": "top"} | look
        if self.rtl:
            look.pop("style", None)
        return self.figure.text(
            x,
            y,
            text,
            ha="right" if self.rtl else "left",
            transform=self.figure.dpi_scale_trans,
            parse_math=False,
            **look,
        )

    def wrapped(self, text: str, width: float, **look: Any) -> str:
        """Return a text broken into lines that fit a width in inches."""
        probe = self.text(0, 0, "", **look)
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            probe.set_text(longer)
            if lines[-1] and probe.get_window_extent().width > width * self.figure.dpi:
                lines.append(word)
            else:
                lines[-1] = longer
        probe.remove()
        return "\n".join(lines)

    def write(self, text: str, *, after: float = 0.0, **look: Any) -> None:
        """Write a paragraph at the top, then leave a gap in inches."""
        text = self.wrapped(text, self.width, **look)
        written = self.text(self.start, self.top, text, **look)
        self.top -= written.get_window_extent().height / self.figure.dpi + after


def write_head(panel: Panel, shown: scene.Scene) -> None:
    """Write the title and the date, large."""
    quiet: dict[str, Any] = {"color": style.PALETTE["quiet_ink"]}
    word, language = captions.word, panel.language
    panel.write(word("atlas", language), fontsize=6.2, after=0.045, **quiet)
    panel.write(word("title", language), fontsize=9.4, weight="bold", after=0.13)
    day = captions.month_day(shown.day, language)
    panel.write(day, fontsize=15, after=0.05)
    panel.write(f"{shown.day.year}", fontsize=25, weight="bold", after=0.09)
    if shown.newest is not None and shown.day > shown.newest:
        panel.write(word("after", language), fontsize=5.8, style="italic", after=0.05)
    panel.top -= 0.06


def legend_keys(shown: scene.Scene, symbols: set[str]) -> list[str]:
    """Return what the legend explains, in order.

    Parameters
    ----------
    shown : geo.snapshot.scene.Scene
    symbols : set of str
        The signs of places drawn, of `geo.snapshot.scene.SYMBOLS`.

    Returns
    -------
    list of str
        As `geo.snapshot.scene.Scene.keys`, then ``place_settlement`` and so on.
    """
    signs = [f"place_{symbol}" for symbol in scene.SYMBOLS if symbol in symbols]
    return [*shown.keys(), *signs]


def write_legend(panel: Panel, shown: scene.Scene, symbols: set[str]) -> None:
    """Explain just what is shown, closer and smaller where there is little room."""
    keys = legend_keys(shown, symbols)
    for size in _LEGEND_SIZES:
        rows = _legend_rows(panel, keys, size)
        room = panel.top - panel.bottom - sum(high for _, high in rows)
        gap = min(_ROW_GAP_IN, room / max(len(rows), 1))
        if gap >= _LEAST_GAP_IN or size == _LEGEND_SIZES[-1]:
            break
        for written, _ in rows:
            written.remove()
    x = panel.start - (SWATCH_IN[0] if panel.rtl else 0)
    for key, (written, high) in zip(keys, rows, strict=True):
        written.set_y(panel.top)
        tall = min(SWATCH_IN[1], high + 0.5 * gap)
        _add_swatch(panel.figure, shown, key, (x, panel.top - high / 2, tall))
        panel.top -= high + gap


def _legend_rows(
    panel: Panel, keys: Sequence[str], size: float
) -> list[tuple[Text, float]]:
    """Write the entries of a legend in a type size; return each with its height."""
    look: dict[str, Any] = {"fontsize": size, "linespacing": 1.15}
    rows = []
    for key in keys:
        text = captions.word(key, panel.language)
        text = panel.wrapped(text, panel.width - _INDENT_IN, **look)
        written = panel.text(panel.inwards(_INDENT_IN), panel.top, text, **look)
        high = written.get_window_extent().height / panel.figure.dpi
        rows.append((written, high))
    return rows


def _add_swatch(
    figure: Figure, shown: scene.Scene, key: str, at: tuple[float, float, float]
) -> None:
    """Draw the sign of an entry; left edge, middle and height are in inches."""
    (x, y, height), width = at, SWATCH_IN[0]
    inches: dict[str, Any] = {"transform": figure.dpi_scale_trans}
    if key.startswith("place_"):
        look = drawing.marker_look(key.removeprefix("place_"), 3.2)
        figure.add_artist(Line2D([x + width / 2], [y], **look, **inches))
        return
    if key in signs.KEYS and key != signs.AREA:
        for look in signs.sign_looks(key):
            figure.add_artist(Line2D([x + width / 2], [y], **look, **inches))
        return
    if key.startswith("front_") or key in ("maritime_lines", signs.AREA):
        kind = key.removeprefix("front_").replace("maritime_lines", "maritime")
        look = drawing.line_look(kind)
        figure.add_artist(Line2D([x, x + width], [y, y], **look, **inches))
        return
    if key in waters.keys(shown.waters):
        _add_water(figure, shown, key, at)
        return
    areas = _examples(shown, key)
    part = width / len(areas)
    for i, area in enumerate(areas):
        corner = (x + i * part, y - height / 2)
        for look in drawing.area_looks(area):
            figure.add_artist(Rectangle(corner, part, height, **look, **inches))
    frame: dict[str, Any] = {
        "fill": False,
        "edgecolor": style.PALETTE["quiet_ink"],
        "linewidth": 0.4,
    }
    corner = (x, y - height / 2)
    figure.add_artist(Rectangle(corner, width, height, zorder=9, **frame, **inches))


def _add_water(
    figure: Figure, shown: scene.Scene, key: str, at: tuple[float, float, float]
) -> None:
    x, y, height = at
    corner = (x, y - height / 2)
    looks = waters.looks(key, waters.keys(shown.waters))
    for look in ({"facecolor": style.PALETTE["sea"], "zorder": 0.2}, *looks):
        look["transform"] = figure.dpi_scale_trans
        figure.add_artist(Rectangle(corner, SWATCH_IN[0], height, **look))


def _examples(shown: scene.Scene, key: str) -> list[scene.Ground]:
    """Return what ground a legend's entry shows."""
    if key == scene.AGED:
        camp = max(shown.areas, key=lambda ground: ground.age).camp
        ages = range(1, len(style.FADE_DAYS) + 1)
        return [scene.Ground(camp, scene.HELD, age) for age in ages]
    camps = [ground.camp for ground in shown.areas if ground.look == key]
    camps = [camp for camp in scene.CAMPS if camp in camps][:2]
    return [scene.Ground(camp, key) for camp in camps] or [
        scene.Ground(key, scene.HELD)
    ]


def write_foot(panel: Panel, shown: scene.Scene) -> None:
    """Write at the bottom what areas mean and what the picture rests on."""
    look: dict[str, Any] = {
        "fontsize": 5.1,
        "color": style.PALETTE["quiet_ink"],
        "linespacing": 1.25,
    }
    for text in (
        captions.sources(len(shown.source_ids), panel.language),
        captions.statement(panel.language),
    ):
        lines = panel.wrapped(text, panel.width, **look)
        written = panel.text(
            panel.start, panel.bottom, lines, **look | {"va": "bottom"}
        )
        panel.bottom += written.get_window_extent().height / panel.figure.dpi + 0.06
