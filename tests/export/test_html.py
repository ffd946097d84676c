"""The live map as a file, opened in a browser."""

import datetime as dt
from dataclasses import replace

from geo import export
from geo.layers import select as selection
from tests.export.sample_requests import DAY, TRIPOLI


def test_chromium_opens_the_page_with_every_host_blocked(folder, page):
    page.goto((folder / "atlas.html").as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.evaluate("atlas.date") == DAY.isoformat()
    read = page.evaluate(
        "JSON.parse(document.getElementById('atlas-manifest').textContent)"
    )
    assert read["request"]["day"] == DAY.isoformat()
    page.evaluate("atlas.setDate('2020-06-10')")
    page.wait_for_function("atlas.date === '2020-06-10'")
    counts = {layer["id"]: layer["count"] for layer in page.evaluate("atlas.layers()")}
    assert counts["tripoli_held"] > 0
    assert page.outside == page.errors == []


def test_the_page_says_what_it_was_known_on_and_fits_its_view(world, page, tmp_path):
    request = replace(TRIPOLI, known_on=dt.date(2019, 11, 28), title="Ours & <theirs>")
    export.save(world, request, tmp_path / "then.html")
    page.goto((tmp_path / "then.html").as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.title() == "Ours & <theirs>"
    credit = page.locator(".leaflet-control-attribution").text_content()
    assert "as known on 2019-11-28" in credit
    counts = {layer["id"]: layer["count"] for layer in page.evaluate("atlas.layers()")}
    then = world.known_on(request.known_on).frames
    lines = selection.valid(then["maritime_lines"], DAY)
    assert counts["maritime_lines"] == len(lines)
    assert page.errors == []
