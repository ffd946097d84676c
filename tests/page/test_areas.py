"""The areas over the years: a click on the chart goes to its day."""

from playwright.sync_api import expect

from tests.chromium import go
from tests.page.few import FEW


def test_a_click_on_the_years_goes_to_its_day(app):
    frame = go(app, f"?tab=areas&date=2019-12-19&{FEW}")
    chart = app.locator(".stVegaLiteChart svg, .stVegaLiteChart canvas").first
    box = chart.bounding_box()
    chart.click(position={"x": box["width"] / 2, "y": 60})
    frame.wait_for_function("atlas.date !== '2019-12-19'")
    day = frame.evaluate("atlas.date")
    assert "2018" < day < "2022"
    head = app.locator(".atlas-panel h4").first
    expect(head).to_contain_text(day[:4])
    assert app.errors == []
