"""A site made once, of a few real records: the pages and data of 27 places."""

from pathlib import Path

import pytest

from geo.export import site as sites
from geo.query.atlas import Atlas
from geo.records import read as records
from tests.chromium import ROOT

FEW = ROOT / "tests" / "golden" / "records"
ADDRESS = "https://atlas.example.org/libya/"


@pytest.fixture(scope="session")
def few() -> Atlas:
    return Atlas(records.load(FEW))


@pytest.fixture(scope="session")
def contents(few) -> dict[str, bytes]:
    """Every file of the site, by its path."""
    return sites.make(few, ADDRESS)


@pytest.fixture(scope="session")
def site(few, shared) -> Path:
    """The folder of a site, as readers open it."""

    def fill(to: Path) -> None:
        sites.write(few, to / "site", ADDRESS)

    return shared("few-site", fill) / "site"
