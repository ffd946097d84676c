"""Answers to a reader's own points and days, as HTML."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from geo.control.cells import EVIDENCE_KM
from geo.dates import day_of
from geo.query.answer import OUTSIDE, Answer
from geo.query.questions import Questions
from geo.query.who import Places
from geo.records.tables.control import CONTESTED
from geo.web import held
from geo.web.pieces import escape, hint, side
from geo.words import say

MOST_LETTERS = 200_000
MOST_ROWS = 50
"""The most rows shown; the file that can be saved has all of them."""


@dataclass(frozen=True)
class Lookup:
    """A reader's points and days.

    Attributes
    ----------
    cells : sequence of sequence of str
        As they were written, row by row.
    columns : sequence of int
        Where the point and the day stand.
    questions : geo.query.questions.Questions
        What the cells mean.
    """

    cells: Sequence[Sequence[str]]
    columns: Sequence[int]
    questions: Questions


def answers(
    lookup: Lookup, places: Places, language: str, known_on: dt.date | None = None
) -> str:
    """Return who held each point on its day, as HTML.

    Parameters
    ----------
    lookup : Lookup
    places : geo.query.who.Places
    language : str
        One of `geo.words.LANGUAGES`.
    known_on : datetime.date, optional
        As for `geo.query.who.Places.who`.
    """
    total, unanswered = len(lookup.cells), len(lookup.questions.problems)
    count = say("lookup.count", language, count=total)
    if unanswered:
        count += " " + say("lookup.unanswered", language, count=unanswered)
    if total > MOST_ROWS:
        count += " " + say("lookup.first", language, count=MOST_ROWS)
    rows = "".join(
        _row(lookup, i, places, language, known_on)
        for i in range(min(total, MOST_ROWS))
    )
    return hint(escape(count)) + rows


def _row(
    lookup: Lookup, i: int, places: Places, language: str, known_on: dt.date | None
) -> str:
    cells, columns, questions = lookup.cells[i], lookup.columns, lookup.questions
    shown = [cells[column].strip() for column in columns]
    others = [
        cell.strip()
        for column, cell in enumerate(cells)
        if column not in columns and cell.strip()
    ]
    head = f'<bdi dir="ltr">{escape(", ".join([*others[:1], *shown]))}</bdi>'
    if problem := questions.problems.get(i):
        facts = f'<p role="note">{escape(problem.text(language))}</p>'
    else:
        point = float(questions.lat[i]), float(questions.lon[i])
        facts = _facts(places.who(*point, day_of(questions.day[i]), known_on), language)
    return f'<article class="answer"><div><b>{head}</b>{facts}</div></article>'


def _facts(answer: Answer, language: str) -> str:
    if answer.camp == OUTSIDE:
        return f"<p>{escape(say('lookup.outside', language))}</p>"
    names = {name: of.get(language, "") for name, of in answer.names.items()}
    holder = names.get("actor") or say(f"camp.{answer.camp}", language)
    if answer.status == CONTESTED:
        key = "held.nobody" if answer.camp == CONTESTED else "map.attacked"
        holder += f" ({say(key, language)})"
    facts = []
    if answer.holding and answer.confidence:
        facts.append(held.since(answer.holding, language))
        level = say(f"map.confidences.{answer.confidence}", language)
        facts.append(f"{say('map.confidence', language)}: {level}")
    km = answer.distance_km or 0.0
    near = "cli.who.near" if km <= EVIDENCE_KM else "cli.who.far"
    facts.append(say(near, language, place=names["place"], km=km, most=EVIDENCE_KM))
    text = escape(" · ".join(filter(None, facts)))
    return f'<p class="sides">{side(answer.camp, holder)}</p><p>{text}</p>'
