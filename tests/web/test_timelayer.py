"""Valid-time features on the map's clock: each day shows what is valid on it."""

import datetime as dt

import numpy as np
import pytest

from geo.errors import LayerError, UploadError
from geo.web import html as maps
from tests.web.map_page import SQUARES, open_file


def test_the_script_agrees_with_the_layers_on_every_change(opened_map, frames):
    first, last = opened_map.evaluate("atlas.span")
    days = {str(day)[:10] for frame in frames.values() for day in frame["valid_from"]}
    days = sorted(day for day in days if first <= day <= last)
    days = [*days[::7], *days[::-11]]
    counted = opened_map.evaluate(
        "days => days.map(day => {atlas.setDate(day); return atlas.layers()})", days
    )
    spans = {
        name: (frame["valid_from"].to_numpy(), frame["valid_to"].to_numpy())
        for name, frame in frames.items()
    }
    for day, counts in zip(days, counted, strict=True):
        for layer in counts:
            if layer["id"] == "places":
                continue
            since, until = spans[layer["id"]]
            valid = (since <= np.datetime64(day)) & ~(until <= np.datetime64(day))
            assert layer["count"] == int(valid.sum())
            frame = frames[layer["id"]]
            if "nominal" in frame:
                assert layer["nominal"] == int((valid & frame["nominal"]).sum())


def test_a_step_restyles_only_what_changed(opened_map):
    restyled = opened_map.evaluate(
        """() => {
          let count = 0;
          const restyle = atlas.time._restyle;
          atlas.time._restyle = function (tracks, map) {
            count += tracks.size;
            restyle.call(this, tracks, map);
          };
          atlas.setDate('2019-12-20'); const one = count;
          count = 0; atlas.setDate('2015-01-01');
          delete atlas.time._restyle;
          return [one, count];
        }"""
    )
    tracks = opened_map.evaluate("atlas.time._tracks.length")
    assert restyled[0] < tracks / 5 < restyled[1]


PICTURE = """() => [...document.querySelectorAll('path.leaflet-interactive')]
  .map(path => path.getAttribute('d') + path.getAttribute('fill')).sort()"""


def test_wherever_one_comes_from_a_day_looks_the_same(
    opened_map, page, page_text, tmp_path
):
    """Stepping touches a few paths at a time; a fresh start draws all of them."""
    opened_map.evaluate(
        """() => {
          for (const day of ['2014-06-01', '2026-11-01', '2016-05-20', '2019-04-20']) {
            atlas.setDate(day);
          }
        }"""
    )
    walked = opened_map.evaluate(PICTURE)
    fresh = page_text.replace('"date":"2019-12-19"', '"date":"2019-04-20"')
    assert fresh != page_text
    open_file(page, fresh, tmp_path / "map.html")
    assert page.evaluate("atlas.date") == "2019-04-20"
    assert page.evaluate(PICTURE) == walked


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


@pytest.mark.parametrize(
    ("collection", "message"),
    [
        (None, "must be a GeoJSON FeatureCollection, and is NoneType"),
        ({"type": "FeatureCollection"}, "whose features are no list"),
        ({"type": "FeatureCollection", "features": [5]}, "must be a GeoJSON Feature"),
        (SQUARES | {"features": [{"type": "Feature", "geometry": {}}]}, "has no place"),
        ({"type": "Point", "coordinates": [331650, 3641637]}, "must be degrees"),
    ],
)
def test_what_is_no_geojson_is_refused_in_one_message(collection, message):
    with pytest.raises(UploadError, match=f"^mine: .*{message}"):
        maps.time_page({"mine": collection}, dt.date(2019, 1, 1))


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


def test_an_unknown_renderer_is_refused():
    with pytest.raises(LayerError, match="no renderer 'webgl': use svg or canvas"):
        maps.time_page({}, dt.date(2019, 12, 19), "webgl")
