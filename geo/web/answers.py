"""Answers about a day as HTML: what changed, how much each side held, in short."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import astuple

from geo.control.cells import EVIDENCE_KM
from geo.query.brief import Brief
from geo.query.changes import Change
from geo.query.revised import Revision
from geo.query.sides import Side
from geo.query.stats import FIGURES, Range, Stats, name_of
from geo.web import held, pieces
from geo.web.pieces import (
    b,
    bdi,
    button,
    cited,
    copy_button,
    escape,
    hint,
    link,
    wide,
)
from geo.words import direction, in_language, number, say

MOST_SOURCES = 3
"""The most sources beside a change; its table lists all of them."""


def brief(summary: Brief, language: str) -> str:
    """Return a day in a few sentences, with the sources of each."""
    head = f"<h4>{escape(say('answers.brief', language, day=summary.day))}</h4>"
    parts = "".join(f"<p>{escape(one.text)}</p>" for one in summary.sentences)
    items = "".join(
        f'<li dir="auto">{link(source, escape(source.title))}</li>'
        for source in summary.sources
    )
    sources = escape(say("panel.sources", language))
    return (
        f"{head}{parts}"
        f'<p class="copies">{copy_button("answers.copy", language, summary.text)}</p>'
        f"<details><summary>{sources} ({len(summary.sources)})</summary>"
        f"<ul>{items}</ul></details>"
    )


def changes(
    rows: Sequence[Change], first: dt.date, last: dt.date, language: str
) -> str:
    """Return the places that changed hands between two days, each on its own.

    Parameters
    ----------
    rows : sequence of geo.query.changes.Change
        In the order in which they are to stand.
    first, last : datetime.date
        The days that are compared.
    language : str

    Returns
    -------
    str
        In which the name of a place is a button with ``data-pick``.
    """
    count = say("changes.count", language, count=len(rows), first=first, last=last)
    return hint(escape(count)) + "".join(_change(one, language) for one in rows)


def _change(change: Change, language: str) -> str:
    name = button(f"place:{change.place_id}", change.name[language])
    day = escape(held.moment(change.moment, language))
    before, after = (_side(s, language) for s in (change.before, change.after))
    then = {"ltr": "→", "rtl": "←"}[direction(language)]
    facts = []
    if change.with_nominal_km2:
        near, most = (
            number(round(km2), language)
            for km2 in (change.near_km2, change.with_nominal_km2)
        )
        facts.append(say("answers.km2", language, near=near, most=most))
    if change.people:
        facts.append(say("answers.people", language, count=change.people))
    facts.append(
        f"{say('map.confidence', language)}: "
        f"{say(f'map.confidences.{change.confidence}', language)}"
    )
    return (
        f'<article data-id="{escape(change.place_id)}"><div>{name} · {day}'
        f'<p class="sides">{before} <span aria-hidden="true">{then}</span> {after}</p>'
        f"<p>{escape(' · '.join(facts))}</p></div>"
        f"<p>{escape(in_language(change.cause, language))} "
        f"{cited(change.sources[:MOST_SOURCES], language)}</p></article>"
    )


def revised(
    found: Sequence[Revision], day: dt.date, known_on: dt.date, language: str
) -> str:
    """Return what sources that came out later changed, each place on its own.

    Parameters
    ----------
    found : sequence of geo.query.revised.Revision
    day, known_on : datetime.date
        The day whose state is compared, and the one after which the sources came out.
    language : str

    Returns
    -------
    str
        In which the name of a place is a button with ``data-pick``.
    """
    head = escape(say("revised.head", language, known=known_on))
    count = say("revised.count", language, count=len(found), day=day, known=known_on)
    parts = "".join(_revision(one, language) for one in found)
    return (
        f"<details open><summary>{head}</summary>{hint(escape(count))}{parts}</details>"
    )


def _revision(one: Revision, language: str) -> str:
    name = button(f"place:{one.place_id}", one.name[language])
    before, after = (_side(s, language) for s in (one.before, one.after))
    later = escape(say("revised.later", language)) if one.later else ""
    then, now = (escape(say(f"revised.{key}", language)) for key in ("then", "now"))
    return (
        f'<article data-id="{escape(one.place_id)}"><div>{name}{later}'
        f'<p class="sides">{then} {before}</p><p class="sides">{now} {after}</p></div>'
        f"<p>{cited(one.sources[:MOST_SOURCES], language)}</p></article>"
    )


def _side(side: Side, language: str) -> str:
    camp = say(f"camp.{side.camp}", language)
    text = side.actor[language] if side.actor else camp
    if side.attacked:
        text = f"{text} ({say('map.attacked', language)})"
    return pieces.side(side.camp, text)


def areas(figures: Stats, language: str) -> str:
    """Return how much each camp held on a day as a table, with how it is worked out."""
    camps = [
        camp for camp in figures.camps if any(_any(figures, camp, f) for f in FIGURES)
    ]
    rounded = {camp: figures.rounded(camp) for camp in camps}
    heads = "".join(
        f'<th scope="col"><i data-camp="{escape(camp)}"></i> '
        f"{escape(say(f'brief.sides.{camp}', language))}</th>"
        for camp in camps
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(name_of(name, language))}</th>'
        + "".join(f"<td>{_range(rounded[camp][name], language)}</td>" for camp in camps)
        + "</tr>"
        for name in FIGURES
        if any(_any(figures, camp, name) for camp in camps)
    )
    name = say("answers.areas", language, day=figures.day)
    table = f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody>"
    method = say("answers.method", language, evidence_km=f"{EVIDENCE_KM:g}")
    return (
        f"<h4>{escape(name)}</h4>{wide(f'<table>{table}</table>', name, 'figures')}"
        f"{hint(escape(method))}"
    )


def _any(figures: Stats, camp: str, name: str) -> bool:
    return figures.camps[camp][name].high > 0


def _range(figure: Range, language: str) -> str:
    """Return the best of a figure, and within which bounds it is known."""
    low, best, high = (number(bound, language, 0) for bound in astuple(figure))
    if low == high:
        return b(best)
    span = f"{low}–\u200b{high}"  # which may be broken there
    return f"{b(best)}<br><small>{bdi(span)}</small>"
