"""The live map as one file, made once."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geo.shown import Shown
from geo.web import html as maps
from tests.chromium import PHONE, Kept, new_context, new_page
from tests.web.map_page import AS_FIRST_OPENED, note_opened


@pytest.fixture(scope="session")
def page_text(frames, atlas_records) -> str:
    return maps.html(frames, atlas_records, Shown(dt.date(2019, 12, 19)))


@pytest.fixture(scope="session")
def map_file(page_text, tmp_path_factory) -> Path:
    """The map opens on 19 December 2019."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(page_text, encoding="utf-8")
    return path


@contextmanager
def keeping(context, map_file: Path, size: dict[str, int] | None = None):
    """Keep a page that shows a map, in a window of a size."""

    def make() -> Page:
        page = new_page(context)
        if size:
            page.set_viewport_size(size)
        page.goto(map_file.as_uri())
        note_opened(page)
        return page

    kept = Kept(make)
    yield kept
    kept.close()


@contextmanager
def as_first_opened(kept: Kept, session) -> Iterator[Page]:
    """Lend a page that is kept, as it was when it was opened."""
    with kept.lent(session) as page:
        page.bring_to_front()
        page.evaluate(AS_FIRST_OPENED)
        yield page


@pytest.fixture(scope="session")
def kept_map(context, map_file) -> Iterator[Kept]:
    with keeping(context, map_file) as kept:
        yield kept


@pytest.fixture(scope="session")
def kept_phone(browser, map_file) -> Iterator[Kept]:
    context = new_context(browser, **PHONE)
    with keeping(context, map_file) as kept:
        yield kept
    context.close()


@pytest.fixture
def phone_map(kept_phone, request) -> Iterator[Page]:
    """The map on a phone, loaded once, as it was when it was opened."""
    with as_first_opened(kept_phone, request.session) as page:
        yield page


@pytest.fixture
def opened_map(kept_map, request) -> Iterator[Page]:
    """The map in a page that is loaded once, as it was when it was opened."""
    with as_first_opened(kept_map, request.session) as page:
        yield page


@pytest.fixture
def quiet_map(opened_map):
    """The map opened from disk, which asks for nothing and comes to no error.

    `settled` counts what an embedding page would hear.
    """
    yield opened_map
    assert opened_map.outside == []
    assert opened_map.errors == []
