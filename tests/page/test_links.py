"""The page's address: what a link opens, what of it is told, Back and Forward."""

import datetime as dt
from types import SimpleNamespace
from unittest import mock

import pytest
import streamlit as st
from playwright.sync_api import Page, expect

from geo.page import links
from geo.shown import ADDRESS
from geo.web.panels import Cards
from tests.chromium import new_page, open_map, open_tab, wait_for_rerun
from tests.page.session import Session


@pytest.fixture(scope="module")
def stage(atlas, frames):
    return SimpleNamespace(atlas=atlas, cards=Cards(atlas, frames["agreements"]))


@pytest.fixture
def opened(stage):
    """Return what opens an address in a session of its own, and that session."""
    session = Session()
    with (
        mock.patch.object(st, "session_state", session),
        mock.patch.object(st, "query_params", {}),
    ):

        def go(**params: str) -> Session:
            with mock.patch.object(st, "query_params", params):
                links.read_url(stage)
            return session

        yield go


def test_a_link_opens_what_it_names_and_looks_at_it(opened, stage):
    session = opened(date="2019-12-19", place="sabha")
    assert (session.selected, session.tab) == ("sabha", "place")
    sabha = stage.atlas.records.place_of["sabha"]
    assert session.view[:2] == (sabha.lat, sabha.lon)
    session = opened(agreement="tr-ly-mou-2019", layers="places")
    assert (session.agreement, session.tab) == ("tr-ly-mou-2019", "agreements")
    assert session.layers == ["places"]
    session = opened(line="tr-ly-2019", place="sabha", view="30,20,6")
    assert (session.line, session.selected, session.tab) == (
        "tr-ly-2019",
        "sabha",
        "sea",
    )
    assert "maritime_lines" in session.layers
    assert session.view == (30, 20, 6)
    session = opened(date="2020-06-30", against="2020-06-01")
    assert (session.day, session.against) == (dt.date(2020, 6, 30), dt.date(2020, 6, 1))
    assert session.tab == "changes"
    assert session.complaints == []


def test_what_a_link_opens_stands_in_the_address_again(opened):
    for params in (
        {"tab": "areas"},
        {"against": "2020-06-01"},
        {"against": "2020-06-01", "tab": "place"},
        {"line": "tr-ly-2019", "tab": "export"},
        {"story": "2019-12-19", "step": "3"},
    ):
        opened(**params)
        written = {name: value for name, value in links.parts().items() if value}
        of_the_map = {ADDRESS["line"], ADDRESS["place"], ADDRESS["agreement"]}
        kept = {name: value for name, value in params.items() if name not in of_the_map}
        assert written == kept


def test_going_back_lets_go_of_what_the_address_does_not_name(opened, stage):
    session = opened(place="sabha", tab="areas", plase="x")
    command = session.command
    links.go_back(stage, "?date=2019-12-19")
    assert (session.selected, session.tab, session.complaints) == (None, "place", [])
    assert session.day == dt.date(2019, 12, 19)
    assert session.command > command


BAD = {
    "date": ("yesterday", "date: 'yesterday' is no date"),
    "layers": ("tripoli_held,oil", "layers: no layer oil: use tripoli_held"),
    "view": ("here", "view: 'here' is no view: use one of "),
    "lang": ("fr", "lang: no language fr: use en, ar"),
    "claimants": ("spain", "claimants: no claimant spain: use one or two of cyprus"),
    "story": ("<img src=x>", "story: no story '<img src=x>': use 2019-12-19"),
    "as_known_on": ("tomorrow", "as_known_on: 'tomorrow' is no date"),
    "place": ("atlantis", "place: no place 'atlantis' is on record"),
    "agreement": ("peace", "agreement: no agreement 'peace' is on record"),
    "line": ("![x](http://x.test)", "line: no line at sea '![x](http://x.test)'"),
    "against": ("1999-01-01", "against: 1999-01-01 is out of range: use 2014-05-16"),
    "tab": ("nothing", "tab: no tab 'nothing': use one of place"),
}


def test_each_fault_of_an_address_is_told_with_its_name_and_what_is_right(opened):
    session = opened(**{name: value for name, (value, _) in BAD.items()})
    texts = links.complaints("en")
    assert len(texts) == len(BAD)
    for _, message in BAD.values():
        assert sum(text.startswith(message) for text in texts) == 1, message
    assert session.layers == ["tripoli_held"]
    arabic = links.complaints("ar")
    assert len(arabic) == len(BAD)
    wanted = "لا مكان مسجلًا باسم «\u2068atlantis\u2069»"
    assert any(wanted in text for text in arabic)
    opened(story="2019-12-19", step="99")
    assert links.complaints("en") == ["step: no step '99': use 1 to 10"]


def test_ends_that_a_chat_adds_are_survived_everywhere(opened):
    session = opened(place="sabha).", tab="areas،", against="2020-06-01»", step="2.")
    assert (session.selected, session.tab) == ("sabha", "areas")
    assert session.complaints == []


def test_unknown_parameters_are_told_of_once_and_leave_the_address(opened):
    opened(plase="sabha", dat="2019-12-19", xyz="1", utm_source="mail", fbclid="a")
    (text,) = links.complaints("en")
    assert "plase (is place meant?)" in text
    assert "dat (is date meant?)" in text
    assert "xyz" in text
    assert "utm_source" not in text
    assert "لا تعرف هذه الصفحة" in links.complaints("ar")[0]
    assert {name for name, value in links.parts().items() if not value} >= {
        "plase",
        "dat",
        "xyz",
    }


@pytest.fixture(scope="module")
def link(context, app_url):
    """A page opened by a link that is partly wrong, for all that follow."""
    page = new_page(context)
    query = "?date=2019-12-19&plase=x&utm_source=mail&layers=oil&place=atlantis"
    page.frame = open_map(page, f"{app_url}/{query}")
    yield page
    page.close()


WINDOW = {"width": 1366, "height": 950}


def box(page: Page, selector: str) -> dict[str, float]:
    return page.locator(selector).first.bounding_box()


def test_what_is_wrong_is_one_message_that_can_be_closed(link):
    alert = link.get_by_test_id("stAlert")
    expect(alert).to_have_count(1)
    for part in ("plase (is place meant?)", "no place 'atlantis'", "no layer oil"):
        expect(alert).to_contain_text(part)
    expect(alert).not_to_contain_text("utm_source")
    assert link.frame.evaluate("atlas.shownLayers().length") > 5
    assert "plase" not in link.url
    link.set_viewport_size({"width": 390, "height": 844})
    assert box(link, ".st-key-beside")["y"] < 844, "the sheet peeks under the map"
    link.set_viewport_size(WINDOW)
    link.wait_for_function(  # the page lays itself out anew
        "document.querySelector('iframe').clientWidth > 390"
    )
    before, notice = box(link, "iframe"), box(link, "[data-testid=stAlert]")
    link.get_by_role("button", name="Close", exact=True).click()
    expect(alert).to_have_count(0)
    assert box(link, "iframe") == before, "the message moved the map"
    assert before["y"] + before["height"] <= WINDOW["height"]
    assert notice["y"] + notice["height"] > before["y"], "it lies on the map"


STATE = "[atlas.date, atlas.selected, atlas.view]"


def test_each_settled_choice_is_one_step_back(link):
    frame = link.frame
    wait_for_rerun(link)
    start, before = frame.evaluate(STATE), link.evaluate("history.length")
    frame.evaluate("atlas.select('sirte')")
    expect(link.locator(".atlas-panel h4").first).to_contain_text("Sirte")
    frame.evaluate(
        "['2020-01-01', '2020-02-01', '2020-01-10'].map(d => atlas.setDate(d))"
    )
    expect(link.locator(".atlas-panel h4").first).to_contain_text("2020-01-10")
    open_tab(link, "Areas")
    frame.locator("[data-view=fezzan]").click()
    link.wait_for_function("count => history.length === count", arg=before + 4)
    assert link.evaluate("window.kept = true")
    areas = link.get_by_role("radio", name="Areas", exact=True)
    for _ in range(2):
        link.go_back()
    expect(areas).not_to_be_checked()
    frame.wait_for_function("atlas.selected === 'sirte' && atlas.date === '2020-01-10'")
    for _ in range(2):
        link.go_back()
    frame.wait_for_function("atlas.selected === null && atlas.date === '2019-12-19'")
    frame.wait_for_function("view => atlas.view === view", arg=start[2])
    for _ in range(3):
        link.go_forward()
    expect(areas).to_be_checked()
    frame.wait_for_function("atlas.selected === 'sirte' && atlas.date === '2020-01-10'")
    assert link.evaluate("history.length") == before + 4
    assert link.evaluate("window.kept")
