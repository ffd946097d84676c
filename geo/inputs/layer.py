"""What reading a file gives: its rows as they stand there, and a layer made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.errors import Localized

Notice = tuple[str, Mapping[str, Any]]
"""A message of the catalogues and its values, but for the ``name`` of the file."""


@dataclass(frozen=True)
class Row:
    """A feature as a file has it.

    Attributes
    ----------
    number : int
        Where it stands in the file, from 1.
    properties : mapping
        As the file has them.
    geometry : mapping or shapely.geometry.base.BaseGeometry or None
        GeoJSON's, or a shape; None if it has no place.
    problem : Localized or None
        Why it cannot be placed, though something is written there.
    """

    number: int
    properties: Mapping[str, Any]
    geometry: Mapping[str, Any] | BaseGeometry | None
    problem: Localized | None = None


@dataclass(frozen=True)
class Table:
    """The rows of a file.

    Attributes
    ----------
    rows : sequence of Row
    crs : str
        The reference system that the file states, as pyproj understands it; none:
        empty, and WGS84.
    notices : tuple of Notice
        What is to be known of how it was read.
    """

    rows: Sequence[Row]
    crs: str = ""
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Layer:
    """A layer of a reader's own.

    Attributes
    ----------
    features : list of dict
        GeoJSON Features in WGS84 (EPSG:4326), ``valid_from`` and ``valid_to`` among
        their properties: ISO days, half-open, or None for an open end.
    remarks : tuple of Localized
        What was left out, or read in another way than a reader may think.
    """

    features: list[dict[str, Any]] = field(default_factory=list)
    remarks: tuple[Localized, ...] = ()

    @property
    def collection(self) -> dict[str, Any]:
        """Return the features as a GeoJSON FeatureCollection."""
        return {"type": "FeatureCollection", "features": self.features}
