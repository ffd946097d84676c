"""Colours and type of the live map's style sheets come from one place."""

import re
from itertools import chain

import pytest

from geo.style import FILLS, page
from geo.web import css
from geo.web import html as maps

STYLES = sorted(maps.WEB.rglob("*.css"))
SCRIPTS = sorted(maps.WEB.rglob("*.js"))
GEO = maps.WEB.parents[1]
PYTHON = [GEO.parent / "app.py", *sorted(GEO.rglob("*.py"))]
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklch|hwb)a?\(|:\s*(?:white|black)\b", re.I
)


@pytest.mark.parametrize("path", STYLES + SCRIPTS, ids=lambda path: path.name)
def test_scripts_and_style_sheets_name_no_colour_of_their_own(path):
    assert COLOUR.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_rule_swallows_those_that_follow(path):
    """Where a brace is missing, browsers read what follows as rules within a rule."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    depth = 0
    for line in filter(None, text.splitlines()):
        if not line[0].isspace() and line[0] != "}":
            assert depth == 0, line
        depth += line.count("{") - line.count("}")
    assert depth == 0


def test_no_other_module_names_a_colour():
    named = {
        path.relative_to(GEO.parent).parts[:2]
        for path in PYTHON
        if re.search(r'"#[0-9a-f]{3,8}"', path.read_text(encoding="utf-8"), re.I)
    }
    assert named == {("geo", "style")}


def test_names_are_measured_and_drawn_in_the_typefaces_of_the_page():
    assert f"--atlas-family:{page.FAMILY}" in css.map_colours()
    assert all(font["css"].endswith(page.FAMILY) for font in page.FONTS.values())


def test_every_colour_is_defined_and_used():
    text = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    used = set(re.findall(r"var\(--atlas-([\w-]+)\)", text)) - {"shade", "family"}
    camps = {f"camp-{camp}" for camp in FILLS}
    assert used == {*page.GROUND, *page.BOXES, *page.PANELS, *page.BANNER, *camps}


def test_a_dark_page_gives_all_of_it_a_colour_too():
    assert page.DARK_BOXES.keys() == page.BOXES.keys()
    assert page.DARK_GROUND.keys() == page.GROUND.keys()


def test_colours_are_colours():
    ground = (page.GROUND, page.DARK_GROUND)
    groups = (*ground, page.BOXES, page.DARK_BOXES, page.PANELS, page.BANNER)
    colours = chain.from_iterable(group.values() for group in groups)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)


def test_the_map_gets_every_colour_as_a_variable():
    text = css.map_colours()
    assert text.startswith(":root{--atlas-sea:#DCE8EE;")
    assert ':root[data-theme="dark"]{--atlas-sea:#17242D;' in text
    assert "--atlas-paper:#171B21;" in text
