"""A copy of the atlas whose every text is hostile, and a browser that tells of it."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geo import export
from geo.layers import read as layers
from geo.records import columns, schema
from geo.records import read as records
from tests.chromium import new_context
from tests.conftest import RecordsCopy
from tests.hostile import texts as hostile
from tests.serving import ROOT

PARTS = ("app.py", "geo", "data/base", ".streamlit")

FIELDS = [
    (table, name)
    for table, declared in schema.TABLES.items()
    for name, column in declared.columns.items()
    # Degrees and states are texts that other rules bind.
    if column.expected == columns.LINE_OF_TEXT
    and name not in ("lat_dms", "lon_dms", "claimants")
]
"""Every column of the records that holds any text."""


def fill(copy: RecordsCopy, lines: list[str]) -> None:
    """Put the texts into every field, each column beginning with another one."""
    for table in schema.TABLES:
        rows = copy.read(table)
        own = [name for of, name in FIELDS if of == table]
        for n, name in enumerate(own):
            for i, row in enumerate(rows):
                times = i // len(lines)
                text = lines[(i + n * (47 + times)) % len(lines)]
                named = table == "places" and name.startswith("name_")
                row[name] = f"{text} {times}" if named and times else text
        if table == "sources":
            for i, row in enumerate(rows):
                address = hostile.STRANGE_ADDRESSES[i % len(hostile.STRANGE_ADDRESSES)]
                row["url"] = address.replace("a.example", f"a{i}.example")
        copy.write(table, rows)


@pytest.fixture(scope="session")
def marker(shared) -> Path:
    """A file that is made if any text is run on this machine."""
    return shared("marker", lambda _: None) / "ran"


@pytest.fixture(scope="session")
def lines(marker) -> list[str]:
    return hostile.lines(marker)


@pytest.fixture(scope="session")
def site(shared, lines) -> Path:
    """A copy of the atlas whose records are hostile, with the layers built of them."""

    def make(to: Path) -> None:
        for name in PARTS:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, to / name)
        source = to / "data/records"
        shutil.copytree(records.RECORDS, source)
        fill(RecordsCopy(source), lines)
        layers.build(records.load(source), source, to / "data/layers")

    return shared("hostile", make)


@pytest.fixture(scope="session")
def evil(site) -> export.Atlas:
    """All that files are made of, from the hostile records."""
    source, target = site / "data/records", site / "data/layers"
    return export.load(source, target)


@pytest.fixture(autouse=True)
def nothing_ran(marker) -> Iterator[None]:
    """Whatever a test does, no text may have been run on this machine."""
    yield
    assert not marker.exists()


@pytest.fixture
def strict(browser) -> Iterator[Page]:
    """A page with its policy in force; what it does that it may not is in `tried`."""
    with strict_page(browser) as page:
        yield page


@contextlib.contextmanager
def strict_page(browser) -> Iterator[Page]:
    """Open a page like `strict`."""
    context = new_context(browser, viewport={"width": 1366, "height": 900})
    page = context.new_page()
    tried = page.tried = []

    def refuse(dialog) -> None:
        tried.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("pageerror", lambda error: tried.append(str(error)))
    page.on("console", lambda m: tried.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: tried.append(r.url) if _outside(r.url) else None)
    yield page
    context.close()


def _outside(url: str) -> bool:
    return not re.match(r"(file|data|blob|about):|https?://localhost[:/]", url)


def assert_quiet(page: Page) -> None:
    """Assert that a page ran nothing, asked for nothing and broke no policy."""
    assert page.tried == []
    assert page.evaluate("window.hacked === undefined && top.hacked === undefined")
