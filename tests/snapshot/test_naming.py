import datetime as dt
from itertools import combinations

import pytest
import shapely
from matplotlib.figure import Figure

from geo import layers
from geo.request import VIEWS, Box, Request, View
from geo.snapshot import drawing, labels, lettering, marks, naming, places, scene, sheet

WAR = dt.date(2019, 12, 19)
TODAY = dt.date(2026, 1, 31)


def map_of(frames, request: Request) -> drawing.Map:
    """Return the first map of a request, with nothing drawn on it."""
    page = sheet.lay_out(request)
    room, win = page.maps[0], page.windows[0]
    axes = Figure((page.width, page.height)).add_axes(
        (0, 0, 1, 1), xlim=win.box[::2], ylim=win.box[1::2]
    )
    day = scene.gather(frames, request.day, layers.NAMES)
    return drawing.Map(
        axes, scene.compose(day, win), request.language, win.width / room.width
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("day", [WAR, TODAY], ids=str)
@pytest.mark.parametrize("view", [*VIEWS, View(31.0, 16.5, 8), Box(12, 31, 16, 33)])
def test_no_name_covers_another(frames, view, day, language):
    this = map_of(frames, Request(day, view=view, language=language))
    taken = marks.draw_marks(this)
    named = naming.draw_names(this, taken)
    assert len(named.places) > 6
    every = [*taken, *named.places]
    for a, b in combinations(every, 2):
        assert not labels.overlap(a, b)
    for a in named.surroundings:
        assert not any(labels.overlap(a, b) for b in every)
    for box in [*every, *named.surroundings]:
        assert labels.inside(box, this.scene.window.box)
    found = this.axes.findobj(lettering.Letters)
    assert len({(letters.line, letters.at) for letters in found}) == len(found)


def test_names_of_lines_and_waters_do_not_cover_each_other(frames):
    this = map_of(frames, Request(TODAY, view="east-med"))
    naming.draw_names(this, [])
    outlines = []
    for letters in this.axes.findobj(lettering.Letters):
        wide, high = this.room(letters.line, letters.how)
        low = drawing.BELOW_EM * letters.how.size / 72 * this.inch
        x, y = letters.at
        y -= low * (not letters.raised)
        box = shapely.box(x, y, x + wide, y + high)
        outlines.append(shapely.affinity.rotate(box, letters.turned, origin=(x, y)))
    assert len(outlines) > 30
    for a, b in combinations(outlines, 2):
        assert a.intersection(b).area < 0.02 * min(a.area, b.area)


def test_lines_at_sea_are_named_along_themselves(frames):
    this = map_of(frames, Request(TODAY, view="east-med"))
    naming.draw_names(this, [])
    turned = {t.line: t.turned for t in this.axes.findobj(lettering.Letters)}
    assert abs(turned["Egypt's western line"]) > 60
    assert -60 < turned["Greek position"] < -20
    assert "Turkey-Libya memorandum line" in turned


@pytest.mark.parametrize("view", [View(33.2, 13.9, 9.5), "tripoli", "sirte-jufra"])
def test_the_scale_bar_hides_no_city(frames, view):
    this = map_of(frames, Request(WAR, view=view))
    plate = shapely.box(*marks.draw_marks(this)[0])
    shown = this.scene.places
    under = shown[shapely.within(shown.geometry.values, plate)]
    assert not (under["importance"] >= naming.CITY).any()


def test_important_places_come_first(frames):
    ranked = map_of(frames, Request(WAR)).scene.places
    assert ranked["importance"].is_monotonic_decreasing
    points = ranked.geometry.values
    for point, weight in zip(points, ranked["importance"], strict=True):
        alone = shapely.dwithin(points, point, places.ALONE_M).sum() == 1
        assert alone or weight >= places.COUNTRY_IMPORTANCE
    assert set(ranked["symbol"]) <= set(drawing.MARKERS)


@pytest.mark.parametrize("view", VIEWS)
def test_a_scale_bar_is_of_a_round_length_and_fits(frames, view):
    this = map_of(frames, Request(WAR, view=view))
    km = marks._length_km(this)
    assert str(km).strip("0") in ("1", "2", "5")
    assert 0.4 < km * 1000 / this.inch < marks.LONGEST_IN
