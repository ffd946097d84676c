"""Pieces of HTML for cards and lists; every text from the records is escaped."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from geo.query.answer import Source, State
from geo.records.read import Records
from geo.records.rows import notes_of
from geo.web import held
from geo.web.markup import text as escape
from geo.words import SOURCE, direction, listed, named, say

__all__ = [
    "archived",
    "b",
    "bdi",
    "button",
    "cited",
    "copy_button",
    "escape",
    "hint",
    "imprint",
    "link",
    "mark",
    "note",
    "state_as_html",
]

MARKS = {
    "made": '<circle cx="6" cy="6" r="4" fill="none" stroke-width="2"/>',
    "approved": '<path d="M1.5 10.5 6 2l4.5 8.5z"/>',
    "kept": '<path d="M6 1 11 6 6 11 1 6z"/>',
    "doubted": '<path d="M2 2 10 10 M10 2 2 10" stroke-width="2.4"/>',
    "ended": '<path d="M2 2h8v8H2z"/>',
}
"""A shape for each group of stages, 12 by 12."""

BARS = {
    "force": '<path d="M0 2h22v8H0z"/>',
    "made": '<path d="M0 4h22v4H0z" fill-opacity=".5" stroke="none"/>',
    "talks": '<path d="M0 6h22" stroke-width="1.5"/>',
    "doubted": '<path d="M0 6h22" stroke-width="3" stroke-dasharray="3 3"/>',
    "struck": '<path d="M0 6h22" stroke-width="3"/>',
}
"""What stands for each kind of bar of the lanes, 22 by 12."""


def b(text: str) -> str:
    """Return a text in bold."""
    return f"<b>{escape(text)}</b>"


def bdi(value: object) -> str:
    """Return a text that keeps its own direction, such as a date."""
    return f"<bdi>{escape(str(value))}</bdi>"


def hint(markup: str) -> str:
    """Return a quiet line."""
    return f'<p class="hint">{markup}</p>'


def wide(table: str, label: str, look: str = "") -> str:
    """Return a table that scrolls by itself, by keys too, where it has no room.

    Parameters
    ----------
    table : str
        HTML.
    label : str
        What the table is of, for screen readers.
    look : str
        Further classes, with a space between them.
    """
    classes = f"wide {look}".strip()
    return (
        f'<div class="{classes}" role="region" tabindex="0" '
        f'aria-label="{escape(label)}">{table}</div>'
    )


def button(pick: str, text: str) -> str:
    """Return a button that sends the page what was picked."""
    return f'<button type="button" data-pick="{escape(pick)}">{escape(text)}</button>'


def side(camp: str, text: str) -> str:
    """Return who holds something, behind the colour of the camp."""
    return f'<span class="side"><i data-camp="{escape(camp)}"></i>{escape(text)}</span>'


def mark(group: str) -> str:
    """Return the shape that stands for a group of stages."""
    return (
        f'<svg class="mark {group}" viewBox="0 0 12 12" aria-hidden="true">'
        f"{MARKS[group]}</svg>"
    )


def key(bars: dict[str, str], marks: dict[str, str]) -> str:
    """Return the key of the lanes: what its bars and marks stand for.

    Parameters
    ----------
    bars, marks : dict of str to str
        Texts by `BARS` and `MARKS`.
    """
    items = [
        f'<span><svg class="bar {name}" viewBox="0 0 22 12" aria-hidden="true">'
        f"{BARS[name]}</svg> {escape(text)}</span>"
        for name, text in bars.items()
    ]
    items += [
        f"<span>{mark(name)} {escape(text)}</span>" for name, text in marks.items()
    ]
    return f'<p class="key">{"".join(items)}</p>'


def actors(records: Records, actor_ids: Iterable[str], language: str) -> str:
    """Return the names of actors as a list in words."""
    rows = (records.actor_of[actor_id] for actor_id in actor_ids)
    return listed((escape(named(row, language)) for row in rows), language)


def imprint(source: Source) -> str:
    """Return who published a source, and when."""
    return ", ".join(filter(None, (source.publisher, source.date)))


def link(source: Source, markup: str) -> str:
    """Return a link to a source."""
    return (
        f'<a href="{escape(source.url)}" title="{escape(source.title)}" '
        f'target="_blank" rel="noopener noreferrer">{markup}</a>'
    )


def archived(source: Source, language: str) -> str:
    """Return a link to the archived copy of a source; none is known: nothing."""
    if not source.archived:
        return ""
    copy = replace(source, url=source.archived)
    return f" ({link(copy, escape(say('map.archived', language)))})"


def copy_button(key: str, language: str, text: str | None = None) -> str:
    """Return a button that copies a text; without one, the address of what is shown."""
    what = "data-copy-address" if text is None else f'data-copy="{escape(text)}"'
    done = escape(say("place.copied", language))
    return (
        f'<button type="button" {what} data-done="{done}">'
        f"{escape(say(key, language))}</button>"
    )


def cited(sources: Iterable[Source], language: str) -> str:
    """Return sources as a short list of links, by who published them."""
    links = []
    for source in sources:
        date = bdi(source.date) if source.date else ""
        text = ", ".join(filter(None, (escape(source.publisher), date)))
        links.append(f'<span dir="auto">{link(source, text)}</span>')
    return f'<span class="cited">[{listed(links, language, "semicolons")}]</span>'


def note(row: object, language: str, style: str = "") -> str:
    """Return a row's note as a paragraph, in English if it has no twin in a language.

    Parameters
    ----------
    row : object
        As for `geo.records.rows.notes_of`.
    language : str
    style : str
        Of the paragraph, as CSS.
    """
    notes = notes_of(row)
    code = language if language in notes else SOURCE
    looks = f' style="{style}"' if style else ""
    return f'<p lang="{code}" dir="{direction(code)}"{looks}>{escape(notes[code])}</p>'


def state_as_html(state: State, language: str, day: dt.date | None = None) -> str:
    """Return one state of a place, with its evidence.

    Parameters
    ----------
    state : geo.query.answer.State
    language : str
    day : datetime.date, optional
        The day shown, for the age of the evidence.
    """
    camp = say(f"camp.{state.camp}", language)
    holder = state.actor[language] if state.actor else ""
    on_record = bool(state.confidence)
    lines = [
        b(camp) + (f" – {escape(holder)}" if holder not in ("", camp) else ""),
        escape(held.held(state.holding, language, on_record=on_record)),
    ]
    if on_record:
        seen = held.last_seen(state.last_seen, day or state.last_seen, language)
        confidence = say(f"map.confidences.{state.confidence}", language)
        label = say("map.confidence", language)
        lines.append(f"{escape(seen)} · {label}: {confidence}")
    if state.attacked:
        lines.insert(1, b(say("map.attacked", language)))
    paragraphs = "".join(f"<p style='margin:2px 0'>{line}</p>" for line in lines)
    note_html = note(state, language, style="margin:2px 0")
    sources = "".join(
        f'<li dir="auto">{link(source, escape(source.title))} – '
        f"{escape(imprint(source))}{archived(source, language)}</li>"
        for source in state.sources
    )
    return f'{paragraphs}{note_html}<ul dir="ltr">{sources}</ul>'
