"""How fast medians are, how they grow, and how far planar ones stray.

Run ``python -m tests.bench.bench_median``; one core is enough. With ``--all`` it draws
the median of every two states, a minute or two, beside what `BEFORE` has of it; with
``--save`` too it writes that file anew.
"""

import csv
import itertools
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from scipy.spatial import Voronoi

from geo.errors import SeaError
from geo.ground import GEOD
from geo.sea import coasts, medians, waters

PAIR = ("libya", "crete")
PLANES = {
    "Voronoi, Web Mercator": "EPSG:3857",
    "Voronoi, LAEA Europe": "EPSG:3035",
}
BOX = shapely.box(19.0, 32.0, 29.5, 36.0)
"""Around the line of Libya and Crete."""

BEFORE = Path(__file__).with_name("medians.csv")
"""What was measured before: seconds, and metres off the true line at most."""

LAEA = PLANES["Voronoi, LAEA Europe"]
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


def planar(crs: str, names: tuple[str, str] = PAIR) -> np.ndarray:
    """Return the vertices of a Voronoi diagram in a plane that part two coasts."""
    to = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
    sides = [fresh(name).samples for name in names]
    points = np.vstack(sides)
    owner = np.repeat([0, 1], [len(side) for side in sides])
    diagram = Voronoi(np.column_stack(to.transform(*points.T)))
    parting = owner[diagram.ridge_points[:, 0]] != owner[diagram.ridge_points[:, 1]]
    ridges = np.array(diagram.ridge_vertices)[parting]
    ends = diagram.vertices[np.unique(ridges[(ridges >= 0).all(axis=1)])]
    spots = np.column_stack(to.transform(*ends.T, direction="INVERSE"))
    return spots[shapely.contains_xy(BOX if names == PAIR else waters.sea(), spots)]


def off_m(points: np.ndarray, names: tuple[str, str] = PAIR) -> np.ndarray:
    """Return about how far points lie from the true line of two coasts.

    Those beyond reach of either are left out.
    """
    one, two = (coasts.select(name).nearest(points) for name in names)
    near = np.maximum(one.metres, two.metres) < medians.REACH_M
    steep = np.linalg.norm(one.toward - two.toward, axis=1)
    return (np.abs(one.metres - two.metres) / np.maximum(steep, 0.1))[near]


def between_vertices(median: medians.Median) -> np.ndarray:
    """Return three points inside each piece of a median."""
    spots_between = []
    for line in median.lines:
        points = np.array(line.coords)
        for share in (0.25, 0.5, 0.75):
            spots_between.append(points[:-1] + share * (points[1:] - points[:-1]))
    return np.vstack(spots_between)


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


def all_pairs() -> list[dict[str, Any]]:
    """Return time and error of the median of every two states that have one."""
    found = []
    for pair in itertools.combinations(sorted(coasts.states()), 2):
        start = time.process_time()
        try:
            median = medians.between(*map(fresh, pair))
        except SeaError:
            continue  # They share no water.
        seconds = time.process_time() - start
        start = time.process_time()
        strays = off_m(planar(LAEA, pair), pair)
        row = {
            "pair": " ".join(pair),
            "km": round(median.length_nm * 1.852),
            "seconds": round(seconds, 2),
            "off_m": round(float(off_m(between_vertices(median), pair).max()), 1),
            "planar_seconds": round(time.process_time() - start, 2),
            "planar_off_m": round(float(strays.max(initial=0.0))),
        }
        found.append(row)
    return found


def before() -> dict[str, dict[str, str]]:
    """Return what was measured before, by pair."""
    if not BEFORE.exists():
        return {}
    with BEFORE.open(encoding="utf-8", newline="") as file:
        return {row["pair"]: row for row in csv.DictReader(file)}


def print_all(rows: list[dict[str, Any]]) -> None:
    """Print the medians of every two states, beside what they were before."""
    known = before()
    heads = ("pair", "km", "seconds", "before", "off, m", "before")
    print("Every two states, and a Voronoi diagram in LAEA Europe")
    print(f"| {' | '.join(heads)} | planar seconds | off, m |")
    print(f"|{'---|' * (len(heads) + 2)}")
    for row in rows:
        then = known.get(row["pair"], {"seconds": "-", "off_m": "-"})
        print(
            f"| {row['pair']} | {row['km']} | {row['seconds']} | {then['seconds']} | "
            f"{row['off_m']} | {then['off_m']} | {row['planar_seconds']} | "
            f"{row['planar_off_m']:,} |"
        )
    total = sum(row["seconds"] for row in rows)
    then_total = sum(float(row["seconds"]) for row in known.values())
    planar_total = sum(row["planar_seconds"] for row in rows)
    print(
        f"{len(rows)} medians: {total:.0f} s, before {then_total:.0f} s, planar "
        f"{planar_total:.0f} s; at most {max(row['off_m'] for row in rows)} m off, "
        f"planar {max(row['planar_off_m'] for row in rows):,} m"
    )


def save(rows: list[dict[str, Any]]) -> None:
    """Write what was measured, for the next to be seen beside it."""
    with BEFORE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(arguments: list[str]) -> None:
    """Print the tables."""
    if "--all" in arguments:
        rows = all_pairs()
        print_all(rows)
        if "--save" in arguments:
            save(rows)
        return
    waters.sea()  # read once, whatever is drawn
    seconds, median = timed(ours)
    spots = between_vertices(median)
    off = off_m(spots[shapely.contains_xy(BOX, spots)])
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
    main(sys.argv[1:])
