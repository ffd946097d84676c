"""What sources that came out after a day changed in what is known of the map."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from geo.control.cells import Spell
from geo.dates import check_day, check_known_on
from geo.query import states
from geo.query.atlas import Atlas
from geo.query.changes import Side, side
from geo.query.districts import District
from geo.query.who import Source
from geo.records.known import known_from
from geo.records.rows import names_of
from geo.words import SOURCE, by_column, columns

COLUMNS = (
    "place_id",
    *columns("name"),
    "kind",
    "lat",
    "lon",
    "district",
    *(
        f"{side}_{name}"
        for side in ("before", "after")
        for name in ("camp", *columns("actor"), "attacked")
    ),
    "later",
    "claim_id",
    "confidence",
    "published",
    "following",
    "source_ids",
    "source_urls",
)
"""Of revisions as a table, see `Revision.as_row`."""


@dataclass(frozen=True)
class Revision:
    """A place of which more, or other, is known now than was on a day.

    Attributes
    ----------
    place_id, kind : str
    name : dict of str to str
        By language.
    lat, lon : float
        Degrees (WGS84).
    district : geo.query.districts.District
    before, after : geo.query.changes.Side
        Who held it by what was known then, and by what is known now.
    later : bool
        Whether the present state began after the day on which it could be known.
    claim_id : str
        The record that tells the present state.
    confidence : str
    published : datetime.date or None
        When the first of `sources` was out; none of them bears a date: None.
    source_ids : tuple of str
        Of the record those that were out later, in the order in which they came out;
        all of them where none did.
    sources : tuple of geo.query.who.Source
    following : tuple of str
        Ids of places without claims of their own that take its state.
    """

    place_id: str
    kind: str
    name: dict[str, str]
    lat: float
    lon: float
    district: District
    before: Side
    after: Side
    later: bool
    claim_id: str
    confidence: str
    published: dt.date | None
    source_ids: tuple[str, ...]
    sources: tuple[Source, ...]
    following: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the attributes as plain values."""
        return {
            "place_id": self.place_id,
            **by_column("name", self.name),
            "kind": self.kind,
            "lat": self.lat,
            "lon": self.lon,
            "district": self.district.district_id,
            **self.before.as_json("before"),
            **self.after.as_json("after"),
            "later": self.later,
            "claim_id": self.claim_id,
            "confidence": self.confidence,
            "published": self.published.isoformat() if self.published else None,
            "following": list(self.following),
            "source_ids": list(self.source_ids),
            "sources": [asdict(source) for source in self.sources],
        }

    def as_row(self) -> dict[str, Any]:
        """Return the values of `COLUMNS`: those of `as_json`, its sources as URLs."""
        values = self.as_json()
        urls = " ".join(source["url"] for source in values.pop("sources"))
        return values | {"source_urls": urls}


def revised(atlas: Atlas, day: dt.date, known_on: dt.date) -> list[Revision]:
    """Return the places whose state on a day is on record otherwise than it once was.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
        With all that is known now.
    day : datetime.date
        The day that is told of.
    known_on : datetime.date
        The day whose knowledge is compared, see `geo.records.known.as_known_on`.

    Returns
    -------
    list of Revision
        In the order of names. Places without claims of their own are told of with those
        whose state they take.

    Raises
    ------
    DateError
        If the day is not on the map, or the other one is still to come.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> day = dt.date(2019, 12, 19)
    >>> len(revised(load(), day, day)) > len(revised(load(), day, dt.date(2026, 9, 1)))
    True
    """
    check_day(day)
    check_known_on(known_on)
    return sorted(_every(atlas, day, known_on), key=lambda one: one.name[SOURCE])


def _every(atlas: Atlas, day: dt.date, known_on: dt.date) -> Iterator[Revision]:
    then = atlas.known_on(known_on)
    published = known_from(atlas.records.sources)
    for place_id, following in states.followers(atlas).items():
        old = states.at(then.spells[place_id], day)
        new = states.at(atlas.spells[place_id], day)
        if old is None or new is None:
            continue
        before, after = side(then, old), side(atlas, new)
        if before != after:
            yield _revision(atlas, new, (before, after), known_on, published, following)


def _revision(  # noqa: PLR0913, PLR0917 (all that one row is made of)
    atlas: Atlas,
    spell: Spell,
    sides: tuple[Side, Side],
    known_on: dt.date,
    published: dict[str, dt.date],
    following: list[str],
) -> Revision:
    place = atlas.records.place_of[spell.place_id]
    dated = [i for i in spell.claim.source_ids if published.get(i, known_on) > known_on]
    dated.sort(key=published.__getitem__)
    source_ids = tuple(dated) or spell.claim.source_ids
    return Revision(
        place_id=place.place_id,
        kind=place.kind,
        name=names_of(place),
        lat=place.lat,
        lon=place.lon,
        district=atlas.districts[place.place_id],
        before=sides[0],
        after=sides[1],
        later=spell.start > known_on,
        claim_id=spell.claim_id,
        confidence=spell.claim.confidence,
        published=published[dated[0]] if dated else None,
        source_ids=source_ids,
        sources=atlas.sources(source_ids),
        following=tuple(following),
    )
