import datetime as dt
from dataclasses import replace
from itertools import combinations

import pytest
import shapely
from matplotlib.figure import Figure

from geo import ground, words
from geo.layers import prominence as places
from geo.layers import read as layers
from geo.layers.rows import rows
from geo.pictures import (
    captions,
    drawing,
    labels,
    lettering,
    marks,
    naming,
    scene,
    sheet,
)
from geo.request import Request
from geo.views import VIEWS, Box, View

WAR = dt.date(2019, 12, 19)
TODAY = dt.date(2026, 1, 31)


def map_of(frames, request: Request) -> drawing.Map:
    """Return the first map of a request, with nothing drawn on it."""
    page = sheet.lay_out(request)
    room, window = page.maps[0], page.windows[0]
    axes = Figure((page.width, page.height)).add_axes(
        (0, 0, 1, 1), xlim=window.box[::2], ylim=window.box[1::2]
    )
    day = scene.gather(frames, request.day, layers.NAMES)
    return drawing.Map(
        axes, scene.compose(day, window), request.language, window.width / room.width
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("day", [WAR, TODAY], ids=str)
@pytest.mark.parametrize("view", [*VIEWS, View(31.0, 16.5, 8), Box(12, 31, 16, 33)])
def test_no_name_covers_another(frames, view, day, language):
    map_ = map_of(frames, Request(day, view=view, language=language))
    taken = marks.draw_marks(map_)
    named = naming.draw_names(map_, taken)
    assert len(named.places) > 6
    every = [*taken, *named.places]
    for a, b in combinations(every, 2):
        assert not labels.overlap(a, b)
    for a in named.surroundings:
        assert not any(labels.overlap(a, b) for b in every)
    for box in [*every, *named.surroundings]:
        assert labels.inside(box, map_.scene.window.box)
    texts = map_.axes.findobj(lettering.TextLine)
    assert len({(letters.line, letters.at) for letters in texts}) == len(texts)


def test_names_of_lines_and_waters_do_not_cover_each_other(frames):
    map_ = map_of(frames, Request(TODAY, view="east-med"))
    naming.draw_names(map_, [])
    outlines = []
    for letters in map_.axes.findobj(lettering.TextLine):
        wide, high = map_.room(letters.line, letters.style)
        low = drawing.BELOW_EM * letters.style.size / 72 * map_.inch
        x, y = letters.at
        y -= low * (not letters.raised)
        box = shapely.box(x, y, x + wide, y + high)
        outlines.append(shapely.affinity.rotate(box, letters.turned, origin=(x, y)))
    assert len(outlines) > 30
    for a, b in combinations(outlines, 2):
        assert a.intersection(b).area < 0.02 * min(a.area, b.area)


def test_lines_at_sea_are_named_along_themselves(frames):
    map_ = map_of(frames, Request(TODAY, view="east-med"))
    naming.draw_names(map_, [])
    turned = {t.line: t.turned for t in map_.axes.findobj(lettering.TextLine)}
    assert max(abs(angle) for angle in turned.values()) > 60
    assert -60 < turned["Greek position"] < -20
    assert "Turkey-Libya memorandum line" in turned


def test_important_places_come_first(frames):
    ranked = map_of(frames, Request(WAR)).scene.places
    assert ranked["importance"].is_monotonic_decreasing
    points = ranked.geometry.values
    for point, weight in zip(points, ranked["importance"], strict=True):
        alone = shapely.dwithin(points, point, places.ALONE_M).sum() == 1
        assert alone or weight >= places.COUNTRY_IMPORTANCE
    assert set(ranked["symbol"]) <= set(drawing.MARKERS)


LEAD = 21
"""Where what leads from a line to its name lies among what is drawn."""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", ["country", "east-med", "central-med"])
def test_the_name_of_an_agreed_line_stands_by_it(frames, view, language):
    map_ = map_of(frames, Request(TODAY, view=view, language=language, paper="slide"))
    naming.draw_names(map_, marks.draw_marks(map_))
    lines = map_.scene.maritime
    named = lines[lines["basis"] == "treaty"]
    texts = {t.line: t for t in map_.axes.findobj(lettering.TextLine) if not t.turned}
    leads = [lead for lead in map_.axes.lines if lead.get_zorder() == LEAD]
    checked = 0
    for row in named.itertuples():
        text = places.line_name(row.name_ar if map_.rtl else row.name_en)
        letters = texts.get(text)
        if letters is None:
            continue
        wide, high = map_.room(text, letters.style)
        x, y = letters.at
        box = shapely.box(x, y, x + wide, y + high)
        far = box.distance(row.geometry)
        if far >= 0.3 * map_.inch:  # then something leads there
            assert far < 0.65 * map_.inch, text
            ways = [shapely.LineString(lead.get_xydata()) for lead in leads]
            near = 0.02 * map_.inch
            joined = [
                way.distance(box) < near and way.distance(row.geometry) < near
                for way in ways
            ]
            assert any(joined), text
        checked += 1
    assert checked


def test_the_name_of_a_line_stands_in_no_water_that_bears_another(frames):
    map_ = map_of(frames, Request(WAR, view="east-med", paper="wide"))
    naming.name_lines(map_, [], shapely.union_all(map_.scene.maritime.geometry))
    texts = map_.axes.findobj(lettering.TextLine)
    (name,) = [text for text in texts if "memorandum" in text.line]
    disputed = map_.scene.waters.query("sign == 'disputed_maritime'")
    assert not disputed.intersects(shapely.Point(name.at)).any()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_islands_and_disputed_waters_are_named(frames, language):
    map_ = map_of(frames, Request(TODAY, view="east-med", language=language))
    naming.draw_names(map_, [])
    texts = {letters.line for letters in map_.axes.findobj(lettering.TextLine)}
    islands = ground.names().query("name_en in ['Crete', 'Rhodes', 'Cyprus']")
    assert len(islands) == 3
    assert set(islands[f"name_{language}"]) <= texts
    disputed = map_.scene.waters.query("sign == 'disputed_maritime'")
    waters = disputed.query("km2 > 60000")
    assert set(waters[f"name_{language}"]) <= texts
    for km2 in waters["km2"]:
        assert words.say("map.km2", language, km2=int(km2)) in texts


@pytest.mark.parametrize("view", ["tripoli", "country"])
def test_a_name_leaves_the_sign_on_its_place_free(frames, view):
    map_ = map_of(frames, Request(WAR, view=view))
    named = naming.draw_names(map_, [])
    (tripoli,) = map_.scene.places.query("id == 'tripoli'").geometry
    signs = [labels.around(p.x, p.y, 0) for p in map_.scene.signs_at]
    assert any(abs(x - tripoli.x) < 1 for x, *_ in signs)
    reach = 2.3 / 72 * map_.inch
    on_it = labels.around(tripoli.x, tripoli.y, reach)
    assert not any(labels.overlap(box, on_it) for box in named.places)


def test_the_frame_of_what_an_inset_shows_is_spared(frames):
    map_ = map_of(frames, Request(WAR))
    west, south, east, north = (0.0, 0.0, 1e5, 5e4)
    edges = naming._frame(replace(map_, closer=(west, south, east, north)))
    assert not naming._frame(map_)
    covered = shapely.union_all([shapely.box(*edge) for edge in edges])
    assert covered.contains(shapely.box(west, south, east, north).boundary)
    assert not covered.contains(shapely.Point(5e4, 2.5e4))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_front_is_named_where_it_has_a_name(frames, language):
    map_ = map_of(frames, Request(dt.date(2022, 5, 5), language=language))
    (name,) = map_.scene.named_fronts[f"name_{language}"]
    naming.draw_names(map_, marks.draw_marks(map_))
    written = {letters.line for letters in map_.axes.findobj(lettering.TextLine)}
    lines = [" ".join(name.split()), *captions.folded(name)[-1]]
    assert written & set(lines)
    assert not len(map_of(frames, Request(WAR)).scene.named_fronts)


def test_a_picture_looked_at_small_names_towns_alone_in_larger_type(frames):
    map_ = replace(map_of(frames, Request(WAR, paper="story")), small=True)
    shown = [*rows(naming._shown_places(map_, []), naming._Place)]
    wanted = naming._wanted(map_, shown)
    wide = [label.width > map_.scene.window.width for label, _ in wanted]
    assert wide == [place.symbol != naming.TOWN for place in shown]
    assert any(wide)
    usual = naming._wanted(replace(map_, small=False), shown)
    assert all(a[1].size > b[1].size for a, b in zip(wanted, usual, strict=True))
