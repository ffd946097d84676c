"""Places with who holds them: on a day, or a row for each time over which one does."""

import datetime as dt
from collections.abc import Iterable, Mapping

import geopandas as gpd
import pandas as pd

from geo.layers import looks, select
from geo.style import age
from geo.style.layers import HELD, LAYER_OF, LAYER_OF_CAMP, PLACES

_HELD_BY = ["camp", "status"]
"""What must stay the same: it says what colour a dot has, and whether under attack."""

_OF_PLACE = ["id", "valid_from", "valid_to", "last_seen", "known_from", "source_ids"]
"""The columns of places that are other ones while somebody holds them."""


def on_day(
    places: gpd.GeoDataFrame, frames: Mapping[str, gpd.GeoDataFrame], day: dt.date
) -> gpd.GeoDataFrame:
    """Return places with who holds each on a day, and the age of the evidence of that.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Features of the layer ``places``, of the day.
    frames : mapping of str to geopandas.GeoDataFrame
        As for `by_holder`.
    day : datetime.date

    Returns
    -------
    geopandas.GeoDataFrame
        The places with ``camp`` (empty where no ground says who holds it) and ``age``
        (see `geo.style.age`; 0 where the camp's ground shows none).
    """
    ground = {name: frames[name] for name in HELD if name in frames}
    cells = [
        pd.DataFrame(frame[["place_id", "camp", "last_seen"]])
        for frame in select.select(ground, day).values()
        if len(frame)
    ]
    if not cells:
        return places.assign(camp="", age=0)
    states = pd.concat(cells).drop_duplicates("place_id").set_index("place_id")
    days = (pd.Timestamp(day) - pd.to_datetime(states["last_seen"])).dt.days
    ageing = states["camp"].map(lambda camp: LAYER_OF[LAYER_OF_CAMP[camp]].ages)
    ages = days.where(ageing.astype(bool), 0).map(age)
    ids = places["place_id"]
    return places.assign(
        camp=ids.map(states["camp"]).fillna(""), age=ids.map(ages).fillna(0).astype(int)
    )


def by_holder(
    places: gpd.GeoDataFrame,
    frames: Mapping[str, gpd.GeoDataFrame],
    day: dt.date,
    since: dt.date | None = None,
) -> gpd.GeoDataFrame:
    """Return places with a row for each time over which a holder keeps them.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Features of the layer ``places``.
    frames : mapping of str to geopandas.GeoDataFrame
        Layers as `geo.layers.read.read` returns them, by name: all ground that is
        among them counts, whichever of it a map shows.
    day, since : datetime.date
        As for `geo.layers.select.valid`: records that are valid on any of these days.

    Returns
    -------
    geopandas.GeoDataFrame
        Half-open rows, in the order of the places and of time, whose ``id`` is that of
        the place and the row's first day. ``camp`` and ``status`` are as of the place's
        cell, and records that follow each other with the same of both are one row, with
        their ``claim_ids`` and ``actor_ids``, and the sources of the place and of them
        all. ``camp_since`` tells since when the camp holds it, which may be earlier
        than the row. A place without ground is one row without any of these.
    """
    ground = {name: frames[name] for name in HELD if name in frames}
    valid = select.select(ground, day, since=since)
    spells = _spells([frame for frame in valid.values() if len(frame)])
    rows = pd.DataFrame(places.drop(columns=looks.COLUMN)).merge(
        spells, on="place_id", how="left", suffixes=("", "_held")
    )
    held = rows["valid_from_held"].notna()
    ids = rows["id"] + "." + rows["valid_from_held"].dt.strftime("%Y-%m-%d")
    cited = [
        list(dict.fromkeys([*own, *(theirs if known else ())]))
        for own, theirs, known in zip(
            rows["source_ids"], rows["source_ids_held"], held, strict=True
        )
    ]
    known_from = rows[["known_from", "known_from_held"]].min(axis=1)
    rows = rows.assign(
        id=rows["id"].where(~held, ids),
        source_ids=pd.Series(cited, rows.index, dtype=object),
        known_from=known_from,
        **{
            column: rows[column].where(~held, rows[f"{column}_held"])
            for column in ("valid_from", "valid_to", "last_seen")
        },
        **{
            column: rows[column].astype(object).where(held, None)
            for column in ("status", "camp", "claim_ids", "actor_ids")
        },
    )
    rows = rows.drop(columns=[f"{column}_held" for column in _OF_PLACE[1:]])
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=places.crs)
    return looks.named(PLACES, frame)


def _spells(cells: Iterable[gpd.GeoDataFrame]) -> pd.DataFrame:
    """Return over which times each place was held alike, from its cells."""
    columns = ["place_id", *_HELD_BY, *_OF_PLACE[1:], "camp_since"]
    wanted = [*columns, "claim_id", "actor_id"]
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in wanted})
    days = ["valid_from", "valid_to", "last_seen", "known_from", "camp_since"]
    parts = [pd.DataFrame(frame[wanted]) for frame in cells]
    every = pd.concat(parts, ignore_index=True) if parts else empty
    every = every.assign(**{name: pd.to_datetime(every[name]) for name in days})
    # The near and the nominal ground of a place have the same records.
    every = every.drop_duplicates(["place_id", "valid_from"])
    every = every.sort_values(["place_id", "valid_from"], ignore_index=True)
    alike = every[["place_id", *_HELD_BY]].fillna("")
    earlier = alike.shift()
    goes_on = (alike == earlier).all(axis=1)
    goes_on &= every["valid_from"] == every["valid_to"].shift()
    runs = every.groupby((~goes_on).cumsum().to_numpy(), sort=False)
    return runs.agg(
        **{
            "place_id": ("place_id", "first"),
            "camp": ("camp", "first"),
            "status": ("status", "first"),
            "valid_from_held": ("valid_from", "min"),
            "valid_to_held": ("valid_to", lambda ends: ends.iloc[-1]),
            "last_seen_held": ("last_seen", "max"),
            "known_from_held": ("known_from", "min"),
            "source_ids_held": ("source_ids", _together),
            "camp_since": ("camp_since", "min"),
            "claim_ids": ("claim_id", _each),
            "actor_ids": ("actor_id", _each),
        }
    )


def _each(values: pd.Series) -> list[str]:
    return list(dict.fromkeys(values))


def _together(lists: pd.Series) -> list[str]:
    return list(dict.fromkeys(item for items in lists for item in items))
