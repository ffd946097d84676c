import numpy as np
import pytest

from geo import style
from geo.layers import prominence as places
from geo.pictures import changes, drawing, scene, signs
from geo.style.layers import CAMPS
from tests.pictures.sight import distance, lab

THEMES = (style.LIGHT, style.DARK)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("camp", CAMPS)
def test_ground_is_painted_as_the_style_says(camp, theme):
    land = theme.palette["land"]
    for ring in style.RINGS:
        fill = style.ringed(theme.fills[camp], ring, land)
        ground, *pattern = drawing.area_looks(scene.Ground(camp, ring), theme)
        assert ground["facecolor"] == ground["edgecolor"] == fill.colour
        hatch = signs.HATCHES[fill.mark]
        assert [look["hatch"] for look in pattern] == ([hatch] if hatch else [])


@pytest.mark.parametrize("age", range(5))
def test_the_dot_of_a_place_shows_its_holder_and_the_age_of_that(age):
    colour, halo = style.PALETTE["eastern"], style.PALETTE["halo"]
    look = drawing.marker_look("air", 3.0, camp="eastern", age=age)
    faces = (colour, style.blend(colour, halo, 0.5), halo)
    assert look["markerfacecolor"] == faces[min(age, 2)]
    assert (look["markeredgecolor"] == colour) == (age > 1)


@pytest.mark.parametrize("theme", THEMES)
def test_every_mark_of_the_style_can_be_drawn(theme):
    assert {fill.mark for fill in theme.fills.values()} <= set(signs.HATCHES)
    hatches = [signs.HATCHES[fill.mark] for fill in theme.fills.values()]
    assert len(set(hatches)) == len(hatches)


def test_firm_lines_are_strong_and_minor_ones_thin():
    firm, minor = (drawing.line_look(kind) for kind in ("firm", "minor"))
    assert firm["lw"] >= 2 * minor["lw"]
    assert firm["alpha"] > minor["alpha"]


@pytest.mark.parametrize("theme", THEMES)
def test_gained_ground_stands_out_from_what_stayed(theme):
    land = theme.palette["land"]
    for camp in CAMPS[:4]:
        gained, nominal, stayed = (
            drawing.area_looks(scene.Ground(camp, look), theme)
            for look in changes.LOOKS
        )
        filled, bare, pale = (
            distance(looks[0]["facecolor"], land) for looks in (gained, nominal, stayed)
        )
        assert filled > 1.5 * pale > 3 * bare
        lines, faint = nominal[1], stayed[1]
        assert lines["hatch_linewidth"] > 2 * faint["hatch_linewidth"]
        assert distance(lines["hatchcolor"], land) > distance(faint["hatchcolor"], land)


def luminance(colour: str) -> float:
    coded = np.array(list(bytes.fromhex(colour[1:]))) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 12),
        ("quiet_ink", "paper", 4.5),
        ("ink", "halo", 12),
        ("quiet_ink", "land_abroad", 4.5),
        ("sea_ink", "sea", 4.5),
        ("claim", "sea", 3),
        ("chosen", "sea", 4.5),
        ("maritime", "sea", 4.5),
        ("front", "land", 10),
    ],
)
def test_words_and_lines_can_be_read_on_their_ground(theme, ink, ground, least):
    one, other = (luminance(theme.palette[name]) for name in (ink, ground))
    ratio = (max(one, other) + 0.05) / (min(one, other) + 0.05)
    assert ratio >= least


def test_the_two_themes_name_the_same_things():
    assert set(style.DARK.palette) == set(style.LIGHT.palette)
    assert set(style.DARK.fills) == set(style.LIGHT.fills)
    assert set(style.DARK.lines) == set(style.LIGHT.lines)
    assert lab(style.DARK.palette["land"])[0] < 25 < lab(style.LIGHT.palette["land"])[0]
    marks = [
        {camp: fill.mark for camp, fill in theme.fills.items()} for theme in THEMES
    ]
    assert marks[0] == marks[1]


def test_every_place_has_a_sign():
    assert set(places.SYMBOLS) == set(drawing.MARKERS)
