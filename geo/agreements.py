"""The standing of an agreement on a day, computed from its stages."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from geo.dates import parse_span
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables import agreements
from geo.records.tables.agreements import AgreementStage
from geo.records.tables.control import Actor
from geo.words import by_column

BINDING_KINDS = ("un_resolution", "mandate")
"""Kinds that are in force from the day on which they are adopted."""

BOUND = ("in_force", "in_force_in_part", "adopted", "declared", "signed")
APPROVED = ("signed_in_part", "ratified", "activated")
HANDED_ON = ("in_force", "in_force_in_part")
"""Statuses in which a successor takes the place of a party that ended."""

FORCE = agreements.FORCE
HELD_BACK = ("suspended", "suspended_in_part")
STATUSES = (
    *BOUND,
    "ruled",
    *APPROVED,
    "proposed",
    "endorsed",
    "registered",
    *HELD_BACK,
    "annulled",
    "withdrawn",
    "superseded_in_part",
    "disputed",
    "opposed",
    *agreements.ENDING,
)
"""Every status, in the order in which they are listed."""

_REPLACED = {
    "signed": ("proposed", "signed_in_part"),
    "signed_in_part": ("proposed",),
    "declared": ("proposed",),
    "adopted": ("proposed",),
    "ruled": ("proposed",),
    "in_force": ("signed", "adopted", "in_force_in_part", *APPROVED),
}
"""Statuses that a stage puts an end to, whoever gave them."""


@dataclass(frozen=True)
class Status:
    """A status of an agreement, since when, and by whom.

    Attributes
    ----------
    status : str
        One of `STATUSES`.
    by : tuple of str
        Ids of the actors whose act it is, or for whom it holds.
    since : datetime.date
        The day from which on it counts.
    date : str
        The same as the record has it, which may be a month or a year.
    stage_id : str
        The stage that brought it about.
    """

    status: str
    by: tuple[str, ...]
    since: dt.date
    date: str
    stage_id: str

    def as_json(self) -> dict[str, Any]:
        """Return all but the stage as plain lists and texts."""
        return {
            "status": self.status,
            "by": list(self.by),
            "since": self.since.isoformat(),
            "date": self.date,
        }


@dataclass(frozen=True)
class Period:
    """A half-open time over which an agreement's statuses did not change.

    Attributes
    ----------
    start : datetime.date
    end : datetime.date or None
        First day after it; None: no later record.
    statuses : tuple of Status
        As `Life.on` returns them on each of its days.
    """

    start: dt.date
    end: dt.date | None
    statuses: tuple[Status, ...]

    @property
    def over(self) -> bool:
        """Return whether the agreement had ended."""
        return any(s.status in agreements.ENDING for s in self.statuses)


@dataclass(frozen=True)
class _Stage:
    """A stage, with the day from which it counts."""

    stage_id: str
    stage: str
    day: dt.date
    date: str
    by: tuple[str, ...]
    until: dt.date | None


@dataclass
class _Statuses:
    """The statuses of an agreement while its stages are applied in order."""

    statuses: list[Status] = field(default_factory=list)
    ends: Status | None = None

    def drop(self, names: Iterable[str]) -> None:
        self.statuses = [s for s in self.statuses if s.status not in names]

    def remove(self, actors: Iterable[str], names: Iterable[str]) -> None:
        """Remove actors from some statuses."""
        kept = []
        for status in self.statuses:
            by = status.by
            if status.status in names:
                by = tuple(actor for actor in by if actor not in actors)
            if by:
                kept.append(replace(status, by=by))
        self.statuses = kept

    def add(self, name: str, stage: _Stage) -> None:
        """Add a status for those of the actors for whom it is new."""
        already = {actor for s in self.statuses if s.status == name for actor in s.by}
        by = tuple(actor for actor in stage.by if actor not in already)
        if by:
            self.statuses.append(
                Status(name, by, stage.day, stage.date, stage.stage_id)
            )

    def pass_until(self, day: dt.date) -> None:
        """End the agreement if the day set for its end has come."""
        if self.ends is not None and self.ends.since <= day:
            self.statuses, self.ends = [self.ends], None


class Life:
    """The life of one agreement.

    Its standing on a day follows from its stages by these rules:

    - A stage counts from its day on; one dated to a month or a year from the last day
      of it, when it had happened whatever its day was.
    - ``proposed`` lasts until there is a text. A text is ``signed``, ``declared``,
      ``adopted`` or ``ruled``, and no more than that, until it is ``in_force`` for
      its parties. A resolution or mandate is in force from its adoption.
    - ``ratified`` and ``activated`` say which side has done its part; they end with
      entry into force. ``endorsed`` and ``registered`` last; neither says that an
      agreement is valid.
    - ``opposed``, ``disputed``, ``suspended`` and ``annulled`` stand beside the rest,
      each with who says so: they do not undo what holds for the parties. Who annuls
      what it had suspended, or resumes it, no longer suspends it.
    - A party that has ``withdrawn`` is no longer among those for whom it holds.
    - A day set for its end ends it (``expired``) unless it was extended by then, to
      another day or to one that is not on record.
    - ``expired``, ``superseded`` and ``failed`` end it: nothing else is left.
    - Where a party itself ended, its successor takes its place in what is in force,
      since the day of its own; who signed remains who signed.
    - Publishing, submitting, implementing, requesting, reviewing, reaffirming and a
      missed deadline change no status.

    Parameters
    ----------
    kind : str
        One of `geo.records.tables.agreements.AGREEMENT_KINDS`.
    stages : iterable of AgreementStage
        Its rows of `geo.records.read.Records.agreement_stages`.
    successors : dict of str to (datetime.date, str)
        From which day on an actor is followed by which other.
    """

    def __init__(
        self,
        kind: str,
        stages: Iterable[AgreementStage],
        successors: dict[str, tuple[dt.date, str]],
    ) -> None:
        self._kind = kind
        self._successors = successors
        listed = [
            _Stage(
                row.stage_id,
                row.stage,
                parse_span(row.date).last,
                row.date,
                row.by,
                row.until,
            )
            for row in stages
        ]
        rank = agreements.STAGES.index
        self._stages = sorted(listed, key=lambda s: (s.day, rank(s.stage), s.stage_id))

    def on(self, day: dt.date) -> tuple[Status, ...]:
        """Return every status on a day, in the order of `STATUSES`, then of time."""
        standing = _Statuses()
        for stage in self._stages:
            if stage.day > day:
                break
            standing.pass_until(stage.day)
            self._apply(standing, stage)
        standing.pass_until(day)
        statuses = [s for one in standing.statuses for s in self._inherited(one, day)]
        return tuple(
            sorted(statuses, key=lambda s: (STATUSES.index(s.status), s.since, s.by))
        )

    def periods(self) -> list[Period]:
        """Return the times over which the statuses did not change, in order."""
        days = {stage.day for stage in self._stages}
        days |= {stage.until for stage in self._stages if stage.until is not None}
        days |= {
            day
            for actor, (day, _) in self._successors.items()
            if any(actor in stage.by for stage in self._stages)
        }
        periods: list[Period] = []
        starts = sorted(days)
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            statuses = self.on(start)
            if periods and periods[-1].statuses == statuses:
                periods[-1] = replace(periods[-1], end=end)
            elif statuses:
                periods.append(Period(start, end, statuses))
        return periods

    def _apply(self, standing: _Statuses, stage: _Stage) -> None:
        name = stage.stage
        if stage.until is not None:
            standing.ends = Status(
                "expired",
                stage.by,
                stage.until,
                stage.until.isoformat(),
                stage.stage_id,
            )
        elif name == "extended":
            standing.ends = None
        if name in agreements.ENDING:
            standing.statuses, standing.ends = [], None
        if name == "adopted" and self._kind in BINDING_KINDS:
            name = "in_force"
        if name == "extended" and any(s.status == "expired" for s in standing.statuses):
            standing.statuses = []
            name = "in_force"
        if name == "withdrawn":
            standing.remove(stage.by, (*BOUND, *APPROVED))
        if name in ("annulled", "resumed"):
            standing.remove(stage.by, HELD_BACK)
        made = any(s.status != "proposed" for s in standing.statuses)
        standing.drop(_REPLACED.get(name, ()))
        if name in STATUSES and not (name == "proposed" and made):
            standing.add(name, stage)

    def _inherited(self, status: Status, day: dt.date) -> Iterator[Status]:
        """Yield a status for whom it holds, and for successors from their day."""
        since: dict[str, dt.date] = {}
        for actor in status.by:
            start, successor = self._successors.get(actor, (dt.date.max, actor))
            name, first = actor, status.since
            if start <= day and status.status in HANDED_ON:
                name, first = successor, max(first, start)
            since[name] = min(first, since.get(name, first))
        for first in sorted(set(since.values())):
            by = tuple(actor for actor in since if since[actor] == first)
            date = status.date if first == status.since else first.isoformat()
            yield replace(status, by=by, since=first, date=date)


def lives(records: Records) -> dict[str, Life]:
    """Return the life of every agreement.

    Parameters
    ----------
    records : geo.records.read.Records

    Returns
    -------
    dict of str to Life
        By agreement id, in the order of the table.
    """
    successors = dict(_successors(records.actors))
    return {
        row.agreement_id: Life(
            row.kind, records.stages_of[row.agreement_id], successors
        )
        for row in records.agreements
    }


def _successors(actors: Iterable[Actor]) -> Iterator[tuple[str, tuple[dt.date, str]]]:
    for actor in actors:
        if actor.successor:
            yield actor.actor_id, (parse_span(actor.valid_to).end, actor.successor)


@dataclass(frozen=True)
class Standing:
    """An agreement on a day.

    Attributes
    ----------
    agreement_id, kind, scope : str
        As in the table.
    name : dict of str to str
        By language.
    parties : tuple of str
        Ids of actors.
    statuses : tuple of Status
        As `Life.on` returns them; never empty.
    source_ids : tuple of str
        Sources of the stages behind the statuses, each once.
    """

    agreement_id: str
    kind: str
    scope: str
    name: dict[str, str]
    parties: tuple[str, ...]
    statuses: tuple[Status, ...]
    source_ids: tuple[str, ...]

    @property
    def opposed_by(self) -> tuple[str, ...]:
        """Return who opposed it, in the order of time."""
        return opponents(self.statuses)

    def as_json(self) -> dict[str, Any]:
        """Return the standing as plain lists and dicts."""
        return {
            "agreement_id": self.agreement_id,
            **by_column("name", self.name),
            "kind": self.kind,
            "parties": list(self.parties),
            "scope": self.scope,
            "statuses": [status.as_json() for status in self.statuses],
            "opposed_by": list(self.opposed_by),
            "source_ids": list(self.source_ids),
        }


def opponents(statuses: Iterable[Status]) -> tuple[str, ...]:
    """Return the actors that opposed, each once, in the order of the statuses."""
    by = (actor for s in statuses if s.status == "opposed" for actor in s.by)
    return tuple(dict.fromkeys(by))


def standings_on(
    records: Records, day: dt.date, life_of: Mapping[str, Life] | None = None
) -> list[Standing]:
    """Return every agreement that had begun by a day, with its statuses.

    Parameters
    ----------
    records : geo.records.read.Records
    day : datetime.date
    life_of : mapping of str to Life, optional
        As `lives` returns them, where they are at hand.

    Returns
    -------
    list of Standing
        In the order of the table; agreements that had ended by then say so.
    """
    life_of, stage_of = life_of or lives(records), records.stage_of
    standings = []
    for row in records.agreements:
        statuses = life_of[row.agreement_id].on(day)
        if statuses:
            cited = (i for s in statuses for i in stage_of[s.stage_id].source_ids)
            head = (row.agreement_id, row.kind, row.scope, names_of(row), row.parties)
            sources = tuple(dict.fromkeys(cited))
            standings.append(Standing(*head, statuses, source_ids=sources))
    return standings
