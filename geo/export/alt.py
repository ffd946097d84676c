"""What a picture shows, in a few sentences for those who cannot see it."""

import datetime as dt
from collections.abc import Iterator, Mapping

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Geod

from geo import ground
from geo.control.cells import EVIDENCE_KM
from geo.export.words import VIEWS, WORDS
from geo.layers import select as selection
from geo.layers.read import HELD, LAYER_OF_CAMP
from geo.pictures import render as snapshot
from geo.request import Request
from geo.style import FADE_DAYS, LABELS
from geo.views import Box
from geo.words import COMMA, SEMICOLON, long_day

MOST_CITIES = 5
"""So many of a camp's cities are named, the largest first."""

_GEOD = Geod(ellps="WGS84")

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
        In the request's language. Areas are km² on the ellipsoid of the land within
        `geo.pictures.render.frame`; of a comparison both days are told.
    """
    said = WORDS[request.language]
    box = snapshot.frame(request)
    key = "map_known" if request.known_on else "map"
    told = [
        said[key].format(
            place=_place(request, box),
            day=long_day(request.day, request.language),
            known=long_day(request.known_on or request.day, request.language),
        )
    ]
    for day in filter(None, (request.against, request.day)):
        told += _one_day(request, frames, day, box)
    return " ".join(told)


def _place(request: Request, box: Box) -> str:
    if isinstance(request.view, str):
        return VIEWS[request.view][request.language]
    edges = ", ".join(f"{edge:.2f}" for edge in box)
    return WORDS[request.language]["box"].format(box=edges)


def _one_day(request: Request, frames: Frames, day: dt.date, box: Box) -> Iterator[str]:
    shown = selection.select(
        frames, day, names=request.layers, claimants=request.claimants, box=box
    )
    said = WORDS[request.language]
    cells = [shown[name] for name in HELD if len(shown.get(name, ()))]
    if cells:
        land = _within(pd.concat(cells), box)
        names = _cities(frames["places"], box, request.language)
        key = "then" if request.against else "now"
        yield said[key].format(day=long_day(day, request.language))
        yield _shares(land, names, request.language) + "."
    else:
        yield said["no_land"]
    yield _lines(shown, box, said)
    yield from _rest(shown, said)
    if cells:
        yield _doubts(land, day, said)


def _within(cells: gpd.GeoDataFrame, box: Box) -> gpd.GeoDataFrame:
    """Return cells with the part of each within a box, and its area."""
    parts = shapely.intersection(cells.geometry.values, shapely.box(*box))
    areas = gpd.GeoSeries(parts, crs=ground.WGS84).to_crs(ground.EQUAL_AREA).area / 1e6
    cut = cells.set_geometry(gpd.GeoSeries(parts, cells.index, crs=ground.WGS84))
    return cut.assign(part_km2=areas.to_numpy()).query("part_km2 > 0")


def _cities(places: gpd.GeoDataFrame, box: Box, language: str) -> pd.Series:
    """Return the names of the cities in a box by place, the largest first."""
    inside = places[shapely.intersects(places.geometry.values, shapely.box(*box))]
    cities = inside[inside["kind"] == "city"]
    cities = cities.sort_values(["population", "id"], ascending=[False, True])
    names: pd.Series = cities.set_index("place_id")[f"name_{language}"]
    return names


def _shares(land: gpd.GeoDataFrame, names: pd.Series, language: str) -> str:
    said, whole = WORDS[language], land["part_km2"].sum()
    told = []
    for camp in LAYER_OF_CAMP:
        held = land[land["camp"] == camp]
        if held.empty:
            continue
        share = said["share"].format(
            camp=LABELS[language][camp],
            share=_percent(held["part_km2"].sum(), whole),
            km2=f"{held['part_km2'].sum():,.0f}",
        )
        near = set(held["place_id"])
        cities = [name for place, name in names.items() if place in near]
        if cities:
            listed = COMMA[language].join(cities[:MOST_CITIES])
            share = said["cities"].format(share=share, names=listed)
        told.append(share)
    return SEMICOLON[language].join(told)


def _percent(part: float, whole: float) -> str:
    share = 100 * part / whole if whole else 0.0
    return f"{share:.0f}" if share == 0 or share >= 1 else f"{share:.1g}"


def _lines(shown: Frames, box: Box, said: Mapping[str, str]) -> str:
    fronts = shown.get("front_lines")
    if fronts is None or fronts.empty:
        return said["no_lines"]
    parts = shapely.intersection(fronts.geometry.values, shapely.box(*box))
    km = pd.Series([_GEOD.geometry_length(part) / 1000 for part in parts])
    firm = km[fronts["firm"].astype(bool).to_numpy()].sum()
    return said["lines"].format(km=f"{km.sum():,.0f}", firm=_percent(firm, km.sum()))


def _rest(shown: Frames, said: Mapping[str, str]) -> Iterator[str]:
    """Yield what is told of the sea, and of agreements and events."""
    lines = len(shown.get("maritime_lines", ()))
    waters = shown.get("disputed_maritime")
    count = 0 if waters is None else len(waters)
    if lines or count:
        km2 = 0 if waters is None else waters["km2"].sum()
        yield said["sea"].format(lines=lines, waters=count, km2=f"{km2:,.0f}")
    agreements, events = (len(shown.get(name, ())) for name in ("agreements", "events"))
    if agreements or events:
        yield said["others"].format(agreements=agreements, events=events)


def _doubts(land: gpd.GeoDataFrame, day: dt.date, said: Mapping[str, str]) -> str:
    nominal = land["nominal"].astype(bool)
    known = land[~nominal & (land["camp"] != "no_record")]
    age = (pd.Timestamp(day) - pd.to_datetime(known["last_seen"])).dt.days
    return said["uncertain"].format(
        nominal=_percent(land.loc[nominal, "part_km2"].sum(), land["part_km2"].sum()),
        km=f"{EVIDENCE_KM:g}",
        contested=known.loc[known["status"] == "contested", "place_id"].nunique(),
        aged=known.loc[age > FADE_DAYS[0], "place_id"].nunique(),
        days=FADE_DAYS[0],
    )
