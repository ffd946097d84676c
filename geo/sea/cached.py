"""A cache of drawn lines and waters, keyed by what they were drawn from."""

from collections.abc import Callable, Iterable
from functools import cache as once
from pathlib import Path
from typing import TypeVar

import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.files import cache

KIND = "sea"
MOST = 200
"""How many are cached: those of three versions of the records."""

DRAWN_BY = (
    *("cached", "claims", "coasts", "evens", "facts", "joining", "limits"),
    *("lines", "marching", "measures", "medians", "neighbours", "paths", "plain"),
    *("space", "tracing", "waters"),
)
CODE = [Path(__file__).with_name(f"{name}.py") for name in DRAWN_BY]
"""The modules that draw."""

V = TypeVar("V")


def cached(
    parts: Iterable[object],
    work: Callable[[], V],
    dump: Callable[[V], bytes],
    load: Callable[[bytes], V],
) -> V:
    """Return a drawing from the cache, or draw and cache it.

    Parameters
    ----------
    parts : iterable
        All that it is drawn from but for the coasts: texts, numbers, tuples of these,
        and shapes.
    work : callable
        Draws it.
    dump, load : callable
        Turn it into bytes and back, to the last bit.

    Returns
    -------
    object
        As `work` returns it.
    """
    data = [_bytes(part) for part in parts]
    key = cache.key_of([_coasts(), *data], CODE)
    return cache.cached(KIND, key, work, (dump, load), MOST)


def shape(parts: Iterable[object], work: Callable[[], BaseGeometry]) -> BaseGeometry:
    """Return a shape from the cache, or draw and cache it; see `cached`."""
    return cached(parts, work, _dump, _load)


def _dump(found: BaseGeometry) -> bytes:
    return bytes(shapely.to_wkb(found))


def _load(data: bytes) -> BaseGeometry:
    found: BaseGeometry = shapely.from_wkb(data)
    return found


def _bytes(part: object) -> bytes:
    return _dump(part) if isinstance(part, BaseGeometry) else repr(part).encode()


@once
def _coasts() -> bytes:
    return (ground.DATA / "base" / "coasts.geojson").read_bytes()
