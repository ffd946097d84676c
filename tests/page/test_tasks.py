"""What people come for, from a blank page: the right answer, in so many interactions.

Each click or tap, and each entry that is typed or pasted, is one; nothing here scrolls.
What the page says is held against what `geo.query` says.
"""

import contextlib
import csv
import datetime as dt
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Error, Frame, Locator, Page, expect

from geo import export
from geo.dates import parse_day, today
from geo.export import embed, forms, manifests
from geo.query import changes, place, roads, stats
from geo.records.rows import notes_of
from geo.request import Request
from geo.views import COUNTRY
from geo.web import held
from geo.words import named, number, say
from tests.chromium import (
    follow,
    go,
    map_frame,
    open_map,
    wait_for_preview,
    wait_for_rerun,
)


class Reader:
    """Somebody before the page, whose interactions are counted."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language
        self.count = 0

    @property
    def frame(self) -> Frame:
        return map_frame(self.page)

    @property
    def panel(self) -> Locator:
        return self.page.locator(".st-key-beside")

    def say(self, key: str, **values: object) -> str:
        return say(key, self.language, **values)

    def begin(self) -> None:
        """Stand before the page as it opens, with nothing chosen.

        By an address to which the page goes without a load, as Back does.
        """
        frame = go(self.page, f"?lang={self.language}")
        frame.wait_for_function("atlas.selected === null && atlas.line === null")
        self.page.locator(".atlas-search input").fill("")
        self.count = 0

    def click(self, target: Locator) -> None:
        target.click()
        self.count += 1

    def tab(self, name: str) -> None:
        tabs = self.page.locator(".st-key-tab")
        name = self.say(f"page.tabs.{name}")
        self.click(tabs.get_by_role("radio", name=name, exact=True))
        wait_for_rerun(self.page)

    def find(self, text: str) -> None:
        """Click into the search, and type a text and Enter."""
        self.click(self.page.locator(".atlas-search input"))
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.count += 1

    def day(self, iso: str) -> None:
        """Click into the field of the day under the map, and type a day."""
        field = self.frame.locator("input[type=date]")
        self.click(field)
        field.fill(iso)
        self.count += 1
        self.frame.wait_for_function("iso => atlas.date === iso", arg=iso)


DESKS = {"desktop-en": "en", "desktop-ar": "ar"}


def begun(page: Page, language: str) -> Reader:
    reader = Reader(page, language)
    reader.begin()
    return reader


@pytest.fixture(params=DESKS.values(), ids=DESKS)
def reader(request, app, context):
    """Somebody at a desk."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return begun(app, request.param)


@pytest.fixture(params=DESKS.values(), ids=DESKS)
def journalist(request, page, app_url):
    """Somebody at a desk who has chosen nothing yet about any file."""
    open_map(page, f"{app_url}/?lang={request.param}")
    return begun(page, request.param)


@pytest.fixture(params=["desktop-en", "phone-ar"])
def planner(request):
    """Somebody at a desk, or on the road."""
    if request.param == "phone-ar":
        return begun(request.getfixturevalue("phone"), "ar")
    return begun(request.getfixturevalue("app"), "en")


# -- the analyst


def test_who_held_tarhuna_since_when_and_by_which_source(reader, atlas):
    day = dt.date(2020, 5, 1)
    reader.find("Tarhuna" if reader.language == "en" else "ترهونة")
    reader.day("2020-05-01")
    card = place.card(atlas, "tarhuna", day)
    assert card.state.holding.actor_since.day == dt.date(2019, 4, 5)
    since = held.held(card.state.holding, reader.language)
    expect(reader.panel).to_contain_text(since)
    expect(reader.panel).to_contain_text(card.state.actor[reader.language])
    expect(reader.panel).to_contain_text(card.cited[0].source.title)
    expect(reader.panel.get_by_text(since).first).to_be_in_viewport()
    assert reader.count == 4


def test_which_places_changed_hands_in_june_2020(reader, atlas):
    first, last = dt.date(2020, 5, 31), dt.date(2020, 6, 30)
    reader.tab("changes")
    reader.day("2020-06-30")
    found = changes.changes(atlas, first, last)
    assert len(found) > 28
    count = reader.say("changes.count", count=len(found), first=first, last=last)
    expect(reader.panel.get_by_text(count)).to_be_visible()
    listed = reader.panel.locator("article[data-id]")
    ids = listed.evaluate_all("all => all.map(one => one.dataset.id)")
    assert sorted(ids) == sorted(one.place_id for one in found)
    assert reader.count == 3


def test_how_much_ground_each_side_held(reader, atlas):
    day = dt.date(2019, 12, 19)
    reader.tab("areas")
    reader.day("2019-12-19")
    head = reader.say("answers.areas", day=day)
    expect(reader.panel.get_by_role("heading", name=head)).to_be_visible()
    figures = stats.stats(atlas, day)
    rows = reader.panel.locator("table tbody tr")
    for row, name in enumerate(stats.KM2):
        cells = rows.nth(row).locator("td")
        for column, camp in enumerate(("tripoli", "eastern")):
            best = number(figures.rounded(camp)[name].best, reader.language, 0)
            expect(cells.nth(column).locator("b")).to_have_text(best)
    expect(rows.first).to_be_in_viewport()
    assert reader.count == 3


POINTS = """id,lat,lon,date
A,32.887,13.187,2019-12-19
B,31.205,16.589,2020-01-10
C,27.04,14.43,2019-02-01
D,32.43,13.63,2020-05-01
E,24.96,10.17,2026-01-31
"""


def test_who_held_five_points_on_their_days(reader, atlas):
    reader.tab("own")
    box = reader.page.get_by_role("textbox", name=reader.say("lookup.label"))
    reader.click(box)
    box.fill(POINTS)
    reader.page.keyboard.press("Control+Enter")
    reader.count += 1
    answers = reader.panel.locator("article.answer")
    expect(answers).to_have_count(5)
    found = [
        atlas.places.who(float(row["lat"]), float(row["lon"]), parse_day(row["date"]))
        for row in csv.DictReader(io.StringIO(POINTS))
    ]
    for i, answer in enumerate(found):
        name = answer.names["actor"][reader.language]
        expect(answers.nth(i)).to_contain_text(name)
    save = reader.panel.get_by_role("button", name=reader.say("answers.save"))
    with reader.page.expect_download() as download:
        reader.click(save)
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == list("ABCDE")
    assert [row["camp"] for row in rows] == [answer.camp for answer in found]
    assert reader.count == 4
    box.fill("")  # for who comes to this page next
    reader.page.keyboard.press("Control+Enter")
    expect(answers).to_have_count(0)


# -- the journalist


def choose_view(reader: Reader, name: str) -> None:
    chip = reader.say(f"map.views.{name}")
    reader.click(reader.frame.get_by_role("button", name=chip, exact=True))


def save_picture(reader: Reader, request: Request) -> dict:
    """Save the picture; return what its manifest says was asked for."""
    save = reader.page.get_by_role("button", name=re.compile("PNG")).last
    name = forms.file_name(request, "png")
    expect(reader.panel.locator(".atlas-file code").first).to_have_text(name)
    wait_for_preview(reader.page)
    with reader.page.expect_download() as download:
        reader.click(save)
    assert download.value.suggested_filename == name
    content = download.value.path().read_bytes()
    reader.size = Image.open(io.BytesIO(content)).size
    return manifests.parse(export.read_manifest(content, "png"))["request"]


def test_a_picture_of_crete_and_libya_for_print_and_for_a_phone_story(journalist):
    reader = journalist
    reader.day("2019-11-28")
    choose_view(reader, "east-med")
    reader.tab("export")
    begun = reader.count
    day, language = dt.date(2019, 11, 28), reader.language
    shown = Request(day, view="east-med", language=language, dpi=200)
    request = save_picture(reader, shown)
    assert request["language"] == language
    assert request["paper"] == "a4"
    assert reader.size[0] > 2300
    assert reader.count == 5
    reader.count = begun
    story = reader.say("export.presets.story")
    reader.click(reader.panel.get_by_role("radio", name=story, exact=True))
    shown = Request(day, view="east-med", language=language, paper="story")
    request = save_picture(reader, shown)
    assert request["paper"] == "story"
    assert reader.size == (1080, 1920)
    assert reader.count == 6


def copy_code(reader: Reader, code: Locator) -> None:
    """Copy a code by its button, which is there while the pointer is on the code."""
    button = code.get_by_role("button")
    for _ in range(20):  # it moves as what is above it unfolds
        code.hover()
        with contextlib.suppress(Error):
            button.wait_for(timeout=2000)
            break
    reader.click(button)


def test_code_that_embeds_the_map(reader, atlas):
    reader.tab("export")
    reader.click(reader.panel.get_by_text(reader.say("embed.title"), exact=True))
    code = reader.panel.get_by_test_id("stCode").filter(has_text="<iframe").first
    copy_code(reader, code)
    request = Request(atlas.records.newest, language=reader.language)
    wanted = embed.frame(request, forms.file_name(request, "html"))
    assert reader.page.evaluate("navigator.clipboard.readText()") == wanted
    assert reader.count == 3


def test_how_to_cite_it(reader, atlas):
    reader.tab("export")
    reader.click(reader.panel.get_by_text(reader.say("export.cite"), exact=True))
    codes = reader.panel.get_by_test_id("stCode")
    code = codes.filter(has_text=manifests.__version__).first
    request = Request(atlas.records.newest, view=COUNTRY, language=reader.language)
    copy_code(reader, code)
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    (count,) = (int(n) for n in re.findall(r"\d+", copied) if 500 < int(n) < 2000)
    assert copied == export.citation(request, "text", today(), count)
    assert reader.count == 3


def test_a_link_to_a_place_on_a_day(reader, atlas):
    reader.find("Sebha" if reader.language == "en" else "سبها")
    reader.day("2019-02-01")
    head = reader.panel.locator("h4").first
    expect(head).to_contain_text("2019-02-01")
    copy = reader.panel.get_by_role("button", name=reader.say("place.copy_link"))
    reader.click(copy)
    assert reader.count == 5
    expect(copy).to_have_attribute("data-copied", "")
    link = reader.page.evaluate("navigator.clipboard.readText()")
    reader.begin()
    expect(head).not_to_contain_text("2019-02-01")
    follow(reader.page, link[link.index("?") :])
    name = named(atlas.records.place_of["sabha"], reader.language)
    expect(head).to_contain_text(name)
    expect(head).to_contain_text("2019-02-01")


def test_why_greece_objected_to_the_memorandum(reader, atlas_records):
    deal = "Turkey Libya maritime deal"
    reader.find(deal if reader.language == "en" else "مذكرة الصلاحية البحرية")
    agreement_id = "tr-ly-mou-2019"
    (row,) = (r for r in atlas_records.agreements if r.agreement_id == agreement_id)
    reason = notes_of(row)[reader.language]
    islands, greece = {"en": ("islands", "Greece"), "ar": ("الجزر", "اليونان")}[
        reader.language
    ]
    assert islands in reason
    assert greece in reason
    expect(reader.panel.get_by_text(reason).first).to_be_in_viewport()
    assert reader.count == 2


# -- the aid planner, on a phone


def test_who_holds_the_road_from_misrata_to_sabha(planner, atlas):
    english = planner.language == "en"
    planner.find("Misrata Sabha" if english else "طريق مصراتة سبها")
    road = roads.road(atlas, "misrata,sabha", atlas.records.newest)
    head = planner.panel.locator("h4").first
    expect(head).to_contain_text(road.name[planner.language])
    stretches = planner.panel.locator(".stretches li")
    expect(stretches).to_have_count(len(road.stretches))
    for i, stops in enumerate(road.stretches):
        camp = say(f"camp.{stops[0].camp}", planner.language)
        expect(stretches.nth(i)).to_contain_text(camp)
    expect(stretches.last).to_be_in_viewport()
    assert planner.count == 2


def test_how_old_the_evidence_of_a_place_is(planner, atlas):
    planner.find("Ubari" if planner.language == "en" else "أوباري")
    card = place.card(atlas, "ubari", atlas.records.newest)
    assert card.age_days > 31
    age = held.last_seen(card.state.last_seen, card.day, planner.language)
    expect(planner.panel.get_by_text(age).first).to_be_in_viewport()
    assert planner.count == 2


@pytest.mark.parametrize("name", ["Sebha", "سبها", "Sabhah"])
def test_a_place_is_found_by_each_of_its_names(planner, atlas, name):
    planner.find(name)
    sabha = named(atlas.records.place_of["sabha"], planner.language)
    head = planner.panel.locator("h4").first
    expect(head).to_have_text(re.compile(f"^{sabha} – "))
    card = place.card(atlas, "sabha", atlas.records.newest)
    holder = card.state.actor[planner.language]
    expect(planner.panel.get_by_text(holder).first).to_be_in_viewport()
    assert planner.count == 2
