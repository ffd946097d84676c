"""Which agreements a reader has listed on a day."""

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass, replace

from geo import agreements
from geo.agreements import Standing
from geo.query.atlas import Atlas
from geo.records.tables.agreements import ENDING, FORCE
from geo.words import columns

CURRENT, LASTING, EVERY = "current", "lasting", "every"
STANDS = (CURRENT, LASTING, EVERY)
"""What is listed: what is in force or of the last year, what has not ended, or all."""

RECENT = dt.timedelta(days=365)
"""What was made so long before the day is of the last year."""

MADE = (*agreements.BOUND, *agreements.APPROVED, "ruled", "proposed")
"""Statuses by which an agreement is made."""

MOST = 500
"""The most agreements that a text may find."""

NEAR = 8.0
"""By so much less than the best a name may score."""

COLUMNS = (
    "agreement_id",
    *columns("name"),
    "kind",
    "parties",
    "scope",
    "statuses",
    "opposed_by",
    "source_ids",
)
"""Of agreements as a table, see `geo.agreements.Standing.as_json`."""


@dataclass(frozen=True)
class Wanted:
    """Which agreements are listed.

    Attributes
    ----------
    stands : str
        One of `STANDS`.
    party : str or None
        Only those of this actor, or in force for it.
    kind : str or None
        Only those of this kind.
    among : container of str or None
        Only those of these ids.
    text : str
        Those whose name it finds, in any spelling, however they stand and whatever
        their ids; empty: as the rest says.
    besides : str or None
        Id of one that is listed whatever else is wanted.
    """

    stands: str = CURRENT
    party: str | None = None
    kind: str | None = None
    among: Container[str] | None = None
    text: str = ""
    besides: str | None = None


def listed(atlas: Atlas, day: dt.date, wanted: Wanted) -> list[Standing]:
    """Return the agreements that are wanted, with their statuses on a day.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    day : datetime.date
    wanted : Wanted

    Returns
    -------
    list of geo.agreements.Standing
        In the order of the table; of a text, the likeliest first.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> atlas, day = load(), dt.date(2019, 12, 19)
    >>> "tr-ly-mou-2019" in [one.agreement_id for one in listed(atlas, day, Wanted())]
    True
    >>> listed(atlas, day, Wanted(text="Skirat"))[0].agreement_id
    'lpa-2015'
    """
    standings = agreements.standings_on(atlas.records, day, atlas.lives)
    if not wanted.text.strip():
        return [one for one in standings if _fits(one, wanted, day)]
    hits = atlas.finder.find(wanted.text, ("agreement",), MOST)
    best = max((hit.score for hit in hits), default=0.0)
    found = [hit.item_id for hit in hits if hit.score > best - NEAR]
    wanted = replace(wanted, stands=EVERY, among=found)
    matches = [one for one in standings if _fits(one, wanted, day)]
    rank = {agreement_id: place for place, agreement_id in enumerate(found)}
    return sorted(matches, key=lambda one: rank.get(one.agreement_id, -1))


def _fits(one: Standing, wanted: Wanted, day: dt.date) -> bool:
    return one.agreement_id == wanted.besides or (
        (wanted.kind is None or wanted.kind == one.kind)
        and (wanted.party is None or wanted.party in _bound(one))
        and (wanted.among is None or one.agreement_id in wanted.among)
        and (wanted.stands != LASTING or not is_over(one))
        and (wanted.stands != CURRENT or _is_current(one, day))
    )


def is_over(one: Standing) -> bool:
    """Return whether an agreement had ended.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> listed_then = listed(load(), dt.date(2019, 12, 19), Wanted(EVERY))
    >>> "unscr-1973" in [one.agreement_id for one in listed_then if is_over(one)]
    True
    """
    return any(status.status in ENDING for status in one.statuses)


def _is_current(one: Standing, day: dt.date) -> bool:
    """Return whether an agreement was in force on a day, or made within a year."""
    return any(
        status.status in FORCE
        or (status.status in MADE and day - status.since < RECENT)
        for status in one.statuses
    )


def _bound(one: Standing) -> set[str]:
    """Return its parties, and those for whom it holds."""
    held = (s.by for s in one.statuses if s.status in agreements.BOUND)
    return {*one.parties, *(actor for by in held for actor in by)}
