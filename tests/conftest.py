"""What several test files share: the real records, their layers, and broken copies."""

import csv
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # on Windows each worker makes its own
    fcntl = None

from geo import export
from geo.__main__ import main
from geo.errors import LayerError
from geo.layers import read as layers
from geo.query.atlas import Atlas, load
from geo.records import read as records
from geo.records import schema
from tests.chromium import (
    app,
    app_url,
    browser,
    context,
    kept_app,
    kept_page,
    page,
)
from tests.elsewhere import elsewhere
from tests.postgres import cluster, database, first_stored, small, stored, unchanged
from tests.scenes import scenes_kept

__all__ = [
    "app",
    "app_url",
    "browser",
    "cluster",
    "context",
    "database",
    "elsewhere",
    "first_stored",
    "kept_app",
    "kept_page",
    "page",
    "scenes_kept",
    "small",
    "stored",
    "unchanged",
]

ON_CI = os.environ.get("CI") == "true"


def _refuse_skip(report):
    if ON_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return _refuse_skip((yield))


def pytest_collection_finish():
    """What stays to the end is not searched again and again for what nobody needs."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session")
def atlas_records():
    """The real records, read once."""
    return records.load()


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Fill a folder by one worker, while the others wait for it; return the folder."""

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        if fcntl is None or "PYTEST_XDIST_WORKER" not in os.environ:
            folder = tmp_path_factory.mktemp(name)
            fill(folder)
            return folder
        base = tmp_path_factory.getbasetemp().parent
        folder, begun = base / name, base / f"{name}.begun"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(begun, ignore_errors=True)
                begun.mkdir()
                fill(begun)
                begun.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def rebuilt(atlas_records, shared) -> Path:
    """A folder with the layers, built afresh from the real records."""
    return shared("layers", lambda to: layers.build(atlas_records, target=to))


@pytest.fixture(scope="session")
def built(atlas_records, request) -> Path:
    """The folder of the layers of the real records.

    It is the repository's: `tests.layers.test_read` holds that to a fresh build.
    """
    try:
        layers.check_fresh(layers.LAYERS, atlas_records)
    except LayerError:
        return request.getfixturevalue("rebuilt")
    return layers.LAYERS


@pytest.fixture(scope="session")
def frames(built):
    """Every layer as GeoPandas reads it, by name."""
    return {name: layers.read(name, built) for name in layers.NAMES}


@pytest.fixture(scope="session")
def world(atlas_records, frames) -> export.Atlas:
    """All that files are made of, from the real records."""
    return export.Atlas(atlas_records, frames=frames)


class RecordsCopy:
    """A copy of the real record tables that a test may break.

    Rows are counted as in the files: the header is row 1.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.csv"

    def read(self, table: str) -> list[dict[str, str]]:
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: list[dict[str, str]]) -> None:
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            columns = list(rows[0] if rows else schema.TABLES[table].columns)
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def rows(self, table: str, **wanted: str) -> Iterator[int]:
        """Yield the rows that hold these values."""
        for number, row in enumerate(self.read(table), 2):
            if all(row[column] == value for column, value in wanted.items()):
                yield number

    def cell(self, table: str, row: int, column: str) -> str:
        return self.read(table)[row - 2][column]

    def set(self, table: str, row: int, **values: str) -> None:
        rows = self.read(table)
        rows[row - 2].update(values)
        self.write(table, rows)

    def drop(self, table: str, row: int) -> None:
        rows = self.read(table)
        del rows[row - 2]
        self.write(table, rows)

    def append(self, table: str, like: int, **values: str) -> int:
        """Append a row like another one but for some values, return its number."""
        rows = self.read(table)
        rows.append(rows[like - 2] | values)
        self.write(table, rows)
        return len(rows) + 1


def copied(source: Path, tmp_path: Path) -> RecordsCopy:
    folder = tmp_path / "records"
    shutil.copytree(source, folder)
    return RecordsCopy(folder)


@pytest.fixture
def copy(request, tmp_path) -> RecordsCopy:
    """Records that a test may break: the real ones, or those that its module names."""
    return copied(getattr(request.module, "COPIED", records.RECORDS), tmp_path)


@pytest.fixture
def check(copy, capsys):
    """Run ``python -m geo check`` on the copy, return the faults it prints."""

    def run() -> list[str]:
        status = main(["check", "--records", str(copy.folder)])
        printed = capsys.readouterr()
        assert status == (1 if printed.err else 0)
        assert (printed.out == "") == (status == 1)
        return printed.err.splitlines()

    return run


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The real records, with the layers of the repository while these are fresh."""
    return load()
