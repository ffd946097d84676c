"""The lives of agreements over time, one lane each, as rows ready to draw."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from geo import agreements
from geo.dates import SPAN_START, parse_span
from geo.query.standing import key
from geo.records.tables import agreements as agreement_tables
from geo.records.tables.agreements import AgreementStage
from geo.words import listed, say

FIRST_DAY = dt.date(2011, 1, 1)
"""The lanes begin here: what is older is drawn from here on."""

GROUPS = {
    "made": agreement_tables.OPENING,
    "approved": (
        *agreement_tables.APPROVING,
        *agreement_tables.FORCE,
        *agreement_tables.RECORDING,
    ),
    "kept": agreement_tables.KEEPING,
    "doubted": (*agreement_tables.DOUBTING, *agreement_tables.LEAVING),
    "ended": (*agreement_tables.REPLACING, *agreement_tables.ENDING),
}
GROUP_OF_STAGE = {stage: group for group, of in GROUPS.items() for stage in of}
SHAPES = {
    "made": "circle",
    "approved": "triangle-up",
    "kept": "diamond",
    "doubted": (
        "M-1,-.6L-.6,-1L0,-.4L.6,-1L1,-.6L.4,0L1,.6L.6,1L0,.4L-.6,1L-1,.6L-.4,0Z"
    ),
    "ended": "square",
}
"""A shape for each of `GROUPS`, so that none rests on colour alone."""

BARS = {"force": (0.46, 0.74), "made": (0.54, 0.66), "talks": (0.58, 0.62)}
"""Where each kind of bar lies in its lane, 0 above to 1 below: thick is in force."""

PALE = {"force": 1.0, "made": 0.55, "talks": 1.0}
"""How opaque each kind of bar is."""

TRACKS = {
    "doubted": (0.83, (3, 3), ("opposed", "disputed")),
    "struck": (0.93, (1, 0), ("suspended", "suspended_in_part", "annulled")),
}
"""Lines below the bar: where, how dashed, and for which statuses."""

NAME_WIDTH = 50
"""A name takes a further line after so many characters, so that phones show it all."""

LINE = 0.46
"""Height of a further line, of a lane's."""

YEARS = 2
"""Every so many years have their number above each group of lanes."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """A stage, as a mark on a lane."""

    stage: str
    date: str
    by: tuple[str, ...]

    @property
    def day(self) -> dt.date:
        """Return the day from which it counts."""
        return parse_span(self.date).last


@dataclass(frozen=True)
class Lane:
    """The life of one agreement.

    Attributes
    ----------
    agreement_id, kind, name : str
    periods : sequence of geo.agreements.Period
    stages : sequence of Stage
    """

    agreement_id: str
    kind: str
    name: str
    periods: Sequence[agreements.Period]
    stages: Sequence[Stage]


def stages(rows: Iterable[AgreementStage]) -> list[Stage]:
    """Return what is drawn of the stages of an agreement."""
    return [Stage(row.stage, row.date, row.by) for row in rows]


@dataclass
class Rows:
    """What is drawn of all lanes: each row a dict ready for JSON.

    Attributes
    ----------
    height : float
        How high all is, a lane or heading being 1.
    names, years, bars, tracks, marks : list of dict
        ``y`` counts from above; ``from`` and ``to`` are days; ``day`` is where a
        click goes; ``name``, ``what`` and ``dates`` make the tooltip.
    """

    height: float = 0
    names: list[Row] = field(default_factory=list)
    years: list[Row] = field(default_factory=list)
    bars: list[Row] = field(default_factory=list)
    tracks: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)


def rows(
    lanes: Iterable[Lane], names: Mapping[str, str], last: dt.date, language: str
) -> Rows:
    """Return the lanes, grouped by kind, each group by first stage.

    Parameters
    ----------
    lanes : iterable of Lane
    names : mapping of str to str
        Of the actors, by id.
    last : datetime.date
        The last day drawn.
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    Rows
    """
    result = Rows()
    describe = _Describer(names, last, language)
    y = 0.0
    for lane in _in_order(list(lanes), language):
        if isinstance(lane, str):
            result.names.append({"y": y + 0.7, "text": _isolated(lane), "head": True})
            result.years += [
                {"from": f"{year}-01-01", "y": y + 0.15, "text": str(year)}
                for year in range(FIRST_DAY.year + 1, last.year + 1)
                if year % YEARS == 0
            ]
        else:
            name = textwrap.wrap(lane.name, NAME_WIDTH)
            text = "\n".join(map(_isolated, name))
            result.names.append({"y": y + 0.24, "text": text, "head": False})
            y += (len(name) - 1) * LINE
            result.bars += describe.bars(y, lane)
            result.tracks += describe.tracks(y, lane)
            result.marks += describe.marks(y, lane)
        y += 1
    result.height = y
    return result


def _in_order(lanes: list[Lane], language: str) -> Iterator[Lane | str]:
    """Yield each kind's heading, then its lanes."""
    kinds = list(agreement_tables.AGREEMENT_KINDS)
    first = {lane.agreement_id: min(s.day for s in lane.stages) for lane in lanes}
    ordered = sorted(
        lanes, key=lambda lane: (kinds.index(lane.kind), first[lane.agreement_id])
    )
    for kind, group in groupby(ordered, key=lambda lane: lane.kind):
        yield say(f"agreement_kind.{kind}", language)
        yield from group


class _Describer:
    """Turns lanes into rows to draw, with what a tooltip says of each."""

    def __init__(self, names: Mapping[str, str], last: dt.date, language: str) -> None:
        self._names = names
        self._last = last
        self._language = language

    def bars(self, y: float, lane: Lane) -> Iterator[Row]:
        for period in lane.periods:
            kind = _bar(period)
            where = self._where(period.start, period.end)
            if kind is None or where is None:
                continue
            above, below = BARS[kind]
            statuses = groupby(period.statuses, key=attrgetter("status"))
            what = listed(
                (
                    self._with_actors(
                        key(status, lane.kind), (a for s in same for a in s.by)
                    )
                    for status, same in statuses
                ),
                self._language,
                "semicolons",
            )
            until: object = say("map.no_later", self._language)
            if period.end:
                until = period.end - dt.timedelta(days=1)
            yield (
                where
                | {
                    "y": y + above,
                    "y2": y + below,
                    "pale": PALE[kind],
                    "name": lane.name,
                    "what": what,
                    "dates": f"{period.start} – {until}",
                }
                | self._goal(period.start)
            )

    def tracks(self, y: float, lane: Lane) -> Iterator[Row]:
        for offset, dash, statuses in TRACKS.values():
            matching = ((_any(period, statuses), period) for period in lane.periods)
            for holds, group in groupby(matching, key=itemgetter(0)):
                periods = [period for _, period in group]
                where = self._where(periods[0].start, periods[-1].end)
                if holds and where is not None:
                    yield where | {"y": y + offset, "dash": list(dash)}

    def marks(self, y: float, lane: Lane) -> Iterator[Row]:
        for stage in lane.stages:
            if not FIRST_DAY <= stage.day <= self._last:
                continue
            group = GROUP_OF_STAGE[stage.stage]
            yield {
                "from": stage.day.isoformat(),
                "y": y + 0.6,
                "shape": SHAPES[group],
                "group": group,
                "name": lane.name,
                "what": self._with_actors(f"stage.{stage.stage}", stage.by),
                "dates": stage.date,
            } | self._goal(stage.day)

    def _with_actors(self, key: str, by: Iterable[str]) -> str:
        who = listed((self._names[actor] for actor in by), self._language)
        return f"{say(key, self._language)} ({who})"

    def _goal(self, day: dt.date) -> Row:
        """Return the day of the map that a click goes to."""
        return {"day": min(max(day, SPAN_START), self._last).isoformat()}

    def _where(self, start: dt.date, end: dt.date | None) -> Row | None:
        """Return a span as far as it is drawn; None if it is not."""
        begin, stop = max(start, FIRST_DAY), min(end or self._last, self._last)
        if begin >= stop:
            return None
        return {"from": begin.isoformat(), "to": stop.isoformat()}


def _isolated(text: str) -> str:
    """Return a text that runs in its own direction, whatever stands around it."""
    return f"\u2068{text}\u2069"


def _any(period: agreements.Period, statuses: Iterable[str]) -> bool:
    """Return whether any of these statuses held."""
    return any(status.status in statuses for status in period.statuses)


def _bar(period: agreements.Period) -> str | None:
    """Return which bar stands for a period; what ended has none."""
    names = {status.status for status in period.statuses}
    if names & set(agreement_tables.FORCE):
        return "force"
    if names & {*agreements.BOUND, *agreements.APPROVED, "ruled"}:
        return "made"
    return "talks" if "proposed" in names else None
