import pytest

from geo import views
from geo.errors import PlaceError
from geo.records import schema


def test_a_web_map_draws_a_square():
    assert views.mercator(0) == 0
    assert views.mercator(85.0511288) == pytest.approx(3.1415927)
    assert views.mercator(-30) == -views.mercator(30)


@pytest.mark.parametrize("zoom", [5, 5.5, 8, 13])
def test_a_window_at_a_corner_ends_with_the_map(zoom):
    west, south, east, north = views.centres(zoom)
    pixels = views.TILE_PX * 2**zoom
    degrees = views.WINDOW_PX[0] / pixels * 360
    assert (west - degrees / 2, east + degrees / 2) == pytest.approx(
        (views.BOUNDS[0], views.BOUNDS[2])
    )
    radians = views.WINDOW_PX[1] / pixels * 2 * 3.14159265
    top = views.mercator(north) + radians / 2
    bottom = views.mercator(south) - radians / 2
    assert (bottom, top) == pytest.approx(
        (views.mercator(views.BOUNDS[1]), views.mercator(views.BOUNDS[3]))
    )


def test_a_window_may_be_larger_than_the_map():
    assert views.centres(4) is None


def test_a_view_is_read_and_kept_on_the_map():
    assert views.parse_view("32.8,13.2,8") == (32.8, 13.2, 8.0)
    assert views.parse_view("32.8,13.2,19")[2] == views.ZOOMS[1]


@pytest.mark.parametrize(
    "text", ["", "1,2", "a,b,c", "1,2,3,4", "95,0,5", "0,181,5", "nan,0,5"]
)
def test_a_bad_view_is_refused(text):
    with pytest.raises(
        PlaceError, match=r"view .* (is none|lies off the map): write lat,lon,zoom"
    ):
        views.parse_view(text)


def test_a_story_may_ask_for_just_the_zooms_that_the_map_has():
    farthest, nearest = views.ZOOMS
    assert f"| a number from {farthest} to {nearest} (zoom) |" in schema.codebook()


def test_the_country_is_distinguished_from_other_views():
    assert views.on_screen(views.COUNTRY) == views.COUNTRY_VIEW
    assert views.shows_country(views.COUNTRY_VIEW)
    assert views.shows_country(views.View(25.4, 18.3, 5.0))
    assert not views.shows_country(views.View(32.8, 13.2, 5.5))
    assert not views.shows_country(views.View(26.4, 17.3, 7))


def test_a_shape_is_shown_from_near_but_not_too_near():
    assert views.on_shape((13, 32, 13, 32)) == (32, 13, views.SHAPE_ZOOM)
    assert views.on_shape((-20, 10, 50, 45)).zoom == views.ZOOMS[0]
