"""Answers to a reader's own points and days, as HTML."""

from collections.abc import Sequence

from geo.control.cells import EVIDENCE_KM
from geo.query.annotate import Annotated, Table
from geo.query.who import OUTSIDE, Answer
from geo.records.tables.control import CONTESTED
from geo.web import held
from geo.web.pieces import escape, hint, side
from geo.words import say

MOST_LETTERS = 200_000
MOST_ROWS = 50
"""So many rows are shown; the file that can be saved has all of them."""


def answers(table: Table, found: Sequence[Annotated], language: str) -> str:
    """Return who held each point of a table on its day, as HTML.

    Parameters
    ----------
    table : geo.query.annotate.Table
    found : sequence of geo.query.annotate.Annotated
        Its rows.
    language : str
        One of `geo.words.LANGUAGES`.
    """
    unanswered = sum(one.answer is None for one in found)
    count = say("lookup.count", language, count=len(found))
    if unanswered:
        count += " " + say("lookup.unanswered", language, count=unanswered)
    if len(found) > MOST_ROWS:
        count += " " + say("lookup.first", language, count=MOST_ROWS)
    rows = "".join(_row(table, one, language) for one in found[:MOST_ROWS])
    return hint(escape(count)) + rows


def _row(table: Table, one: Annotated, language: str) -> str:
    columns = table.columns
    cells = [one.cells[columns[name]].strip() for name in ("lat", "lon", "date")]
    others = [
        cell.strip()
        for i, cell in enumerate(one.cells)
        if i not in columns.values() and cell.strip()
    ]
    head = f'<bdi dir="ltr">{escape(", ".join([*others[:1], *cells]))}</bdi>'
    told = _told(one.answer, language) if one.answer else ""
    if one.problem:
        told += f'<p role="note">{escape(one.problem.text(language))}</p>'
    return f'<article class="answer"><div><b>{head}</b>{told}</div></article>'


def _told(answer: Answer, language: str) -> str:
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
