"""Draws one map of a scene upon matplotlib axes."""

from dataclasses import dataclass
from typing import Any

import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from shapely.geometry.base import BaseGeometry

from geo.snapshot import captions, labels, scene, signs, waters, window
from geo.style import (
    ATTACK,
    FILL_OPACITY,
    FILLS,
    LINES,
    NOMINAL_OPACITY,
    PALETTE,
    blend,
    faded,
)

HATCHES = {
    "horizontal": "---",
    "vertical": "|||",
    "diagonal": "///",
    "backslash": "\\\\\\",
    "dots": "..",
    "cross": "xxx",
    "plain": None,
}
"""What matplotlib calls each mark of `geo.style.Fill`."""

MARKERS = {"settlement": "o", "air": "^", "oil": "D", "site": "s"}
"""What matplotlib calls the sign of each of `geo.snapshot.scene.SYMBOLS`."""

ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Map:
    """One map on the sheet.

    Attributes
    ----------
    axes : matplotlib.axes.Axes
        In metres of the scene's window.
    scene : geo.snapshot.scene.Scene
    language : str
    inset : bool
        Whether it is a small one, without degrees, scale and names of neighbours.
    closer : geo.snapshot.labels.Box, optional
        Where another map shows more: only cities are drawn there.
    """

    axes: Axes
    scene: scene.Scene
    language: str
    inset: bool = False
    closer: labels.Box | None = None

    @property
    def close(self) -> bool:
        """Whether it has room for every place and for strong lines."""
        return self.scene.window.regional and not self.inset

    @property
    def inch(self) -> float:
        """Metres on the ground in an inch on the sheet."""
        pixels = self.axes.bbox.width
        return float(self.scene.window.width / pixels * self.axes.figure.dpi)


def draw_map(this: Map) -> list[labels.Box]:
    """Draw a map without names, from below.

    Parameters
    ----------
    this : Map

    Returns
    -------
    list of geo.snapshot.labels.Box
        What no name may cover, in metres: degrees and the scale bar.
    """
    _draw_waters(this)
    _draw_ground(this)
    for ground, shape in this.scene.areas.items():
        for look in area_looks(ground):
            _add(this.axes, shape, **look)
    _draw_borders(this)
    _draw_lines(this)
    return [] if this.inset else [*_draw_graticule(this), _draw_scale_bar(this)]


def area_looks(area: scene.Ground) -> list[dict[str, Any]]:
    """Return how ground is painted, layer upon layer, as matplotlib's patches take it.

    Parameters
    ----------
    area : geo.snapshot.scene.Ground

    Returns
    -------
    list of dict
        Nominal ground: one faint fill without outline. Else a fill and, over it, the
        camp's pattern; under attack broad stripes instead.
    """
    fill = faded(FILLS[area.camp], area.age)
    nominal = area.look == scene.NOMINAL
    share = NOMINAL_OPACITY if nominal else FILL_OPACITY
    if nominal and area.camp == "no_record":
        share *= 1.7
    colour = blend(fill.colour, PALETTE["land"], share)
    ground = {
        "zorder": 2 if nominal else 3,
        "facecolor": colour,
        "edgecolor": colour,
        "linewidth": 0.35,
    }
    attacked = area.look == scene.ATTACKED
    mark = ATTACK if attacked else fill
    if nominal or HATCHES[mark.mark] is None:
        return [ground]
    pattern = {
        "zorder": 4,
        "facecolor": "none",
        "linewidth": 0,
        "hatch": HATCHES[mark.mark],
        "hatchcolor": blend(mark.ink, colour, 0.85 if attacked else 0.6),
        "hatch_linewidth": 1.5 if attacked else 0.5,
    }
    return [ground, pattern]


def line_look(kind: str, scale: float = 1.0) -> dict[str, Any]:
    """Return how a line of `geo.style.LINES` is drawn, widths in points."""
    style = LINES[kind]
    look: dict[str, Any] = {
        "color": style["color"],
        "lw": 0.5 * scale * float(style["weight"]),
        "alpha": float(style["opacity"]),
        "solid_capstyle": "round",
        "solid_joinstyle": "round",
    }
    if "dashArray" in style:
        look["dashes"] = [float(n) for n in str(style["dashArray"]).split()]
    return look


def marker_look(symbol: str, size: float) -> dict[str, Any]:
    """Return the sign of a place, its size in points."""
    return {
        "linestyle": "none",
        "marker": MARKERS[symbol],
        "markersize": size,
        "markerfacecolor": PALETTE["ink"],
        "markeredgecolor": PALETTE["halo"],
        "markeredgewidth": 0.45,
    }


def _add(axes: Axes, shape: BaseGeometry, **look: Any) -> None:
    """Add polygons or lines as one path."""
    parts = shapely.get_parts(shape)
    kinds = shapely.get_type_id(parts)
    lines = [*shapely.get_rings(parts[kinds == 3]), *parts[kinds == 1]]
    if lines:
        paths = [Path(shapely.get_coordinates(line)) for line in lines]
        axes.add_artist(PathPatch(Path.make_compound_path(*paths), **look))


def add_line(axes: Axes, shape: BaseGeometry, **look: Any) -> None:
    """Add a point or each part of a line, in the map's coordinates."""
    for part in shapely.get_parts(shape):
        xy = shapely.get_coordinates(part)
        axes.add_artist(Line2D(xy[:, 0], xy[:, 1], **look))


def _draw_ground(this: Map) -> None:
    countries, _ = window.ground(this.scene.window)
    for country in countries.itertuples():
        home = country.name_en == "Libya"
        colour = PALETTE["land" if home else "land_abroad"]
        look = {"facecolor": colour, "edgecolor": colour, "linewidth": 0.3}
        _add(this.axes, country.geometry, zorder=1, **look)


def _draw_waters(this: Map) -> None:
    """Draw waters beneath the land, which covers the edges along the coast."""
    shown = waters.keys(this.scene.waters)
    for water in this.scene.waters.itertuples():
        for look in waters.looks(water.sign, shown):
            _add(this.axes, water.geometry, **look)


def _draw_borders(this: Map) -> None:
    countries, coast = window.ground(this.scene.window)
    look: dict[str, Any] = {"fill": False, "joinstyle": "round"}
    for country in countries.itertuples():
        home = country.name_en == "Libya"
        look["edgecolor"] = PALETTE["quiet_ink" if home else "border"]
        look["linewidth"] = 0.8 if home else 0.4
        _add(this.axes, country.geometry, zorder=12 if home else 11, **look)
    look |= {"edgecolor": PALETTE["coast"], "linewidth": 0.6}
    _add(this.axes, coast, zorder=13, **look)


def _draw_lines(this: Map) -> None:
    scale = 1.0 if this.close else 0.75
    for level, (kind, shape) in enumerate(this.scene.fronts.items()):
        add_line(this.axes, shape, zorder=20 + level, **line_look(kind, scale))
    for line in this.scene.maritime.itertuples():
        name = "maritime" if line.construction == "published" else "worked_out"
        add_line(this.axes, line.geometry, zorder=25, **line_look(name))
    for agreement in this.scene.agreements.itertuples():
        if agreement.sign == signs.AREA:
            kind = "agreement_line" if agreement.scope == "line" else signs.AREA
            outline = shapely.boundary(agreement.geometry)
            line = agreement.geometry if agreement.scope == "line" else outline
            add_line(this.axes, line, zorder=24, **line_look(kind))
    signs.draw(this.axes, this.scene.agreements, this.scene.events)


def write(this: Map, x: float, y: float, text: str, **look: Any) -> Text:
    """Write upon a map, in its coordinates, with a halo unless told otherwise."""
    if this.language == "ar":
        look.pop("style", None)  # Arabic has no slanted type.
    halo = look.pop("halo", PALETTE["halo"])
    if halo:
        look["path_effects"] = [withStroke(linewidth=1.5, foreground=halo, alpha=0.85)]
    defaults: dict[str, Any] = {
        "ha": "center",
        "va": "center",
        "color": PALETTE["ink"],
        "zorder": 50,
    }
    return this.axes.text(x, y, text, parse_math=False, **(defaults | look))


def covered(this: Map, text: Text) -> labels.Box:
    """Return what a text covers, in metres."""
    points = text.get_window_extent().get_points()
    (west, south), (east, north) = this.axes.transData.inverted().transform(points)
    return (float(west), float(south), float(east), float(north))


def _draw_graticule(this: Map) -> list[labels.Box]:
    """Draw meridians and parallels; return where their degrees stand."""
    west, south, east, _ = this.scene.window.box
    off = 0.05 * this.inch
    boxes = []
    look: dict[str, Any]
    for kind, value, line in window.graticule(this.scene.window):
        look = {"color": PALETTE["graticule"], "lw": 0.35, "zorder": 1.5}
        add_line(this.axes, line, **look)
        x, y = shapely.get_coordinates(line)[0]
        if kind == "lon":
            seen = y < south + 1 and west + 8 * off < x < east - 8 * off
            look = {"x": x, "y": y + off, "va": "bottom"}
        else:
            seen = x < west + 1 and y > south + 7 * off
            look = {"x": x + off, "y": y, "ha": "left"}
        if seen and not _hidden(this, labels.around(look["x"], look["y"], off)):
            look |= {"text": captions.degrees(kind, value, this.language)}
            look |= {"color": PALETTE["quiet_ink"], "fontsize": 4.6}
            boxes.append(covered(this, write(this, **look)))
    return boxes


def _scale_bar_box(this: Map, metres: float) -> labels.Box:
    """Return the corner, the lower left by choice, where a bar hides the least."""
    west, south, east, north = this.scene.window.box
    width, height = metres + 0.29 * this.inch, 0.23 * this.inch
    off = 0.25 * this.inch
    corners = [
        (x, y, x + width, y + height)
        for y in (south + off, north - off - height)
        for x in (west + off, east - off - width)
    ]
    return min(corners, key=lambda corner: _hidden(this, corner))


def _hidden(this: Map, box: labels.Box) -> float:
    """Return the importance of the places under a box."""
    places = this.scene.places
    under = shapely.box(*labels.grow(box, 0.06 * this.inch))
    return float(
        places["importance"][shapely.within(places.geometry.values, under)].sum()
    )


def _draw_scale_bar(this: Map) -> labels.Box:
    """Draw a bar of a round length in a corner; return what it covers."""
    km = max(k for k in ROUND_KM if k * 1000 < 1.5 * this.inch)
    covered = _scale_bar_box(this, km * 1000)
    x, y = covered[0] + 0.09 * this.inch, covered[1] + 0.06 * this.inch
    quarter, high = km * 250, 0.035 * this.inch
    plate = Rectangle(
        covered[:2],
        covered[2] - covered[0],
        covered[3] - covered[1],
        facecolor=PALETTE["halo"],
        alpha=0.8,
        linewidth=0,
        zorder=48,
    )
    this.axes.add_artist(plate)
    for i in range(4):
        patch = Rectangle(
            (x + i * quarter, y),
            quarter,
            high,
            facecolor=PALETTE["halo" if i % 2 else "ink"],
            edgecolor=PALETTE["ink"],
            linewidth=0.4,
            zorder=50,
        )
        this.axes.add_artist(patch)
    unit = captions.word("km", this.language)
    for share, text in ((0, "0"), (0.5, f"{km / 2:g}"), (1, f"{km} {unit}")):
        at = x + share * km * 1000
        write(this, at, y + 1.7 * high, text, va="bottom", fontsize=4.8)
    return covered
