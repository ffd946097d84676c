"""Since when a place has been held: by its actor, by its camp, and by which record."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geo.control.cells import NO_RECORD_CAMP, Spell, attacked
from geo.records.tables.control import CONTESTED

NOBODY = (CONTESTED, NO_RECORD_CAMP)
"""What a spell has for a camp while nobody holds the place."""


class Moment(NamedTuple):
    """The day on which a state began, and the precision of its date.

    Attributes
    ----------
    day : datetime.date
    precision : str
        One of `geo.records.tables.control.PRECISIONS`.
    """

    day: dt.date
    precision: str


class Span(NamedTuple):
    """A half-open span of days; without a later record it has no end.

    Attributes
    ----------
    start : Moment
    end : Moment or None
        The first day after it.
    """

    start: Moment
    end: Moment | None


@dataclass(frozen=True)
class Holding:
    """Since when a place has been held as it is in one of its spells.

    Attributes
    ----------
    actor_since : Moment or None
        Since when its holder has held it without a break, under attack or not; None
        where nobody holds it.
    camp_since : Moment or None
        Since when actors of the holder's camp have, one after another, without a break.
    attacks : tuple of Span
        When the holder was attacked since it has held the place, up to the end of the
        spell; attacks that follow at once are one.
    record : Span
        What the record of the spell bounds.
    """

    actor_since: Moment | None
    camp_since: Moment | None
    attacks: tuple[Span, ...]
    record: Span

    @property
    def under_attack(self) -> bool:
        """Return whether the place is under attack in this spell."""
        return bool(self.attacks) and self.attacks[-1].end == self.record.end


def holdings(spells: Sequence[Spell]) -> list[Holding]:
    """Return since when a place has been held, spell by spell.

    A new source, or an attack that its holder withstands, begins a spell but no
    holding. A holding ends where another actor holds the place, nobody does, or
    nothing is on record; that of a camp where no actor of the camp does.

    Parameters
    ----------
    spells : sequence of geo.control.cells.Spell
        All of one place, in order of time, as `geo.control.cells.spells` returns them.

    Returns
    -------
    list of Holding
        As many as spells, in their order.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from geo.control.cells import Spell
    >>> def spell(start, end, status):
    ...     claim = {"actor_id": "lna", "status": status, "start_precision": "day"}
    ...     days = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    ...     return Spell("tarhuna", start, "eastern", *days, SimpleNamespace(**claim))
    >>> spells = [
    ...     spell("2019-04-05", "2020-04-18", "held"),
    ...     spell("2020-04-18", "2020-04-22", "contested"),
    ...     spell("2020-04-22", "2020-06-04", "held"),
    ... ]
    >>> now = holdings(spells)[-1]
    >>> now.actor_since.day, now.record.start.day
    (datetime.date(2019, 4, 5), datetime.date(2020, 4, 22))
    >>> [attack.start.day for attack in now.attacks]
    [datetime.date(2020, 4, 18)]
    """
    result: list[Holding] = []
    actor: str | None = None
    camp: str | None = None
    actor_since = camp_since = None
    attacks: tuple[Span, ...] = ()
    for spell, record in zip(spells, _records(spells), strict=True):
        held = spell.camp not in NOBODY
        holder = spell.claim.actor_id if held else None
        if holder != actor:
            actor, attacks = holder, ()
            actor_since = record.start if held else None
        if not held or spell.camp != camp:
            camp = spell.camp if held else None
            camp_since = record.start if held else None
        if attacked(spell.claim.status, spell.camp) and held:
            attacks = _with(attacks, record)
        result.append(Holding(actor_since, camp_since, attacks, record))
    return result


def _records(spells: Sequence[Spell]) -> list[Span]:
    """Return the days of each spell; one ends as finely as the next begins."""
    starts = [Moment(spell.start, spell.claim.start_precision) for spell in spells]
    return [
        Span(start, None if spell.end is None else (*starts, None)[i + 1])
        for i, (spell, start) in enumerate(zip(spells, starts, strict=True))
    ]


def _with(attacks: tuple[Span, ...], attack: Span) -> tuple[Span, ...]:
    """Return attacks and one more, which may go on with the last of them."""
    if attacks and attacks[-1].end == attack.start:
        return (*attacks[:-1], Span(attacks[-1].start, attack.end))
    return (*attacks, attack)
