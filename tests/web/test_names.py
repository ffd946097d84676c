"""Names, boxes and the first screen of the live map, in a real browser."""

from itertools import combinations

import pytest

from tests.web.conftest import as_first_opened, keeping
from tests.web.map_page import open_file

WIDE, NARROW = {"width": 1339, "height": 760}, {"width": 390, "height": 720}
VIEWS = {
    "country": None,
    "tripoli": "[32.625, 13.275, 9.5]",
    "sirte-jufra": "[30.3, 16.9, 7.5]",
    "east-med": "[33.8, 27.2, 6]",
}

UPRIGHT = """() => [...document.querySelectorAll('.atlas-labels .atlas-label')]
  .filter(label => !label.style.transform.includes('rotate'))
  .map(label => {
    const { x, y, width, height } = label.getBoundingClientRect();
    const kind = label.className.split('-').pop();
    return { text: label.textContent, kind, x, y, width, height };
  })"""
BOXES = """() => [
  ...document.querySelectorAll('.leaflet-control:not([data-away])')
].flatMap(box => box.matches('.atlas-views') ? [...box.children] : [box]).map(box => {
  const { x, y, width, height } = box.getBoundingClientRect();
  return { text: box.className, x, y, width, height };
}).filter(box => box.width && box.height)"""
PLACES = ("city", "town", "site", "region")


def overlap(a: dict, b: dict) -> bool:
    """Return whether two boxes share more than an edge, a pixel of rounding aside."""
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 1.5 and down > 1.5


@pytest.fixture(scope="module")
def kept_wide(context, map_file):
    with keeping(context, map_file, WIDE) as kept:
        yield kept


@pytest.fixture
def wide(kept_wide, request):
    """The map in a window of a page, loaded once, as it was when it was opened."""
    with as_first_opened(kept_wide, request.session) as page:
        yield page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_name_lies_on_another_or_under_a_box(wide, language):
    wide.evaluate("language => atlas.setLanguage(language)", language)
    for name, view in VIEWS.items():
        if view:
            wide.evaluate(f"atlas.show({view})")
        labels, boxes = wide.evaluate(UPRIGHT), wide.evaluate(BOXES)
        assert labels
        for a, b in combinations(labels, 2):
            assert not overlap(a, b), (name, a["text"], b["text"])
        for label in labels:
            assert not any(overlap(label, box) for box in boxes), (name, label["text"])


COASTS_UNDER_NAMES = """() => {
  const { grown, holds, meets } = AtlasFlat;
  const holes = [...document.querySelectorAll('mask#atlas-coasts rect')].slice(1)
    .map(({ x, y, width, height }) => ({
      ...{ x: x.baseVal.value, y: y.baseVal.value },
      ...{ width: width.baseVal.value, height: height.baseVal.value },
    }));
  const rings = atlas.layerSet.base()
    .filter(({ options }) => options.className === 'atlas-coast')
    .flatMap(({ _parts }) => _parts);
  const isOnCoast = name => rings.some(ring =>
    ring.some((at, i) => i > 0 && meets(ring[i - 1], at, grown(name, -2))));
  const names = [...document.querySelectorAll('.atlas-labels .atlas-label')]
    .filter(name => !name.style.transform.includes('rotate'))
    .map(name => {
      const { x, y } = L.DomUtil.getPosition(name);
      const { offsetWidth: width, offsetHeight: height, textContent: text } = name;
      return { x, y, width, height, text };
    })
    .filter(isOnCoast);
  const isCut = name => holes.some(hole => holds(grown(hole, 1), name));
  const whole = names.filter(name => !isCut(name)).map(({ text }) => text);
  return { rings: rings.length, names: names.length, whole };
}"""


UNCUT = """() => ['coasts', 'borders', 'roads', 'lines'].filter(name => {
  const pane = atlas.map.getPane(`atlas-${name}`);
  const drawn = pane.querySelectorAll(':scope > svg > g');
  return ![...drawn].some(lines => lines.querySelector('path'))
    || [...drawn].some(lines => lines.getAttribute('mask') !== `url(#atlas-${name})`);
})"""


def test_lines_of_every_kind_break_off_under_names_whoever_draws_them(wide):
    assert wide.evaluate(UNCUT) == []


def test_coasts_break_off_under_names(wide):
    found = {}
    for name in ("country", "tripoli", "east-med"):
        if VIEWS[name]:
            wide.evaluate(f"atlas.show({VIEWS[name]})")
        found[name] = wide.evaluate(COASTS_UNDER_NAMES)
    assert found["country"]["rings"] > 50
    assert not any(view["whole"] for view in found.values())
    assert sum(view["names"] for view in found.values())


def test_the_first_screen_shows_the_country_its_sea_and_what_they_are_called(
    page, page_text, tmp_path
):
    page.set_viewport_size(WIDE)
    open_file(page, page_text, tmp_path / "map.html")
    bounds = page.evaluate(
        "() => { const b = atlas.map.getBounds();"
        " return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; }"
    )
    assert bounds[0] <= 8.8
    assert bounds[1] <= 19.2
    assert bounds[2] >= 31.0
    assert bounds[3] >= 36.4
    texts = [label["text"] for label in page.evaluate(UPRIGHT)]
    assert {"Crete", "Turkey-Libya memorandum line", "Mediterranean Sea"} <= set(texts)
    assert {"Kufra", "Ghat", "Sabha", "Ghadames", "FEZZAN", "CYRENAICA"} <= set(texts)
    kinds = [label["kind"] for label in page.evaluate(UPRIGHT)]
    assert 22 <= sum(kind in PLACES for kind in kinds) <= 29


def test_the_legend_is_five_rows_and_leaves_the_map_free(wide):
    legend = wide.locator(".atlas-legend")
    box, room = legend.bounding_box(), wide.locator(".folium-map").bounding_box()
    assert box["width"] * box["height"] <= 0.06 * room["width"] * room["height"]
    assert box["x"] + box["width"] < room["width"] / 4
    rows = legend.locator("[data-group=control] label")
    assert rows.count() == 5
    numbers = rows.nth(1).locator(".atlas-number").all_inner_texts()
    assert "–" in numbers[0]
    assert int(numbers[1]) > 100
    assert legend.locator("details[open]").count() == 1


def test_a_group_of_the_legend_explains_what_is_in_view_that_day(wide):
    group = wide.locator("[data-group=sea]")
    group.locator("summary").click()
    dashed = group.get_by_text("Dashed line at sea")
    dashed.wait_for()
    wide.evaluate("atlas.show([27, 17, 8])")
    dashed.wait_for(state="hidden")


def test_on_a_phone_fewer_names_stand_and_none_is_cut(page, page_text, tmp_path):
    page.set_viewport_size(NARROW)
    open_file(page, page_text, tmp_path / "map.html")
    labels = page.evaluate(UPRIGHT)
    assert sum(label["kind"] in PLACES[:3] for label in labels) <= 18
    for label in labels:
        assert label["x"] >= 0
        assert label["x"] + label["width"] <= NARROW["width"]


def test_the_chosen_line_is_named_with_its_day_its_standing_and_its_ends(wide):
    wide.evaluate("atlas.show([34.3, 26.5, 7])")
    wide.evaluate("atlas.selectAgreement('tr-ly-mou-2019')")
    wide.evaluate("void atlas.map.closePopup()")
    wide.evaluate("atlas.show([34.2, 26.6, 7.5])")
    chosen = wide.locator(".atlas-label-chosen").all_text_contents()
    assert sorted(chosen) == ["A", "B", "Turkey-Libya memorandum line"]
    day, standing = wide.locator(".atlas-label-about").all_text_contents()
    assert day == "27 November 2019"
    assert standing.startswith("in force")
    drawn = wide.evaluate(
        """() => atlas.time._tracks.filter(t => t.now?.id === 'tr-ly-2019')
          .map(t => [t.path.options.weight, t.path.options.color])"""
    )
    assert drawn == [[4, wide.evaluate("atlas.data.lines.chosen_line.color")]]


def test_baselines_come_with_the_sea_of_their_state(wide):
    drawn = """() => atlas.time._tracks
      .filter(t => t.now?.role === 'baseline' && atlas.map.hasLayer(t.path)).length"""
    assert wide.evaluate(drawn) == 0
    wide.evaluate("atlas.setClaimants(['libya'])")
    assert wide.evaluate(drawn) > 0


def test_the_map_itself_turns_dark(wide):
    sea = "() => getComputedStyle(atlas.map.getContainer()).backgroundColor"
    fill = """() => {
      const { path } = atlas.time._tracks.find(t => t.now?.camp === 'eastern'
        && !t.now.nominal && atlas.map.hasLayer(t.path));
      let core;
      path.eachLayer(part => { if (part.options.ring === 'core') core = part; });
      return core.options.fillColor;
    }"""
    light = [wide.evaluate(sea), wide.evaluate(fill)]
    wide.evaluate("followTheme('dark')")
    dark = [wide.evaluate(sea), wide.evaluate(fill)]
    assert all(a != b for a, b in zip(light, dark, strict=True))
    wide.evaluate("followTheme('light')")
    assert [wide.evaluate(sea), wide.evaluate(fill)] == light


def test_the_line_of_a_story_is_thick_until_another_is_chosen(wide):
    thick = """() => atlas.time._tracks
      .filter(t => t.now?.layer === 'maritime_lines' && t.path.options.weight === 4)
      .map(t => t.now.id)"""
    assert wide.evaluate(thick) == []
    wide.evaluate("atlas.sea.emphasise(['tr-ly-mou-2019', 'tr-ly-sec-2019'])")
    assert wide.evaluate(thick) == ["tr-ly-2019"]
    assert wide.locator(".atlas-label-chosen").count() == 3
    wide.evaluate("atlas.sea.emphasise([])")
    assert wide.evaluate(thick) == []
