"""What a picture shows, in a few sentences for those who cannot see it."""

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs
import geopandas as gpd
import pandas as pd
import shapely

from geo import ground
from geo.ground import GEOD
from geo.layers import select as selection
from geo.layers.rows import Named, rows
from geo.pictures import render as snapshot
from geo.query import areas
from geo.request import Request
from geo.style import AGE_DAYS
from geo.style.layers import HELD
from geo.views import Box
from geo.words import age, listed, named, number, say

MOST_CITIES = 5
"""The most cities named for a camp, the largest first."""


Frames = Mapping[str, gpd.GeoDataFrame]


def alt_text(request: Request, frames: Frames) -> str:
    """Return what a picture shows: who holds how much and which cities, and how surely.

    Parameters
    ----------
    request : geo.request.Request
    frames : mapping of str to geopandas.GeoDataFrame
        Every layer as known on the day that the request asks for, by name.

    Returns
    -------
    str
        In the request's language. Areas are those of the land within
        `geo.pictures.render.frame`, near places on record and with nominal ground, see
        `geo.query.areas`; of several days each has its own.
    """
    box = snapshot.frame(request)
    sentences = [
        say(
            "alt.map_known" if request.known_on else "alt.map",
            request.language,
            place=_place(request, box),
            day=request.day,
            known=request.known_on,
        )
    ]
    for day in request.days:
        sentences += _one_day(request, frames, day, box)
    return " ".join(sentences)


def _place(request: Request, box: Box) -> str:
    if isinstance(request.view, str):
        return say(f"view.{request.view}", request.language)
    edges = ", ".join(f"{edge:.2f}" for edge in box)
    return say("alt.box", request.language, box=edges)


def _one_day(request: Request, frames: Frames, day: dt.date, box: Box) -> Iterator[str]:
    shown = selection.select(
        frames, day, names=request.layers, claimants=request.claimants, box=box
    )
    language = request.language
    cells = [shown[name] for name in HELD if len(shown.get(name, ()))]
    if cells:
        land = _within(pd.concat(cells), box)
        names = _cities(frames["places"], box, language)
        yield say("alt.then" if len(request.days) > 1 else "alt.now", language, day=day)
        yield _shares(land, names, language) + "."
        yield areas.method(language)
    else:
        yield say("alt.no_land", language)
    yield _lines(shown, box, language)
    yield from _rest(shown, language)
    if cells:
        yield _doubts(land, day, language)


def _within(cells: gpd.GeoDataFrame, box: Box) -> gpd.GeoDataFrame:
    """Return cells with the part of each within a box, and its area."""
    parts = shapely.intersection(cells.geometry.values, shapely.box(*box))
    areas = gpd.GeoSeries(parts, crs=ground.WGS84).to_crs(ground.EQUAL_AREA).area / 1e6
    cut = cells.set_geometry(gpd.GeoSeries(parts, cells.index, crs=ground.WGS84))
    return cut.assign(part_km2=areas.to_numpy()).query("part_km2 > 0")


@attrs.frozen
class _City(Named):
    """A city of the layer ``places``."""

    place_id: str


def _cities(places: gpd.GeoDataFrame, box: Box, language: str) -> dict[str, str]:
    """Return the names of the cities in a box by place, the largest first."""
    inside = places[shapely.intersects(places.geometry.values, shapely.box(*box))]
    cities = inside[inside["kind"] == "city"]
    cities = cities.sort_values(["population", "id"], ascending=[False, True])
    return {city.place_id: named(city, language) for city in rows(cities, _City)}


def _shares(land: gpd.GeoDataFrame, names: Mapping[str, str], language: str) -> str:
    whole = land["part_km2"].sum()
    shares = []
    for camp, area in areas.of_cells(land, measure="part_km2").items():
        share = _share(camp, area, whole, language)
        held = set(land.loc[land["camp"] == camp, "place_id"])
        cities = [name for place, name in names.items() if place in held]
        if cities:
            largest = listed(cities[:MOST_CITIES], language)
            share = say("alt.cities", language, share=share, names=largest)
        shares.append(share)
    return listed(shares, language, "semicolons")


def _share(camp: str, area: areas.Area, whole: float, language: str) -> str:
    """Return how much of the land a camp holds, which is never one number."""
    near = _percent(area.near_km2, whole, language)
    most = _percent(area.with_nominal_km2, whole, language)
    values = {
        "camp": say(f"camp.{camp}", language),
        "area": areas.sentence(area, language),
    }
    if near == most:
        return say("alt.share", language, share=near, **values)
    return say("alt.shares", language, near=near, most=most, **values)


def _percent(part: float, whole: float, language: str) -> str:
    share = 100 * part / whole if whole else 0.0
    if share < 1:  # to one digit that counts
        return number(float(f"{share:.1g}"), language, 9)
    return number(share, language, 0)


def _lines(shown: Frames, box: Box, language: str) -> str:
    fronts = shown.get("front_lines")
    if fronts is None or fronts.empty:
        return say("alt.no_lines", language)
    parts = shapely.intersection(fronts.geometry.values, shapely.box(*box))
    km = pd.Series([GEOD.geometry_length(part) / 1000 for part in parts])
    firm = km[fronts["firm"].astype(bool).to_numpy()].sum()
    share = _percent(firm, km.sum(), language)
    length = number(km.sum(), language, 0)
    return say("alt.lines", language, km=length, firm=share)


def _rest(shown: Frames, language: str) -> Iterator[str]:
    """Yield the sentences on the sea, on agreements and on events."""
    lines = len(shown.get("maritime_lines", ()))
    waters = shown.get("disputed_maritime")
    count = 0 if waters is None else len(waters)
    if lines or count:
        km2 = 0 if waters is None else waters["km2"].sum()
        area = number(km2, language, 0)
        yield say(
            "alt.sea",
            language,
            lines=say("alt.lines_at_sea", language, count=lines),
            waters=say("alt.waters", language, count=count),
            km2=area,
        )
    agreements, events = (len(shown.get(name, ())) for name in ("agreements", "events"))
    if agreements or events:
        yield say(
            "alt.others",
            language,
            agreements=say("alt.agreements", language, count=agreements),
            events=say("alt.events", language, count=events),
        )


def _doubts(land: gpd.GeoDataFrame, day: dt.date, language: str) -> str:
    nominal = land["nominal"].astype(bool)
    recorded = land[~nominal & (land["camp"] != "no_record")]
    unseen = (pd.Timestamp(day) - pd.to_datetime(recorded["last_seen"])).dt.days
    part, whole = land.loc[nominal, "part_km2"].sum(), land["part_km2"].sum()
    contested = recorded.loc[recorded["status"] == "contested", "place_id"].nunique()
    aged = recorded.loc[unseen > AGE_DAYS[0], "place_id"].nunique()
    since = age(AGE_DAYS[0], language)
    return say(
        "alt.uncertain",
        language,
        nominal=_percent(part, whole, language),
        contested=say("alt.contested", language, count=contested),
        aged=say("alt.aged", language, count=aged, age=since),
    )
