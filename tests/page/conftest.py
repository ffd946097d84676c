"""The page on a phone: a profile of its own, whose first load finds no cache."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.chromium import PHONE, Kept, new_context, new_page, open_map


@pytest.fixture(scope="session")
def kept_phone(browser, app_url) -> Iterator[Kept]:
    context = new_context(browser, **PHONE)

    def make() -> Page:
        page = new_page(context)
        open_map(page, f"{app_url}/?lang=ar")
        return page

    kept = Kept(make)
    yield kept
    kept.close()
    context.close()


@pytest.fixture
def phone(kept_phone, request) -> Iterator[Page]:
    """The app on a phone, in a page that is loaded once, as `app` is at a desk."""
    with kept_phone.lent(request.session) as page:
        yield page
