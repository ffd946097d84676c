"""Make the base geometry of the map from Natural Earth 1:10m.

Run from anywhere, with the two packages unpacked beforehand (Debian 12)::

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    apt-get download qgis-common=3.22.16+dfsg-1 && dpkg -x qgis-common_*.deb qgis
    python data/base/make_base.py package/countries-10m.json \
        qgis/usr/share/qgis/resources/data/world_map.gpkg

Countries come from `world-atlas` (quantised to about 350 m), Libya's districts from
the QGIS world map, whose outline is coarser. The districts are therefore fitted to the
country: trimmed where they reach over it, grown where they fall short, so that they
tile it exactly. Output is WGS84, rounded to five decimals (about a metre).
"""

import argparse
import hashlib
import json
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
DIGESTS = {
    "countries-10m.json": (
        "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
    ),
    "world_map.gpkg": (
        "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"
    ),
}
"""SHA-256 of the files that the base geometry was made from."""
WINDOW = shapely.box(-25.0, 2.0, 62.0, 49.0)
SIMPLIFY_DEGREES = 0.012
FAR_SIMPLIFY_DEGREES = 0.05
GRID_DEGREES = 1e-5

COUNTRIES = {
    "Albania": ("Albania", "ألبانيا"),
    "Algeria": ("Algeria", "الجزائر"),
    "Andorra": ("Andorra", "أندورا"),
    "Bosnia and Herz.": ("Bosnia and Herzegovina", "البوسنة والهرسك"),
    "Bulgaria": ("Bulgaria", "بلغاريا"),
    "Chad": ("Chad", "تشاد"),
    "Croatia": ("Croatia", "كرواتيا"),
    "Cyprus": ("Cyprus", "قبرص"),
    "N. Cyprus": ("Cyprus", "قبرص"),
    "Dhekelia": ("Cyprus", "قبرص"),
    "Akrotiri": ("Cyprus", "قبرص"),
    "Cyprus U.N. Buffer Zone": ("Cyprus", "قبرص"),
    "Egypt": ("Egypt", "مصر"),
    "Eritrea": ("Eritrea", "إريتريا"),
    "France": ("France", "فرنسا"),
    "Greece": ("Greece", "اليونان"),
    "Israel": ("Israel", "إسرائيل"),
    "Italy": ("Italy", "إيطاليا"),
    "Jordan": ("Jordan", "الأردن"),
    "Kosovo": ("Kosovo", "كوسوفو"),
    "Lebanon": ("Lebanon", "لبنان"),
    "Libya": ("Libya", "ليبيا"),
    "Macedonia": ("North Macedonia", "مقدونيا الشمالية"),
    "Mali": ("Mali", "مالي"),
    "Malta": ("Malta", "مالطا"),
    "Montenegro": ("Montenegro", "الجبل الأسود"),
    "Niger": ("Niger", "النيجر"),
    "Palestine": ("Palestine", "فلسطين"),
    "San Marino": ("San Marino", "سان مارينو"),
    "Saudi Arabia": ("Saudi Arabia", "السعودية"),
    "Serbia": ("Serbia", "صربيا"),
    "Spain": ("Spain", "إسبانيا"),
    "Sudan": ("Sudan", "السودان"),
    "Syria": ("Syria", "سوريا"),
    "Tunisia": ("Tunisia", "تونس"),
    "Turkey": ("Turkey", "تركيا"),
    "Vatican": ("Italy", "إيطاليا"),
    "Monaco": ("Monaco", "موناكو"),
}

DISTRICTS = {
    "Al Marqab": ("Murqub", "المرقب"),
    "Al Jifarah": ("Jafara", "الجفارة"),
    "An Nuqat al Khams": ("Nuqat al-Khams", "النقاط الخمس"),
    "Ghadamis": ("Nalut", "نالوت"),
    "Murzuq": ("Murzuq", "مرزق"),
    "Ajdabiya": ("al-Wahat", "الواحات"),
    "Ash Shati'": ("Wadi al-Shatii", "وادي الشاطئ"),
    "Tajura' wa an Nawahi al Arba": ("Tripoli", "طرابلس"),
    "Az Zawiyah": ("Zawiya", "الزاوية"),
    "Al Qubbah": ("Derna", "درنة"),
    "Al Jabal al Akhdar": ("Jabal al-Akhdar", "الجبل الأخضر"),
    "Al Marj": ("Marj", "المرج"),
    "Mizdah": ("Jabal al-Gharbi", "الجبل الغربي"),
    "Al Jufrah": ("Jufra", "الجفرة"),
    "Al Kufrah": ("Kufra", "الكفرة"),
    "Sabha": ("Sabha", "سبها"),
    "Wadi al Hayaa": ("Wadi al-Hayat", "وادي الحياة"),
    "Ghat": ("Ghat", "غات"),
    "Al Butnan": ("Butnan", "البطنان"),
    "Surt": ("Sirte", "سرت"),
    "Misratah": ("Misrata", "مصراتة"),
    "Benghazi": ("Benghazi", "بنغازي"),
}


def polygons_only(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygonal part of a geometry, snapped to the output grid."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    return shapely.set_precision(shapely.union_all(parts), GRID_DEGREES)


def countries(path: Path) -> gpd.GeoDataFrame:
    """Return the countries in the window; Libya keeps every vertex.

    Countries without a name in `COUNTRIES` only fill the edges of a wide screen: they
    are nameless and coarse.
    """
    frame = gpd.read_file(path, layer="countries")[["name", "geometry"]]
    frame = frame.set_crs(4326, allow_override=True)
    frame.geometry = shapely.make_valid(frame.geometry.values)
    frame = frame[frame.intersects(WINDOW)]
    named = [COUNTRIES.get(name, ("", "")) for name in frame["name"]]
    frame["name_en"] = [name[0] for name in named]
    frame["name_ar"] = [name[1] for name in named]
    far = frame[frame["name_en"] == ""]
    near = frame[frame["name_en"] != ""].dissolve("name_en", as_index=False)
    near = near[["name_en", "name_ar", "geometry"]]
    libya = near.loc[near["name_en"] == "Libya", "geometry"].iloc[0]
    shapes = shapely.simplify(near.geometry.values, SIMPLIFY_DEGREES)
    near["geometry"] = [
        polygons_only(WINDOW.intersection(shape).difference(libya)) for shape in shapes
    ]
    near.loc[near["name_en"] == "Libya", "geometry"] = polygons_only(libya)
    shapes = shapely.simplify(far.geometry.values, FAR_SIMPLIFY_DEGREES)
    shapes = [polygons_only(WINDOW.intersection(shape)) for shape in shapes]
    rest = shapely.set_precision(shapely.union_all(shapes), GRID_DEGREES)
    near.loc[len(near)] = ["", "", rest]
    return near[~near.is_empty].sort_values("name_en")


def districts(path: Path, libya: BaseGeometry) -> gpd.GeoDataFrame:
    """Return Libya's districts, fitted so that they tile `libya`."""
    frame = gpd.read_file(path, layer="states_provinces")
    frame = frame[frame["adm0_a3"] == "LBY"]
    names = [DISTRICTS[name] for name in frame["name"]]
    shapes = [polygons_only(libya.intersection(g)) for g in frame.geometry]
    for reach in (0.01, 0.05, 0.3):
        for i, shape in enumerate(shapes):
            missing = libya.difference(
                shapely.union_all(shapes, grid_size=GRID_DEGREES)
            )
            grown = missing.intersection(shape.buffer(reach))
            shapes[i] = polygons_only(shape.union(grown))
    taken = shapely.Polygon()
    for i, shape in enumerate(shapes):
        shapes[i] = polygons_only(
            shapely.difference(shape, taken, grid_size=GRID_DEGREES)
        )
        taken = shapely.union(taken, shapes[i], grid_size=GRID_DEGREES)
    return gpd.GeoDataFrame(
        {
            "name_en": [name[0] for name in names],
            "name_ar": [name[1] for name in names],
        },
        geometry=shapes,
        crs=4326,
    ).sort_values("name_en")


def write(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a GeoJSON file with one feature a line."""
    features = []
    for row in frame.itertuples():
        geometry = shapely.geometry.mapping(
            shapely.orient_polygons(row.geometry, exterior_cw=False)
        )
        text = json.dumps(geometry, separators=(",", ":"))
        geometry = json.loads(text, parse_float=lambda s: round(float(s), 5))
        features.append(
            {
                "type": "Feature",
                "properties": {"name_en": row.name_en, "name_ar": row.name_ar},
                "geometry": geometry,
            }
        )
    lines = ",\n".join(
        json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features
    )
    path.write_text(
        '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n",
        encoding="utf-8",
    )


def check_digest(path: Path) -> None:
    """End with a word unless a file is the one that `DIGESTS` names."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != DIGESTS.get(path.name):
        raise SystemExit(f"{path}: not the file that the base geometry was made from")


def main() -> None:
    """Read the two packages and write the base layers beside this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("world_atlas", type=Path)
    parser.add_argument("qgis_world_map", type=Path)
    arguments = parser.parse_args()
    check_digest(arguments.world_atlas)
    check_digest(arguments.qgis_world_map)
    base = countries(arguments.world_atlas)
    libya = base.loc[base["name_en"] == "Libya", "geometry"].iloc[0]
    write(base, HERE / "countries.geojson")
    write(districts(arguments.qgis_world_map, libya), HERE / "districts.geojson")


if __name__ == "__main__":
    main()
