"""Who held a place on two days, or by two states of what was known, side by side."""

from dataclasses import asdict, dataclass
from typing import Any

from geo.control.cells import Spell, attacked
from geo.query.answer import Source, urls
from geo.query.atlas import Atlas
from geo.query.districts import District
from geo.words import by_column, columns


@dataclass(frozen=True)
class Side:
    """Who held a place on one of two days.

    Attributes
    ----------
    camp : str
        One of `geo.style.layers.CAMPS`.
    actor : dict of str to str or None
        Name of the holder (of a contested place the parties) by language.
    attacked : bool
        Whether the holder kept the place under attack.
    """

    camp: str
    actor: dict[str, str] | None
    attacked: bool

    def as_json(self, word: str) -> dict[str, Any]:
        """Return the attributes as plain values, their names after a word."""
        values: dict[str, Any] = {f"{word}_camp": self.camp}
        values |= by_column(f"{word}_actor", self.actor or {})
        return values | {f"{word}_attacked": self.attacked}


def side(atlas: Atlas, spell: Spell) -> Side:
    """Return who held a place for a spell.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> atlas = load()
    >>> side(atlas, atlas.spells["sirte"][-1]).camp
    'eastern'
    """
    return Side(
        spell.camp,
        atlas.places.holder(spell),
        bool(attacked(spell.claim.status, spell.camp)),
    )


@dataclass(frozen=True, kw_only=True)
class Sided:
    """A place with its two sides.

    Attributes
    ----------
    place_id, kind : str
    name : dict of str to str
        By language.
    lat, lon : float
        Degrees (WGS84).
    district : geo.query.districts.District
    before, after : Side
    confidence : str
        Of the record that tells the side after.
    following : tuple of str
        Ids of places without claims of their own that take its state.
    source_ids : tuple of str
    sources : tuple of geo.query.answer.Source
    """

    place_id: str
    kind: str
    name: dict[str, str]
    lat: float
    lon: float
    district: District
    before: Side
    after: Side
    confidence: str
    following: tuple[str, ...]
    source_ids: tuple[str, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the attributes as plain values, with each of its ``sources``."""
        raise NotImplementedError

    def as_row(self) -> dict[str, Any]:
        """Return the values of its table: those of `as_json`, its sources as URLs."""
        values = self.as_json()
        del values["sources"]
        return values | {"source_urls": urls(self.sources)}

    def _first_as_json(self, before: str, after: str) -> dict[str, Any]:
        """Return the values of `first_columns`."""
        return {
            "place_id": self.place_id,
            **by_column("name", self.name),
            "kind": self.kind,
            "lat": self.lat,
            "lon": self.lon,
            "district": self.district.district_id,
            **self.before.as_json(before),
            **self.after.as_json(after),
        }

    def _sources_as_json(self) -> dict[str, Any]:
        return {
            "source_ids": list(self.source_ids),
            "sources": [asdict(source) for source in self.sources],
        }


def first_columns(before: str, after: str) -> tuple[str, ...]:
    """Return the first columns of a table of `Sided`, by the words for its sides.

    Examples
    --------
    >>> first_columns("from", "to")[-1]
    'to_attacked'
    """
    sides = (
        f"{word}_{name}"
        for word in (before, after)
        for name in ("camp", *columns("actor"), "attacked")
    )
    return ("place_id", *columns("name"), "kind", "lat", "lon", "district", *sides)
