"""As known on a day: map, panel and files follow, and a banner says so.

One day is enough for all of it, for the map of each is worked out anew.
"""

import csv

from playwright.sync_api import expect

from geo import export
from geo.export.verify import verify
from tests.chromium import map_frame, open_map, open_tab, save, wait_for_rerun

KNOWN = "2020-01-05"


def test_map_panel_and_files_follow_what_was_known(page, app_url, world, tmp_path):
    address = f"{app_url}/?date=2019-12-19&as_known_on={KNOWN}&tab=export"
    frame = open_map(page, address)
    banner = page.locator(".st-key-known")
    expect(banner).to_contain_text("As known on 5 January 2020")
    assert frame.evaluate("atlas.data.evidence").startswith(f"known-{KNOWN}")
    known = "AtlasTime.toDay('2020-01-05')"
    late = f"atlas.data.features.some(f => f.claim && f.from > {known})"
    assert not frame.evaluate(late)
    expect(page.get_by_text(f"It shows what was known on {KNOWN}")).to_be_visible()
    path = save(page, "GeoJSON", tmp_path)
    manifest = export.manifests.parse(
        export.read_manifest(path.read_bytes(), "geojson")
    )
    assert manifest["request"]["known_on"] == KNOWN
    assert verify(path, world).same

    open_tab(page, "Changes")
    revised = page.locator(".atlas-panel details", has_text="Revised since")
    expect(revised.locator("article").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").first.click()
    assert download.value.suggested_filename == (
        f"libya-revised-2019-12-19-known-{KNOWN}.csv"
    )
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == revised.locator("article").count()

    banner.get_by_role("button", name="Show all that is known").click()
    expect(banner).to_have_count(0)
    wait_for_rerun(page)
    whole = map_frame(page)
    whole.wait_for_function("window.atlas?.data.evidence === 'evidence.json'")
    assert whole.evaluate(late)
    assert whole.evaluate("atlas.date") == "2019-12-19"
    page.wait_for_function("!location.search.includes('as_known_on')")
    assert page.errors == []
