"""Who backed whom, and who mediated between whom."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from geo.dates import covers, parse_span
from geo.records.read import Records


@dataclass(frozen=True)
class Relation:
    """One way in which one actor backed others, or mediated between them.

    Attributes
    ----------
    relation_id, kind, confidence, note, note_ar : str
        As in the table.
    backer : str
        Id of the actor that backs, or mediates.
    backed : tuple of str
        Ids of those whom; of a mediation those between whom.
    since : datetime.date
        The day by which it had begun.
    until : datetime.date or None
        The day by which it was over; no later record: None.
    last_seen : datetime.date
        Last day for which a source shows it.
    source_ids : tuple of str
    """

    relation_id: str
    kind: str
    backer: str
    backed: tuple[str, ...]
    since: dt.date
    until: dt.date | None
    last_seen: dt.date
    confidence: str
    source_ids: tuple[str, ...]
    note: str
    note_ar: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Return whether it had begun by a day and was not over."""
        return covers(self.since, self.until, day)


def relations_on(records: Records, day: dt.date) -> list[Relation]:
    """Return who backed whom on a day.

    Parameters
    ----------
    records : geo.records.read.Records
    day : datetime.date

    Returns
    -------
    list of Relation
        In the order of the table. A date of a month or year counts from its last day
        for a beginning, from its first for an end: a relation is listed only while it
        held whatever the day was.

    Examples
    --------
    >>> from geo.records.read import load
    >>> day = dt.date(2019, 12, 19)
    >>> "turkey" in {one.backer for one in relations_on(load(), day)}
    True
    """
    return [relation for relation in _relations(records) if relation.holds_on(day)]


def _relations(records: Records) -> Iterator[Relation]:
    for row in records.relations:
        yield Relation(
            relation_id=row.relation_id,
            kind=row.kind,
            backer=row.backer,
            backed=row.backed,
            since=parse_span(row.start).last,
            until=parse_span(row.end).start if row.end else None,
            last_seen=parse_span(row.last_seen).last,
            confidence=row.confidence,
            source_ids=row.source_ids,
            note=row.note,
            note_ar=row.note_ar,
        )
