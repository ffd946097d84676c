"""GeoPackages made side by side are the same as made alone."""

from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import shapely

from geo.export import geopackage

FRAMES = {
    "places": gpd.GeoDataFrame(
        {
            "id": ["a", "b"],
            "valid_from": ["2019-01-01"] * 2,
            "source_ids": [["s"], ["s", "t"]],
        },
        geometry=shapely.points([(13.0, 32.0), (14.0, 31.0)]),
        crs="EPSG:4326",
    )
}


def test_files_made_by_several_threads_at_once_are_the_same_bytes():
    def made(_: int) -> bytes:
        return geopackage.write(FRAMES, "{}", "A title", "en")

    alone = made(0)
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(made, range(20))) == {alone}


def test_every_stamp_of_time_is_the_same_one():
    rows = geopackage.tables(geopackage.write(FRAMES, "{}", "A title", "en"))
    stamps = {row["last_change"] for row in rows["gpkg_contents"]}
    assert stamps == {geopackage.STAMP}
