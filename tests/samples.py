"""Points and days of every kind, on which all ways to ask must agree."""

import itertools
import random
from typing import Any

import shapely

from geo.control import cached
from geo.dates import SPAN_START
from geo.query.atlas import Atlas

SAMPLE = 150
KINDS = (
    ("the Gulf of Sidra", 31.5, 18.0),
    ("off Tripoli, in reach of the shore", 32.93, 13.18),
    ("15 km off Tripoli", 33.04, 13.19),
    ("Cairo", 30.04, 31.24),
    ("the other side of the Earth", -27.0, -163.0),
    ("the date line", 0.0, 180.0),
    ("a pole", -90.0, 0.0),
    ("Ras Ajdir, beyond the drawn border", 33.147, 11.566),
    ("Ben Gardane, abroad", 33.138, 11.22),
    ("nominal ground", 25.0, 19.5),
    ("no place on Earth", 91.0, 13.0),
)
DAYS = (
    "2014-05-16",
    "2015-03-01",
    "2019-04-04",
    "2019-12-19",
    "2020-06-05",
    "2026-01-31",
)
OFF = ("2014-05-15", "1999-01-01", "9999-01-01")


def sampled(atlas: Atlas) -> list[dict[str, Any]]:
    """Return rows with ``lat``, ``lon`` and ``date``, the same each time."""
    draw = random.Random(18)
    rows = [
        {"lat": lat, "lon": lon, "date": day}
        for (_, lat, lon), day in itertools.product(KINDS, (*DAYS[3:5], OFF[0]))
    ]
    vertices = shapely.get_coordinates(
        cached.cells(atlas.records.places).geometry.values
    )
    for lon, lat in draw.sample(vertices.tolist(), 60):  # on edges, and the coast
        rows.append({"lat": lat, "lon": lon, "date": draw.choice(DAYS)})
    claims = [one for one in atlas.records.control if one.status == "contested"]
    for claim in draw.sample(claims, 30):
        place = atlas.records.place_of[claim.place_id]
        row = {"lat": place.lat, "lon": place.lon}
        rows.append(row | {"date": str(claim.start)})
        rows.append(row | {"date": str(max(claim.last_seen, SPAN_START))})
    for _ in range(60):
        lat, lon = draw.uniform(20, 33.5), draw.uniform(9.5, 25.2)
        rows.append({"lat": lat, "lon": lon, "date": draw.choice((*DAYS, *OFF))})
    return rows
