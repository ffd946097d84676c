"""Selects the features that a map shows: by layers, days and claimants."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import LayerError
from geo.layers.rows import dicts
from geo.sea import states_of
from geo.style import EVENT_DAYS
from geo.style.layers import AGREEMENTS, LAYER_OF, LINES_AT_SEA, NAMES, SEA


def chosen(
    frames: Mapping[str, gpd.GeoDataFrame], names: Collection[str] | None
) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers to show, in the order of `geo.style.layers.NAMES`.

    Raises
    ------
    LayerError
        If a name is no layer, or a layer was not handed over.
    """
    wanted = frames.keys() if names is None else names
    for name in wanted:
        if name not in NAMES:
            known = list(NAMES)
            raise LayerError("error.layers.none", name=name, known=known)
        if name not in frames:
            raise LayerError("error.layers.not_given", name=name)
    return {name: frames[name] for name in NAMES if name in wanted}


def valid(
    frame: gpd.GeoDataFrame, day: dt.date, since: dt.date | None = None
) -> gpd.GeoDataFrame:
    """Return the features of a layer that are valid on a day, or on any of some days.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        With ``valid_from`` and ``valid_to``, half-open; an empty end is open.
    day : datetime.date
    since : datetime.date, optional
        The first of the days; by default `day` alone.

    Returns
    -------
    geopandas.GeoDataFrame
    """
    last, first = pd.Timestamp(day), pd.Timestamp(since or day)
    start = pd.to_datetime(frame["valid_from"])
    end = pd.to_datetime(frame["valid_to"])
    return frame[(start <= last) & (end.isna() | (end > first))]


def recent(
    events: gpd.GeoDataFrame, day: dt.date, since: dt.date | None = None
) -> gpd.GeoDataFrame:
    """Return the events of a day and of the `geo.style.EVENT_DAYS` before it.

    Parameters
    ----------
    events : geopandas.GeoDataFrame
        The layer ``events``.
    day, since : datetime.date
        As for `valid`.

    Returns
    -------
    geopandas.GeoDataFrame
    """
    first = pd.Timestamp(since or day) - pd.Timedelta(days=EVENT_DAYS)
    return valid(events, day, first.date())


def states_behind(feature: Mapping[str, Any]) -> list[str]:
    """Return the states that claim a water or draw a line, lower-case.

    Parameters
    ----------
    feature : mapping
        The properties of a feature of `geo.style.layers.SEA`.

    Returns
    -------
    list of str

    Examples
    --------
    >>> states_behind({"pair": ["greece", "libya"]})
    ['greece', 'libya']
    """
    if "pair" in feature:
        return list(feature["pair"])
    if "claimant" in feature:
        return [feature["claimant"]]
    return states_of(feature["claimants"])


def of_claimants(
    frames: Mapping[str, gpd.GeoDataFrame], claimants: Sequence[str]
) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers with what concerns some claimants.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers by name.
    claimants : sequence of str
        Of `geo.style.STATES`; none: all.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        Lines that any of them draws, their seas, and disputed water of any pair with
        the one, or of the two; no agreement along a line that is left out.
    """
    kept_frames = dict(frames)
    wanted = set(claimants)
    for name in [name for name in SEA if name in kept_frames and wanted]:
        frame = kept_frames[name]
        states = [set(states_behind(row)) for row in dicts(frame)]
        pair = LAYER_OF[name].between and len(wanted) > 1
        kept = [wanted <= s if pair else bool(wanted & s) for s in states]
        kept_frames[name] = frame[pd.Series(kept, frame.index, dtype=bool)]
    if {LINES_AT_SEA, AGREEMENTS} <= frames.keys():
        every, kept_lines = (
            set(each[LINES_AT_SEA].geometry.to_wkb()) for each in (frames, kept_frames)
        )
        along = kept_frames[AGREEMENTS].geometry.to_wkb()
        kept_frames[AGREEMENTS] = kept_frames[AGREEMENTS][
            ~along.isin(every - kept_lines)
        ]
    return kept_frames


def select(  # noqa: PLR0913 (all but two by name)
    frames: Mapping[str, gpd.GeoDataFrame],
    day: dt.date,
    *,
    names: Collection[str] | None = None,
    claimants: Sequence[str] = (),
    since: dt.date | None = None,
    box: tuple[float, float, float, float] | None = None,
) -> dict[str, gpd.GeoDataFrame]:
    """Return the features that a snapshot shows.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers in WGS84 as `geo.layers.read.read` returns them, by name.
    day, since : datetime.date
        As for `valid`; events as for `recent`.
    names : collection of str, optional
        Layers to show; by default all that are handed over.
    claimants : sequence of str
        As for `of_claimants`.
    box : tuple of float, optional
        West, south, east and north edge in degrees: only features that touch it, whole.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        In the order of `geo.style.layers.NAMES`, with the columns of the layers.

    Raises
    ------
    LayerError
        As for `chosen`.
    """
    concerned = of_claimants(chosen(frames, names), claimants)
    selected = {
        name: (recent if LAYER_OF[name].lingers else valid)(frame, day, since)
        for name, frame in concerned.items()
    }
    if box is None:
        return selected
    edges = shapely.box(*box)
    return {
        name: frame[shapely.intersects(frame.geometry.values, edges)]
        for name, frame in selected.items()
    }
