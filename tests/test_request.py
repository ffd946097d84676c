import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import request, style, views
from geo.errors import DateError, GeoError, LayerError, PlaceError, SeaError
from geo.layers import read as layers
from geo.request import Request
from geo.views import WINDOW_PX, Box, View

DAY = dt.date(2019, 12, 19)


any_view = st.one_of(
    st.sampled_from(sorted(views.VIEWS)),
    st.builds(View, st.floats(20, 35), st.floats(8, 30), st.floats(4, 13)),
    st.builds(
        Box, st.floats(8, 15), st.floats(20, 25), st.floats(16, 30), st.floats(26, 36)
    ),
)
requests = st.builds(
    Request,
    day=st.dates(dt.date(2016, 1, 1), dt.date(2025, 1, 1)),
    layers=st.lists(st.sampled_from(layers.NAMES)).map(tuple),
    view=any_view,
    language=st.sampled_from(["en", "ar"]),
    claimants=st.lists(st.sampled_from(sorted(style.STATES)), max_size=2).map(tuple),
    known_on=st.none() | st.dates(dt.date(2014, 6, 1), dt.date(2026, 1, 1)),
    since=st.none() | st.dates(dt.date(2014, 6, 1), dt.date(2015, 12, 31)),
    against=st.none() | st.dates(dt.date(2014, 6, 1), dt.date(2015, 12, 31)),
    title=st.text(
        st.characters(
            exclude_categories=["Cc", "Cs", "Zl", "Zp"],
            exclude_characters="\ufffe\uffff",
        ),
        max_size=40,
    ),
    earlier=st.just(()),
    dark=st.booleans(),
    paper=st.sampled_from(request.SIZES),
    dpi=st.integers(*request.DPI),
    size_px=st.none() | st.tuples(st.integers(400, 4000), st.integers(400, 4000)),
)


def test_a_sheet_shows_its_days_in_order_of_time():
    days = [dt.date(2016, 5, 5), dt.date(2014, 8, 25)]
    wanted_request = Request(DAY, earlier=(*days, days[0]))
    assert wanted_request.days == (*reversed(days), DAY)
    assert wanted_request.maps == 3
    assert request.from_json(wanted_request.as_json()) == wanted_request
    assert Request(DAY, against=days[0]).days == (days[0], DAY)
    changes = Request(DAY, against=days[0], comparison="changes")
    assert (changes.days, changes.maps) == ((days[0], DAY), 1)


def test_manifests_of_before_there_were_sheets_of_days_stay_as_they_were():
    assert "earlier" not in Request(DAY).as_json()


@pytest.mark.parametrize("name", request.SCREENS)
def test_a_screen_has_its_own_pixels(name):
    wanted_request = Request(DAY, paper=name, dpi=72, orientation="portrait")
    wide, high = wanted_request.pixels
    assert (wide, high) == request.SCREENS[name]
    assert wanted_request.sheet_mm[0] / wanted_request.sheet_mm[1] == pytest.approx(
        wide / high, 1e-3
    )
    assert Request(DAY, paper=name, size_px=(700, 500)).pixels == (700, 500)


@given(requests)
def test_a_request_comes_back_from_json_as_it_was(wanted_request):
    assert request.from_json(wanted_request.as_json()) == wanted_request


def test_layers_and_claimants_are_put_in_order():
    request = Request(
        DAY, layers=("places", "tripoli_held"), claimants=("libya", "greece")
    )
    assert request.layers == ("tripoli_held", "places")
    assert request.claimants == ("greece", "libya")


def test_pixels_follow_from_paper_and_dots_or_are_given():
    assert Request(DAY, paper="a4", dpi=300).pixels == (3508, 2480)
    assert Request(DAY, orientation="portrait", dpi=300).pixels == (2480, 3508)
    assert Request(DAY, size_px=(1920, 1080)).pixels == (1920, 1080)


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"day": dt.date(2013, 1, 1)}, DateError, "out of range"),
        ({"layers": ("rivers",)}, LayerError, "no layer"),
        ({"view": "atlantis"}, PlaceError, "no view: use one of country"),
        ({"view": Box(20, 30, 10, 35)}, PlaceError, "west,south,east,north"),
        ({"view": Box(-80, 30, 10, 35)}, PlaceError, "off the map"),
        ({"view": View(60, 10, 5)}, PlaceError, "off the map"),
        ({"view": View(30, 10, 3.5)}, PlaceError, "zoom 3.5 is none: use 4 to 13"),
        ({"view": View(30, 10, 14)}, PlaceError, "zoom 14 is none: use 4 to 13"),
        ({"language": "fr"}, GeoError, "no language: use one of en, ar"),
        ({"claimants": ("spain",)}, SeaError, "no claimant"),
        ({"against": DAY}, DateError, "not before 2019-12-19: use an earlier day"),
        ({"known_on": dt.date(2999, 1, 1)}, DateError, "known on 2999-01-01 is still"),
        ({"title": "a\nb"}, GeoError, r"title holds '\\n': write one line"),
        (
            {"title": "a" * 121},
            GeoError,
            "121 letters of a title is out of range: use 0",
        ),
        ({"title": "a\x01b"}, GeoError, r"title holds '\\x01'"),
        ({"title": "\udcff"}, GeoError, r"title holds '\\udcff'"),
        ({"site": "https://a.org/\x7f"}, GeoError, r"site holds '\\x7f'"),
        ({"site": "https://a.org/?x=1"}, GeoError, r"leave off \? and #"),
        ({"site": "https://me:pw@a.org/"}, GeoError, "a name with a password"),
        ({"dpi": 1200}, GeoError, "use 72 to 600"),
        ({"paper": "a0"}, GeoError, "no paper"),
        ({"earlier": (DAY,)}, DateError, "is not before 2019-12-19"),
        (
            {"earlier": tuple(dt.date(2016, 1, day) for day in range(1, 5))},
            GeoError,
            "5 days of a picture is out of range: use 1 to 4",
        ),
        (
            {"earlier": (dt.date(2016, 1, 1),), "against": dt.date(2016, 1, 2)},
            GeoError,
            "compares with one day, or shows many",
        ),
        ({"size_px": (20000, 20000)}, GeoError, "too many"),
        ({"size_px": (10, 500)}, GeoError, "use 400"),
    ],
)
def test_what_cannot_be_shown_is_refused(wrong, error, message):
    with pytest.raises(error, match=message):
        Request(**({"day": DAY} | wrong))


def test_the_permalink_asks_the_page_for_the_same():
    request = Request(
        DAY,
        layers=("places",),
        view=View(32.8, 13.2, 8),
        language="ar",
        site="https://atlas.example/",
    )
    assert request.permalink() == (
        "https://atlas.example/?date=2019-12-19&layers=places&view=32.8,13.2,8&lang=ar"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": None},
        {"day": 3},
        {"colour": 1},
        {"title": 5},
        {"title": ["a"]},
        {"site": 5},
        {"dark": "yes"},
        {"pace": 2.5},
        {"dpi": "72"},
        {"size_px": [400]},
        {"size_px": ["400", "400"]},
        {"size_px": 400},
        {"layers": "places"},
        {"view": [1, 2]},
        {"view": {"west": "1", "south": 2, "east": 3, "north": 4}},
    ],
    ids=str,
)
def test_what_is_no_request_is_refused(wrong):
    members = {"day": "2019-12-19", **wrong}
    if members["day"] is None:
        del members["day"]
    with pytest.raises(GeoError):
        request.from_json(members)


@pytest.mark.parametrize("name", [n for n in views.VIEWS if n != views.COUNTRY])
def test_the_web_view_of_a_name_shows_all_of_its_box(name):
    box = views.VIEWS[name]
    view = Request(DAY, view=name).web_view
    across = WINDOW_PX[0] / 256 * 360 / 2**view.zoom
    assert view.lon - across / 2 <= box.west
    assert box.east <= view.lon + across / 2
    assert across < 4 * (box.east - box.west)
    assert f"view={view}" in Request(DAY, view=name).permalink()


def test_the_country_needs_no_view_in_the_address():
    assert Request(DAY).web_view == views.COUNTRY_VIEW
    assert "view" not in Request(DAY).permalink()
