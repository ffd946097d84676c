"""What files are made of: the records and their layers, as known on a day or in all."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import geopandas as gpd

from geo.errors import LayerError
from geo.layers import read as layers
from geo.records import read as records
from geo.records.known import as_known_on
from geo.records.read import RECORDS, Records
from geo.records.store import FileStore

KEPT = 3
"""So many worlds of other days are kept: each is as large as the present one."""


@dataclass(frozen=True)
class World:
    """The records, and the layers that follow from them.

    Attributes
    ----------
    folder : pathlib.Path
        Where the record tables lie.
    records : geo.records.read.Records
    frames : mapping of str to geopandas.GeoDataFrame
        Every layer as `geo.layers.read.read` returns it, by name.
    """

    folder: Path
    records: Records
    frames: Mapping[str, gpd.GeoDataFrame]
    _known: dict[dt.date, "World"] = field(default_factory=dict, repr=False)

    def known(self, day: dt.date | None) -> "World":
        """Return the world as it could be known on a day; no day: as it is."""
        if day is None:
            return self
        then = self._known.get(day)
        if then is None:
            known = as_known_on(self.records, day)
            then = World(self.folder, known, layers.frames(known))
            while len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)), None)
            self._known[day] = then
        return then

    @cached_property
    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of every record table and base file, by file name.

        Of a table as it was read, whatever became of its file since.
        """
        return layers.digests(self.records if self.records.store else self.folder)

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, str]]:
        """Return a short digest of every row, by table and the row's name."""
        store = self.records.store or FileStore(self.folder)
        return store.digests().rows


def load(folder: Path = RECORDS, built: Path = layers.LAYERS) -> World:
    """Read the records and their layers.

    Parameters
    ----------
    folder : pathlib.Path
        Where the record tables lie.
    built : pathlib.Path
        Where the layers lie; they are made anew if they were built from others.

    Returns
    -------
    World

    Raises
    ------
    RecordError
        If the records break their rules.
    LayerError
        If the layers are missing or damaged.
    """
    found = records.load(folder)
    try:
        layers.check_fresh(built, found)
    except LayerError:
        return World(folder, found, layers.frames(found))
    return World(
        folder, found, {name: layers.read(name, built) for name in layers.NAMES}
    )
