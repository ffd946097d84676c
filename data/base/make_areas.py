"""Make the areas that agreements name from places and coasts on record.

Run from anywhere: ``python data/base/make_areas.py``. Each area says in
``made_from`` how it was drawn. Output is WGS84, rounded to four decimals.
"""

import csv
import json
import sys
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from geo import ground  # noqa: E402

BAND_KM = 40
SIDRA_NORTH = 32.5
SIDRA_ENDS = (14.5, 20.6)
GRID_DEGREES = 1e-4


def band(*place_ids: str) -> BaseGeometry:
    """Return the ground within `BAND_KM` of a path through places on record."""
    with (HERE.parent / "records" / "places.csv").open(encoding="utf-8") as file:
        places = {row["place_id"]: row for row in csv.DictReader(file)}
    path = [(float(places[i]["lon"]), float(places[i]["lat"])) for i in place_ids]
    drawn = ground.projected(shapely.LineString(path)).buffer(BAND_KM * 1000)
    on_land = drawn.intersection(ground.projected_libya())
    return gpd.GeoSeries([on_land], crs=ground.EQUAL_AREA).to_crs(ground.WGS84).iloc[0]


def gulf() -> BaseGeometry:
    """Return the water south of 32 30 N between the two shores of the gulf."""
    window = shapely.box(SIDRA_ENDS[0], 30.0, SIDRA_ENDS[1], SIDRA_NORTH)
    water = window.difference(ground.countries().union_all())
    return max(shapely.get_parts(water), key=lambda part: part.area)


AREAS = (
    (
        "sirte-jufra",
        "Band between Sirte and Jufra",
        "نطاق بين سرت والجفرة",
        f"schematic: within {BAND_KM} km of the line from Sirte to the air base of "
        "Jufra, on land; no limits were ever published",
        band("sirte", "jufra-air-base"),
    ),
    (
        "gulf-of-sidra",
        "Gulf of Sidra south of 32 30 N",
        "خليج سرت جنوب 32 30 شمالا",
        "the parallel of the Libyan note of 1973 and the coast of countries.geojson",
        gulf(),
    ),
)


def main(folder: Path = HERE) -> None:
    """Write ``areas.geojson`` into a folder, by default beside this script."""
    lines = []
    for area_id, name_en, name_ar, made_from, shape in AREAS:
        clean = shapely.simplify(shapely.set_precision(shape, GRID_DEGREES), 0.005)
        clean = shapely.orient_polygons(clean, exterior_cw=False)
        feature = {
            "type": "Feature",
            "properties": {
                "area_id": area_id,
                "name_en": name_en,
                "name_ar": name_ar,
                "made_from": made_from,
            },
            "geometry": shapely.geometry.mapping(clean),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (folder / "areas.geojson").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
