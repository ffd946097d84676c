"""Points and days, given back with who held each: many at a time, in columns."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geo import ground
from geo.control import fronts, kept
from geo.control.points import NOWHERE
from geo.control.spans import NONE, Spans
from geo.dates import SPAN_START, check_day, day_of, number_of, today
from geo.errors import GeoError, PlaceError, Spoken, Text
from geo.ground import GEOD
from geo.layers import rings
from geo.query import written
from geo.query.answer import OUTSIDE, Answer, urls
from geo.query.atlas import Atlas
from geo.query.coordinates import LIBYA
from geo.query.nearness import Evidence, FrontLines, rounded
from geo.records.disputed import disagreement
from geo.style import RINGS
from geo.words import SOURCE

Positions = npt.NDArray[np.int64]

_DAYS = ("since", "until", "held_since", "camp_since", "last_seen")
_OF_SPELL = {
    "camp": pa.string(),
    "actor": pa.string(),
    "status": pa.string(),
    **dict.fromkeys(_DAYS, pa.date32()),
    "confidence": pa.string(),
    "disputed": pa.bool_(),
    "source_urls": pa.string(),
}
"""Columns that follow from the record alone, and their types."""

COLUMNS = (
    *("camp", "actor", "status", *_DAYS),
    *("place", "distance_km", "evidence", "front_km", "confidence", "disputed"),
    *("changed", "record_ids", "source_urls", "problem"),
)
"""What is appended to a table; ``changed`` only to one of spans of days."""

PREFIX = "atlas_"
"""Before each of `COLUMNS`, if the table has one of them already."""


@dataclass(frozen=True)
class Questions:
    """Points and days.

    Attributes
    ----------
    lon, lat : numpy.ndarray of float
        Degrees, WGS84.
    day : numpy.ndarray of int
        As `geo.dates.number_of` returns them.
    until : numpy.ndarray of int or None
        Last day of each span; None: they are days.
    problems : dict of int to Spoken
        Rows that are no questions, and why; their other values do not count.
    """

    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    day: Positions
    until: Positions | None = None
    problems: written.Problems = field(default_factory=dict)


def questions(
    cells: Mapping[str, Iterable[Any]],
    order: str = written.ISO,
    problems: Mapping[int, Spoken] | None = None,
) -> Questions:
    """Return the cells of a table as questions.

    Parameters
    ----------
    cells : mapping of str to iterable
        Of the columns ``lat``, ``lon``, ``date``, and ``until`` if there is one.
    order : str
        One of `geo.query.written.ORDERS`.
    problems : mapping of int to Spoken, optional
        Of rows that are known to be no questions.

    Returns
    -------
    Questions

    Examples
    --------
    >>> cells = {"lat": ["32.9", "x"], "lon": [13, 13], "date": ["2019-12-19"] * 2}
    >>> print(questions(cells).problems[1])
    'x' is no angle: write a latitude as 34°16'13.7"N
    """
    lat, wrong_lat = written.degrees(cells["lat"], "lat")
    lon, wrong_lon = written.degrees(cells["lon"], "lon")
    day, wrong_day = written.days(cells["date"], order)
    found = {**_off(day), **wrong_day, **wrong_lon, **wrong_lat}
    until = None
    if "until" in cells:
        until, wrong_until = written.days(cells["until"], order)
        found = {**_off(until), **wrong_until, **found}
        for i in np.flatnonzero(until < day).tolist():
            first, last = day_of(day[i]), day_of(until[i])
            found.setdefault(i, PlaceError("error.table.span", first=first, last=last))
    return Questions(lon, lat, day, until, {**found, **(problems or {})})


def _off(days: Positions) -> written.Problems:
    """Return the rows whose days are none of the map."""
    problems: written.Problems = {}
    off = (days < number_of(SPAN_START)) | (days > number_of(today()))
    for i in np.flatnonzero(off).tolist():
        try:
            check_day(day_of(days[i]))
        except GeoError as error:
            problems[i] = error
    return problems


class Annotator:
    """Answers many questions at once; each as `geo.query.who.Places.who` does.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    known_on : datetime.date, optional
        As for `geo.query.who.Places.who`.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> cells = {"lat": [32.9, 40], "lon": [13.2, 13], "date": ["2019-12-19"] * 2}
    >>> columns = Annotator(load()).columns(questions(cells))
    >>> columns["camp"].to_pylist()
    ['tripoli', 'outside']
    """

    def __init__(self, atlas: Atlas, known_on: dt.date | None = None) -> None:
        places = atlas.places
        self._cells = places.cells
        rows = atlas.records.places
        number = {place.place_id: i for i, place in enumerate(rows)}
        self._place_of = np.array([number[i] for i in self._cells.place_ids], np.int64)
        spells = {i: places.states(i, known_on)[0] for i in number}
        self._spans = Spans(spells.values())
        answers = [
            one for i in number for one in places.answers(i, known_on).answers[1:]
        ]
        claims = [spell.claim for spell in self._spans.spells]
        disputed = [disagreement(atlas.records, one) is not None for one in claims]
        ids = [spell.claim_id for spell in self._spans.spells]
        self._ids = ids
        self._fields = _fields(answers, disputed)
        self._none, self._outside = len(ids), len(ids) + 1
        self._runs = _runs([one.actor for one in answers])
        self._names = pa.array([place.name_en for place in rows])
        self._at = np.array([(place.lon, place.lat) for place in rows])
        self._evidence = Evidence(rings.of_layers(atlas.frames), number)
        self._fronts = FrontLines(fronts.fronts(kept.cells(rows), dict(spells), rows))

    def spells(self) -> pa.Table:
        """Return the spells of all places with what is answered in each.

        Returns
        -------
        pyarrow.Table
            ``place_id``, ``valid_from`` and ``valid_to`` (half-open; no later record:
            empty), ``record_id``, and those of `COLUMNS` that follow from the record.
        """
        spells = self._spans.spells
        ends = [spell.end for spell in spells]
        return pa.table(
            {
                "place_id": [spell.place_id for spell in spells],
                "valid_from": [spell.start for spell in spells],
                "valid_to": pa.array(ends, pa.date32()),
                "record_id": [spell.claim_id for spell in spells],
                **{name: of[: len(spells)] for name, of in self._fields.items()},
            }
        )

    def columns(
        self, questions: Questions, language: str = SOURCE
    ) -> dict[str, pa.Array]:
        """Return what is appended to questions.

        Parameters
        ----------
        questions : Questions
        language : str
            Of ``problem``; names are English.

        Returns
        -------
        dict of str to pyarrow.Array
            `COLUMNS`, as many rows as questions; those of the record as dictionaries.
            Of a span they tell the state on its first day, ``changed`` whether another
            held the place by its last or in between, ``record_ids`` all its records.
        """
        right = np.ones(len(questions.lat), dtype=bool)
        right[list(questions.problems)] = False
        cell = np.full(len(right), NOWHERE)
        cell[right] = self._cells.at(questions.lon[right], questions.lat[right])
        libyan = np.flatnonzero(cell != NOWHERE)
        place = self._place_of[cell[libyan]]
        first = self._spans.at(place, questions.day[libyan])
        row = np.where(right, self._outside, -1)
        row[libyan] = np.where(first == NONE, self._none, first)
        record = pa.array(row, mask=row < 0)
        made = {
            name: pa.DictionaryArray.from_arrays(record, values)
            for name, values in self._fields.items()
        }
        made["place"] = pa.DictionaryArray.from_arrays(
            _spread(place, libyan, len(row)), self._names
        )
        made |= self._measures(questions, libyan, place)
        last = first
        if questions.until is not None:
            last = self._spans.at(place, questions.until[libyan])
            differs = self._runs[first] != self._runs[last]
            made["changed"] = _spread(differs, libyan, len(row))
        made["record_ids"] = self._record_ids(first, last, libyan, len(row))
        made["problem"] = self._problems(questions, row, language)
        return {name: made[name] for name in COLUMNS if name in made}

    def _measures(
        self, questions: Questions, libyan: Positions, place: Positions
    ) -> dict[str, pa.Array]:
        lon, lat = questions.lon[libyan], questions.lat[libyan]
        metric = ground.metric_points(lon, lat)
        at = self._at[place]
        _, _, metres = GEOD.inv(lon, lat, at[:, 0], at[:, 1])
        ring = self._evidence.at(lon, lat, place)
        front = self._fronts.km(metric, questions.day[libyan])
        count = len(questions.lat)
        return {
            "distance_km": _numbers(rounded(metres / 1000), libyan, count),
            "evidence": pa.DictionaryArray.from_arrays(
                _spread(ring, libyan, count), pa.array(RINGS)
            ),
            "front_km": _numbers(rounded(front), libyan, count),
        }

    def _record_ids(
        self, first: Positions, last: Positions, libyan: Positions, count: int
    ) -> pa.Array:
        """Return the ids of the records of each question, as dictionary."""
        begin = np.where(first == NONE, last, first)
        spans, which = np.unique(
            np.column_stack((begin, last))[begin != NONE], axis=0, return_inverse=True
        )
        lists = [self._ids[a : b + 1] for a, b in spans.tolist()]
        return pa.DictionaryArray.from_arrays(
            _spread(which.ravel(), libyan[begin != NONE], count),
            pa.array(lists, pa.list_(pa.string())),
        )

    def _problems(
        self, questions: Questions, row: Positions, language: str
    ) -> pa.Array:
        """Return what is wrong with rows, or looks wrong about points outside."""
        texts: list[str | None] = [None] * len(row)
        (south, north), (west, east) = LIBYA
        lat, lon = questions.lat, questions.lon
        near = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
        turned = (lon >= south) & (lon <= north) & (lat >= west) & (lat <= east)
        doubt = Text("error.table.exchanged").text(language)
        for i in np.flatnonzero((row == self._outside) & turned & ~near).tolist():
            texts[i] = doubt
        for i, problem in questions.problems.items():
            text = problem.text(language)
            texts[i] = text.encode("utf-8", "backslashreplace").decode()
        return pa.array(texts, pa.string())


def _fields(answers: Sequence[Answer], disputed: Sequence[bool]) -> dict[str, pa.Array]:
    """Return the columns of the record: one a spell, for none, for outside."""
    rows: list[dict[str, Any]] = []
    for answer, is_disputed in zip(answers, disputed, strict=True):
        values = answer.as_json()
        values |= {
            name: dt.date.fromisoformat(values[name]) if values[name] else None
            for name in _DAYS
        }
        on_record = answer.status is not None
        values["disputed"] = is_disputed if on_record else None
        values["source_urls"] = urls(answer.sources) or None
        rows.append(values)
    rows += [{"camp": "no_record"}, {"camp": OUTSIDE}]
    return {
        name: pa.array([row.get(name) for row in rows], kind)
        for name, kind in _OF_SPELL.items()
    }


def _runs(holders: Sequence[str | None]) -> Positions:
    """Return a number for each spell, the same as before while its holder is the same.

    One more stands for a day before any spell. Spells of other places that follow may
    have the same: only those of one place are compared.
    """
    changes = [a != b for a, b in zip(holders, ["", *holders], strict=False)]
    return np.append(np.cumsum(np.array(changes, dtype=np.int64)), NONE)


def header(taken: Iterable[object], *, spans: bool) -> dict[str, str]:
    """Return what the appended columns are called in a table that has some already.

    Parameters
    ----------
    taken : iterable of str
        The table's own columns.
    spans : bool
        Whether its rows are spans of days.

    Returns
    -------
    dict of str to str
        By the names of `COLUMNS`.

    Examples
    --------
    >>> header(["id", "Place"], spans=True)["camp"]
    'atlas_camp'
    """
    names = [name for name in COLUMNS if spans or name != "changed"]
    have = {str(name).strip().casefold() for name in taken}
    prefix = PREFIX if have & {*COLUMNS} else ""
    while have & {f"{prefix}{name}" for name in names}:
        prefix += PREFIX
    return {name: f"{prefix}{name}" for name in names}


def _spread(values: npt.NDArray[Any], rows: Positions, count: int) -> pa.Array:
    """Return values as a column in which all other rows are empty."""
    whole = np.zeros(count, dtype=values.dtype)
    whole[rows] = values
    empty = np.ones(count, dtype=bool)
    empty[rows] = False
    return pa.array(whole, mask=empty)


def _numbers(values: npt.NDArray[np.float64], rows: Positions, count: int) -> pa.Array:
    """Return numbers as such a column; NaN is empty too."""
    whole = np.full(count, np.nan)
    whole[rows] = values
    return pa.array(whole, from_pandas=True)
