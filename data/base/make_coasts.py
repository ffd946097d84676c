"""Make the coasts from which medians and limits are measured, from GSHHG high.

Run from anywhere, with the shoreline printed and the countries unpacked beforehand::

    apt-get install gmt gmt-gshhg-high
    gmt coast -R-7/43/29.5/48 -Dh -A0/0/1 -W1 -M > shore.txt
    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/base/make_coasts.py shore.txt package/countries-10m.json

The shoreline (GSHHG 2.3.7, LGPL-3) says where the coast is; Natural Earth 1:10m only
says whose it is: each stretch goes to the nearest country. `OVERRIDES` names the
islands off Turkey that Natural Earth is too coarse to hold, and Crimea, which is
Ukraine's by resolution 68/262 of the General Assembly; `MISSING` an islet that GSHHG
lacks. The continents are cut where the nearest country changes, so that neighbours
share their last vertex. `WINDOW` holds the Mediterranean and the Black Sea, from the
Strait of Gibraltar on; not the Bay of Biscay, nor the Red Sea. Output is WGS84, rounded
to five decimals (about a metre).
"""

import argparse
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
BISCAY = shapely.box(-7.0, 42.4, 1.1, 48.0)
WINDOW = shapely.difference(shapely.box(-6.3, 30.2, 42.2, 47.6), BISCAY)
DIGITS = 5

STATES = {
    "Albania": "albania",
    "Akrotiri": "cyprus",
    "Algeria": "algeria",
    "Bosnia and Herz.": "bosnia",
    "Bulgaria": "bulgaria",
    "Croatia": "croatia",
    "Cyprus": "cyprus",
    "Cyprus U.N. Buffer Zone": "cyprus",
    "Dhekelia": "cyprus",
    "Egypt": "egypt",
    "France": "france",
    "Georgia": "georgia",
    "Gibraltar": "gibraltar",
    "Greece": "greece",
    "Israel": "israel",
    "Italy": "italy",
    "Lebanon": "lebanon",
    "Libya": "libya",
    "Malta": "malta",
    "Monaco": "monaco",
    "Montenegro": "montenegro",
    "Morocco": "morocco",
    "N. Cyprus": "cyprus",
    "Palestine": "palestine",
    "Romania": "romania",
    "Russia": "russia",
    "Slovenia": "slovenia",
    "Spain": "spain",
    "Syria": "syria",
    "Tunisia": "tunisia",
    "Turkey": "turkey",
    "Ukraine": "ukraine",
}

OVERRIDES = (
    ((26.26, 38.483, 26.29, 38.52), "greece"),  # Oinousses
    ((26.95, 37.42, 27.02, 37.49), "greece"),  # Agathonisi
    ((27.08, 37.27, 27.11, 37.31), "greece"),  # Farmakonisi
    ((29.48, 36.08, 29.627, 36.17), "greece"),  # Kastellorizo and Ro
    ((27.14, 37.04, 27.16, 37.06), ""),  # Imia or Kardak, which both states claim
    ((-3.91, 35.21, -3.88, 35.225), ""),  # Alhucemas islets: Spain and Morocco
    ((-2.45, 35.17, -2.40, 35.19), ""),  # Chafarinas: Spain and Morocco
    ((-3.06, 35.92, -3.01, 35.96), "spain"),  # Alboran
    ((16.2, 42.36, 16.4, 42.41), "croatia"),  # Palagruza
    ((32.4, 44.3, 36.56, 45.335), "ukraine"),  # Crimea, up to Kerch
    ((32.4, 45.335, 36.66, 46.15), "ukraine"),  # Crimea, north of it
    ((11.45, 33.14, 11.5613, 33.22), "tunisia"),  # up to Ras Ajdir
)
"""Boxes (west, south, east, north) whose coast belongs to a state, or to none."""

MISSING = {(29.63667, 36.11389): ("greece", "Strongyli", "سترونغيلي", 0.9)}
"""Islets that no resolution of GSHHG holds: by a point on each its state, names and
area in square kilometres, as Wikipedia's "Strongyli Megistis" prints them. They are
drawn round, which this one's 1.5 by 0.7 km puts off by some 300 metres at most."""

ISLAND_STATES = {"cyprus": "Cyprus", "malta": "Malta"}
"""States whose largest island counts as their mainland."""

NAMES = {
    (24.90, 35.24): ("Crete", "كريت"),
    (26.92, 35.39): ("Kasos", "كاسوس"),
    (27.15, 35.60): ("Karpathos", "كارباثوس"),
    (27.22, 35.86): ("Saria", "ساريا"),
    (27.95, 36.20): ("Rhodes", "رودس"),
    (29.585, 36.143): ("Kastellorizo", "كاستيلوريزو"),
    (24.09, 34.84): ("Gavdos", "غافدوس"),
    (26.14, 34.94): ("Koufonisi", "كوفونيسي"),
    (25.72, 34.87): ("Chrysi", "خريسي"),
    (23.00, 36.24): ("Kythira", "كيثيرا"),
    (23.30, 35.86): ("Antikythira", "أنتيكيثيرا"),
    (27.58, 36.23): ("Chalki", "خالكي"),
    (27.37, 36.44): ("Tilos", "تيلوس"),
    (27.84, 36.60): ("Symi", "سيمي"),
    (27.10, 36.82): ("Kos", "كوس"),
    (26.35, 36.55): ("Astypalaia", "أستيباليا"),
    (25.43, 36.38): ("Santorini", "سانتوريني"),
    (20.80, 37.78): ("Zakynthos", "زاكينثوس"),
    (20.58, 38.25): ("Kefalonia", "كيفالونيا"),
    (19.80, 39.60): ("Corfu", "كورفو"),
    (21.01, 37.25): ("Strofades", "ستروفاديس"),
    (14.30, 37.50): ("Sicily", "صقلية"),
    (12.60, 35.51): ("Lampedusa", "لامبيدوزا"),
    (12.87, 35.86): ("Linosa", "لينوسا"),
    (12.00, 36.78): ("Pantelleria", "بانتيليريا"),
    (14.44, 35.88): ("Malta", "مالطا"),
    (14.25, 36.05): ("Gozo", "غودش"),
    (14.4077, 35.7864): ("Filfla", "فلفلة"),
    (10.87, 33.80): ("Djerba", "جربة"),
    (11.20, 34.72): ("Kerkennah", "قرقنة"),
    (33.20, 35.00): ("Cyprus", "قبرص"),
    (9.00, 40.00): ("Sardinia", "سردينيا"),
    (9.10, 42.20): ("Corsica", "كورسيكا"),
    (3.00, 39.60): ("Mallorca", "مايوركا"),
    (4.10, 39.97): ("Menorca", "منورقة"),
    (1.40, 39.00): ("Ibiza", "إيبيزا"),
    (26.30, 39.20): ("Lesbos", "لسبوس"),
    (26.05, 38.40): ("Chios", "خيوس"),
    (26.80, 37.75): ("Samos", "ساموس"),
    (25.20, 39.90): ("Lemnos", "ليمنوس"),
}
"""Names of islands, by a point on each."""

Line = list[tuple[float, float]]
Names = tuple[str, str]
GEOD = Geod(ellps="WGS84")


def shoreline(path: Path) -> list[Line]:
    """Return the lines of a shoreline that ``gmt coast -M`` printed, joined."""
    pieces: list[Line] = [[]]
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith(">"):
            pieces.append([])
        else:
            lon, lat = row.split()
            pieces[-1].append((round(float(lon), DIGITS), round(float(lat), DIGITS)))
    lines = [shapely.LineString(piece) for piece in pieces if len(piece) > 1]
    merged = shapely.line_merge(shapely.MultiLineString(lines))
    return [list(line.coords) for line in shapely.get_parts(merged)]


def countries(path: Path) -> tuple[shapely.STRtree, list[str]]:
    """Return the countries around the sea, and the state of each."""
    frame = gpd.read_file(path, layer="countries")[["name", "geometry"]]
    frame = frame.set_crs(4326, allow_override=True)
    frame.geometry = shapely.make_valid(frame.geometry.values)
    frame = frame[frame.intersects(WINDOW)]
    states = [STATES.get(name, "") for name in frame["name"]]
    return shapely.STRtree(frame.geometry.values), states


def owner(shape: BaseGeometry, tree: shapely.STRtree, states: list[str]) -> str:
    """Return the state of an island or a point of a coast, or nothing."""
    for box, state in OVERRIDES:
        if shapely.box(*box).contains(shape.centroid):
            return state
    return states[int(tree.nearest(shape))]


def stretches(
    line: Line, tree: shapely.STRtree, states: list[str]
) -> Iterator[tuple[str, Line]]:
    """Yield each state's stretch of a continent's coast; ends are shared."""
    owners = [owner(point, tree, states) for point in shapely.points(line)]
    for i in range(1, len(owners) - 1):
        # One vertex makes no line: left alone it would be a gap, and let the sea in.
        if owners[i - 1] != owners[i] != owners[i + 1]:
            owners[i] = owners[i - 1]
    start = 0
    for state, run in groupby(owners):
        end = start + len(list(run))
        if end - start > 1:
            yield state, line[start : min(end + 1, len(line))]
        start = end


def clipped(line: Line) -> list[Line]:
    """Return the parts of a line inside the window, vertices untouched."""
    inside = shapely.contains_xy(WINDOW, np.array(line))
    runs = groupby(zip(inside, line, strict=True), key=lambda pair: bool(pair[0]))
    parts = [[point for _, point in run] for within, run in runs if within]
    return [part for part in parts if len(part) > 1]


def name_of(ring: Line) -> Names:
    """Return the name of an island in English and Arabic, or two empty texts."""
    shape = shapely.make_valid(shapely.Polygon(ring))
    for spot, names in NAMES.items():
        if shape.contains(shapely.Point(spot)):
            return names
    return "", ""


def feature(state: str, part: str, names: Names, path: Line) -> dict[str, object]:
    """Return a line as a GeoJSON feature."""
    english, arabic = names
    return {
        "type": "Feature",
        "properties": {
            "state": state,
            "part": part,
            "name_en": english,
            "name_ar": arabic,
        },
        "geometry": {"type": "LineString", "coordinates": path},
    }


def missing() -> Iterator[dict[str, object]]:
    """Yield the islets that the shoreline lacks, as circles of their area."""
    bearings = np.linspace(360, 0, 13)
    for (lon, lat), (state, english, arabic, km2) in MISSING.items():
        radius = np.full_like(bearings, 1000 * np.sqrt(km2 / np.pi))
        centre = np.full_like(bearings, lon), np.full_like(bearings, lat)
        lons, lats, _ = GEOD.fwd(*centre, bearings, radius)
        path = np.round(np.column_stack([lons, lats]), DIGITS).tolist()
        yield feature(state, "island", (english, arabic), path)


def coasts(shore: list[Line], atlas: Path) -> Iterator[dict[str, object]]:
    """Yield one GeoJSON feature a line."""
    yield from missing()
    tree, states = countries(atlas)
    for line in shore:
        if line[0] == line[-1]:
            if not WINDOW.contains(shapely.LineString(line)):
                continue
            shape = shapely.make_valid(shapely.Polygon(line))
            state = owner(shape, tree, states)
            names = name_of(line)
            part = "mainland" if ISLAND_STATES.get(state) == names[0] else "island"
            named_lines = [(state, part, names, line)]
        else:
            named_lines = [
                (state, "mainland", ("", ""), piece)
                for state, stretch in stretches(line, tree, states)
                for piece in clipped(stretch)
            ]
        for state, part, names, path in named_lines:
            if state:
                yield feature(state, part, names, path)


def main() -> None:
    """Read the shoreline and the countries, write the coasts beside this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shoreline", type=Path)
    parser.add_argument("world_atlas", type=Path)
    arguments = parser.parse_args()
    features = sorted(
        coasts(shoreline(arguments.shoreline), arguments.world_atlas),
        key=lambda f: json.dumps(f, ensure_ascii=False),
    )
    lines = ",\n".join(
        json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features
    )
    (HERE / "coasts.geojson").write_text(
        '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
