import datetime as dt
import io
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from PIL import Image

from geo import __version__, base, features, layers, selection, snapshot, style, zones
from geo.errors import DateError, LayerError, PlaceError
from geo.snapshot import captions, drawing, labels, naming, panel, scene, signs, window

DAYS = [
    dt.date(2015, 6, 15),
    dt.date(2017, 1, 1),
    dt.date(2019, 4, 1),
    dt.date(2019, 12, 19),
    dt.date(2020, 6, 10),
    dt.date(2026, 1, 31),
]
WAR = dt.date(2019, 12, 19)
TRIPOLI = (32.75, 13.2, 9.5)


@pytest.fixture(scope="module")
def frames(built) -> dict[str, gpd.GeoDataFrame]:
    return {name: layers.read(name, built) for name in layers.NAMES}


def open_png(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def cells_on(frames, day: dt.date) -> gpd.GeoDataFrame:
    shown = [selection.valid(frames[name], day) for name in layers.HELD]
    return pd.concat([frame for frame in shown if len(frame)])


def drawn(shown: scene.Scene, language: str = "en"):
    """Return the sheet, its first map, and what its names cover."""
    figure = snapshot.draw_sheet(shown, None, language, 900)
    axes = figure.axes[0]
    this = drawing.Map(axes, shown, language)
    axes.clear()
    axes.set(xlim=shown.window.box[::2], ylim=shown.window.box[1::2])
    return this, naming.draw_names(this, drawing.draw_map(this))


# ---- the picture


@pytest.mark.parametrize("language", captions.LANGUAGES)
@pytest.mark.parametrize("view", [None, TRIPOLI])
def test_png_has_the_size_asked_for_and_says_what_it_shows(frames, view, language):
    data = snapshot.render_png(frames, WAR, view=view, language=language, width_px=1000)
    picture = open_png(data)
    assert picture.format == "PNG"
    assert picture.width == 1000
    assert 500 < picture.height < 1000
    assert picture.text["Date"] == "2019-12-19"
    assert picture.text["View"] == ("country" if view is None else "32.75,13.2,9.5")
    assert picture.text["Layers"].split(",") == list(layers.NAMES)
    assert picture.text["Software"] == f"Libya Control Atlas {__version__}"
    assert int(picture.text["Sources"]) > 20
    assert len(picture.convert("RGB").getcolors(1 << 20)) > 50


def test_a_wider_picture_is_the_same_sheet_with_more_pixels(frames):
    small, large = (
        open_png(snapshot.render_png(frames, WAR, view=TRIPOLI, width_px=px)).size
        for px in (900, 1800)
    )
    assert large[0] / large[1] == pytest.approx(small[0] / small[1], abs=0.01)


def test_threads_draw_what_one_after_the_other_draws(frames):
    def draw(day):
        return snapshot.render_png(frames, day, view=TRIPOLI, width_px=800)

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(draw, DAYS[2:5]))
    assert together == [draw(day) for day in DAYS[2:5]]
    assert len(set(together)) == 3


def test_a_hidden_layer_leaves_the_picture_and_its_metadata(frames):
    data = snapshot.render_png(frames, WAR, names=["places"], width_px=800)
    assert open_png(data).text["Layers"] == "places"
    assert snapshot.render_png(frames, WAR, names=[], width_px=800)


def test_a_day_after_the_newest_record_is_said_to_be_one(frames):
    shown = scene.compose(frames, dt.date.today(), window.window(TRIPOLI))
    assert shown.newest < dt.date.today()
    figure = snapshot.draw_sheet(shown, None, "en", 900)
    assert any("newest record" in text.get_text() for text in figure.texts)
    figure = snapshot.draw_sheet(
        scene.compose(frames, WAR, window.window(TRIPOLI)), None, "en", 900
    )
    assert not any("newest record" in text.get_text() for text in figure.texts)


def test_the_panel_says_day_meaning_sources_and_version(frames):
    shown = scene.compose(frames, WAR, window.window(TRIPOLI))
    figure = snapshot.draw_sheet(shown, None, "en", 900)
    said = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    assert "19 December" in said
    assert "2019" in said
    assert f"farther than {zones.EVIDENCE_KM:g} km from any place on record" in said
    assert f"{len(shown.source_ids)} sources" in said
    assert "Natural Earth, GeoNames, Libya Control Atlas records" in said
    assert __version__ in said
    top = figure.get_size_inches()[1]
    assert all(0 <= text.get_position()[1] <= top for text in figure.texts)


@pytest.mark.parametrize("language", captions.LANGUAGES)
@pytest.mark.parametrize("view", [None, TRIPOLI])
@pytest.mark.parametrize("day", [DAYS[0], WAR], ids=str)
def test_nothing_in_the_panel_collides_or_leaves_the_sheet(frames, day, view, language):
    shown = scene.compose(frames, day, window.window(view, aspect=1.35))
    figure = snapshot.draw_sheet(shown, None, language, 900)
    boxes = [text.get_window_extent() for text in figure.texts]
    for box in boxes:
        assert box.x0 >= 0
        assert box.x1 <= figure.bbox.width + 1
        assert box.y0 >= 0
    for a, b in combinations(boxes, 2):
        assert not a.overlaps(b)


def test_the_longest_legend_leaves_the_inset_free(frames):
    country = scene.compose(frames, WAR, window.window())
    inset = scene.compose(frames, WAR, window.around(32.66, 13.2, 128e3, 85e3))
    ground = shapely.Point(0, 0).buffer(1e5)
    areas = {
        scene.Ground(camp, look, age): ground
        for camp in scene.CAMPS
        for look in scene.LOOKS
        for age in (0, 1)
    }
    crowded = replace(country, areas=areas, newest=dt.date(2019, 1, 1))
    for language in captions.LANGUAGES:
        figure = snapshot.draw_sheet(crowded, inset, language, 900)
        boxes = [text.get_window_extent() for text in figure.texts]
        assert len(boxes) > 18
        boxes.append(figure.axes[1].bbox)
        for a, b in combinations(boxes, 2):
            assert not a.overlaps(b)


# ---- what it shows


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_legend_explains_just_what_is_on_the_day(frames, day):
    cells = cells_on(frames, day)
    keys = scene.compose(frames, day, window.window()).keys()
    assert len(keys) == len(set(keys))
    assert {key for key in keys if key in scene.CAMPS} == set(cells["camp"])
    attacked = (cells["camp"] != "contested") & (cells["status"] == "contested")
    assert ("under_attack" in keys) == bool((attacked & ~cells["nominal"]).any())
    assert ("nominal" in keys) == bool(cells["nominal"].any())
    fronts = selection.valid(frames["front_lines"], day)
    other = fronts["camps"].map(lambda camps: "other" in list(camps))
    assert ("front_firm" in keys) == bool((fronts["firm"] & ~other).any())
    assert ("front_minor" in keys) == bool((fronts["firm"] & other).any())
    assert ("front_faint" in keys) == bool((~fronts["firm"]).any())
    assert "maritime_lines" in keys


def test_legend_forgets_what_lies_outside_the_view_or_is_switched_off(frames):
    kufra = scene.compose(frames, WAR, window.window((24.2, 23.3, 10)))
    assert "maritime_lines" not in kufra.keys()  # noqa: SIM118
    assert "tripoli" not in kufra.keys()  # noqa: SIM118
    only = scene.compose(frames, WAR, window.window(), ["tripoli_held"])
    keys = set(only.keys())
    assert "tripoli" in keys
    assert keys <= {"tripoli", "under_attack", "nominal", "aged"}


def test_legend_names_the_signs_that_were_drawn(frames):
    shown = scene.compose(frames, WAR, window.window())
    keys = panel.legend_keys(shown, {"oil", "settlement"})
    assert keys == [*shown.keys(), "place_settlement", "place_oil"]
    for language in captions.LANGUAGES:
        for key in keys:
            assert captions.word(key, language)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_dissolved_ground_is_as_large_as_its_cells(frames, day):
    cells = cells_on(frames, day).to_crs(base.EQUAL_AREA)
    melted = scene.dissolve(cells_on(frames, day), day).to_crs(base.EQUAL_AREA)
    for camp in set(cells["camp"]):
        whole = melted[melted["camp"] == camp].area.sum()
        assert whole == pytest.approx(cells[cells["camp"] == camp].area.sum(), rel=1e-6)
    assert melted.area.sum() == pytest.approx(cells.area.sum(), rel=1e-6)


def test_dissolving_leaves_no_seam(frames):
    melted = scene.dissolve(cells_on(frames, WAR), WAR)
    assert not melted.duplicated(list(scene.Ground._fields)).any()
    for shape in melted.geometry:
        for a, b in combinations(shapely.get_parts(shape), 2):
            assert shapely.intersection(a, b).length == 0


def test_ground_that_looks_unlike_is_told_apart():
    square = shapely.box(13, 30, 14, 31)
    cells = gpd.GeoDataFrame(
        {
            "camp": ["tripoli", "tripoli", "contested", "eastern", "no_record"],
            "status": ["held", "contested", "contested", "contested", None],
            "nominal": [False, False, False, True, False],
            "last_seen": ["2019-12-31", "2019-01-01", "2018-06-01", "2017-01-01", None],
        },
        geometry=[shapely.affinity.translate(square, i) for i in range(5)],
        crs=base.WGS84,
    )
    melted = scene.dissolve(cells, dt.date(2019, 7, 1))
    assert set(zip(melted.camp, melted.look, melted.age, strict=True)) == {
        ("tripoli", "held", 0),
        ("tripoli", "under_attack", 1),
        ("contested", "held", 2),
        ("eastern", "nominal", 3),
        ("no_record", "held", 0),
    }


def test_the_legend_explains_paler_ground_where_there_is_any(frames):
    war = scene.compose(frames, WAR, window.window())
    fresh = {g: shape for g, shape in war.areas.items() if not g.age}
    assert 0 < len(fresh) < len(war.areas)
    for areas in (war.areas, fresh):
        keys = replace(war, areas=areas).keys()
        assert (scene.AGED in keys) == (areas is war.areas)


def test_sources_are_those_of_what_is_seen(frames):
    country = scene.compose(frames, WAR, window.window())
    region = scene.compose(frames, WAR, window.window(TRIPOLI))
    assert region.source_ids < country.source_ids
    assert not scene.compose(frames, WAR, window.window(), []).source_ids


# ---- the window


def test_a_regional_window_is_what_the_web_map_shows():
    win = window.window(TRIPOLI)
    metres = 156_543.034 * np.cos(np.radians(32.75)) / 2**9.5
    assert win.width == pytest.approx(1100 * metres)
    assert win.height == pytest.approx(700 * metres)
    assert win.regional
    middle = win.points(gpd.GeoSeries([shapely.Point(13.2, 32.75)]))[0]
    assert middle == pytest.approx((0, 0), abs=1e-3)
    assert window.window(TRIPOLI, aspect=1).height == pytest.approx(win.width)


def test_the_country_window_holds_libya_and_the_line_at_sea(frames):
    for view in (None, (27.0, 17.4, 5.5), (32.75, 13.2, 6.4)):
        win = window.window(view)
        assert not win.regional
        assert shapely.box(*win.box).contains(base.projected_libya())
        line = win.project(frames["maritime_lines"].geometry)[0]
        assert shapely.box(*win.box).contains(line)


@pytest.mark.parametrize("view", [None, TRIPOLI, (24.2, 23.3, 7), (31, 19, 14)])
def test_graticule_crosses_every_window(view):
    kinds = [kind for kind, _, _ in window.graticule(window.window(view))]
    assert 2 <= kinds.count("lon") <= 12
    assert 1 <= kinds.count("lat") <= 12


# ---- looks


@pytest.mark.parametrize("camp", scene.CAMPS)
def test_ground_is_painted_as_the_style_says(camp):
    fill = style.FILLS[camp]
    held, attacked, (nominal,) = (
        drawing.area_looks(scene.Ground(camp, look))
        for look in (scene.HELD, scene.ATTACKED, scene.NOMINAL)
    )
    land = style.PALETTE["land"]
    ground = style.blend(fill.colour, land, style.FILL_OPACITY)
    assert held[0]["facecolor"] == attacked[0]["facecolor"] == ground
    hatch = drawing.HATCHES[fill.mark]
    assert [look["hatch"] for look in held[1:]] == ([hatch] if hatch else [])
    assert attacked[1]["hatch"] == drawing.HATCHES[style.ATTACK.mark]
    assert attacked[1]["hatch_linewidth"] > 2 * 0.5
    assert "hatch" not in nominal
    assert nominal["edgecolor"] == nominal["facecolor"]
    paler = distance(nominal["facecolor"], land) / distance(ground, land)
    assert paler < (0.75 if camp == "no_record" else 0.45)


def test_every_mark_of_the_style_can_be_drawn():
    assert {fill.mark for fill in style.FILLS.values()} <= set(drawing.HATCHES)
    hatches = [drawing.HATCHES[fill.mark] for fill in style.FILLS.values()]
    assert len(set(hatches)) == len(hatches)
    assert drawing.HATCHES[style.ATTACK.mark] not in hatches


def test_firm_lines_are_strong_minor_ones_thin_and_others_faint():
    firm, minor, faint = (
        drawing.line_look(kind) for kind in ("firm", "minor", "faint")
    )
    assert firm["lw"] >= 2 * minor["lw"]
    assert firm["alpha"] > minor["alpha"]
    assert firm["alpha"] > faint["alpha"]
    assert "dashes" in faint
    assert "dashes" not in firm


# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def lab(colour: str, sight: str = "normal") -> np.ndarray:
    """Return CIELAB (D65) of ``#RRGGBB`` as an eye sees it."""
    coded = np.array(list(bytes.fromhex(colour[1:]))) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(SIGHT[sight]) @ linear, 0, 1)
    ratio = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), ratio * 841 / 108 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, sight: str = "normal") -> float:
    """Return the distance of two colours, CIE 1976."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


@pytest.mark.parametrize(
    ("sight", "least"),
    [
        ("normal", 25),
        ("protanopia", 14),
        ("deuteranopia", 14),
        ("tritanopia", 14),
        ("grey", 7),
    ],
)
def test_camps_keep_apart_as_drawn_for_every_eye(sight, least):
    ground = style.PALETTE["land"]
    colours = {
        camp: style.blend(style.PALETTE[camp], ground, style.FILL_OPACITY)
        for camp in scene.CAMPS
    }
    for one, other in combinations(colours, 2):
        apart = distance(colours[one], colours[other], sight)
        assert apart >= least, f"{one} and {other}: {apart:.1f} under {sight}"


# ---- names


@pytest.mark.parametrize("language", captions.LANGUAGES)
@pytest.mark.parametrize("view", [None, TRIPOLI, (31.0, 16.5, 8)])
def test_no_name_covers_another(frames, view, language):
    shown = scene.compose(frames, WAR, window.window(view, aspect=1.35))
    this, named = drawn(shown, language)
    boxes = named.places + named.surroundings
    assert len(boxes) > 10
    for a, b in combinations(boxes, 2):
        assert not labels.overlap(a, b)
    for box in boxes:
        assert labels.inside(box, shown.window.box)
    written = [t for t in this.axes.texts if t.get_zorder() == 40]
    assert len(written) == len(named.places)


@pytest.mark.parametrize("view", [(33.2, 13.9, 9.5), (32.75, 13.2, 9.5), (31, 16.5, 8)])
def test_the_scale_bar_hides_no_city(frames, view):
    shown = scene.compose(frames, WAR, window.window(view, aspect=1.35))
    figure = snapshot.draw_sheet(shown, None, "en", 900)
    this = drawing.Map(figure.axes[0], shown, "en")
    bar = shapely.box(*drawing.draw_map(this)[-1])
    under = shown.places[shapely.within(shown.places.geometry.values, bar)]
    assert not (under["importance"] >= naming.CITY).any()


def test_a_label_that_finds_no_room_goes_without():
    big = labels.Label("one", 0, 0, width=4, height=2, gap=1)
    bounds = (-6.0, -4.0, 6.0, 4.0)
    first, second = labels.place([big, big], labels.Room(bounds))
    assert first == (1.0, -1.0, 5.0, 1.0)
    assert second == (-5.0, -1.0, -1.0, 1.0)
    assert labels.place([big], labels.Room((-1, -1, 1, 1))) == [None]
    everything = labels.place([big], labels.Room(bounds, taken=[bounds]))
    assert everything == [None]
    right = (1.0, -1.0, 2.0, 1.0)
    assert labels.place([big], labels.Room(bounds, spared=[right])) == [second]
    assert labels.place([big], labels.Room(bounds, spared=[bounds])) == [first]


def test_a_coastal_name_stands_on_water():
    north = shapely.box(-10, 0.5, 10, 10)
    town = labels.Label("town", 0, 0, width=4, height=2, gap=1, coastal=True)
    bounds = (-9.0, -9.0, 9.0, 9.0)
    (box,) = labels.place([town], labels.Room(bounds, water=north))
    assert shapely.box(*box).intersection(north).area == pytest.approx(8)


def test_the_name_of_an_area_stays_inside_it():
    land = shapely.Polygon([(0, 0), (10, 0), (10, 10)])
    room = labels.Room((0.0, 0.0, 10.0, 10.0))
    box = labels.place_within(land, (3, 1), room)
    assert land.contains(shapely.box(*box))
    assert labels.place_within(land, (9, 9), room) is None
    near = labels.place_within(land, (1, 1), room, near=(8, 2))
    assert near == (7.5, 1.5, 8.5, 2.5)


def test_important_places_come_first(frames):
    places = scene.compose(frames, WAR, window.window()).places
    assert places["importance"].is_monotonic_decreasing
    points = places.geometry.values
    for point, weight in zip(points, places["importance"], strict=True):
        alone = shapely.dwithin(points, point, scene.ALONE_M).sum() == 1
        assert alone or weight >= scene.COUNTRY_IMPORTANCE
    assert set(places["symbol"]) <= set(drawing.MARKERS)


# ---- Arabic


def test_arabic_is_joined_and_set_from_right_to_left():
    """The first letter of a word stands rightmost, and its letters touch."""
    figure = snapshot.Figure((4, 1), dpi=200)
    canvas = snapshot.FigureCanvasAgg(figure)
    text = figure.text(0.5, 0.5, "طرابلس", fontsize=30, ha="center")
    joined = text.get_window_extent().width
    letters = 0.0
    for letter in "طرابلس":
        text.set_text(letter)
        letters += text.get_window_extent().width
    assert joined < 0.9 * letters

    def ink(word: str) -> np.ndarray:
        text.set_text(word)
        canvas.draw()
        dark = np.asarray(canvas.buffer_rgba())[..., 0] < 128
        return dark[:, dark.any(axis=0)]

    # "alef alef alef alef heh": upright strokes at the right, the loop at the left.
    word = ink("ااااه")
    half = word.shape[1] // 2
    high = np.flatnonzero(word.any(axis=1))[0]
    assert word[high, half:].any()
    assert not word[high, : half // 3].any()


def test_every_arabic_word_of_the_picture_is_arabic():
    for key, english in captions._WORDS["en"].items():
        arabic = captions._WORDS["ar"][key]
        assert arabic != english
        assert any(unicodedata.name(c).startswith("ARABIC") for c in arabic)
    assert captions.month_day(WAR, "ar") == "19 ديسمبر"
    assert captions.spaced("تونس", "ar") == "تونس"
    assert captions.spaced("AB", "en") == "A\u2009B"


def test_arabic_sheets_are_mirrored(frames):
    shown = scene.compose(frames, WAR, window.window(TRIPOLI))
    left, right = (
        snapshot.draw_sheet(shown, None, language, 900).axes[0].get_position().x0
        for language in ("en", "ar")
    )
    assert left < 0.1 < right


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("lon", 12.5, "12.5°E"),
        ("lat", 30, "30°N"),
        ("lat", -5, "5°S"),
        ("lon", 0, "0°"),
    ],
)
def test_degrees(kind, value, written):
    assert captions.degrees(kind, value, "en") == written
    assert captions.degrees("lat", 30, "ar") == "30°ش"


# ---- what is refused


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ({"names": ["airports"]}, LayerError, "'airports' is no layer: use one of "),
        ({"language": "fr"}, LayerError, "language 'fr': use en or ar"),
        ({"width_px": 20}, LayerError, "20 px wide: use 600 to 12000"),
        ({"view": (95, 13, 9)}, PlaceError, "latitude 95 is none"),
        ({"view": (32, 13, 99)}, PlaceError, "zoom 99 is none: use 0 to 20"),
        ({"view": (32, 13, float("nan"))}, PlaceError, "zoom nan is none"),
        ({"view": (89, 13, 9)}, PlaceError, "view 89,13 lies off the map: use "),
    ],
)
def test_what_is_none_is_refused(frames, wrong, error, message):
    with pytest.raises(error, match=re.escape(message)):
        snapshot.render_png(frames, WAR, **wrong)


@pytest.mark.parametrize(
    "day", [dt.date(2014, 5, 15), dt.date.today() + dt.timedelta(1)]
)
def test_a_day_out_of_the_span_is_refused(frames, day):
    with pytest.raises(DateError, match=rf"{day} is out of range: use 2014-05-16 to"):
        snapshot.render_png(frames, day)


def test_a_layer_that_was_not_handed_over_is_refused(frames):
    with pytest.raises(LayerError, match="layer 'places' is to be shown but was not"):
        snapshot.render_png({}, WAR, names=["places"])
    assert set(features.LAYER_OF_CAMP.values()) <= set(frames)


# ---- agreements and events


def test_agreements_stand_by_their_sign_where_they_apply(frames):
    day = dt.date(2020, 1, 6)
    valid = selection.valid(frames["agreements"], day)
    drawn = signs.placed(valid).set_index("agreement_id")
    assert set(drawn["scope"]) == {"point", "line", "area"}
    assert len(drawn) == int((valid["scope"] != "country").sum())
    assert drawn.loc["tr-ly-mou-2019", "sign"] == signs.AREA
    assert drawn.loc["tr-ly-mou-2019", "barred"]
    maltese = drawn.loc["ly-mt-1986"]
    assert (maltese["sign"], maltese["barred"]) == (signs.AREA, False)
    cypriot = drawn.loc["cy-il-2010"]
    assert (cypriot["sign"], cypriot["barred"]) == ("agreement_not_in_force", True)


def test_an_event_fades_for_a_month_and_goes(frames):
    events = frames["events"]
    (event,) = events[events["id"] == "putin-press-2019-12-19"].itertuples()

    def sign_on(day: dt.date) -> list[str]:
        near = signs.by_age(selection.recent(events, day), day)
        return list(near.loc[near["id"] == event.id, "sign"])

    first = event.valid_from.date()
    last_seen = event.valid_to.date() + dt.timedelta(days=style.EVENT_DAYS - 1)
    assert sign_on(first - dt.timedelta(days=1)) == []
    assert sign_on(first) == [signs.EVENT]
    assert sign_on(event.valid_to.date()) == [signs.PAST]
    assert sign_on(last_seen) == [signs.PAST]
    assert sign_on(last_seen + dt.timedelta(days=1)) == []


def test_the_legend_explains_just_the_signs_that_are_there(frames):
    shown = scene.compose(frames, dt.date(2020, 1, 6), window.window())
    # Those in force on that day have a line of their own, and no sign.
    assert set(shown.keys()) >= set(signs.KEYS) - {signs.EVENT, "agreement_in_force"}
    only = scene.compose(frames, dt.date(2020, 1, 6), window.window(), ["events"])
    assert set(only.keys()) <= {signs.EVENT, signs.PAST}


@pytest.mark.parametrize("key", [key for key in signs.KEYS if key != signs.AREA])
def test_every_sign_looks_unlike_the_others(key):
    others = [other for other in signs.KEYS if other != signs.AREA]
    looks = {other: str(signs.sign_looks(other)) for other in others}
    assert [other for other in looks if looks[other] == looks[key]] == [key]
