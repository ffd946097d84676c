"""A Dask cluster of two processes, started once for all that work on it."""

import pytest

from geo.export.made_by import made_by
from geo.optional import dask
from tests.cli.conftest import run_command

__all__ = ["run_command"]


@pytest.fixture(scope="session")
def spread():
    """The `map` of a cluster of two workers on this machine."""
    with dask.cluster("2", made_by) as spread:
        yield spread
