"""Libya's districts, and which place lies in which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import shapely

from geo import ground
from geo.errors import PlaceError
from geo.layers.rows import Named, rows
from geo.records.rows import names_of
from geo.records.tables.control import Place


@dataclass(frozen=True)
class District:
    """A district.

    Attributes
    ----------
    district_id : str
        Its English name in small letters, words joined by hyphens.
    name : dict of str to str
        By language.
    lat, lon : float
        A point in it, degrees (WGS84).
    """

    district_id: str
    name: dict[str, str]
    lat: float
    lon: float


@cache
def every() -> tuple[District, ...]:
    """Return the districts, in the order of `geo.ground.districts`.

    Examples
    --------
    >>> [one.district_id for one in every()][:3]
    ['benghazi', 'butnan', 'derna']
    """
    frame = ground.districts()
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    return tuple(
        District(
            re.sub(r"[^a-z]+", "-", row.name_en.casefold()),
            names_of(row),
            round(shapely.get_y(point), 4),
            round(shapely.get_x(point), 4),
        )
        for row, point in zip(rows(frame, Named), points, strict=True)
    )


def named(text: str) -> District:
    """Return a district by its id or its name in any language.

    Raises
    ------
    PlaceError
        If there is none of that name.

    Examples
    --------
    >>> named("Jabal al-Gharbi").district_id
    'jabal-al-gharbi'
    """
    wanted = text.strip().casefold()
    for district in every():
        if wanted in (district.district_id, *map(str.casefold, district.name.values())):
            return district
    known = [district.district_id for district in every()]
    raise PlaceError("error.query.district", text=text, known=known)


def of_places(places: Iterable[Place]) -> dict[str, District]:
    """Return the district of each place, by its id: the one that holds it, or nearest.

    Parameters
    ----------
    places : iterable of Place

    Examples
    --------
    >>> from geo.records.read import load
    >>> of_places([load().place_of["hun"]])["hun"].district_id
    'jufra'
    """
    places = list(places)
    tree = shapely.STRtree(ground.districts().to_crs(ground.EQUAL_AREA).geometry.values)
    points = ground.project_points([p.lon for p in places], [p.lat for p in places])
    indices = tree.nearest(points.values)
    return {
        place.place_id: every()[i] for place, i in zip(places, indices, strict=True)
    }
