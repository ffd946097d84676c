import datetime as dt
from itertools import combinations

import pytest
import shapely

from geo import ground as base
from geo.errors import RequestError
from geo.pictures import margin, sheet
from geo.pictures.render import frame
from geo.request import (
    COMPARISONS,
    ORIENTATIONS,
    PAPERS,
    SCREENS,
    SIZES,
    Request,
)
from geo.views import VIEWS

WAR, BEFORE = dt.date(2019, 12, 19), dt.date(2019, 4, 4)


def rects(page: sheet.Sheet) -> list[sheet.Rect]:
    rest = [page.legend, page.foot]
    return [*page.maps, *page.captions, page.head, *rest]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("view", ["country", "east-med"])
@pytest.mark.parametrize("against", [None, BEFORE])
def test_nothing_on_a_sheet_overlaps_or_leaves_it(
    paper, orientation, view, language, against
):
    request = Request(
        WAR,
        paper=paper,
        orientation=orientation,
        view=view,
        language=language,
        against=against,
    )
    page = sheet.lay_out(request)
    wide, high = request.sheet_mm
    assert page.width / page.height == pytest.approx(wide / high, rel=0.01)
    area = sheet.AREAS_IN2.get(paper, sheet.AREA_IN2)
    area *= sheet.MANY if against and paper == "story" else 1
    assert page.width * page.height == pytest.approx(area, 1e-3)
    boxes = [shapely.box(r.left, r.bottom, r.right, r.top) for r in rects(page)]
    for one, other in combinations(boxes, 2):
        assert one.intersection(other).area < 1e-9
    whole = shapely.box(0, 0, page.width, page.height).buffer(1e-9)
    assert all(whole.contains(box) for box in boxes)
    ground = sum(room.width * room.height for room in page.maps)
    share = 0.4 if paper in ("story", "wide") else 0.45  # type is larger there
    assert ground > share * page.width * page.height


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_window_fills_its_map_and_holds_its_view(view, orientation):
    request = Request(WAR, view=view, orientation=orientation)
    page = sheet.lay_out(request)
    (room,), (window,) = page.maps, page.windows
    assert window.width / window.height == pytest.approx(room.width / room.height)
    west, south, east, north = frame(request)
    box = VIEWS[view]
    assert west <= box.west < box.east <= east
    assert south <= box.south < box.north <= north


def test_words_stand_beside_the_map_or_below_it():
    beside = sheet.lay_out(Request(WAR))
    assert beside.legend.left > beside.maps[0].right
    below = sheet.lay_out(Request(WAR, orientation="portrait"))
    assert below.legend.top < below.maps[0].bottom
    assert below.width < below.height
    wide = sheet.lay_out(Request(WAR, view="east-med"))
    assert wide.legend.top < wide.maps[0].bottom


def test_arabic_sheets_are_mirrored():
    english, arabic = (
        sheet.lay_out(Request(WAR, language=code)) for code in ("en", "ar")
    )
    assert english.maps[0].left < english.legend.left
    assert arabic.maps[0].left > arabic.legend.right
    earlier, later = sheet.lay_out(Request(WAR, against=BEFORE, language="ar")).maps
    assert earlier.left > later.right


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("against", [None, BEFORE])
def test_the_inset_covers_no_ground_of_libya(paper, against):
    page = sheet.lay_out(Request(WAR, paper=paper, against=against))
    assert len(page.insets) == len(page.maps)
    for room, window, inset in zip(page.maps, page.windows, page.insets, strict=True):
        inch = window.width / room.width
        west = window.box[0] + (inset.left - room.left) * inch
        south = window.box[1] + (inset.bottom - room.bottom) * inch
        covered = shapely.box(
            west, south, west + inset.width * inch, south + inset.height * inch
        )
        assert not covered.intersects(window.project([base.libya()])[0])


@pytest.mark.parametrize("view", [v for v in VIEWS if v != "country"])
def test_only_the_country_has_an_inset(view):
    assert not sheet.lay_out(Request(WAR, view=view)).insets


def test_two_maps_show_the_same_ground():
    for view in VIEWS:
        page = sheet.lay_out(Request(WAR, view=view, against=BEFORE))
        assert page.windows[0] == page.windows[1]
        assert page.maps[0].width == pytest.approx(page.maps[1].width)
    one = Request(WAR, against=BEFORE, comparison=COMPARISONS[1])
    assert len(sheet.lay_out(one).maps) == 1


@pytest.mark.parametrize("paper", ["a4", "slide", "square", "story"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sheet_of_four_days_is_filled_with_maps_of_the_same_ground(paper, language):
    earlier = tuple(dt.date(year, 8, 25) for year in (2014, 2015, 2016))
    page = sheet.lay_out(Request(WAR, paper=paper, earlier=earlier, language=language))
    assert len(page.maps) == len(page.captions) == 4
    boxes = [
        shapely.box(r.left, r.bottom, r.right, r.top)
        for r in (*page.maps, *page.captions, page.legend, page.foot, page.head)
    ]
    for one, other in combinations(boxes, 2):
        assert one.intersection(other).area < 1e-9
    assert len(set(page.windows)) == 1
    # The country is a little wider than high: its map is no ribbon.
    assert 0.6 < page.maps[0].width / page.maps[0].height < 1.8
    first, second = page.maps[:2]
    assert (first.left > second.left) == (language == "ar")


def test_type_on_a_phone_is_large():
    page = sheet.lay_out(Request(WAR, paper="story"))
    assert page == sheet.lay_out(Request(WAR, size_px=(1080, 1920)))
    pixels = 1080 / page.width / 72
    assert margin._SIZES[2] * page.larger * pixels > 28
    assert page.legend.top < page.maps[0].bottom
    assert page.foot.top < page.legend.bottom
    paper = sheet.lay_out(Request(WAR, size_px=(1080, 1920)), "pdf")
    assert paper.larger == 1


def test_pixels_shape_a_png_and_paper_the_rest():
    request = Request(WAR, size_px=(1200, 1200))
    assert sheet.lay_out(request).width == pytest.approx(sheet.lay_out(request).height)
    paper = sheet.lay_out(request, "pdf")
    assert paper.width / paper.height == pytest.approx(297 / 210)
    both = frame(request)
    for form in ("png", "pdf"):
        edges = sheet.lay_out(request, form).windows[0].edges
        assert both.west <= edges.west < edges.east <= both.east
        assert both.south <= edges.south < edges.north <= both.north


def test_a_ribbon_of_a_sheet_is_refused():
    with pytest.raises(RequestError, match=r"400 x 2000 leaves no room .* within 3 to"):
        sheet.lay_out(Request(WAR, size_px=(400, 2000)))


@pytest.mark.parametrize(("paper", "least_px"), [("wide", 10), ("slide", 14)])
def test_type_on_a_screen_is_large_enough_to_be_read(paper, least_px):
    page = sheet.lay_out(Request(dt.date(2019, 12, 19), paper=paper))
    pixels, _ = SCREENS[paper]
    assert 4.8 / 72 * pixels / page.width >= least_px  # the name of a line at sea
    assert page.low
    assert page.foot.height < 0.2 * page.height
