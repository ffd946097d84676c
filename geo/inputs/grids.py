"""Columns of a table that have points in metres of UTM, and its zone."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import shapely

from geo.errors import PlaceError, UploadError
from geo.errors.typed import plain
from geo.inputs.shapes import Projection
from geo.query import axes, grids

EAST = ("easting", "eastings", "east", "e", "x", "الإحداثي الشرقي", "شرقيات")
NORTH = ("northing", "northings", "north", "n", "y", "الإحداثي الشمالي", "شماليات")
"""What the columns are called, besides their zone and `_BESIDE`."""

ZONE = ("zone", "gzd", "epsg", "srid", "crs")

_BAND = "[c-hj-np-x]"
_ZONES = re.compile(
    rf"(?:\butm|\bzone) ?(\d{{1,2}})({_BAND})?\b|\b(\d{{1,2}})({_BAND})\b"
    r"|\b32([67])(\d\d)\b"
)
_CODE = re.compile(r"(?:(?:EPSG|ESRI)[: ])?\d{4,6}(?:\.0)?", re.IGNORECASE)
"""A reference system by its code; two figures are a zone."""

_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_APART = re.compile(r"(?<=\d) (?=\w$)")
_BESIDE = re.compile(
    r"\b(utm|epsg|coord|coordinates?|m|met(?:re|er)s?|wgs ?84|wgs|grid|gps|point|code"
    r")\b"
)


@dataclass(frozen=True)
class Grid:
    """The columns that have points in metres.

    Attributes
    ----------
    x, y : str
        Metres east and north.
    zone : str
        Names the zone of each row; none: empty.
    stated : str
        The zone that the names of `x` and `y` state; none: empty.
    """

    x: str
    y: str
    zone: str
    stated: str

    @property
    def columns(self) -> list[str]:
        """Return their names."""
        return [name for name in (self.zone, self.x, self.y) if name]


def of(header: Sequence[str]) -> Grid | None:
    """Return which columns have metres of a zone that is named.

    Examples
    --------
    >>> of(["name", "easting_33n", "northing_33n"]).stated
    '33n'
    >>> of(["Zone", "UTM E", "UTM N"]).zone
    'Zone'
    >>> of(["easting", "northing"]) is None
    True
    """
    found: dict[str, list[tuple[str, str]]] = {"x": [], "y": [], "zone": []}
    for name in header:
        spaced = axes.spaced(name)
        zone = _ZONES.search(spaced)
        rest = _ZONES.sub(" ", spaced)
        word = " ".join(_BESIDE.sub(" ", rest).split())
        for axis, words in (("x", EAST), ("y", NORTH), ("zone", ZONE)):
            if word in words or (axis == "zone" and rest.strip() in words):
                found[axis].append((name, zone[0] if zone else ""))
    if [len(found["x"]), len(found["y"])] != [1, 1] or len(found["zone"]) > 1:
        return None
    (x, east), (y, north) = found["x"][0], found["y"][0]
    zone_of = found["zone"][0][0] if found["zone"] else ""
    stated = (east or north) if not east or not north or east == north else ""
    return Grid(x, y, zone_of, stated) if zone_of or stated else None


def points(
    grid: Grid, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[float, float] | PlaceError | None]:
    """Yield latitudes and longitudes (WGS84), or why a row has none; empty: None."""
    for row in rows:
        cells = [plain(str(row.get(name) or "")) for name in (grid.x, grid.y)]
        if not all(cells):
            yield None
            continue
        zone_text = plain(str(row.get(grid.zone) or grid.stated))
        try:
            x, y = map(_metres, cells)
            if _CODE.fullmatch(zone_text) and not _ZONES.search(zone_text):
                point = _of_system(zone_text, x, y)
            else:
                zone, band = _zone(zone_text)
                point = grids.of_utm(zone, x, y, band)
        except (ValueError, UploadError):
            point = None
        text = " ".join([zone_text, *cells])
        yield point or PlaceError("error.query.grid", text=text)


def _metres(cell: str) -> float:
    """Return a number whose comma parts thousands, or what is behind it."""
    is_decimal = cell.count(",") == 1 and not _THOUSANDS.fullmatch(cell)
    return float(cell.replace(",", "." if is_decimal else ""))


def _of_system(code: str, x: float, y: float) -> tuple[float, float] | None:
    """Return the latitude and longitude of a point in a system that its code names."""
    point = _projection(code).to_wgs84(shapely.Point(x, y))
    lon, lat = shapely.get_coordinates(point)[0].tolist()
    return (lat, lon) if math.isfinite(lat) and math.isfinite(lon) else None


@lru_cache(maxsize=20)
def _projection(code: str) -> Projection:
    return Projection(code.removesuffix(".0"))


def _zone(text: str) -> tuple[int, str]:
    """Return a zone and its band; a number alone lies in the north."""
    typed = _APART.sub("", axes.spaced(text))
    match = _ZONES.search(typed)
    if match is None:
        return int(float(text)), "N"
    if match[5]:
        return int(match[6]), "N" if match[5] == "6" else "M"
    return int(match[1] or match[3]), (match[2] or match[4] or "n").upper()
