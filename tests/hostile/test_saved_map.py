"""The saved map of hostile records in a real browser, with its policy in force."""

import datetime as dt
import json
from pathlib import Path

import pytest

from geo.inputs import own
from geo.layers import read as layers
from geo.records.rows import notes_of
from geo.shown import Shown
from geo.web import html as maps
from geo.web import payload
from geo.words import LANGUAGES
from tests.hostile.conftest import assert_quiet, strict_page
from tests.serving import WAIT_S

DAY = dt.date(2019, 12, 19)


OPEN_PLACES = """pairs => pairs.map(([place, day]) => {
  atlas.setDate(day);
  atlas.select(place);
  return atlas.evidence.popup.getContent().textContent;
})"""

OPEN_FEATURES = """ids => {
  let known;
  atlas.evidence.read(evidence => { known = evidence; });
  const idOf = f => f.layer === 'events' ? known.events[f.id].id : f.agreement;
  return atlas.data.features
  .filter(f => f.layer === 'agreements' ||
    (f.layer === 'events' && ids.includes(idOf(f))))
  .map(f => {
    atlas.evidence.open(f, [27, 17]);
    return [f.layer, idOf(f), atlas.evidence.popup.getContent().textContent];
  });
}"""

OPEN_SEA = """() => {
  const known = JSON.parse(document.getElementById('atlas-evidence-data').textContent);
  return atlas.data.features
  .filter(f => ['maritime_lines', 'claimed_maritime', 'disputed_maritime']
    .includes(f.layer))
  .map(f => {
    const content = document.createElement('div');
    atlas.evidence._describeAtSea(content, f, known);
    return [f.layer, f.id, content.textContent, content.querySelectorAll(
      'script, img, iframe, style, object, [onerror], [onload]').length];
  });
}"""

LINKS = """() => [...document.querySelectorAll('.atlas-evidence a[href]')]
  .map(a => a.href).filter(href => !/^https?:/.test(href))"""


@pytest.fixture(scope="module")
def saved(evil, lines, tmp_path_factory) -> Path:
    """The live map of the hostile records, with a hostile layer of a reader's own."""
    layer = own.read("x.geojson", own_file(lines))
    drawn = payload.own_features({"own-x": layer.collection})
    mine = [{"id": "own-x", "name": lines[0], "shown": True, **drawn}]
    state = Shown(DAY, layers.NAMES)
    path = tmp_path_factory.mktemp("saved") / "map.html"
    text = maps.html(
        evil.frames,
        evil.records,
        state,
        mine,
        title=lines[0],
        note=dict.fromkeys(LANGUAGES, lines[1]),
    )
    path.write_text(text, encoding="utf-8")
    return path


def own_file(lines: list[str]) -> bytes:
    """Return a reader's own file with every text as name, value, key and style."""
    styles = ("fill", "stroke", "marker-color", "stroke-width", "marker-symbol")
    features = [
        {
            "type": "Feature",
            "id": text,
            "geometry": {
                "type": "Point",
                "coordinates": [10 + n % 20 / 2, 22 + n // 20 / 2],
            },
            "properties": {
                "name": text,
                "description": text,
                f"key {text}": "value",
                **dict.fromkeys(styles, text),
            },
        }
        for n, text in enumerate(lines)
    ]
    odd = [{"toString": 1, "name": 2}, ["<b>"], 7, True, None]
    features += [
        {**features[0], "properties": {"name": name, "fill": name}} for name in odd
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection).encode()


def open_saved(page, path: Path) -> None:
    page.goto(path.as_uri())
    page.locator(".atlas-timeline").wait_for()
    assert page.evaluate("window.atlas !== undefined")


@pytest.fixture(scope="module")
def opened(browser, saved):
    """The map opened once, for the tests that read what it shows."""
    with strict_page(browser) as page:
        open_saved(page, saved)
        yield page


def test_places_are_shown_as_typed(opened, evil, lines):
    assert opened.title() == lines[0]
    assert lines[1] in opened.locator(".leaflet-control-attribution").text_content()
    # By day: the map draws what has changed since the one before.
    rows = sorted(evil.records.control[: len(lines)], key=lambda row: row.start)
    pairs = [[row.place_id, row.start.isoformat()] for row in rows]
    texts_shown = opened.evaluate(OPEN_PLACES, pairs)
    sources = evil.records.source_of
    for row, text in zip(rows, texts_shown, strict=True):
        assert row.note in text
        assert all(sources[source].title in text for source in row.source_ids)
    assert opened.evaluate(LINKS) == []
    assert opened.locator(".atlas-evidence").locator("script, img, style").count() == 0
    assert_quiet(opened)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_agreements_events_and_the_sea_are_shown_as_typed(
    opened, evil, lines, language
):
    """Of the events so many that each text is the title and the note of one."""
    events = evil.records.events[: len(lines)]
    assert {getattr(row, f"title_{language}") for row in events} == {*lines}
    assert {notes_of(row)[language] for row in events} == {*lines}
    opened.evaluate("language => atlas.setLanguage(language)", language)
    ids = [row.event_id for row in events]
    texts_shown = opened.evaluate(OPEN_FEATURES, ids)
    assert {*ids} == {shown[1] for shown in texts_shown if shown[0] == "events"}
    names = {
        "agreements": {row.agreement_id: row for row in evil.records.agreements},
        "events": evil.records.event_of,
    }
    for layer, record_id, text in texts_shown:
        row = names[layer][record_id]
        title = "title" if layer == "events" else "name"
        assert getattr(row, f"{title}_{language}") in text
        assert notes_of(row)[language] in text
    for layer, line_id, text, elements in opened.evaluate(OPEN_SEA):
        assert elements == 0
        if layer == "maritime_lines":
            assert notes_of(evil.records.line_of[line_id])[language] in text
    assert opened.evaluate(LINKS) == []
    assert_quiet(opened)


def test_a_readers_own_layer_is_shown_as_typed(opened, lines):
    texts_shown = opened.evaluate(
        """() => atlas.data.own[0].features.map(f => {
          atlas.evidence.open(f, [27, 17]);
          return atlas.evidence.popup.getContent().textContent;
        })"""
    )
    for text, popup in zip(lines, texts_shown[: len(lines)], strict=True):
        assert popup.count(text) >= 3, text
        assert f"key {text}" in popup
    assert '{"toString":1,"name":2}' in texts_shown[len(lines)]
    assert lines[0] in opened.locator(".atlas-legend").text_content()
    fills = opened.evaluate("""() => [...document.querySelectorAll('path[fill]')]
      .map(path => path.getAttribute('fill'))""")
    assert not [fill for fill in fills if "url(" in fill and "url(#" not in fill]
    assert_quiet(opened)


def test_names_on_the_map_are_text(opened, evil):
    opened.evaluate("atlas.setLanguage('en')")
    drawn = opened.locator(".atlas-labels").text_content()
    assert sum(place.name_en in drawn for place in evil.records.places) > 5
    opened.locator(".atlas-timeline").hover()
    assert (
        opened.locator(".atlas-labels, .atlas-timeline").locator("script").count() == 0
    )
    assert_quiet(opened)


ATTACKS = {
    "document.body.append(Object.assign(document.createElement('script'), "
    "{textContent: 'window.hacked=1'}))": ("script-src-elem", "inline"),
    "document.body.insertAdjacentHTML('beforeend', "
    "'<img src=x onerror=window.hacked=1>')": ("script-src-attr", "inline"),
    "fetch('http://hostile.example/x').catch(() => 0)": ("connect-src", "http"),
    "document.body.append(Object.assign(new Image(), "
    "{src: 'http://hostile.example/x.png'}))": ("img-src", "http"),
    "document.body.append(Object.assign(document.createElement('iframe'), "
    "{src: 'http://hostile.example/'}))": ("frame-src", "http"),
    "document.body.insertAdjacentHTML('beforeend', "
    "'<p style=\"background:url(http://hostile.example/x.png)\">')": (
        "style-src-attr",
        "inline",
    ),
}
"""What a text might do, with the directive of the policy that forbids it."""


def test_the_policy_of_a_saved_map_forbids_what_a_text_might_do(strict, saved):
    open_saved(strict, saved)
    assert_quiet(strict)
    for attack, wanted in ATTACKS.items():
        seen = strict.evaluate(
            f"""([directive, blocked, most]) => new Promise(resolve => {{
              setTimeout(() => resolve('nothing forbidden'), most);
              document.addEventListener('securitypolicyviolation', event => {{
                if (event.effectiveDirective === directive
                  && event.blockedURI.startsWith(blocked)) resolve(directive);
              }});
              {attack};
            }})""",
            [*wanted, WAIT_S * 1000],
        )
        assert seen == wanted[0], attack
        assert strict.evaluate("window.hacked") is None, attack


def test_a_saved_map_works_under_its_policy(strict, frames, atlas_records, tmp_path):
    """All that a reader can do to it breaks no rule of its policy."""
    path = tmp_path / "map.html"
    path.write_text(maps.html(frames, atlas_records, Shown(DAY, layers.NAMES)))
    open_saved(strict, path)
    strict.evaluate("atlas.select('sirte')")
    strict.evaluate("atlas.setClaimants(['greece', 'libya'])")
    strict.evaluate("atlas.setLanguage('ar')")
    for name in layers.NAMES:
        strict.evaluate(
            "name => { atlas.setLayer(name, false); atlas.setLayer(name, true) }", name
        )
    strict.evaluate("atlas.setDate('2020-06-10')")
    strict.locator(".leaflet-control-zoom-in").click()
    strict.mouse.move(500, 400)
    strict.mouse.wheel(0, 300)
    strict.locator(".atlas-timeline .atlas-track").press("PageUp")
    assert strict.locator(".atlas-evidence").count() == 1
    assert_quiet(strict)
