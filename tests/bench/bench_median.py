"""How fast a median is, how it grows, and how far a planar one strays.

Run ``python -m tests.bench.bench_median``; one core is enough.
"""

import math
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from scipy.spatial import Voronoi

from geo.sea import coasts, medians, waters
from geo.sea.paths import GEOD

PLANES = {
    "Voronoi, Web Mercator": "EPSG:3857",
    "Voronoi, LAEA Europe": "EPSG:3035",
}
BOX = shapely.box(19.0, 32.0, 29.5, 36.0)
"""Around the line of Libya and Crete."""

SPACINGS_M = (500, 150, 50)
ALLOWED_S = 5.0
ALLOWED_M = 10.0


def timed(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest of some runs in seconds of one core, and what it returned."""
    best, result = math.inf, None
    for _ in range(times):
        start = time.process_time()
        result = run()
        best = min(best, time.process_time() - start)
    return best, result


def fresh(name: str) -> coasts.Coast:
    """Return a coast as if for the first time: nothing of it is kept."""
    coasts._dense.cache_clear()
    return coasts.Coast(coasts.select(name).stretches, name)


def ours() -> medians.Median:
    return medians.between(fresh("libya"), fresh("crete"))


def planar(crs: str) -> np.ndarray:
    """Return the edges of a Voronoi diagram in a plane that part two coasts."""
    to = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    sides = [fresh(name).samples for name in ("libya", "crete")]
    points = np.vstack(sides)
    owner = np.repeat([0, 1], [len(side) for side in sides])
    diagram = Voronoi(np.column_stack(to.transform(*points.T)))
    parting = owner[diagram.ridge_points[:, 0]] != owner[diagram.ridge_points[:, 1]]
    ridges = np.array(diagram.ridge_vertices)[parting]
    ends = diagram.vertices[np.unique(ridges[(ridges >= 0).all(axis=1)])]
    spots = np.column_stack(to.transform(*ends.T, direction="INVERSE"))
    return spots[shapely.contains_xy(BOX, spots)]


def off_m(points: np.ndarray) -> np.ndarray:
    """Return about how far points lie from the true line of Libya and Crete."""
    one, two = (coasts.select(name).nearest(points) for name in ("libya", "crete"))
    steep = np.linalg.norm(one.toward - two.toward, axis=1)
    return np.abs(one.metres - two.metres) / np.maximum(steep, 0.1)


def between_vertices(median: medians.Median) -> np.ndarray:
    """Return three points inside each piece of a median."""
    spots_between = []
    for line in median.lines:
        points = np.array(line.coords)
        for share in (0.25, 0.5, 0.75):
            spots_between.append(points[:-1] + share * (points[1:] - points[:-1]))
    spots = np.vstack(spots_between)
    return spots[shapely.contains_xy(BOX, spots)]


def denser(name: str, spacing_m: float) -> coasts.Coast:
    """Return a coast with a vertex every so many metres at least."""
    stretches = []
    for stretch in coasts.select(name).stretches:
        path = [stretch.path[:1]]
        for a, b in zip(stretch.path, stretch.path[1:], strict=False):
            count = int(GEOD.inv(*a, *b)[2] // spacing_m)
            if count:
                path.append(np.array(GEOD.npts(*a, *b, count)))
            path.append(b[None])
        dense = coasts.Stretch(stretch.state, stretch.part, "", "", np.vstack(path))
        stretches.append(dense)
    return coasts.Coast(stretches, name)


def main() -> None:
    """Print both tables."""
    waters.sea()  # read once, whatever is drawn
    seconds, median = timed(ours)
    off = off_m(between_vertices(median))
    print("Libya and Crete, GSHHG high resolution, WGS84")
    print("| method | seconds | times ours | off the true line, most | on average |")
    print("|---|---|---|---|---|")
    print(
        f"| ours, {median.length_nm * 1.852:.0f} km | {seconds:.2f} | 1.0 | "
        f"{off.max():.1f} m | {off.mean():.2f} m |"
    )
    for name, crs in PLANES.items():
        plane_seconds, spots = timed(lambda crs=crs: planar(crs))
        strays = off_m(spots)
        print(
            f"| {name} | {plane_seconds:.2f} | {plane_seconds / seconds:.1f} | "
            f"{strays.max():,.0f} m | {strays.mean():,.0f} m |"
        )
    verdict = seconds < ALLOWED_S and off.max() < ALLOWED_M
    print(f"{ALLOWED_M:g} m in {ALLOWED_S:g} s: {'held' if verdict else 'MISSED'}\n")

    print("Libya and Greece with all islands: growth")
    print("| coast points | seconds | per n log n, to the first |")
    print("|---|---|---|")
    first = 0.0
    for spacing in SPACINGS_M:
        pair = [denser(name, spacing) for name in ("libya", "greece")]
        n = sum(len(coast.samples) for coast in pair)
        run = lambda pair=pair: medians.between(  # noqa: E731
            *[coasts.Coast(coast.stretches, coast.name) for coast in pair]
        )
        coasts._dense.cache_clear()
        took, _ = timed(run, 1)
        rate = took / (n * math.log(n))
        first = first or rate
        print(f"| {n:,} | {took:.2f} | {rate / first:.2f} |")


if __name__ == "__main__":
    main()
