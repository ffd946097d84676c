"""Signs of agreements and events on the map, and their marks on the timeline."""

import pytest
from playwright.sync_api import Error

from geo import style
from geo.style.looks import SIGNS
from tests.web.map_page import plain_text, signs_drawn


def test_an_agreement_shows_how_it_stands(opened_map):
    opened_map.evaluate("atlas.selectAgreement('tr-ly-mou-2019')")
    popup = opened_map.locator(".atlas-evidence")
    text = plain_text(popup)
    assert "in force: Turkey, Government of National Accord, since 2019-12-08" in text
    assert "opposed: Egypt, Greece, Cyprus" in text
    opened_map.evaluate("atlas.setDate('2019-12-01')")
    assert "signed" in plain_text(popup)
    opened_map.evaluate("atlas.setDate('2021-02-01')")
    text = plain_text(popup)
    assert "in force" in text
    assert "annulled: Court of Appeal in Bayda, since 2021-01-27" in text


def test_an_agreement_along_a_line_bears_its_sign(opened_map):
    opened_map.evaluate("atlas.show([34, 26, 9])")

    def sign(day: str) -> dict | None:
        opened_map.evaluate("day => atlas.setDate(day)", day)
        return opened_map.evaluate(
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
    opened_map.evaluate("atlas.show([34, 26, 6])")
    assert sign("2019-12-15") is None  # the line is too short there
    opened_map.evaluate("atlas.show([34, 26, 9])")
    assert sign("2019-12-15")
    opened_map.evaluate("atlas.setLayer('agreements', false)")
    assert sign("2019-12-15") is None


def test_an_agreement_on_the_country_is_outlined_while_selected(opened_map):
    opened_map.evaluate("atlas.setDate('2020-10-25')")

    def outlined() -> bool:
        drawn = {sign["agreement"] for sign in signs_drawn(opened_map, "agreements")}
        return "ceasefire-oct2020" in drawn

    assert not outlined()
    opened_map.evaluate("atlas.selectAgreement('ceasefire-oct2020')")
    assert outlined()
    opened_map.evaluate("atlas.selectAgreement(null)")
    assert not outlined()
    with pytest.raises(Error, match="yalta is no agreement"):
        opened_map.evaluate("atlas.selectAgreement('yalta')")


def test_an_event_lingers_for_a_month(opened_map):

    def opacity(day: str) -> list[float]:
        opened_map.evaluate("day => atlas.setDate(day)", day)
        return [
            sign["fillOpacity"]
            for sign in signs_drawn(opened_map, "events")
            if sign["id"] == "putin-press-2019-12-19"
        ]

    seen = [opacity(day) for day in ("2019-12-18", "2019-12-19", "2019-12-20")]
    faint = SIGNS["event_past"].opacity
    assert seen == [[], [1], [faint]]
    assert opacity("2020-01-18") == [faint]
    assert opacity("2020-01-19") == []


def test_the_timeline_marks_every_event_and_every_new_standing(opened_map, frames):
    marks = opened_map.evaluate(
        "atlas.timeline.strip.marks.map(m => [m.kind, AtlasTime.toIso(m.day)])"
    )
    for kind, name in (("agreement", "agreements"), ("event", "events")):
        days = frames[name]["valid_from"].astype(str).str[:10]
        expected = sorted(day for day in days if day >= "2014-05-16")
        assert sorted(day for of_kind, day in marks if of_kind == kind) == expected


SPOT = """([layer, place]) => {
  const spot = atlas.time._tracks.find(
    ({now, path}) =>
      now?.layer === layer && now.place === place && atlas.map.hasLayer(path)
  ).path.getLatLng();
  const {x, y} = atlas.map.latLngToContainerPoint(spot);
  const frame = atlas.map.getContainer().getBoundingClientRect();
  return [frame.x + x, frame.y + y];
}"""


def test_a_click_on_an_event_gives_who_holds_the_ground_first(opened_map):
    opened_map.evaluate("atlas.show([32.8872, 13.1913, 9])")
    opened_map.mouse.click(*opened_map.evaluate(SPOT, ["events", "tripoli"]))
    popup = opened_map.locator(".atlas-evidence")
    popup.wait_for()
    text = plain_text(popup)
    parts = [
        "Tripoli\n",
        "Tripoli-based authority (GNC, GNA, GNU) and allies",
        "Held since 30 March 2016",
        "evidence up to 3 June 2020",
        "Confidence: high",
        "Events and agreements here",
        "puts the security accord into action",
    ]
    assert [text.index(part) for part in parts] == sorted(map(text.index, parts))
    assert opened_map.evaluate("atlas.selected") == "tripoli"
    event = popup.locator("[data-id='gna-activates-2019-12-19']")
    assert event.count() == 1
    assert popup.locator("[data-id][open]").count() == 1  # the one that was clicked
    opened_map.evaluate("atlas.setDate('2020-02-10')")
    assert plain_text(popup).startswith("Tripoli\n")
    assert event.count() == 0  # it is no longer drawn


def test_a_click_on_a_place_gives_what_happens_there(opened_map):
    opened_map.evaluate("atlas.select('tripoli')")
    popup = opened_map.locator(".atlas-evidence")
    assert "Held since 30 March 2016" in plain_text(popup)
    names = popup.locator("[data-id] > summary").all_inner_texts()
    assert any("puts the security accord into action" in name for name in names)
    opened_map.evaluate("atlas.setLanguage('ar')")
    assert "أحداث واتفاقات هنا" in plain_text(popup)


def test_an_agreement_abroad_stands_on_no_ground(opened_map):
    assert opened_map.evaluate("atlas.layerSet.groundAt(L.latLng(41.9, 12.5))") is None
    at_tripoli = "atlas.layerSet.groundAt(L.latLng(32.8872, 13.1913)).place"
    assert opened_map.evaluate(at_tripoli) == "tripoli"
