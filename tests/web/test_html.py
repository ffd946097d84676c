"""The Folium map as one file: what goes in, and that it keeps to itself."""

import dataclasses
import datetime as dt
import re

import attrs
import pytest
import shapely
from playwright.sync_api import Error, expect

from geo import style
from geo.errors import LayerError
from geo.web import html as maps
from geo.web.payload import State

DAY = dt.date(2019, 12, 19)


@pytest.fixture(scope="module")
def page_text(frames, atlas_records):
    return maps.html(frames, atlas_records, State(DAY))


def test_asks_for_no_script_style_or_picture_from_elsewhere(page_text):
    assert "<link" not in page_text
    assert re.findall(r"<script[^>]+src", page_text) == []
    assert re.findall(r"<(?:img|iframe)[^>]+src=['\"]?http", page_text) == []
    assert re.findall(r"url\((?!#)[^)$]*\)", page_text) == []


def test_the_page_names_the_sources_of_its_base(page_text):
    for name in ("Natural Earth", "GeoNames", "OpenStreetMap"):
        assert name in page_text


def test_on_a_phone_the_sources_leave_the_scale_bar_free(page, page_text, tmp_path):
    page.set_viewport_size({"width": 320, "height": 700})
    open_file(page, page_text, tmp_path / "map.html")
    scale, told = (
        page.locator(f".leaflet-control-{name}").bounding_box()
        for name in ("scale", "attribution")
    )
    assert scale["x"] + scale["width"] < told["x"]
    assert told["x"] + told["width"] <= 320


HOSTILE = '</script><img src=x onerror="window.hacked=1">\'"\u202e<!--'


def test_hostile_text_stays_text(page, frames, atlas_records, tmp_path):
    def spoilt(table, **texts):
        return tuple(attrs.evolve(row, **texts) for row in table)

    control = spoilt(atlas_records.control, note=HOSTILE)
    places = spoilt(atlas_records.places, name_en=HOSTILE, name_ar=HOSTILE)
    sources = spoilt(atlas_records.sources, title=HOSTILE, url="javascript:hacked=1")
    hostile = dataclasses.replace(
        atlas_records, control=control, places=places, sources=sources
    )
    path = tmp_path / "hostile.html"
    path.write_text(maps.html(frames, hostile, State(DAY)), encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    page.evaluate("atlas.select('sirte')")
    popup = page.locator(".atlas-evidence")
    assert HOSTILE in popup.locator(".atlas-note").text_content()
    assert popup.locator("img, a").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.errors == []


def test_the_script_agrees_with_the_layers_on_every_change(
    page, frames, page_text, tmp_path
):
    path = tmp_path / "map.html"
    path.write_text(page_text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    first, last = page.evaluate("atlas.span")
    days = {str(day)[:10] for frame in frames.values() for day in frame["valid_from"]}
    days = sorted(day for day in days if first <= day <= last)
    days = [*days[::7], *days[::-11]]
    counted = page.evaluate(
        "days => days.map(day => {atlas.setDate(day); return atlas.layers()})", days
    )
    for day, told in zip(days, counted, strict=True):
        for layer in told:
            if layer["id"] == "places":
                continue
            frame = frames[layer["id"]]
            since = frame["valid_from"].astype(str).str[:10] <= day
            ends = frame["valid_to"].astype(str).str[:10]
            open_ended = frame["valid_to"].isna()
            valid = since & (open_ended | (ends > day))
            assert layer["count"] == int(valid.sum())
            if "nominal" in frame:
                assert layer["nominal"] == int((valid & frame["nominal"]).sum())


def open_file(page, text, path):
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_function("window.atlas !== undefined")


def test_a_step_restyles_only_what_changed(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    restyled = page.evaluate(
        """() => {
          let count = 0;
          const restyle = atlas.time._restyle;
          atlas.time._restyle = function (tracks, map) {
            count += tracks.size;
            restyle.call(this, tracks, map);
          };
          atlas.setDate('2019-12-20'); const one = count;
          count = 0; atlas.setDate('2015-01-01'); return [one, count];
        }"""
    )
    tracks = page.evaluate("atlas.time._tracks.length")
    assert restyled[0] < tracks / 5 < restyled[1]


PICTURE = """() => [...document.querySelectorAll('path.leaflet-interactive')]
  .map(path => path.getAttribute('d') + path.getAttribute('fill')).sort()"""


def test_wherever_one_comes_from_a_day_looks_the_same(page, page_text, tmp_path):
    """Stepping touches a few paths at a time; a fresh start draws all of them."""
    path = tmp_path / "map.html"
    open_file(page, page_text, path)
    page.evaluate(
        """() => {
          for (const day of ['2014-06-01', '2026-11-01', '2016-05-20', '2019-04-20']) {
            atlas.setDate(day);
          }
        }"""
    )
    walked = page.evaluate(PICTURE)
    fresh = page_text.replace('"date":"2019-12-19"', '"date":"2019-04-20"')
    assert fresh != page_text
    open_file(page, fresh, path)
    assert page.evaluate("atlas.date") == "2019-04-20"
    assert page.evaluate(PICTURE) == walked


SQUARES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": shapely.geometry.mapping(shapely.box(x, 25, x + 2, 27)),
            "properties": {"valid_from": start, "valid_to": end, "fill": fill},
        }
        for x, start, end, fill in (
            (14, "2019-01-01", "2019-02-01", "#ff0000"),
            (14, "2019-02-01", None, "#0000ff"),
            (16, "2019-01-15", "2019-03-01", "url(http://evil.test/x.svg#a)"),
        )
    ],
}


@pytest.mark.parametrize("renderer", maps.RENDERERS)
def test_any_valid_time_geojson_runs_on_the_same_clock(page, tmp_path, renderer):
    text = maps.time_page({"squares": SQUARES}, dt.date(2019, 1, 1), renderer)
    open_file(page, text, tmp_path / "squares.html")
    counts = page.evaluate(
        """['2019-01-01', '2019-01-20', '2019-02-01', '2019-03-01'].map(
          day => {atlas.setDate(day); return atlas.layers()[0].count})"""
    )
    assert counts == [1, 2, 2, 1]
    assert len(text.split('"coordinates":[[[16')) == 2
    page.evaluate("atlas.setLayer('squares', false)")
    assert page.evaluate("atlas.layers()[0].shown") is False
    assert page.outside == []
    assert page.errors == []


COLOUR_AT = """([lat, lng]) => {
  const { x, y } = atlas.map.latLngToLayerPoint([lat, lng]);
  const canvas = document.querySelector('.leaflet-atlas-own-areas-pane canvas')
    ?? document.querySelector('canvas.leaflet-zoom-animated');
  const origin = L.DomUtil.getPosition(canvas);
  const scale = canvas.width / canvas.clientWidth;
  const pixel = [(x - origin.x) * scale, (y - origin.y) * scale];
  return [...canvas.getContext('2d').getImageData(...pixel, 1, 1).data].slice(0, 3);
}"""


def test_the_canvas_shows_each_day_what_is_valid(page, tmp_path):
    text = maps.time_page({"squares": SQUARES}, dt.date(2019, 1, 1), "canvas")
    open_file(page, text, tmp_path / "squares.html")
    seen = []
    for day in ("2019-01-20", "2019-02-10", "2019-01-20"):
        page.evaluate("day => atlas.setDate(day)", day)
        seen.append(page.evaluate(COLOUR_AT, [26, 15]))
    assert seen == [[255, 0, 0], [0, 0, 255], [255, 0, 0]]
    later = {**SQUARES, "features": SQUARES["features"][2:]}
    text = maps.time_page({"squares": later}, dt.date(2019, 1, 1), "canvas")
    open_file(page, text, tmp_path / "later.html")
    page.evaluate("atlas.setDate('2019-01-20'); atlas.setDate('2019-01-10')")
    assert page.evaluate(COLOUR_AT, [26, 17]) == [0, 0, 0]


def test_a_renderer_nobody_knows_is_refused():
    with pytest.raises(LayerError, match="no renderer 'webgl': use svg or canvas"):
        maps.time_page({}, DAY, "webgl")


def test_a_layer_of_ones_own_joins_and_leaves(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate(
        "collection => atlas.addLayer({id: 'mine', name: 'Mine', collection})", SQUARES
    )
    (mine,) = [x for x in page.evaluate("atlas.layers()") if x["id"] == "mine"]
    assert mine == {
        "id": "mine",
        "name": "Mine",
        "shown": True,
        "count": 1,
        "nominal": 0,
    }
    page.evaluate("atlas.setDate('2019-02-10')")
    blue = page.locator("path[fill='#0000ff']")
    assert blue.count() == 1
    blue.dispatch_event("click")
    assert page.locator(".atlas-evidence").inner_text().startswith("Mine")
    with pytest.raises(Error, match="layer mine is there already"):
        page.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", SQUARES)
    page.evaluate("atlas.removeLayer('mine')")
    assert blue.count() == 0
    assert page.locator("[data-layer=mine]").count() == 0
    with pytest.raises(Error, match="places is a layer of the atlas: hide it"):
        page.evaluate("atlas.removeLayer('places')")


def feature(properties, geometry=None):
    geometry = geometry or {"type": "Point", "coordinates": [13.2, 32.9]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"valid_from": "31/12/2019"}, "feature 1: valid_from 31/12/2019 is no date"),
        ({"valid_from": "2020", "valid_to": "2019"}, "must come after valid_from"),
    ],
)
def test_a_layer_that_is_refused_leaves_no_trace(
    page, page_text, tmp_path, bad, message
):
    open_file(page, page_text, tmp_path / "map.html")
    state = "[atlas.layers(), document.querySelector('.atlas-legend').innerHTML]"
    before = page.evaluate(state)
    add = "features => atlas.addLayer({id: 'mine', collection: {features}})"
    with pytest.raises(Error, match=message):
        page.evaluate(add, [feature(bad)])
    assert page.evaluate(state) == before
    page.evaluate("atlas.setLanguage('ar'); atlas.setDate('2020-01-01')")
    page.evaluate(add, [feature({"valid_from": "2019-12"})])
    assert page.evaluate("atlas.layers().at(-1).count") == 1


def test_a_layer_from_outside_is_drawn_as_one_of_a_file_is(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    points = {"type": "MultiPoint", "coordinates": [[13.2, 32.9], [20.1, 32.1]]}
    no_place = {"type": "Feature", "properties": {}, "geometry": None}
    collection = {"features": [feature(None), feature({}, points), no_place]}
    page.evaluate("c => atlas.addLayer({id: 'mine', collection: c})", collection)
    assert page.evaluate("atlas.layers().at(-1).count") == 3
    marks = page.locator(".leaflet-atlas-own-pane path")
    assert marks.count() == 3
    marks.first.dispatch_event("click")
    assert page.locator(".atlas-evidence h3").inner_text() == "mine"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_is_as_wide_as_it_is_thought_to_be(page, page_text, tmp_path, language):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate("language => atlas.setLanguage(language)", language)
    names = page.evaluate(
        """() => [...document.querySelectorAll('.atlas-label')].map(label => {
          const text = document.createRange();
          text.selectNodeContents(label);
          const gaps = 6;
          const drawn = text.getBoundingClientRect().width;
          return [label.className, drawn, parseFloat(label.style.width) - gaps];
        })"""
    )
    assert {"atlas-label-country", "atlas-label-sea", "atlas-label-city"} <= {
        kind.split()[1] for kind, _, _ in names
    }
    for kind, drawn, thought in names:
        assert drawn == pytest.approx(thought, abs=1), kind


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("atlas.setDate('yesterday')", "yesterday is no date: write 2019-12-19"),
        (
            "atlas.setDate('2014-05-15')",
            "2014-05-15 is out of range: use 2014-05-16",
        ),
        ("atlas.show([32.9, 13.2])", r"32.9,13.2 is no view: write \[32.9, 13.2, 9\]"),
        ("atlas.setLanguage('fr')", "no language fr: use en, ar"),
        ("atlas.setLayer('oil', true)", "oil is no layer"),
        ("atlas.select('atlantis')", "atlantis is no place"),
    ],
)
def test_the_interface_refuses_what_it_does_not_know(
    page, page_text, tmp_path, call, message
):
    open_file(page, page_text, tmp_path / "map.html")
    with pytest.raises(Error, match=message):
        page.evaluate(call)


def test_an_open_popup_follows_the_date(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    popup = page.locator(".atlas-evidence")
    page.evaluate("atlas.select('sirte')")
    assert "Government of National Accord" in popup.inner_text()
    page.evaluate("atlas.setDate('2016-03-01')")
    assert "Islamic State" in popup.inner_text()
    page.evaluate("atlas.select(null)")
    expect(popup).to_have_count(0)


def test_events_tell_that_a_date_is_painted(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    painted = page.evaluate(
        """() => new Promise(resolve => {
          window.addEventListener('atlas:painted', e => {
            if (e.detail.date === '2020-06-10') resolve(e.detail.date);
          });
          atlas.setDate('2020-06-10');
        })"""
    )
    assert painted == "2020-06-10"


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "a <b>: the map could not read"), ("ar", "a <b>: تعذر على الخريطة")],
)
def test_a_notice_says_what_went_wrong(page, page_text, tmp_path, language, says):
    open_file(page, page_text, tmp_path / "map.html")
    notices = page.get_by_role("alert")
    expect(notices).to_be_hidden()
    page.evaluate("atlas.notices.add('own-1', 'own_unreadable', 'a <b>')")
    page.evaluate("language => atlas.setLanguage(language)", language)
    expect(notices).to_be_visible()
    assert notices.inner_text().startswith(says)
    page.evaluate("atlas.notices.remove('own-1')")
    expect(notices).to_be_hidden()


def plain_text(popup) -> str:
    """Return what a popup says, without the marks that isolate dates."""
    return re.sub("[\u2066\u2069]", "", popup.inner_text())


def signs_drawn(page, layer: str) -> list[dict]:
    return page.evaluate(
        """layer => atlas.time._tracks
          .filter(t => t.now && t.now.layer === layer && atlas.map.hasLayer(t.path))
          .map(t => {
            // The renderer knows the whole map, which nobody wants to be sent.
            const { renderer, sign, ...look } = t.path.options;
            return {id: t.now.id, agreement: t.now.agreement, ...look};
          })""",
        layer,
    )


@pytest.mark.parametrize(("language", "edge"), [("en", "left"), ("ar", "right")])
def test_a_popup_runs_from_where_its_language_begins(
    page, page_text, tmp_path, language, edge
):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate(f"atlas.setLanguage('{language}'); atlas.select('sirte')")
    off = page.locator(".atlas-evidence h3").evaluate(
        """(heading, edge) => {
          const text = document.createRange();
          text.selectNodeContents(heading);
          const sides = [heading, text].map((one) => one.getBoundingClientRect());
          const [outer, inner] = sides.map((side) => side[edge]);
          return Math.abs(outer - inner);
        }""",
        edge,
    )
    assert off < 1


def test_an_agreement_shows_how_it_stands(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate("atlas.selectAgreement('tr-ly-mou-2019')")
    popup = page.locator(".atlas-evidence")
    text = plain_text(popup)
    assert "in force: Turkey, Government of National Accord, since 2019-12-08" in text
    assert "opposed: Egypt, Greece, Cyprus" in text
    page.evaluate("atlas.setDate('2019-12-01')")
    assert "signed, not in force" in plain_text(popup)
    page.evaluate("atlas.setDate('2021-02-01')")
    text = plain_text(popup)
    assert "in force" in text
    assert "annulled: Court of Appeal in Bayda, since 2021-01-27" in text


def test_an_agreement_along_a_line_bears_its_sign(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate("atlas.show([34, 26, 9])")

    def sign(day: str) -> dict | None:
        page.evaluate("day => atlas.setDate(day)", day)
        return page.evaluate(
            """() => {
              const found = atlas.time._tracks.find(
                (t) => t.now?.agreement === 'tr-ly-mou-2019' && t.path._sign?._map);
              if (!found) return null;
              const { renderer, ...look } = found.path._sign.options;
              return look;
            }"""
        )

    signed, in_force, annulled = map(sign, ("2019-12-01", "2019-12-15", "2021-02-01"))
    assert signed["fillColor"] == style.PALETTE["halo"]
    assert in_force["fillColor"] == style.PALETTE["agreement"]
    assert in_force["barred"]  # Greece, Egypt and Cyprus object
    assert annulled["barred"]
    page.evaluate("atlas.show([34, 26, 6])")
    assert sign("2019-12-15") is None  # the line is too short there
    page.evaluate("atlas.show([34, 26, 9])")
    assert sign("2019-12-15")
    page.evaluate("atlas.setLayer('agreements', false)")
    assert sign("2019-12-15") is None


def test_an_agreement_on_the_country_is_outlined_while_selected(
    page, page_text, tmp_path
):
    open_file(page, page_text, tmp_path / "map.html")
    page.evaluate("atlas.setDate('2020-10-25')")

    def outlined() -> bool:
        drawn = {sign["agreement"] for sign in signs_drawn(page, "agreements")}
        return "ceasefire-oct2020" in drawn

    assert not outlined()
    page.evaluate("atlas.selectAgreement('ceasefire-oct2020')")
    assert outlined()
    page.evaluate("atlas.selectAgreement(null)")
    assert not outlined()
    with pytest.raises(Error, match="yalta is no agreement"):
        page.evaluate("atlas.selectAgreement('yalta')")


def test_an_event_lingers_for_a_month(page, page_text, tmp_path):
    open_file(page, page_text, tmp_path / "map.html")

    def opacity(day: str) -> list[float]:
        page.evaluate("day => atlas.setDate(day)", day)
        return [
            sign["fillOpacity"]
            for sign in signs_drawn(page, "events")
            if sign["id"] == "putin-press-2019-12-19"
        ]

    seen = [opacity(day) for day in ("2019-12-18", "2019-12-19", "2019-12-20")]
    assert seen == [[], [1], [0.45]]
    assert opacity("2020-01-18") == [0.45]
    assert opacity("2020-01-19") == []


def test_the_timeline_marks_every_event_and_every_new_standing(
    page, page_text, frames, tmp_path
):
    open_file(page, page_text, tmp_path / "map.html")
    marks = page.evaluate("atlas.timeline.strip.marks.map(m => [m.kind, m.date])")
    for kind, name in (("agreement", "agreements"), ("event", "events")):
        days = frames[name]["valid_from"].astype(str).str[:10]
        expected = sorted(day for day in days if day >= "2014-05-16")
        assert sorted(day for told, day in marks if told == kind) == expected
