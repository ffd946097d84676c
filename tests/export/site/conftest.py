"""A site made once, of a few real records: the pages and data of 27 places."""

from pathlib import Path

import pytest

from geo.export import site as sites
from geo.query.atlas import Atlas
from geo.records import read as records
from tests.serving import ROOT

FEW = ROOT / "tests" / "golden" / "records"
ADDRESS = "https://atlas.example.org/libya/"


@pytest.fixture(scope="session")
def few() -> Atlas:
    return Atlas(records.load(FEW))


@pytest.fixture(scope="session")
def site(few, shared) -> Path:
    """The folder of a site, as readers open it."""

    def fill(to: Path) -> None:
        sites.write(few, to / "site", ADDRESS)

    return shared("few-site", fill) / "site"


@pytest.fixture(scope="session")
def texts(site) -> dict[str, str]:
    """Every page of the site, by its path."""
    pages = site.rglob("*.html")
    return {
        page.relative_to(site).as_posix(): page.read_text(encoding="utf-8")
        for page in pages
        if "downloads" not in page.parts
    }
