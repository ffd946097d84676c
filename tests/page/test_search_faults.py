"""What the search says of a coordinate of no point on Earth."""

from playwright.sync_api import expect

from tests.chromium import go


def test_a_coordinate_of_no_point_is_told_in_the_list(app):
    go(app)
    app.locator(".atlas-search input").click()
    app.keyboard.type("99N 200E")
    none = app.locator(".atlas-search .none")
    expect(none).to_contain_text("use -90 to 90 degrees north")
    expect(app.locator(".stException")).to_have_count(0)
