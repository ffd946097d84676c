"""The map in a small frame, as in a column of another page: most of it is map."""

from playwright.sync_api import expect

SIZES = ((300, 374), (640, 374))
"""Frames of 300 and 640 by 400 pixels, less the line that says whose map it is."""

NOTHING_UPON = """() => {
  const { left, right, top, bottom } =
    document.querySelector(".leaflet-popup-content-wrapper").getBoundingClientRect();
  return [[left, top], [left, bottom], [right, bottom]].every(([x, y]) => {
    const at = [x + (x === left ? 9 : -9), y + (y === top ? 9 : -9)];
    return document.elementFromPoint(...at)?.closest(".leaflet-popup");
  });
}"""


def test_in_a_low_frame_time_is_one_row_and_the_legend_a_button(page, map_file):
    page.set_viewport_size({"width": 300, "height": 374})
    page.goto(map_file.as_uri())
    page.wait_for_function("window.atlas !== undefined")
    legend = page.locator(".atlas-legend > details")
    expect(legend).to_have_count(1)
    expect(legend).not_to_have_attribute("open", "")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(
            "([w, h]) => innerWidth === w && atlas.map.getSize().y > 0.65 * h",
            arg=[width, height],
        )
        rows = "document.querySelector('.atlas-controls').offsetHeight"
        assert page.evaluate(rows) < 40
        for name in ("atlas-date", "atlas-buttons"):
            box = page.locator(f".{name}").bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
    page.set_viewport_size({"width": 230, "height": 374})
    assert page.locator(".atlas-title").evaluate(
        "one => one.scrollWidth <= one.clientWidth"
    ), "a part of the day is cut"
    page.set_viewport_size({"width": 640, "height": 374})
    legend.locator("summary").first.click()
    expect(legend).to_have_attribute("open", "")
    legend.locator("summary").first.click()
    _check_popup(page)
    assert page.errors == []


def _check_popup(page):
    """A name of one long word stays within its popup, and the popup within the map."""
    page.set_viewport_size({"width": 300, "height": 374})
    page.evaluate(
        """atlas.addLayer({id: 'long', name: 'Long', collection: {
          type: 'FeatureCollection', features: [{
            type: 'Feature', properties: {name: 'x'.repeat(400)},
            geometry: {type: 'Point', coordinates: [18.9, 25.1]}}]}});
        void atlas.map.setView([25.1, 18.9], 8, {animate: false})"""
    )
    box = page.locator("#map, .leaflet-container").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    content = page.locator(".leaflet-popup-content")
    expect(content).to_contain_text("xxx")
    assert content.evaluate("one => one.scrollWidth <= one.clientWidth")
    popup = page.locator(".leaflet-popup").bounding_box()
    assert popup["width"] < box["width"]
    assert popup["height"] < box["height"]
    assert page.evaluate(NOTHING_UPON), "something lies upon the popup"
    page.set_viewport_size({"width": 683, "height": 374})
    box = page.locator("#map, .leaflet-container").first.bounding_box()
    page.evaluate("void atlas.map.closePopup()")
    assert page.locator(".atlas-chip").first.is_visible()
    page.evaluate("void atlas.map.setView([25.1, 18.9], 8, {animate: false})")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(content).to_contain_text("xxx")
    assert page.evaluate(NOTHING_UPON), "something lies upon the popup of a low frame"
