"""Shapes as bytes or text that somebody else wrote: none is nested so deep as to harm.

GEOS reads a shape within a shape by calling itself, and ends the process at some ten
thousand of them.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import UploadError

MOST_NESTED = 20
"""So many shapes may lie one in another; programs write two or three."""

MOST_BRACKETS = MOST_NESTED + 3
"""A polygon of several has three pairs of its own."""

SHORT_BYTES = 1_000
"""What is shorter is nested no deeper than GEOS can bear."""

_POINT, _POLYGON = 1, 3
_LINES = (2, 8)
_ORDERS = {0: "big", 1: "little"}
_SRID, _Z, _M = 0x20000000, 0x80000000, 0x40000000


def from_wkb(
    cells: Sequence[bytes | None] | NDArray[Any], *, whole: bool = True
) -> NDArray[Any]:
    """Return shapes, each from its Well-Known Binary.

    Parameters
    ----------
    cells : sequence of bytes or None
    whole : bool
        Whether each must be a shape; else what is none is None.

    Raises
    ------
    UploadError
        If one is nested deeper than `MOST_NESTED`, or has curves.
    shapely.errors.ShapelyError
        If one is none.

    Examples
    --------
    >>> from_wkb([shapely.Point(13, 32).wkb, None]).tolist()
    [<POINT (13 32)>, None]
    """
    array = np.asarray(cells, dtype=object)
    for cell in array:
        if cell is not None and len(cell) > SHORT_BYTES:
            _check_nesting(bytes.fromhex(cell) if isinstance(cell, str) else cell)
    try:
        found = shapely.from_wkb(array, on_invalid="raise" if whole else "fix")
    except NotImplementedError:
        raise UploadError("error.own.curves") from None
    return np.asarray(found)


def from_wkt(text: str) -> BaseGeometry:
    """Return a shape from its Well-Known Text.

    Raises
    ------
    UploadError
        If it is nested deeper than `MOST_NESTED`, or has curves.
    shapely.errors.ShapelyError
        If it is none.
    """
    depth = 0
    for part in text.split("(")[1:]:
        depth += 1 - part.count(")")
        if depth > MOST_BRACKETS:
            raise UploadError("error.own.nested")
    try:
        return shapely.from_wkt(text)
    except NotImplementedError:
        raise UploadError("error.own.curves") from None


def _check_nesting(wkb: bytes) -> None:
    """Raise `UploadError` if a shape is nested too deep, as GEOS reads it.

    Where it ends too early, or is none, GEOS says so.
    """
    at, order, left = 0, "little", [1]
    while left:
        if not left[-1]:
            left.pop()
            continue
        left[-1] -= 1
        if at + 5 > len(wkb):
            return
        order = _ORDERS.get(wkb[at], order)
        kind = _number(wkb, at + 1, order)
        at += 9 if kind & _SRID else 5
        thousands, number = divmod(kind & 0xFFFF, 1000)
        axes = 2 + bool(kind & _Z or thousands in (1, 3))
        axes += bool(kind & _M or thousands in (2, 3))
        if number == _POINT:
            at += 8 * axes
            continue
        count = _number(wkb, at, order)
        at += 4
        if number in _LINES:
            at += 8 * axes * count
        elif number == _POLYGON:
            for _ in range(count):
                if at > len(wkb):
                    return
                at += 4 + 8 * axes * _number(wkb, at, order)
        else:
            left.append(count)
            if len(left) > MOST_NESTED:
                raise UploadError("error.own.nested")


def _number(wkb: bytes, at: int, order: Any) -> int:
    return int.from_bytes(wkb[at : at + 4], order)
