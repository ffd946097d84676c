"""Who held many points on their days, as columns."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geo import ground
from geo.control import cached, fronts
from geo.control.points import NOWHERE
from geo.control.spans import NONE, Spans
from geo.dates import number_of
from geo.errors import PlaceError, Text
from geo.layers import rings
from geo.query.answer import OUTSIDE, Answer, urls
from geo.query.atlas import Atlas
from geo.query.coordinates import LIBYA
from geo.query.frontlines import FrontLines
from geo.query.nearness import Evidence, Sites, rounded
from geo.query.questions import Questions
from geo.query.squares import Codes, Where
from geo.records.disputed import disagreement
from geo.style import RINGS
from geo.words import SOURCE

Positions = npt.NDArray[np.int64]

INDEX = np.int32
"""Of the columns' dictionaries: half the room and the work of others."""

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

MANY = 50_000
"""Who has asked so many is taken to ask more: what makes it quick is made ready."""

PREFIX = "atlas_"
"""Before each of `COLUMNS`, if the table has one of them already."""


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
    >>> from geo.query.questions import questions
    >>> cells = {"lat": [32.9, 40], "lon": [13.2, 13], "date": ["2019-12-19"] * 2}
    >>> columns = Annotator(load()).columns(questions(cells))
    >>> columns["camp"].to_pylist()
    ['tripoli', 'outside']
    """

    def __init__(self, atlas: Atlas, known_on: dt.date | None = None) -> None:
        places = atlas.places
        rows = atlas.records.places
        number = {place.place_id: i for i, place in enumerate(rows)}
        self._place_of = np.array([number[i] for i in places.cells.place_ids], np.int64)
        spells = {i: places.states(i, known_on)[0] for i in number}
        self._spans = Spans(spells.values())
        answers = [
            one for i in number for one in places.answers(i, known_on).answers[1:]
        ]
        claims = [spell.claim for spell in self._spans.spells]
        disputed = [disagreement(atlas.records, one) is not None for one in claims]
        self._ids = [[spell.claim_id] for spell in self._spans.spells]
        self._id_lists = pa.array(self._ids, pa.list_(pa.string()))
        self._fields = _fields(answers, disputed)
        self._coded = {name: _coded(of) for name, of in self._fields.items()}
        self._none, self._outside = len(claims), len(claims) + 1
        self._runs = _runs([one.actor for one in answers])
        self._names = pa.array([place.name_en for place in rows])
        self._sites = Sites(*zip(*((p.lon, p.lat) for p in rows), strict=True))
        evidence = Evidence(rings.of_layers(atlas.frames), number)
        self._where = Where(places.cells, evidence, self._place_of)
        self._fronts = FrontLines(fronts.fronts(cached.cells(rows), dict(spells), rows))
        self._count = 0

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

    def fronts(self) -> pa.Table:
        """Return `geo.query.frontlines.FrontLines.table`, with days as days."""
        made: dict[str, Any] = dict(self._fronts.table())
        since, until = made.pop("since"), made.pop("until")
        endless = until > number_of(dt.date.max)
        days = np.where(endless, 0, until).astype("datetime64[D]")
        return pa.table(
            {
                "sx": made.pop("sx").astype(np.int32),
                "sy": made.pop("sy").astype(np.int32),
                "valid_from": since.astype("datetime64[D]"),
                "valid_to": pa.array(days, pa.date32(), mask=endless),
                **made,
            }
        )

    def columns(
        self,
        questions: Questions,
        language: str = SOURCE,
        wanted: Collection[str] = COLUMNS,
    ) -> dict[str, pa.Array]:
        """Return what is appended to questions.

        Parameters
        ----------
        questions : Questions
        language : str
            Of ``problem``; names are English.
        wanted : collection of str
            Which of `COLUMNS`; ``camp`` and ``problem`` come in any case.

        Returns
        -------
        dict of str to pyarrow.Array
            `COLUMNS`, as many rows as questions; those of the record as dictionaries.
            Of a span they tell the state on its first day, ``changed`` whether another
            held the place by its last or in between, ``record_ids`` all its records.
        """
        wanted = {*wanted, "camp", "problem"}
        self._count += len(questions.lat)
        quickly = self._count > MANY
        found = self._located(questions, quickly=quickly)
        libyan, place, count = found.libyan, found.place, len(questions.lat)
        first = self._spans.at(place, questions.day[libyan])
        row = np.where(found.right, self._outside, -1)
        row[libyan] = np.where(first == NONE, self._none, first)
        made = {
            name: _decoded(codes.take(row), values)
            for name, (codes, values) in self._coded.items()
            if name in wanted
        }
        if "place" in wanted:
            made["place"] = pa.DictionaryArray.from_arrays(
                _spread(place.astype(INDEX), libyan, count), self._names
            )
        made |= self._measures(questions, found, wanted, quickly=quickly)
        last = first
        if questions.until is not None:
            last = self._spans.at(place, questions.until[libyan])
            differs = self._runs[first] != self._runs[last]
            made["changed"] = _spread(differs, libyan, count)
        if "record_ids" in wanted:
            made["record_ids"] = self._record_ids(first, last, libyan, count)
        made["problem"] = self._problems(questions, row, language)
        return {name: made[name] for name in COLUMNS if name in made}

    def _located(self, questions: Questions, *, quickly: bool) -> "_Located":
        right = np.ones(len(questions.lat), dtype=bool)
        right[list(questions.problems)] = False
        lon, lat = questions.lon, questions.lat
        if questions.problems:
            lon, lat = lon[right], lat[right]
        cell, codes = self._where.at(lon, lat, quickly=quickly)
        there = np.flatnonzero(cell != NOWHERE)
        libyan = np.flatnonzero(right)[there] if questions.problems else there
        return _Located(right, libyan, self._place_of[cell[there]], codes[there])

    def _measures(
        self,
        questions: Questions,
        found: "_Located",
        wanted: Collection[str],
        *,
        quickly: bool,
    ) -> dict[str, pa.Array]:
        libyan, place, count = found.libyan, found.place, len(questions.lat)
        lon, lat = questions.lon[libyan], questions.lat[libyan]
        made: dict[str, pa.Array] = {}
        if "distance_km" in wanted:
            km = self._sites.km(lon, lat, place)
            made["distance_km"] = _numbers(km, libyan, count)
        if "evidence" in wanted:
            ring = self._where.rings(lon, lat, place, found.codes)
            made["evidence"] = pa.DictionaryArray.from_arrays(
                _spread(ring.astype(INDEX), libyan, count), pa.array(RINGS)
            )
        if "front_km" in wanted:
            x, y = ground.in_metres(lon, lat)
            front = self._fronts.km(x, y, questions.day[libyan], quickly=quickly)
            made["front_km"] = _numbers(rounded(front), libyan, count)
        return made

    def _record_ids(
        self, first: Positions, last: Positions, libyan: Positions, count: int
    ) -> pa.Array:
        """Return the ids of the records of each question, as dictionary."""
        begin = np.where(first == NONE, last, first)
        some = begin != NONE
        which, lists = begin[some], self._id_lists
        if last is not first:
            size = len(self._ids)
            spans, which = np.unique(which * size + last[some], return_inverse=True)
            of_spans = [
                [one for (one,) in self._ids[span // size : span % size + 1]]
                for span in spans.tolist()
            ]
            lists = pa.array(of_spans, pa.list_(pa.string()))
        return pa.DictionaryArray.from_arrays(
            _spread(which.astype(INDEX), libyan[some], count), lists
        )

    def _problems(
        self, questions: Questions, row: Positions, language: str
    ) -> pa.Array:
        """Return what is wrong with rows, or looks wrong about points outside."""
        (south, north), (west, east) = LIBYA
        lat, lon = questions.lat, questions.lon
        near = (lat >= south) & (lat <= north) & (lon >= west) & (lon <= east)
        turned = (lon >= south) & (lon <= north) & (lat >= west) & (lat <= east)
        doubtful = np.flatnonzero((row == self._outside) & turned & ~near).tolist()
        if not (doubtful or questions.problems):
            return pa.nulls(len(row), pa.string())
        texts: list[str | None] = [None] * len(row)
        doubt = Text("error.table.exchanged").text(language)
        for i in doubtful:
            texts[i] = doubt
        for i, problem in questions.problems.items():
            text = problem.text(language)
            texts[i] = text.encode("utf-8", "backslashreplace").decode()
        return pa.array(texts, pa.string())


@dataclass(frozen=True)
class _Located:
    """Which questions there are, which of them in Libya, and where these are.

    Attributes
    ----------
    right : numpy.ndarray of bool
    libyan : numpy.ndarray of int
        Positions of questions.
    place : numpy.ndarray of int
        Of each of these its place.
    codes : numpy.ndarray of int
        As `Where.at` returns them.
    """

    right: npt.NDArray[np.bool_]
    libyan: Positions
    place: Positions
    codes: Codes


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


def _coded(values: pa.Array) -> tuple[npt.NDArray[np.int32], pa.Array]:
    """Return which of its values each row of a column has (none: -1), and these."""
    made = values.dictionary_encode()
    codes = made.indices.fill_null(-1).to_numpy().astype(INDEX)
    return np.append(codes, INDEX(-1)), made.dictionary  # The last: of no row.


def _decoded(codes: npt.NDArray[np.int32], values: pa.Array) -> pa.Array:
    index = pa.array(codes, mask=codes < 0)
    return pa.DictionaryArray.from_arrays(index, values, safe=False)


def _runs(holders: Sequence[str | None]) -> Positions:
    """Return a number for each spell, the same as before while its holder is the same.

    One more stands for a day before any spell. Spells of other places that follow may
    have the same: only those of one place are compared.
    """
    changes = [a != b for a, b in zip(holders, ["", *holders], strict=False)]
    return np.append(np.cumsum(np.array(changes, dtype=np.int64)), NONE)


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of `COLUMNS`, in their order.

    Raises
    ------
    PlaceError
        If one is none of them.

    Examples
    --------
    >>> chosen(["place", "camp"])
    ('camp', 'place')
    """
    names = [*names]
    for name in names:
        if name not in COLUMNS:
            raise PlaceError("error.table.no_answer", name=name, known=COLUMNS)
    return tuple(name for name in COLUMNS if name in names)


def header(
    taken: Iterable[object], *, spans: bool, wanted: Collection[str] = COLUMNS
) -> dict[str, str]:
    """Return what the appended columns are called in a table that has some already.

    Parameters
    ----------
    taken : iterable of str
        The table's own columns.
    spans : bool
        Whether its rows are spans of days.
    wanted : collection of str
        Which of `COLUMNS`; ``problem``, which says why there is no answer, is one.

    Returns
    -------
    dict of str to str
        By the names of `COLUMNS`.

    Examples
    --------
    >>> header(["id", "Place"], spans=True)["camp"]
    'atlas_camp'
    """
    wanted = {*wanted, "problem"} - (set() if spans else {"changed"})
    names = [name for name in COLUMNS if name in wanted]
    have = {str(name).strip().casefold() for name in taken}
    prefix = PREFIX if have & {*names} else ""
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
