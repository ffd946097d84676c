import runpy

import pytest
import shapely
from pyproj import Geod

from geo import ground


def test_bounds_hold_every_country():
    assert tuple(ground.countries().total_bounds) == ground.BOUNDS


def test_the_projection_keeps_libyas_area():
    outline = shapely.segmentize(ground.libya(), 0.01)
    square_metres, _ = Geod(ellps="WGS84").geometry_area_perimeter(
        shapely.orient_polygons(outline)
    )
    projected = ground.projected(outline)
    assert projected.area == pytest.approx(square_metres, rel=1e-5)
    assert projected.area / 1e6 == pytest.approx(1_622_000, rel=0.005)


@pytest.mark.parametrize("frame", [ground.countries(), ground.districts()])
def test_base_layers_are_sound(frame):
    assert frame.crs == ground.WGS84
    assert frame.is_valid.all()
    assert frame["name_en"].is_unique
    assert ((frame["name_en"] == "") == (frame["name_ar"] == "")).all()
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}


def test_areas_are_sound_and_say_how_they_were_drawn():
    areas = ground.areas()
    assert areas.crs == ground.WGS84
    assert areas["area_id"].is_unique
    assert areas.is_valid.all()
    assert set(areas.geom_type) == {"Polygon"}
    for column in ("name_en", "name_ar", "made_from"):
        assert areas[column].str.len().gt(5).all()


def test_districts_tile_libya():
    districts = ground.districts()
    assert len(districts) == 22
    shapes = districts.geometry.values
    assert shapely.coverage_is_valid(shapes)
    assert sum(shapely.area(shapes)) == pytest.approx(ground.libya().area, rel=1e-6)
    assert shapely.union_all(shapes).difference(ground.libya()).area < 1e-4


def test_countries_do_not_overlap_libya():
    others = ground.countries().query("name_en != 'Libya'")
    overlap = shapely.intersection(others.geometry.values, ground.libya())
    assert shapely.area(overlap).sum() < 1e-5
    assert {"Egypt", "Tunisia", "Algeria", "Niger", "Chad", "Sudan"} <= set(
        others["name_en"][shapely.dwithin(others.geometry.values, ground.libya(), 0.01)]
    )


@pytest.mark.parametrize(
    ("lon", "lat", "km"),
    [(13.19, 32.89, 0), (17.0, 27.0, 0), (13.19, 34.0, 122), (31.24, 30.04, 601)],
)
def test_outside_by(lon, lat, km):
    metres = ground.outside_by(ground.project_points([lon], [lat]))
    assert metres == [pytest.approx(km * 1000, abs=4000)]


@pytest.mark.parametrize(
    ("name", "lat", "lon", "libyan"),
    [
        ("Tripoli", 32.887, 13.187, True),
        ("Es Sider, the loading berths", 30.67, 18.37, True),
        ("Ras Ajdir, the crossing", 33.147, 11.566, True),
        ("15 km off Tripoli", 33.04, 13.19, False),
        ("Gulf of Sidra", 31.5, 18.5, False),
        ("Ben Gardane", 33.138, 11.22, False),
        ("Dehiba", 32.006, 10.70, False),
        ("Salloum", 31.552, 25.16, False),
        ("Malta", 35.9, 14.5, False),
    ],
)
def test_shore_and_border_posts_are_libyan_sea_and_neighbours_are_not(
    name, lat, lon, libyan
):
    assert ground.in_libya(ground.project_points([lon], [lat])) == [libyan]


def test_the_areas_are_those_that_their_script_draws(tmp_path):
    base = ground.DATA / "base"
    runpy.run_path(str(base / "make_areas.py"))["main"](tmp_path)
    drawn = (tmp_path / "areas.geojson").read_bytes()
    assert drawn == (base / "areas.geojson").read_bytes()
