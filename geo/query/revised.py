"""Revisions: how later sources changed what is known of a day."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geo.control.cells import Spell
from geo.dates import check_day, check_known_on
from geo.query import states
from geo.query.atlas import Atlas
from geo.query.sides import Side, Sided, first_columns, side
from geo.records.known import known_from
from geo.records.rows import names_of
from geo.words import SOURCE

SIDES = ("before", "after")

COLUMNS = (
    *first_columns(*SIDES),
    "later",
    "claim_id",
    "confidence",
    "published",
    "following",
    "source_ids",
    "source_urls",
)
"""Of revisions as a table, see `Revision.as_row`."""


@dataclass(frozen=True, kw_only=True)
class Revision(Sided):
    """A place whose state on a day is known otherwise now.

    Its sides are by what was known then, and by what is known now. Its sources are
    those of the record that were out later, in the order in which they came out; all of
    them where none did.

    Attributes
    ----------
    later : bool
        Whether the present state began after the day on which it could be known.
    claim_id : str
        The record that tells the present state.
    published : datetime.date or None
        When the first of `sources` was out; none of them bears a date: None.
    """

    later: bool
    claim_id: str
    published: dt.date | None

    def as_json(self) -> dict[str, Any]:
        """Return the attributes as plain values."""
        return self._first_as_json(*SIDES) | {
            "later": self.later,
            "claim_id": self.claim_id,
            "confidence": self.confidence,
            "published": self.published.isoformat() if self.published else None,
            "following": list(self.following),
            **self._sources_as_json(),
        }


def revised(atlas: Atlas, day: dt.date, known_on: dt.date) -> list[Revision]:
    """Return the places whose state on a day is on record otherwise than it once was.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
        With all that is known now.
    day : datetime.date
        The day whose state is compared.
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
    atlas_then = atlas.known_on(known_on)
    published = known_from(atlas.records.sources)
    for place_id, following in states.followers(atlas).items():
        old = states.at(atlas_then.spells[place_id], day)
        new = states.at(atlas.spells[place_id], day)
        if old is None or new is None:
            continue
        before, after = side(atlas_then, old), side(atlas, new)
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
