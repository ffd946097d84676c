import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import ground
from geo.pictures import marks, window
from geo.views import VIEWS, WINDOW_PX, Box, View

TRIPOLI = View(32.75, 13.2, 9.5)


def test_a_view_is_what_the_web_map_shows():
    win = window.window(TRIPOLI)
    metres = 156_543.034 * np.cos(np.radians(32.75)) / 2**9.5
    assert win.width == pytest.approx(WINDOW_PX[0] * metres)
    assert win.height == pytest.approx(WINDOW_PX[1] * metres)
    assert not win.wide
    middle = win.points(gpd.GeoSeries([shapely.Point(13.2, 32.75)]))[0]
    assert middle == pytest.approx((0, 0), abs=1e-3)


@pytest.mark.parametrize("view", [View(27.0, 17.4, 4), View(26.5, 18.0, 5.2)])
def test_a_view_that_holds_the_country_is_the_country(view):
    assert window.window(view) == window.window("country")


def test_the_country_window_holds_libya_and_the_line_at_sea(frames):
    win = window.window("country")
    assert win.wide
    assert shapely.box(*win.box).contains(win.project([ground.libya()])[0])
    lines = frames["maritime_lines"].set_index("id")
    memorandum = win.project([lines.loc["tr-ly-2019", "geometry"]])[0]
    assert win.shows(memorandum)


@pytest.mark.parametrize("view", [*VIEWS, Box(12, 31, 16, 33), TRIPOLI])
@pytest.mark.parametrize("aspect", [0.5, 1.0, 2.2])
def test_a_window_is_the_smallest_of_its_aspect_around_a_view(view, aspect):
    needed, win = window.window(view), window.window(view, aspect)
    assert win.width / win.height == pytest.approx(aspect)
    assert win.width >= needed.width - 1e-6
    assert win.height >= needed.height - 1e-6
    spare = (win.width / needed.width, win.height / needed.height)
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
        win = window.window(view)
        (moved,) = win.project([square])
        assert moved.area == pytest.approx(true, rel=1e-3)


SEAM = Box(11.4, 32.3, 11.7, 32.6)
"""Where Libya and Tunisia are drawn up to 400 m apart."""


def test_what_lies_between_two_drawings_of_a_border_is_land():
    win = window.window(SEAM)
    assert not window.seams(win).is_empty
    assert window.water(win).area < 1e-5 * win.width * win.height
    coast = window.ground(win)[1]
    assert not win.shows(coast)


def test_the_coast_is_where_land_meets_sea():
    win = window.window("country")
    coast = window.ground(win)[1]
    inland = win.points(gpd.GeoSeries(gpd.points_from_xy([24.99, 14.2], [25, 22.6])))
    by_sea = win.points(gpd.GeoSeries(gpd.points_from_xy([13.2, 20.05], [32.9, 32.1])))
    assert min(coast.distance(shapely.Point(at)) for at in inland) > 3e5
    assert max(coast.distance(shapely.Point(at)) for at in by_sea) < 1e4


def test_beyond_the_base_map_is_neither_land_nor_sea():
    assert window.beyond(window.window("country")).is_empty
    win = window.window("country", 0.3)
    beyond = window.beyond(win)
    (north,) = win.points(gpd.GeoSeries([shapely.Point(18.0, 49.5)]))
    assert beyond.contains(shapely.Point(north))
    assert window.water(win).intersection(beyond).area < 1e-5 * beyond.area
    assert window.ground(win)[1].distance(shapely.Point(north)) > 1e5


@pytest.mark.parametrize("view", [*VIEWS, View(24.2, 23.3, 7), View(31, 19, 14)])
def test_graticule_crosses_every_window(view):
    kinds = [kind for kind, _, _ in window.graticule(window.window(view))]
    assert 2 <= kinds.count("lon") <= 12
    assert 1 <= kinds.count("lat") <= 12


def test_north_is_up_in_the_middle_and_leans_inwards_at_the_sides():
    win = window.window("east-med")
    assert marks.north(win, 0, 0) == pytest.approx(0, abs=0.01)
    left, right = (marks.north(win, x, 0) for x in (-8e5, 8e5))
    assert 3 < left < 7
    assert right == pytest.approx(-left, abs=0.1)
