"""What is answered about a place and a day, and the sources that answers cite."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from geo.control.holding import Holding, Moment
from geo.dates import covers

OUTSIDE = "outside"
"""Camp of what lies at sea or abroad."""


@dataclass(frozen=True)
class Source:
    """A publication, as an answer cites it; `archived` is a copy of it, if known."""

    title: str
    publisher: str
    date: str
    url: str
    archived: str = ""


def urls(sources: Iterable[Source]) -> str:
    """Return the addresses of publications as a cell of a table holds them.

    Examples
    --------
    >>> urls([Source("Town falls", "Reuters", "2020-06-05", "https://a.example/1")])
    'https://a.example/1'
    """
    return " ".join(source.url for source in sources)


@dataclass(frozen=True)
class Answer:
    """Who held a point on a day.

    Attributes
    ----------
    camp : str
        One of `geo.records.tables.control.CAMPS`, ``contested`` (only where nobody
        held it), ``no_record`` or ``outside`` (sea or abroad).
    actor : str or None
        Name of the holder; of a contested place the parties.
    status : str or None
        ``held``, or ``contested`` where the holder kept it under attack or nobody had
        it; None where nothing is on record.
    since, until : str or None
        First day of the record and first day after it, ISO; no later record: None.
    holding : geo.control.holding.Holding or None
        Since when the actor and its camp have held it, and when it was attacked.
    place : str or None
        The place on record whose cell holds the point.
    distance_km : float or None
        From the point to that place. Beyond `geo.control.cells.EVIDENCE_KM` the answer
        is nominal.
    last_seen : str or None
        Last day for which a source shows it, ISO; None where nothing is on record.
    confidence : str or None
        One of `geo.records.tables.agreements.CONFIDENCES`; None where nothing is on
        record.
    sources : tuple of Source
    names : mapping of str to mapping of str to str
        By language the names of ``place`` and ``actor``.
    """

    camp: str
    actor: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    holding: Holding | None = None
    place: str | None = None
    distance_km: float | None = None
    last_seen: str | None = None
    confidence: str | None = None
    sources: tuple[Source, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain lists and dicts.

        Returns
        -------
        dict
            The attributes, without ``names``, and for ``holding``: ``held_since`` and
            ``camp_since`` (ISO; None where nobody holds the place) and ``attacks``,
            spans with ``since`` and ``until``.
        """
        values: dict[str, Any] = {}
        for name in (item.name for item in fields(self) if item.name != "names"):
            values |= (
                _holding_as_json(self.holding)
                if name == "holding"
                else {name: getattr(self, name)}
            )
        return values | {"sources": [asdict(source) for source in self.sources]}


def _holding_as_json(holding: Holding | None) -> dict[str, Any]:
    def day(moment: Moment | None) -> str | None:
        return moment.day.isoformat() if moment else None

    return {
        "held_since": day(holding.actor_since) if holding else None,
        "camp_since": day(holding.camp_since) if holding else None,
        "attacks": [
            {"since": day(attack.start), "until": day(attack.end)}
            for attack in (holding.attacks if holding else ())
        ],
    }


@dataclass(frozen=True)
class State:
    """One state of a place, with its evidence, in both languages.

    Attributes
    ----------
    camp : str
        As in `Answer`.
    actor : dict of str to str or None
        Name of the holder (of a contested place the parties) by language.
    attacked : bool
        Whether the holder kept the place under attack.
    since, until : datetime.date or None
        Of the record, half-open; no later record: None.
    holding : geo.control.holding.Holding
        As in `Answer`.
    last_seen : datetime.date
        Last day for which a source shows it.
    confidence : str or None
        As in `Answer`.
    note, note_ar : str
    sources : tuple of Source
    names : mapping of str to mapping of str to str
        By language the names of ``place`` and ``actor``.
    """

    camp: str
    actor: dict[str, str] | None
    attacked: bool
    since: dt.date
    until: dt.date | None
    holding: Holding
    last_seen: dt.date
    confidence: str | None
    note: str
    sources: tuple[Source, ...]
    note_ar: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Return whether this is the state on a day."""
        return covers(self.since, self.until, day)
