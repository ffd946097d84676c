"""The live map as one file, made once."""

import datetime as dt
from pathlib import Path

import pytest

from geo.shown import Shown
from geo.web import html as maps


@pytest.fixture(scope="session")
def page_text(frames, atlas_records) -> str:
    return maps.html(frames, atlas_records, Shown(dt.date(2019, 12, 19)))


@pytest.fixture(scope="session")
def map_file(page_text, tmp_path_factory) -> Path:
    """The map opens on 19 December 2019."""
    path = tmp_path_factory.mktemp("map") / "map.html"
    path.write_text(page_text, encoding="utf-8")
    return path
