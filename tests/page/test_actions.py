"""What the reader does counts, though Streamlit cuts a run short wherever it likes."""

import datetime as dt
from concurrent import futures
from threading import Event
from types import SimpleNamespace

import pytest
import streamlit as st

from geo.page import actions, state
from geo.page.picks import pick
from geo.words import LANGUAGES


class CutShortError(Exception):
    """Stands for what Streamlit raises to end a run."""


class Session(dict):
    """A session that ends the run at one of the next times that it is touched."""

    touches_left = None

    def _touch(self) -> None:
        if self.touches_left is None:
            return
        if self.touches_left == 0:
            Session.touches_left = None
            raise CutShortError
        Session.touches_left -= 1

    def __getitem__(self, name):
        self._touch()
        return super().__getitem__(name)

    def __setitem__(self, name, value):
        self._touch()
        super().__setitem__(name, value)

    def __contains__(self, name):
        self._touch()
        return super().__contains__(name)

    def get(self, name, usual=None):
        self._touch()
        return super().get(name, usual)

    def setdefault(self, name, usual):
        self._touch()
        return super().setdefault(name, usual)

    def update(self, *others, **more):
        for name, value in dict(*others, **more).items():
            self[name] = value

    __getattr__ = __getitem__
    __setattr__ = __setitem__


@pytest.fixture
def session(monkeypatch):
    session = Session(
        day=dt.date(2019, 12, 19),
        against=None,
        language="en",
        tab="changes",
        selected="derna",
        road=None,
        agreement=None,
        line=None,
        command=3,
        go=None,
        view=None,
        own={},
        message={"serial": 7},
    )
    monkeypatch.setattr(st, "session_state", session)
    yield session
    Session.touches_left = None


def drawn(session, name: str) -> str:
    """Draw a widget as Streamlit does, which holds from then on what it is given."""
    widget = actions.setting(name)
    session.setdefault(widget["key"], widget["value"])
    return widget["key"]


def click(session, name: str, value: object) -> None:
    """Do with a widget what the browser does: hold a value, and call its callback."""
    widget = actions.setting(name)
    session[widget["key"]] = value
    Session.touches_left = 0  # the callback itself is never cut short
    widget["on_change"]()
    Session.touches_left = None


def test_two_runs_at_once_lose_no_action(session):
    """The one that is to end is still at an action when the next begins with it."""
    begun, go_on, done = Event(), Event(), []

    def slow() -> None:
        begun.set()
        go_on.wait()
        done.append("slow")

    actions.action(slow)()
    with futures.ThreadPoolExecutor(2) as pool:
        first = pool.submit(actions.perform)
        begun.wait()
        actions.action(done.append, "quick")()
        second = pool.submit(actions.perform)
        futures.wait([second], timeout=0.2)  # it has begun, or waits for its turn
        go_on.set()
        first.result()
        second.result()
    assert done == ["slow", "quick"]
    assert not actions.is_pending()


def test_a_part_does_its_own_actions_and_has_the_page_run_for_others(
    session, monkeypatch
):
    runs, done = [], []
    monkeypatch.setattr(st, "rerun", lambda: runs.append("page"))
    with actions.within("export"):
        actions.action(done.append, "form")()
    state.keep_up("export")
    assert (done, runs) == (["form"], [])
    with actions.within("export"):
        actions.action(done.append, "paper")()
    actions.action(done.append, "tab")()
    state.keep_up("export")
    assert (done, runs) == (["form", "paper"], ["page"])
    actions.perform()
    assert done[-1] == "tab"


def test_a_part_has_the_page_run_for_a_message_of_the_map(session, monkeypatch):
    """As it was met: a click on the map came along with the view that it led to."""
    runs = []
    monkeypatch.setattr(st, "rerun", lambda: runs.append("page"))
    session["map"] = {"serial": 7}
    state.keep_up()
    assert runs == []
    session["map"] = {"serial": 8}
    state.keep_up()
    assert runs == ["page"]


@pytest.mark.parametrize("touches", range(12))
def test_an_action_that_is_cut_short_is_done_again(session, atlas, touches):
    world = SimpleNamespace(atlas=atlas)
    session["search"] = SimpleNamespace(pick={"what": "place:sirte", "at": 5.0})
    actions.action(pick, world, "search")()
    Session.touches_left = touches
    with pytest.raises(CutShortError):
        actions.perform()
    assert actions.is_pending()
    actions.perform()
    assert not actions.is_pending()
    assert (session.selected, session.tab, session.picked_at) == ("sirte", "place", 5.0)
    assert session.command > 3
    assert session.go == session.view


def test_actions_are_done_in_turn(session):
    click(session, "tab", "areas")
    click(session, "tab", "events")
    actions.perform()
    assert session.tab == "events"


def test_what_a_component_brings_along_from_before_is_no_pick(session, atlas):
    session["panel_picks"] = SimpleNamespace(pick={"what": "place:sirte", "at": 5.0})
    session["picked_at"] = 5.0
    pick(SimpleNamespace(atlas=atlas), "panel_picks")
    assert session.selected == "derna"


def test_a_pick_of_a_component_that_is_gone_is_none(session, atlas):
    pick(SimpleNamespace(atlas=atlas), "panel_picks")
    assert session.command == 3


def test_a_widget_stays_as_long_as_the_reader_alone_changes_it(session):
    first = drawn(session, "tab")
    click(session, "tab", "areas")
    actions.perform()
    assert session.tab == "areas"
    assert drawn(session, "tab") == first


def test_what_the_browser_held_before_the_page_changed_a_value_is_no_news(session):
    old = drawn(session, "tab")
    session.tab = "place"  # by a click on the map
    new = drawn(session, "tab")
    assert new != old
    assert session[new] == "place"
    session[old] = "changes"  # comes along with whatever the reader does next
    actions.perform()
    assert session.tab == "place"
    assert drawn(session, "tab") == new


def test_a_replaced_widget_is_heard_if_the_reader_changes_it_at_that_moment(session):
    old = actions.setting("tab")
    drawn(session, "tab")
    session.tab = "place"
    drawn(session, "tab")
    old["on_change"]()  # its value comes anew, though nobody touched it
    actions.perform()
    assert session.tab == "place"
    session[old["key"]] = "areas"
    old["on_change"]()
    actions.perform()
    assert session.tab == "areas"


@pytest.mark.parametrize(
    ("more", "given"),
    [
        ({}, {"value": "changes"}),
        ({"given_as": "default"}, {"default": "changes"}),
        ({"options": ("place", "changes")}, {"index": 1}),
        ({"options": ("place",)}, {"index": None}),
    ],
)
def test_a_widget_is_given_the_value_at_each_run(session, more, given):
    # A run that is cut short may never have sent it.
    for _ in range(2):
        widget = actions.setting("tab", **more)
        assert {**widget, **given} == widget
        assert widget["key"] not in session


def test_a_list_is_another_in_another_language(session):
    """Or the browser would go on to show the name that it has."""
    keys = set()
    for language in LANGUAGES:
        session.language = language
        keys.add(actions.setting("form", options=("png", "svg"))["key"])
    assert len(keys) == len(LANGUAGES)


def test_the_name_of_an_option_that_is_gone_is_no_choice(session):
    options = ("png", "svg")
    session.form = "svg"
    widget = actions.setting("form", options=options)
    for value, kept in [("PNG picture", "svg"), ("png", "png"), (None, None)]:
        session[widget["key"]] = value
        widget["on_change"]()
        actions.perform()
        assert session.form == kept


def message(**changed: object) -> dict[str, object]:
    usual = {
        "date": "2019-12-19",
        "against": None,
        "language": "en",
        "selected": None,
        "agreement": None,
        "line": None,
        "claimants": [],
        "ground": "holder",
        "opened": "",
        "layers": ["places"],
        "view": None,
        "address": "",
        "address_serial": 0,
        "command": 3,
        "serial": 8,
    }
    return usual | changed


def test_a_message_counts_by_what_the_reader_changed(session):
    # What else it says may be older than what the page has sent meanwhile.
    session["map"] = message(date="2020-05-01", changed=["date"], command=2)
    session.go = (32.4, 13.6, 9.0)
    state.apply_message(pytest.fail)
    assert session.day == dt.date(2020, 5, 1)
    assert (session.selected, session.tab) == ("derna", "changes")
    assert session.go == (32.4, 13.6, 9.0)


def test_the_view_of_a_map_that_has_yet_to_fly_is_not_taken(session):
    session["map"] = message(view="28,17,5", changed=[], command=2)
    session.go = session.view = (32.4, 13.6, 9.0)
    state.apply_message(pytest.fail)
    assert session.view == (32.4, 13.6, 9.0)
    session["map"] = message(view="28,17,5", changed=[], serial=9)
    state.apply_message(pytest.fail)
    assert tuple(session.view) == (28.0, 17.0, 5.0)
    assert session.go is None


def test_a_tab_chosen_before_a_click_on_the_map_gives_way_to_its_tab(session):
    click(session, "tab", "areas")
    changed = ["selected", "opened"]
    session["map"] = message(selected="sirte", opened="4 place", changed=changed)
    state.catch_up(pytest.fail)
    assert session.tab == "place"


def test_an_address_is_gone_back_to_once_before_what_was_changed_after_it(session):
    addresses = []

    def go_back(address):
        addresses.append(address)
        session.update(day=dt.date(2016, 5, 5), language="ar", command=4)

    back = {"address": "?date=2016-05-05&lang=ar", "address_serial": 8}
    first = message(**back, changed=[])
    # Another of the map's messages may stand in the place of the first.
    session["map"] = message(**back, date="2020-05-01", changed=["date"], serial=9)
    state.apply_message(go_back)
    assert (session.day, session.language) == (dt.date(2020, 5, 1), "ar")
    session.language = "en"
    session["map"] = first | {"serial": 10}
    state.apply_message(go_back)
    assert addresses == [back["address"]]
    assert session.language == "en"


def test_a_click_on_the_map_opens_its_tab(session):
    changed = ["selected", "opened"]
    session["map"] = message(selected="sirte", opened="4 place", changed=changed)
    state.apply_message(pytest.fail)
    assert (session.selected, session.tab) == ("sirte", "place")
    state.apply_message(pytest.fail)  # the same message once more
    assert session.message["serial"] == 8
