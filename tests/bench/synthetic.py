"""A made-up war of the size of VIINA's data: many cells, and a front that moves."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

START = dt.date(2022, 2, 24)
DAYS = 1700
CHANGES = 20
"""Cells that change hands each day, whatever their number."""
SEED = 2022
EXTENT = (22.0, 44.4, 40.2, 52.4)
"""West, south, east, north, in degrees."""
DECIMALS = 5
FILLS = {"west_held": "#4FA493", "east_held": "#C2573D"}


@dataclass(frozen=True)
class Spell:
    """One cell in one hand, on the days from `start` to before `end`."""

    cell: int
    layer: str
    start: int
    end: int | None


def cells(number: int) -> list[shapely.Polygon]:
    """Return a seeded Voronoi tessellation, ordered from the western front line on.

    The order is by longitude, bent by latitude, so that the front between the first
    cells and the rest is a long line with bulges.
    """
    west, south, east, north = EXTENT
    random = np.random.default_rng(SEED)
    seeds = random.uniform((west, south), (east, north), (number, 2))
    bend = 1.2 * np.sin(seeds[:, 1] * 1.7) + random.normal(0, 0.15, number)
    seeds = seeds[np.argsort(seeds[:, 0] + bend)]
    window = shapely.box(*EXTENT)
    diagram = shapely.voronoi_polygons(
        shapely.multipoints(seeds), extend_to=window, ordered=True
    )
    clipped = shapely.intersection(shapely.get_parts(diagram), window)
    return list(shapely.set_precision(clipped, 10**-DECIMALS, mode="pointwise"))


def spells(number: int, days: int = DAYS, changes: int = CHANGES) -> Iterator[Spell]:
    """Yield who holds each cell when: the front advances, turns, and comes back.

    Parameters
    ----------
    number : int
        Cells, in the order of `cells`.
    days : int
    changes : int
        Cells that the front passes each day.
    """
    random = np.random.default_rng(SEED + 1)
    front, low, high = number // 2, number // 5, number * 4 // 5
    since = [0] * number
    holder = ["west_held" if cell < front else "east_held" for cell in range(number)]
    way, left = 1, 0
    for day in range(1, days):
        if left == 0:
            way, left = random.choice((-1, 1)), int(random.integers(10, 60))
        if not low <= front + way * changes <= high:
            way = -way
        left -= 1
        passed = sorted((front, front + way * changes))
        front += way * changes
        for cell in range(*passed):
            yield Spell(cell, holder[cell], since[cell], day)
            holder[cell] = "west_held" if way > 0 else "east_held"
            since[cell] = day
    for cell in range(number):
        yield Spell(cell, holder[cell], since[cell], None)


def collections(number: int) -> dict[str, dict]:
    """Return layer name to GeoJSON feature collection, with valid time and colour."""
    shapes = [shapely.geometry.mapping(shape) for shape in cells(number)]
    layers: dict[str, list[dict]] = {name: [] for name in FILLS}
    for spell in spells(number):
        properties = {
            "id": f"{spell.cell}.{spell.start}",
            "valid_from": day(spell.start),
            "valid_to": None if spell.end is None else day(spell.end),
            "fill": FILLS[spell.layer],
        }
        layers[spell.layer].append(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": shapes[spell.cell],
            }
        )
    return {
        name: {"type": "FeatureCollection", "features": features}
        for name, features in layers.items()
    }


def day(number: int) -> str:
    """Return a day of the war as ISO text."""
    return (START + dt.timedelta(number)).isoformat()
