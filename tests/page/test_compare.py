"""The other day: a second thumb, what the map tints, and what the panel lists."""

import pytest
from playwright.sync_api import expect

from tests.chromium import new_page, open_map, wait_for_rerun


@pytest.fixture(scope="module")
def loaded(context, app_url):
    page = new_page(context)
    frame = open_map(page, f"{app_url}/?date=2020-06-10&tab=changes")
    yield page, frame
    page.close()


@pytest.fixture
def opened(loaded):
    """The page on its day, compared with none."""
    loaded[1].evaluate("atlas.setAgainst(null), atlas.setDate('2020-06-10')")
    return loaded


@pytest.fixture
def compared(opened):
    """The page on its day, compared with an earlier one."""
    opened[1].evaluate("atlas.setAgainst('2020-05-11')")
    return opened


def fill(frame, place: str) -> str:
    """Return how the core of a place is painted."""
    return frame.evaluate(
        """place => {
          const track = atlas.time.tracks().find(t => t.now?.place === place
            && t.now.camp && !t.now.nominal);
          return track.path.getLayers()[0]._path.getAttribute("fill");
        }""",
        place,
    )


def test_the_button_puts_a_second_thumb_thirty_days_before(opened):
    page, frame = opened
    other = frame.locator(".atlas-other")
    expect(other).to_be_hidden()
    frame.get_by_role("button", name="Compare", exact=True).click()
    expect(other).to_have_attribute("aria-valuetext", "11 May 2020")
    assert frame.evaluate("atlas.against") == "2020-05-11"
    assert fill(frame, "tarhuna") == "url(#lightfill-tripoli-gained)"
    assert fill(frame, "benghazi") == "url(#lightfill-eastern-stayed)"
    expect(page.get_by_text("changed hands from 11 May 2020")).to_be_visible()


def test_lines_of_the_other_day_that_have_moved_are_dashed(compared):
    frame = compared[1]
    dashed = frame.locator('.leaflet-atlas-fronts-pane path[stroke-dasharray="5 3.5"]')
    moved = "() => atlas.timeline.comparison.showsFronts()"
    assert frame.evaluate(moved)
    assert len(dashed.first.get_attribute("d")) > 100
    fold = frame.locator('.atlas-legend [data-group="sure"]')
    fold.evaluate("fold => fold.open = true")
    expect(fold.get_by_text("Line on the other day")).to_be_visible()
    frame.evaluate("atlas.setLayer('front_lines', false)")
    assert not frame.evaluate(moved)
    expect(fold.get_by_text("Line on the other day")).to_be_hidden()
    frame.evaluate("atlas.setLayer('front_lines', true)")
    fold.evaluate("fold => fold.open = false")


def test_keys_and_the_pointer_move_it_but_not_past_the_first(compared):
    page, frame = compared
    other = frame.locator(".atlas-other")
    other.focus()
    page.keyboard.press("End")
    assert frame.evaluate("atlas.against") == "2020-06-09"
    assert fill(frame, "tarhuna") == "url(#lightfill-tripoli-stayed)"
    page.keyboard.press("Home")
    assert frame.evaluate("atlas.against") == "2014-05-16"
    box = other.bounding_box()
    track = frame.locator(".atlas-track").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.3, y, steps=4)
    page.mouse.up()
    assert "2017" < frame.evaluate("atlas.against") < "2019"
    assert frame.evaluate("atlas.date") == "2020-06-10"
    assert frame.evaluate("document.querySelectorAll('.atlas-grabbed').length") == 0


def test_scrubbing_styles_no_more_than_what_changed(opened):
    """Or it would not keep within a frame: cells there are by the thousand."""
    _, frame = opened
    cells, styled = frame.evaluate(
        """() => {
          const {comparison} = atlas.timeline;
          atlas.setAgainst("2020-05-01");
          const rings = comparison.rings;
          let styled = 0;
          comparison.rings = (cell) => (styled += 1, rings.call(comparison, cell));
          atlas.setDate("2020-06-11");
          atlas.setAgainst("2020-05-02");
          comparison.rings = rings;
          const cells = atlas.time.tracks().filter(t => t.features[0].camp);
          return [cells.length, styled];
        }"""
    )
    assert cells > 400
    assert styled < cells


def test_it_goes_with_the_button_and_with_a_day_before_it(opened):
    page, frame = opened
    frame.evaluate("atlas.setAgainst('2020-05-01')")
    frame.evaluate("atlas.setDate('2020-04-01')")
    assert frame.evaluate("atlas.against") is None
    assert fill(frame, "benghazi") == "url(#lightfill-eastern-core)"
    with pytest.raises(Exception, match="no day before 2020-04-01"):
        frame.evaluate("atlas.setAgainst('2020-04-01')")
    wait_for_rerun(page)
