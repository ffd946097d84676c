"""What a picture of one day shows: a window on the country, and what is in it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import attrs
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground as base
from geo.layers import attacks, holders, legend, looks, rings
from geo.layers import prominence as places
from geo.layers import select as selection
from geo.layers.rows import rows
from geo.pictures import fronts, signs, waters
from geo.pictures.window import Window
from geo.style import AGE_COLOURS, NOMINAL, age
from geo.style.layers import (
    AGREEMENTS,
    FRONTS,
    HELD,
    LAYER_OF,
    LAYER_OF_CAMP,
    LINES_AT_SEA,
    PLACES,
    ROUTES,
    WATERS,
)
from geo.style.looks import ATTACKED, LOOKS

AGED = legend.AGED
AGES = tuple(f"age_{i}" for i in range(len(AGE_COLOURS)))
"""How ground looks by the age of its evidence, the newest first."""

CHANGES = ("gained", "gained_nominal", "unchanged")
"""How ground looks that changed hands between two days, or did not."""
_KEY_OF_LINE = {e.line: e.key for e in legend.ENTRIES if e.line}


class Ground(NamedTuple):
    """Ground that looks alike.

    Attributes
    ----------
    camp : str
        Of `geo.style.layers.CAMPS`; none where ground shows the age of its evidence.
    look : str
        Of `geo.style.RINGS`, or of `AGES`.
    """

    camp: str
    look: str


@dataclass(frozen=True)
class Scene:
    """All that a picture of one day shows, projected and cut to its window.

    Attributes
    ----------
    day : datetime.date
    window : Window
    areas : dict of Ground to shapely geometry
        Dissolved ground.
    fronts : dict of str to shapely geometry
        Lines by kind (of `geo.pictures.fronts.KINDS`), smoothed.
    named_fronts : geopandas.GeoDataFrame
        Those of them that have a name, each whole.
    roads : geopandas.GeoDataFrame
        Roads with a name.
    maritime : geopandas.GeoDataFrame
        Lines at sea with their names.
    waters : geopandas.GeoDataFrame
        Claimed and disputed water, see `geo.pictures.waters.with_signs`.
    agreements, events : geopandas.GeoDataFrame
        As `geo.pictures.signs` returns them; with events, all of `looks.SIGNED`.
    attacks : geopandas.GeoDataFrame
        Places under attack, see `geo.layers.attacks.attacks`.
    places : geopandas.GeoDataFrame
        Places with ``importance``, the most important first, and of each who holds it
        (``camp``) and how old the evidence of that is (``age``, see `geo.style.age`).
    source_ids : frozenset of str
        The publications that all of this rests on.
    newest : datetime.date or None
        The last day for which the cells of any layer shown have evidence.
    """

    day: dt.date
    window: Window
    areas: dict[Ground, BaseGeometry]
    fronts: dict[str, BaseGeometry]
    named_fronts: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    maritime: gpd.GeoDataFrame
    waters: gpd.GeoDataFrame
    agreements: gpd.GeoDataFrame
    events: gpd.GeoDataFrame
    attacks: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    source_ids: frozenset[str]
    newest: dt.date | None

    @property
    def shows_any(self) -> bool:
        """Whether it shows anything but the bare ground."""
        frames = (
            *(self.roads, self.maritime, self.waters),
            *(self.agreements, self.events, self.places),
        )
        return bool(self.areas or self.fronts) or any(len(frame) for frame in frames)

    @property
    def signs_at(self) -> list[shapely.Point]:
        """Where the signs of agreements and events stand."""
        frames = (self.agreements, self.events)
        return [
            at
            for each in frames
            for at in each.geometry
            if isinstance(at, shapely.Point)
        ]

    def legend(self) -> list[str]:
        """Return what a legend has to explain, of `geo.layers.legend.ORDER`.

        Returns
        -------
        list of str
            But for the signs of places, which are known when they are drawn: some make
            way for others.
        """
        keys = {ground.look for ground in self.areas} & {NOMINAL, *CHANGES}
        keys |= {ATTACKED} if len(self.attacks) else set()
        keys |= {ground.camp for ground in self.areas if ground.camp}
        keys |= {legend.AGE} if {g.look for g in self.areas} & {*AGES} else set()
        keys |= {AGED} if (self.places.get("age", pd.Series()) > 0).any() else set()
        keys |= {ROUTES} if len(self.roads) else set()
        keys |= {_KEY_OF_LINE[kind] for kind in self.fronts}
        keys |= {*waters.keys(self.waters), *signs.keys(self.agreements, self.events)}
        for look in self.maritime.get(looks.COLUMN, ()):
            keys.add(_KEY_OF_LINE[LOOKS[look].line])
        return sorted(keys, key=legend.ORDER.index)


def dissolve(
    cells: gpd.GeoDataFrame, aged_on: dt.date | None = None
) -> gpd.GeoDataFrame:
    """Dissolve the ground that looks alike into one shape each.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        Rings of cells, or cells, of one day with ``camp`` and ``look``.
    aged_on : datetime.date, optional
        That day, where ground shows the age of its evidence: what has none is bare.

    Returns
    -------
    geopandas.GeoDataFrame
        The fields of `Ground` and shapes in the CRS of `cells`.
    """
    state = cells[looks.COLUMN].map(lambda name: LOOKS[name].ring)
    camp = cells["camp"]
    if aged_on is not None:
        ageing = camp.map(lambda c: LAYER_OF[LAYER_OF_CAMP[c]].ages)
        cells = cells[(state != NOMINAL) | ~ageing]
        days = (pd.Timestamp(aged_on) - pd.to_datetime(cells["last_seen"])).dt.days
        aged = days[ageing.reindex(cells.index)].map(lambda n: AGES[age(n)])
        state = aged.reindex(cells.index).fillna(state.reindex(cells.index))
        camp = camp.reindex(cells.index).where(~state.isin(AGES), "")
    rows = [
        (*kind, shapely.coverage_union_all(np.asarray(group.geometry)))
        for kind, group in cells.groupby([camp, state])
    ]
    melted = pd.DataFrame(rows, columns=[*Ground._fields, "geometry"])
    return gpd.GeoDataFrame(melted, geometry="geometry", crs=cells.crs)


@dataclass(frozen=True)
class Day:
    """All that is shown of one day, wherever it lies.

    Attributes
    ----------
    day : datetime.date
    layers : dict of str to geopandas.GeoDataFrame
        Layers in WGS84, with the signs they are drawn with.
    ground : geopandas.GeoDataFrame
        As `dissolve` returns it.
    newest : datetime.date or None
        The last day for which the cells of any layer have evidence.
    """

    day: dt.date
    layers: dict[str, gpd.GeoDataFrame]
    ground: gpd.GeoDataFrame
    newest: dt.date | None


def gather(
    frames: Mapping[str, gpd.GeoDataFrame],
    day: dt.date,
    shown: Collection[str],
    claimants: Sequence[str] = (),
    by_age: bool = False,
) -> Day:
    """Gather what a picture shows of a day.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read.read` returns them, by name.
    day : datetime.date
    shown : collection of str
        Layers to show.
    claimants : sequence of str
        As for `geo.layers.select.of_claimants`.
    by_age : bool
        Whether ground shows the age of its evidence.

    Returns
    -------
    Day

    Raises
    ------
    LayerError
        If a name is no layer, or a layer was not handed over.
    """
    selected = selection.select(frames, day, names=shown, claimants=claimants)
    selected = selected if claimants else waters.without_baselines(selected)
    cells = cells_of(_cut(frames, selected))
    ground = dissolve(cells, day if by_age else None) if len(cells) else cells
    if PLACES in selected:
        selected[PLACES] = holders.on_day(selected[PLACES], frames, day)
    held = [selected[name] for name in HELD if name in selected]
    every = attacks.of_layers(frames)
    if held and every is not None:
        wanted = pd.concat(held, ignore_index=True)
        places = frames[PLACES]
        selected[attacks.ATTACKS] = attacks.attacks(every, places, wanted)
    return Day(day, _signed(selected, day, claimants), ground, _newest(frames))


def _cut(
    frames: Mapping[str, gpd.GeoDataFrame], selected: Mapping[str, gpd.GeoDataFrame]
) -> Mapping[str, gpd.GeoDataFrame]:
    """Return the cells of a day cut into rings, where all that makes them is there."""
    if not {*HELD, PLACES, ROUTES} <= frames.keys():
        return selected
    held = {name: frame for name, frame in selected.items() if name in HELD}
    return rings.cut(held, rings.of_layers(frames)) if held else selected


def cells_of(frames: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return the cells of all layers of ground in one frame."""
    cells = [frames[name] for name in HELD if len(frames.get(name, ()))]
    if cells:
        return pd.concat(cells, ignore_index=True)
    columns = ("camp", "place_id", "nominal", "km2", looks.COLUMN)
    return gpd.GeoDataFrame({c: [] for c in columns}, geometry=[], crs=base.WGS84)


def compose(shown: Day, window: Window) -> Scene:
    """Return what a window shows of a day."""
    seen = {name: _seen(frame, window) for name, frame in shown.layers.items()}
    lines = seen.get(FRONTS, _nothing(window))
    return Scene(
        day=shown.day,
        window=window,
        areas=grounds(shown.ground, window),
        fronts=fronts.by_kind(lines, window.width),
        named_fronts=fronts.with_names(lines, window.width),
        roads=seen.get(ROUTES, _nothing(window)),
        maritime=seen.get(LINES_AT_SEA, _nothing(window)),
        waters=_together([seen[n] for n in WATERS if n in seen], window),
        agreements=seen.get(AGREEMENTS, _nothing(window)),
        attacks=seen.get(attacks.ATTACKS, _nothing(window)),
        events=_signs([seen[n] for n in looks.SIGNED if n in seen], window),
        places=places.ranked(seen.get(PLACES, _nothing(window)), window.wide),
        source_ids=_cited(seen),
        newest=shown.newest,
    )


@attrs.frozen
class _Area:
    """A row of dissolved ground."""

    camp: str
    look: str
    geometry: BaseGeometry


def grounds(ground: gpd.GeoDataFrame, window: Window) -> dict[Ground, BaseGeometry]:
    """Return what a window shows of dissolved ground."""
    return {
        Ground(area.camp, area.look): area.geometry
        for area in rows(_seen(ground, window), _Area)
    }


def _cited(frames: Mapping[str, gpd.GeoDataFrame]) -> frozenset[str]:
    cells = (ids for frame in frames.values() for ids in frame["source_ids"])
    return frozenset(str(source_id) for ids in cells for source_id in ids)


def _signed(
    frames: Mapping[str, gpd.GeoDataFrame], day: dt.date, claimants: Sequence[str]
) -> dict[str, gpd.GeoDataFrame]:
    """Return what is drawn of each layer, by the signs it is drawn with."""
    drawn = {n: frame for n, frame in frames.items() if n not in HELD}
    drawn |= {
        n: frame[["source_ids", "geometry"]] for n, frame in frames.items() if n in HELD
    }
    for name in WATERS:
        if name in drawn:
            drawn[name] = waters.with_signs(name, drawn[name], claimants)
    if AGREEMENTS in drawn:
        drawn[AGREEMENTS] = _dense(signs.with_signs(drawn[AGREEMENTS]))
    for name in looks.SIGNED:
        if name in drawn:
            drawn[name] = signs.by_age(drawn[name], day)
    return drawn


def _dense(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return shapes with points close enough to run in any projection as they should.

    An edge of two points is one of the web map, where a parallel is straight.
    """
    dense = shapely.segmentize(frame.geometry.values, 0.1)
    return frame.set_geometry(gpd.GeoSeries(dense, frame.index, crs=frame.crs))


def _seen(frame: gpd.GeoDataFrame, window: Window) -> gpd.GeoDataFrame:
    """Return what a window shows of a frame, projected."""
    west, south, east, north = window.edges
    bounds = frame.geometry.bounds.to_numpy()
    near = (bounds[:, 0] <= east) & (bounds[:, 2] >= west)
    near &= (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    frame = frame[near]
    shapes = window.project(frame.geometry)
    shown = window.shows(shapes)
    seen = frame[shown]
    return seen.set_geometry(gpd.GeoSeries(shapes[shown], seen.index, crs=window.crs))


def _nothing(window: Window) -> gpd.GeoDataFrame:
    columns = ("id", "name_en", "name_ar", "kind", "population", "inherits")
    return gpd.GeoDataFrame({name: [] for name in columns}, geometry=[], crs=window.crs)


def _signs(frames: Sequence[gpd.GeoDataFrame], window: Window) -> gpd.GeoDataFrame:
    """Return in one frame what is drawn by signs alone."""
    if len(frames) < 2:
        return frames[0] if frames else _nothing(window)
    return pd.concat([frame[["id", "sign", "geometry"]] for frame in frames])


def _together(frames: Sequence[gpd.GeoDataFrame], window: Window) -> gpd.GeoDataFrame:
    kept = ["sign", "name_en", "name_ar", "km2", "geometry"]
    filled = [frame[kept] for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else _nothing(window)


def _newest(frames: Mapping[str, gpd.GeoDataFrame]) -> dt.date | None:
    days = [
        pd.to_datetime(frame["last_seen"]).max()
        for name, frame in frames.items()
        if name in HELD and len(frame)
    ]
    return max(days).date() if days else None
