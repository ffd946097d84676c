import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import ground
from geo.pictures import marks, window
from geo.views import VIEWS, WINDOW_PX, Box, View

TRIPOLI = View(32.75, 13.2, 9.5)


def test_a_view_is_what_the_web_map_shows():
    extent = window.window(TRIPOLI)
    metres = 156_543.034 * np.cos(np.radians(32.75)) / 2**9.5
    assert extent.width == pytest.approx(WINDOW_PX[0] * metres)
    assert extent.height == pytest.approx(WINDOW_PX[1] * metres)
    assert not extent.wide
    middle = extent.points(gpd.GeoSeries([shapely.Point(13.2, 32.75)]))[0]
    assert middle == pytest.approx((0, 0), abs=1e-3)


@pytest.mark.parametrize("view", [View(27.0, 17.4, 4), View(26.5, 18.0, 5.2)])
def test_a_view_that_holds_the_country_is_the_country(view):
    assert window.window(view) == window.window("country")


def test_the_country_window_holds_libya_and_the_line_at_sea(frames):
    extent = window.window("country")
    assert extent.wide
    assert shapely.box(*extent.box).contains(extent.project([ground.libya()])[0])
    lines = frames["maritime_lines"].set_index("id")
    memorandum = extent.project([lines.loc["tr-ly-2019", "geometry"]])[0]
    assert extent.shows(memorandum)


@pytest.mark.parametrize("view", [*VIEWS, Box(12, 31, 16, 33), TRIPOLI])
@pytest.mark.parametrize("aspect", [0.5, 1.0, 2.2])
def test_a_window_is_the_smallest_of_its_aspect_around_a_view(view, aspect):
    needed, extent = window.window(view), window.window(view, aspect)
    assert extent.width / extent.height == pytest.approx(aspect)
    assert extent.width >= needed.width - 1e-6
    assert extent.height >= needed.height - 1e-6
    spare = (extent.width / needed.width, extent.height / needed.height)
    assert min(spare) == pytest.approx(1)


@pytest.mark.parametrize("view", VIEWS)
def test_a_window_holds_the_box_that_was_asked_for(view):
    west, south, east, north = VIEWS[view]
    edges = window.window(view).edges
    assert edges.west <= west + 1e-6
    assert edges.south <= south + 1e-6
    assert edges.east >= east - 1e-6
    assert edges.north >= north - 1e-6


def test_areas_are_true_in_every_window():
    square = shapely.box(15.5, 30.0, 16.0, 30.5)
    square = shapely.segmentize(square, 0.01)
    true = ground.projected(square).area
    for view in ("country", "sirte-jufra", "central-med"):
        extent = window.window(view)
        (moved,) = extent.project([square])
        assert moved.area == pytest.approx(true, rel=1e-3)


SEAM = Box(11.4, 32.3, 11.7, 32.6)
"""Where Libya and Tunisia are drawn up to 400 m apart."""


def test_what_lies_between_two_drawings_of_a_border_is_land():
    extent = window.window(SEAM)
    assert not window.seams(extent).is_empty
    assert window.water(extent).area < 1e-5 * extent.width * extent.height
    coast = window.ground(extent)[1]
    assert not extent.shows(coast)


def test_the_coast_is_where_land_meets_sea():
    extent = window.window("country")
    coast = window.ground(extent)[1]
    inland = extent.points(gpd.GeoSeries(gpd.points_from_xy([24.99, 14.2], [25, 22.6])))
    by_sea = extent.points(
        gpd.GeoSeries(gpd.points_from_xy([13.2, 20.05], [32.9, 32.1]))
    )
    assert min(coast.distance(shapely.Point(at)) for at in inland) > 3e5
    assert max(coast.distance(shapely.Point(at)) for at in by_sea) < 1e4


def test_beyond_the_base_map_is_neither_land_nor_sea():
    assert window.beyond(window.window("country")).is_empty
    extent = window.window("country", 0.3)
    beyond = window.beyond(extent)
    (north,) = extent.points(gpd.GeoSeries([shapely.Point(18.0, 49.5)]))
    assert beyond.contains(shapely.Point(north))
    assert window.water(extent).intersection(beyond).area < 1e-5 * beyond.area
    assert window.ground(extent)[1].distance(shapely.Point(north)) > 1e5


@pytest.mark.parametrize("view", [*VIEWS, View(24.2, 23.3, 7), View(31, 19, 14)])
def test_graticule_crosses_every_window(view):
    kinds = [kind for kind, _, _ in window.graticule(window.window(view))]
    assert 2 <= kinds.count("lon") <= 12
    assert 1 <= kinds.count("lat") <= 12


def test_north_is_up_in_the_middle_and_leans_inwards_at_the_sides():
    extent = window.window("east-med")
    assert marks.north(extent, 0, 0) == pytest.approx(0, abs=0.01)
    left, right = (marks.north(extent, x, 0) for x in (-8e5, 8e5))
    assert 3 < left < 7
    assert right == pytest.approx(-left, abs=0.1)
