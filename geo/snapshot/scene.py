"""What a picture of one day shows: a window on the country, and what is in it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import layers, query, selection, style
from geo.snapshot import signs, waters
from geo.snapshot.window import Window

CAMPS = ("tripoli", "eastern", "islamic_state", "other", "contested", "no_record")
HELD, ATTACKED, NOMINAL = "held", "under_attack", "nominal"
LOOKS = (NOMINAL, HELD, ATTACKED)
AGED = "aged"
WATERS = ("claimed_maritime", "disputed_maritime")
FRONTS = ("faint", "minor", "firm")

COUNTRY_IMPORTANCE = 5_000
"""Places of less importance are left off the map of the whole country, unless they
are the only ones for `ALONE_M` around."""

ALONE_M = 70_000.0

INHERITED = 900
"""A place without claims of its own is of no more importance than this."""


class Ground(NamedTuple):
    """Ground that looks alike.

    Attributes
    ----------
    camp : str
        One of `CAMPS`.
    look : str
        One of `LOOKS`.
    age : int
        By how many steps it has paled, see `geo.style.age`.
    """

    camp: str
    look: str
    age: int = 0


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
        Lines by kind (`FRONTS`).
    maritime : geopandas.GeoDataFrame
        Lines at sea with their names.
    waters : geopandas.GeoDataFrame
        Claimed and disputed water, see `geo.snapshot.waters.signed`.
    agreements, events : geopandas.GeoDataFrame
        As `geo.snapshot.signs` returns them.
    places : geopandas.GeoDataFrame
        Places with ``importance``, the most important first.
    source_ids : frozenset of str
        The publications that all of this rests on.
    newest : datetime.date or None
        The last day for which the cells of any layer shown have evidence.
    """

    day: dt.date
    window: Window
    areas: dict[Ground, BaseGeometry]
    fronts: dict[str, BaseGeometry]
    maritime: gpd.GeoDataFrame
    waters: gpd.GeoDataFrame
    agreements: gpd.GeoDataFrame
    events: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    source_ids: frozenset[str]
    newest: dt.date | None

    def keys(self) -> list[str]:
        """Return what a legend has to explain, in its order.

        Returns
        -------
        list of str
            Of `CAMPS`, then ``under_attack``, ``nominal``, ``aged``, ``front_firm``,
            ``front_minor``, ``front_faint``, those of `geo.snapshot.waters.keys`,
            ``maritime_lines`` and those of `geo.snapshot.signs.KEYS`. The signs of
            places are known when they are drawn: some make way for others.
        """
        camps = {ground.camp for ground in self.areas}
        looks = {ground.look for ground in self.areas}
        keys = [camp for camp in CAMPS if camp in camps]
        keys += [look for look in (ATTACKED, NOMINAL) if look in looks]
        keys += [AGED] if any(ground.age for ground in self.areas) else []
        keys += [f"front_{kind}" for kind in reversed(FRONTS) if kind in self.fronts]
        keys += waters.keys(self.waters)
        keys += ["maritime_lines"] if len(self.maritime) else []
        return keys + signs.keys(self.agreements, self.events)


def dissolve(cells: gpd.GeoDataFrame, day: dt.date) -> gpd.GeoDataFrame:
    """Melt the cells that look alike into one shape each.

    Parameters
    ----------
    cells : geopandas.GeoDataFrame
        Cells of one day with ``camp``, ``status``, ``nominal`` and ``last_seen``.
    day : datetime.date
        That day: the older the evidence then, the paler the ground.

    Returns
    -------
    geopandas.GeoDataFrame
        The fields of `Ground` and shapes in the CRS of `cells`.
    """
    nominal = cells["nominal"].astype(bool)
    attacked = (cells["status"] == "contested") & (cells["camp"] != "contested")
    look = np.where(nominal, NOMINAL, np.where(attacked, ATTACKED, HELD))
    unseen = (pd.Timestamp(day) - pd.to_datetime(cells["last_seen"])).dt.days
    unseen = unseen.where(cells["camp"] != "no_record", 0)
    rows = [
        (*kind, shapely.coverage_union_all(group.geometry.values))
        for kind, group in cells.groupby([cells["camp"], look, unseen.map(style.age)])
    ]
    melted = pd.DataFrame(rows, columns=[*Ground._fields, "geometry"])
    return gpd.GeoDataFrame(melted, geometry="geometry", crs=cells.crs)


def compose(
    frames: Mapping[str, gpd.GeoDataFrame],
    day: dt.date,
    win: Window,
    names: Collection[str] | None = None,
    claimants: Sequence[str] = (),
) -> Scene:
    """Gather what a picture shows.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read` returns them, by name.
    day : datetime.date
        From `geo.records.SPAN_START` to today.
    win : Window
    names : collection of str, optional
        Layers to show; by default all that are handed over.
    claimants : sequence of str
        As for `geo.selection.of_claimants`.

    Returns
    -------
    Scene

    Raises
    ------
    LayerError
        If a name is no layer, or a layer was not handed over.
    DateError
        If the day lies outside the span.
    """
    query.check_day(day)
    found = selection.select(frames, day, names=names, claimants=claimants)
    shown = _signed(found, day, claimants)
    seen = {name: _seen(frame, win) for name, frame in shown.items()}
    cells = [shown[name] for name in layers.HELD if len(shown.get(name, ()))]
    areas = {}
    if cells:
        melted = _seen(dissolve(pd.concat(cells), day), win)
        areas = {
            Ground(area.camp, area.look, area.age): area.geometry
            for area in melted.itertuples()
        }
    return Scene(
        day=day,
        window=win,
        areas=areas,
        fronts=_fronts(seen["front_lines"]) if "front_lines" in seen else {},
        maritime=seen.get("maritime_lines", _nothing(win)),
        waters=_together([seen[n] for n in WATERS if n in seen], win),
        agreements=seen.get("agreements", _nothing(win)),
        events=seen.get("events", _nothing(win)),
        places=_ranked(seen.get("places", _nothing(win)), win),
        source_ids=_cited(seen),
        newest=_newest(frames),
    )


def _cited(frames: Mapping[str, gpd.GeoDataFrame]) -> frozenset[str]:
    cells = (ids for frame in frames.values() for ids in frame["source_ids"])
    return frozenset(str(source_id) for ids in cells for source_id in ids)


def _signed(
    frames: Mapping[str, gpd.GeoDataFrame], day: dt.date, claimants: Sequence[str]
) -> dict[str, gpd.GeoDataFrame]:
    """Return what is drawn of each layer, by the signs it is drawn with."""
    drawn = dict(frames)
    for name in WATERS:
        if name in drawn:
            drawn[name] = waters.signed(name, drawn[name], claimants)
    if "agreements" in drawn:
        drawn["agreements"] = signs.placed(drawn["agreements"])
    if "events" in drawn:
        drawn["events"] = signs.by_age(drawn["events"], day)
    return drawn


def _seen(frame: gpd.GeoDataFrame, win: Window) -> gpd.GeoDataFrame:
    """Return what a window shows of a frame, projected."""
    moved = frame.set_geometry(
        gpd.GeoSeries(win.project(frame.geometry), frame.index, crs=win.crs)
    )
    return moved[np.array([win.shows(shape) for shape in moved.geometry], dtype=bool)]


def _nothing(win: Window) -> gpd.GeoDataFrame:
    columns = ("id", "name_en", "name_ar", "kind", "population", "inherits")
    return gpd.GeoDataFrame({name: [] for name in columns}, geometry=[], crs=win.crs)


def _together(frames: Sequence[gpd.GeoDataFrame], win: Window) -> gpd.GeoDataFrame:
    filled = [frame[["sign", "geometry"]] for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else _nothing(win)


def _newest(frames: Mapping[str, gpd.GeoDataFrame]) -> dt.date | None:
    days = [
        pd.to_datetime(frame["last_seen"]).max()
        for name, frame in frames.items()
        if name in layers.HELD and len(frame)
    ]
    return max(days).date() if days else None


def _fronts(lines: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
    """Return fronts merged by kind, so that dashes and joins run on."""
    kinds: dict[str, list[BaseGeometry]] = {}
    for line in lines.itertuples():
        kind = "minor" if "other" in list(line.camps) else "firm"
        kinds.setdefault(kind if line.firm else "faint", []).append(line.geometry)
    return {
        kind: shapely.line_merge(shapely.union_all(kinds[kind]))
        for kind in FRONTS
        if kind in kinds
    }


SYMBOLS: dict[str, tuple[str, ...]] = {
    "settlement": ("city", "town", "village", "district"),
    "air": ("air_base", "airport"),
    "oil": ("oil_terminal", "oil_field", "refinery"),
    "site": ("port", "border_crossing", "camp", "junction", "well", "bridge"),
}
_SYMBOL_OF = {kind: symbol for symbol, kinds in SYMBOLS.items() for kind in kinds}
_STANDS_FOR = {
    "city": 100_000,
    "air_base": 18_000,
    "oil_terminal": 18_000,
    "town": 12_000,
    "airport": 12_000,
    "oil_field": 9_000,
    "refinery": 9_000,
    "border_crossing": 9_000,
    "district": 6_000,
    "port": 6_000,
    "village": 2_000,
}
"""How many inhabitants a place without a population is weighed as, by kind."""


def _ranked(places: gpd.GeoDataFrame, win: Window) -> gpd.GeoDataFrame:
    """Return the places that a window has room for, with sign and importance."""
    population = pd.to_numeric(places["population"], errors="coerce")
    weight = population.fillna(places["kind"].map(_STANDS_FOR)).fillna(1_000)
    weight = weight.where(places["kind"] != "district", weight.clip(upper=8_000))
    weight = weight.where(places["kind"] != "city", weight.clip(lower=100_000))
    weight = weight.where(
        ~places["inherits"].astype(bool), weight.clip(upper=INHERITED)
    )
    ranked = places.assign(
        importance=weight, symbol=places["kind"].map(_SYMBOL_OF).fillna("site")
    )
    ranked = ranked.sort_values(["importance", "id"], ascending=[False, True])
    return ranked if win.regional else ranked[_stands_out(ranked)]


def _stands_out(ranked: gpd.GeoDataFrame) -> np.ndarray:
    """Return which places the whole country shows: important, or alone far around."""
    points = ranked.geometry.values
    weight = np.array(ranked["importance"], dtype=float)
    shown: np.ndarray = weight >= COUNTRY_IMPORTANCE
    for i in np.flatnonzero(~shown & (weight > INHERITED)):
        shown[i] = not shapely.dwithin(points[shown], points[i], ALONE_M).any()
    return shown
