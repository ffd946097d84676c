"""What pictures show of a day, gathered once for all tests that draw it."""

from collections import OrderedDict
from collections.abc import Iterator

import pytest

from geo.pictures import scene

MOST = 24
"""So many scenes are kept, those asked for last."""


@pytest.fixture(scope="session", autouse=True)
def scenes_kept() -> Iterator[None]:
    """Days are gathered and scenes composed once: both follow from what they are given.

    That they do is asserted in `tests.pictures.test_files` and in
    `tests.export.test_export`, in processes of their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scene, "gather", _kept(scene.gather))
        patch.setattr(scene, "compose", _kept(scene.compose))
        yield


def _kept(work):
    """Return a function that keeps its results, and what it was given as long."""
    results = OrderedDict()

    def wrapper(given, *arguments):
        key = (id(given), *map(_hashable, arguments))
        if key not in results:
            results[key] = (given, work(given, *arguments))
            while len(results) > MOST:
                results.popitem(last=False)
        results.move_to_end(key)
        return results[key][1]

    return wrapper


def _hashable(argument):
    return tuple(argument) if isinstance(argument, list | dict) else argument
