"""Draws one map of a scene on matplotlib axes, without its names."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import attrs
import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo import views
from geo.layers.fades import strips
from geo.layers.legend import AREA
from geo.layers.rows import Country, Signed, rows
from geo.pictures import (
    changes,
    fronts,
    labels,
    lettering,
    scene,
    signs,
    waters,
    window,
)
from geo.style import (
    AGE_COLOURS,
    FRONT_BAND_KM,
    LIGHT,
    NOMINAL,
    RINGS,
    Fill,
    Theme,
    blend,
    changed,
    ringed,
)
from geo.style.layers import DISPUTED
from geo.style.looks import LOOKS
from geo.style.page import ROLE_WIDTHS
from geo.words import direction

MOST_BAND_PT = 12.0
"""A wider band would hide what lies near a front."""

BAND_OPACITY = 0.5

MARKERS = {"settlement": "o", "air": "^", "oil": "D", "site": "s"}
"""What matplotlib calls the sign of each of `geo.layers.prominence.SYMBOLS`."""

COMPARED = {
    changes.GAINED: changed.gained,
    changes.GAINED_NOMINAL: changed.gained_nominal,
    changes.UNCHANGED: changed.stayed,
}
"""How ground is painted that changed hands, or did not."""

HATCH_PT = {NOMINAL: 0.5, changes.GAINED_NOMINAL: 0.9}
"""How thick the lines of a pattern are where it stands alone; 0.3 elsewhere."""

NO_OUTLINE = (NOMINAL, changes.UNCHANGED)
"""Ground of which there is little to hide."""


@dataclass(frozen=True)
class Map:
    """One map on the sheet.

    Attributes
    ----------
    axes : matplotlib.axes.Axes
        In metres of the scene's window.
    scene : geo.pictures.scene.Scene
    language : str
    inch : float
        Metres on the ground in an inch on the sheet.
    theme : geo.style.Theme
    inset : bool
        Whether it is a small one, without degrees, scale and names of neighbours.
    taken : tuple of geo.pictures.labels.Box
        In metres: where another map lies upon it.
    closer : geo.pictures.labels.Box, optional
        Where another map shows more: only cities are drawn there.
    small : bool
        Whether it is looked at small: towns alone are named, in larger type.
    """

    axes: Axes
    scene: scene.Scene
    language: str
    inch: float
    theme: Theme = LIGHT
    inset: bool = False
    taken: tuple[labels.Box, ...] = ()
    closer: labels.Box | None = None
    small: bool = False

    @property
    def close(self) -> bool:
        """Whether it has room for every place and for strong lines."""
        return not self.scene.window.wide and not self.inset

    @property
    def rtl(self) -> bool:
        """Whether its names are read from right to left."""
        return direction(self.language) == "rtl"

    @property
    def bounds(self) -> labels.Box:
        """What its names stay within, in metres."""
        return labels.grow(self.scene.window.box, -0.06 * self.inch)

    @cached_property
    def water(self) -> BaseGeometry:
        """The sea as far as it is seen, prepared."""
        return base.prepared(window.water(self.scene.window))

    def type(self, size: float, face: lettering.Face, ink: str) -> lettering.TextStyle:
        """Return how a name is set: size in points, ink of `geo.style.PALETTE`."""
        if self.rtl and face in (lettering.ITALIC, lettering.SERIF):
            face = lettering.REGULAR  # Arabic has no slanted type.
        colours = self.theme.palette
        return lettering.TextStyle(size, face, colours[ink], colours["halo"], self.rtl)

    def room(self, line: str, text_style: lettering.TextStyle) -> tuple[float, float]:
        """Return the width and height of a line, in metres."""
        return text_style.width_in(
            line
        ) * self.inch, text_style.size * HIGH_EM / 72 * self.inch

    def write(
        self, line: str, box: labels.Box, text_style: lettering.TextStyle
    ) -> None:
        """Write a line into its box, in metres."""
        at = (box[0], box[1] + text_style.size * BELOW_EM / 72 * self.inch)
        letters = lettering.TextLine(line, at, self.axes.transData, text_style)
        self.axes.add_artist(letters)


HIGH_EM, BELOW_EM = 0.98, 0.22
"""Height of a line without leading, and of what hangs below its baseline, in ems."""


def draw_map(map_: Map) -> None:
    """Draw a map without anything written, from below."""
    _draw_waters(map_)
    _draw_ground(map_)
    for ground, shape in map_.scene.areas.items():
        for look in area_looks(ground, map_.theme):
            _add(map_.axes, shape, **look)
    _draw_borders(map_)
    _draw_lines(map_)


def area_looks(area: scene.Ground, theme: Theme = LIGHT) -> list[dict[str, Any]]:
    """Return how ground is painted, layer upon layer, as matplotlib's patches take it.

    Parameters
    ----------
    area : geo.pictures.scene.Ground
    theme : geo.style.Theme

    Returns
    -------
    list of dict
        A fill and, over it, the camp's pattern.
    """
    fill = _painted(area, theme)
    ground = {
        "zorder": 2,
        "facecolor": fill.colour,
        "edgecolor": fill.colour,
        "linewidth": 0.35,
    }
    if signs.HATCHES[fill.mark] is None:
        return [ground]
    pattern = {
        "zorder": 4,
        "facecolor": "none",
        "edgecolor": fill.ink,  # without one, a PDF strokes no pattern
        "linewidth": 0,
        "hatch": signs.HATCHES[fill.mark],
        "hatchcolor": fill.ink,
        "hatch_linewidth": HATCH_PT.get(area.look, 0.3),
    }
    return [ground, pattern]


def _painted(area: scene.Ground, theme: Theme) -> Fill:
    """Return the colour of ground, and the pattern over it."""
    if area.look in scene.AGES:
        colour = AGE_COLOURS[scene.AGES.index(area.look)]
        return Fill(colour, "plain", colour)
    if area.look in COMPARED:
        return COMPARED[area.look](theme, area.camp)
    assert area.look in RINGS
    return ringed(theme.fills[area.camp], area.look, theme.palette["land"])


def line_look(kind: str, theme: Theme = LIGHT, scale: float = 1.0) -> dict[str, Any]:
    """Return how a line of `geo.style.LINES` is drawn, widths in points."""
    style = theme.lines[kind]
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


def marker_look(
    symbol: str, size: float, theme: Theme = LIGHT, camp: str = "", age: int = 0
) -> dict[str, Any]:
    """Return the sign of a place.

    Parameters
    ----------
    symbol : str
        Of `geo.layers.prominence.SYMBOLS`.
    size : float
        In points.
    theme : geo.style.Theme
    camp : str
        Who holds it, of `geo.style.layers.CAMPS`; nobody known: in ink.
    age : int
        Of the evidence, see `geo.style.age`: full, half-toned, or hollow.
    """
    halo, ink = theme.palette["halo"], theme.palette["ink"]
    colour = theme.fills[camp].colour if camp else ink
    face = (colour, blend(colour, halo, 0.5), halo)[min(age, 2)]
    return {
        "linestyle": "none",
        "marker": MARKERS[symbol],
        "markersize": size,
        "markerfacecolor": face,
        "markeredgecolor": colour if age > 1 else ink if camp else halo,
        "markeredgewidth": 0.75 if age > 1 else 0.45,
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
    """Add points, or all parts of a line as one, in the map's coordinates."""
    xy, part = shapely.get_coordinates(shapely.get_parts(shape), return_index=True)
    if look.get("linestyle") != "none":
        breaks = np.flatnonzero(np.diff(part)) + 1
        xy = np.insert(xy, breaks, np.nan, axis=0)
    if len(xy):
        axes.add_artist(Line2D(xy[:, 0], xy[:, 1], **look))


def _draw_ground(map_: Map) -> None:
    countries, _ = window.ground(map_.scene.window)
    bare: dict[str, Any] = {"linewidth": 0, "facecolor": map_.theme.palette["paper"]}
    _add(map_.axes, window.beyond(map_.scene.window), zorder=14, **bare)
    bare["facecolor"] = map_.theme.palette["land_abroad"]
    _add(map_.axes, window.seams(map_.scene.window), zorder=0.9, **bare)
    for country in rows(countries, Country):
        home = country.name_en == "Libya"
        colour = map_.theme.palette["land" if home else "land_abroad"]
        look = {"facecolor": colour, "edgecolor": colour, "linewidth": 0.3}
        _add(map_.axes, country.geometry, zorder=1, **look)


def _draw_waters(map_: Map) -> None:
    """Draw waters beneath the land, which covers the edges along the coast."""
    shown = waters.keys(map_.scene.waters)
    for water in rows(map_.scene.waters, Signed):
        for look in waters.looks(water.sign, shown, map_.theme):
            _add(map_.axes, water.geometry, **look)
    if set(shown) - {DISPUTED}:
        _fade_claims(map_)


def _fade_claims(map_: Map) -> None:
    """Let claims fade into the sea before the parallel up to which they are drawn."""
    west, _, east, _ = views.BOUNDS
    faded = strips(west, east)
    boxes = [shapely.segmentize(shapely.box(*box), 0.5) for box, _ in faded]
    shapes = map_.scene.window.project(boxes)
    look = {"facecolor": map_.theme.palette["sea"], "linewidth": 0, "zorder": 0.7}
    for shape, (_, share) in zip(shapes, faded, strict=True):
        _add(map_.axes, shape, alpha=share, **look)


def _draw_borders(map_: Map) -> None:
    countries, coast = window.ground(map_.scene.window)
    colours = map_.theme.palette
    look: dict[str, Any] = {"fill": False, "joinstyle": "round"}
    for country in rows(countries, Country):
        home = country.name_en == "Libya"
        look["edgecolor"] = colours["quiet_ink" if home else "border"]
        look["linewidth"] = 0.8 if home else 0.4
        _add(map_.axes, country.geometry, zorder=12 if home else 11, **look)
    look |= {"edgecolor": colours["coast"], "linewidth": 0.6}
    _add(map_.axes, coast, zorder=13, **look)


@attrs.frozen
class _Line:
    """A line at sea."""

    role: str
    look: str
    geometry: BaseGeometry


@attrs.frozen
class _Agreement(Signed):
    """An agreement as `geo.pictures.signs.with_signs` returns it."""

    scope: str


def _draw_fronts(map_: Map, scale: float) -> None:
    """Draw fronts, each on a band as wide as what is not known of its course."""
    (outline,) = map_.scene.window.project(
        gpd.GeoSeries([base.libya()], crs=base.WGS84)
    )
    levels = list(map_.scene.fronts)
    wide = min(max(1000 * FRONT_BAND_KM / map_.inch * 72, 1.5), MOST_BAND_PT)
    fade = min(fronts.FADE_M, fronts.FADE_INCH * map_.inch)
    parts = [*fronts.faded(map_.scene.fronts, shapely.boundary(outline), fade)]
    now = [(part, share) for kind, part, share in parts if kind != changes.BEFORE]
    bare: dict[str, Any] = {"facecolor": map_.theme.palette["halo"], "linewidth": 0}
    for band, share in fronts.bands(now, wide / 72 * map_.inch, outline):
        look = bare | {"alpha": BAND_OPACITY * share}
        _add(map_.axes, band, zorder=19.5, **look)
    for kind, part, share in parts:
        look = line_look(kind, map_.theme, scale)
        look |= {"alpha": look["alpha"] * share}
        add_line(map_.axes, part, zorder=20 + levels.index(kind), **look)


def _draw_lines(map_: Map) -> None:
    scale = 1.0 if map_.close else 0.75
    theme = map_.theme
    look = line_look("road", theme)
    casing = look | {"color": theme.palette["halo"], "lw": 2.2 * look["lw"]}
    roads = shapely.geometrycollections([*map_.scene.roads.geometry])
    add_line(map_.axes, roads, zorder=18, **casing)
    add_line(map_.axes, roads, zorder=19, **look)
    _draw_fronts(map_, scale)
    for line in rows(map_.scene.maritime, _Line):
        broad = scale * ROLE_WIDTHS.get(line.role, 1)
        look = line_look(LOOKS[line.look].line, theme, broad)
        add_line(map_.axes, line.geometry, zorder=25, **look)
    for agreement in rows(map_.scene.agreements, _Agreement):
        if agreement.sign == AREA:
            kind = signs.LINE if agreement.scope == "line" else AREA
            outline = shapely.boundary(agreement.geometry)
            shape = agreement.geometry if agreement.scope == "line" else outline
            add_line(map_.axes, shape, zorder=24, **line_look(kind, theme))
    signs.draw_attacks(map_.axes, map_.scene.attacks, map_.inch / 72, theme)
    signs.draw(map_.axes, map_.scene.agreements, map_.scene.events, theme)
