"""A picture and a film made on the page, as a desk would: one page, opened once."""

import re

import pytest
from playwright.sync_api import expect

from geo.words import say
from tests.chromium import open_map, rerunning, wait_for_preview, wait_for_rerun
from tests.serving import WAIT_S

WAIT_FOR_FILM_S = 4 * WAIT_S
"""A film is made by a process that gives way to all others, on a busy machine too."""


def said(key: str, **values) -> str:
    return say(key, "en", **values)


@pytest.fixture
def tab(page, app_url):
    open_map(page, f"{app_url}/?date=2019-12-19&view=32.6,13.3,9.5&tab=export")
    page.locator(".st-key-preset").wait_for()
    wait_for_rerun(page)
    return page


def preset(page, name: str) -> None:
    with rerunning(page):
        pills = page.locator(".st-key-preset")
        pills.get_by_text(said(f"export.presets.{name}"), exact=True).click()


def film_from(page, day: str) -> None:
    wait_for_preview(page)
    field = page.locator("[class*=st-key-set-film_since]")
    for part, number in zip(("year", "month", "day"), day.split("-"), strict=True):
        spin = field.get_by_role("spinbutton", name=re.compile(f"^{part},"))
        spin.press_sequentially(number)
    page.keyboard.press("Escape")
    page.locator("h1").click()


def test_a_desk_makes_a_story_and_a_film(tab, tmp_path):
    page = tab
    preset(page, "story")
    name = page.locator(".st-key-export_file .atlas-file")
    expect(name).to_contain_text("libya-2019-12-19-tripoli-en-story.png")
    title = page.get_by_role("textbox", name="Title")
    expect(title).to_have_value("Who controls what: Tripoli and its surroundings")
    title.fill("Tripoli, that winter")
    title.press("Enter")
    drawn = page.get_by_role("img", name="Tripoli, that winter, 2019-12-19")
    expect(drawn).to_be_visible()
    # Until its own picture is decoded the element has that of the one before.
    page.wait_for_function(
        "image => image.naturalHeight > 1.7 * image.naturalWidth && image.width > 200",
        arg=drawn.element_handle(),
    )
    expect(name).to_contain_text("MB")

    preset(page, "film")
    film_from(page, "2019-12-18")
    expect(page.get_by_text("2 pictures, play for 3 s.")).to_be_visible()
    make = page.get_by_role("button", name="Make MP4 film")
    make.click()
    first = page.locator(".stProgress").first
    expect(first).to_be_visible()
    make.click()
    expect(page.get_by_text("Waiting: 1 file is made before it")).to_be_visible()
    cancel = page.get_by_role("button", name=said("queue.cancel"))
    cancel.first.click()  # the newest stands first
    expect(cancel).to_have_count(1)
    ready = page.get_by_role("button", name="Download MP4 film")
    drawn = page.get_by_text(re.compile("Picture [12] of 2"))
    expect(drawn).to_be_visible(timeout=WAIT_FOR_FILM_S * 1000)
    expect(ready).to_be_visible(timeout=WAIT_FOR_FILM_S * 1000)
    with page.expect_download() as found:
        ready.click()
    path = tmp_path / found.value.suggested_filename
    found.value.save_as(path)
    assert path.name == "libya-2019-12-18-2019-12-19-tripoli-en-1280x720.mp4"
    assert b"Tripoli, that winter" in path.read_bytes()
    page.get_by_role("button", name=said("queue.remove")).click()
    expect(page.get_by_role("button", name="Download MP4 film")).to_have_count(0)
    expect(page.locator(".atlas-clock")).to_have_count(0)
    assert page.errors == []


def test_another_page_shows_the_map_alone(page, app_url):
    page.set_viewport_size({"width": 300, "height": 320})
    frame = open_embedded(page, f"{app_url}/?date=2019-12-19&embed=1")
    credit = page.get_by_role("link", name=said("embed.credit"))
    link = credit.get_attribute("href")
    assert "date=2019-12-19" in link
    assert "embed" not in link
    assert frame.get_by_role("slider").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 300
    assert page.locator("h1, .st-key-tab").count() == 0


def open_embedded(page, url: str):
    page.goto(url)
    element = page.wait_for_selector(".st-key-map iframe")
    frame = element.content_frame()
    frame.wait_for_function("window.atlas !== undefined")
    page.locator(".atlas-credit a").wait_for()
    return frame
