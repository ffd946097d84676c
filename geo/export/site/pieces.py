"""Pieces of the site's pages: sheets of facts, tables, bars over time, sources."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence

from geo.dates import SPAN_START
from geo.export.site.links import Here
from geo.query.answer import Source, State
from geo.query.atlas import Atlas
from geo.query.place import Cited
from geo.views import PLACE_ZOOM, View
from geo.web import held
from geo.web.pieces import b, bdi, escape, imprint, link, note, side, wide
from geo.words import long_day, named, say

_ISO = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
WIDTH = 1000
"""Of a bar over time, in units of its picture."""


def heading(text: str, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def to_map(address: str, language: str, words: str = "panel.show") -> str:
    """Return the button that leads to the map."""
    text = escape(say(words, language))
    return f'<p class="do"><a class="go" href="{escape(address)}">{text}</a></p>'


def sheet(facts: Iterable[tuple[str, str]]) -> str:
    """Return facts as a list: what each is called, and its HTML."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{html}</dd></div>" for name, html in facts
    )
    return f'<dl class="sheet">{rows}</dl>'


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    *,
    stacks: bool = False,
) -> str:
    """Return a table that scrolls by itself where a screen is too narrow for it.

    Parameters
    ----------
    head : sequence of str
        Names of the columns, as text.
    rows : iterable of sequence of str
        Cells as HTML; the first names its row.
    caption : str
        What the table is of, for screen readers.
    stacks : bool
        Whether on such a screen the cells of a row stand one below another instead, for
        they hold sentences. Roles keep it a table then for screen readers.
    """
    names = "".join(
        f'<th scope="col" role="columnheader">{escape(name)}</th>' for name in head
    )
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{cells[0]}</th>'
        + "".join(
            f'<td role="cell" data-name="{escape(name)}">{cell}</td>'
            for name, cell in zip(head[1:], cells[1:], strict=True)
        )
        + "</tr>"
        for cells in rows
    )
    whole = (
        f'<table role="table" aria-label="{escape(caption)}"><thead role="rowgroup">'
        f'<tr role="row">{names}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )
    return wide(whole, caption, "stacks" if stacks else "")


def items(parts: Iterable[str]) -> str:
    """Return HTML as a list."""
    return f"<ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul>"


def sources(cited: Iterable[Source], language: str) -> str:
    """Return publications as a list that unfolds, with how many they are."""
    rows = [f"{link(one, escape(one.title))} – {escape(imprint(one))}" for one in cited]
    if not rows:
        return f"<p>{escape(say('site.no_source', language))}</p>"
    name = f"{say('panel.sources', language)} ({len(rows)})"
    lines = "".join(f'<li dir="auto">{row}</li>' for row in rows)
    return f"<details><summary>{escape(name)}</summary><ul>{lines}</ul></details>"


def weighed(cited: Sequence[Cited], language: str) -> str:
    """Return publications with what makes any of them weak, the strongest first."""
    if not cited:
        return f"<p>{escape(say('site.no_source', language))}</p>"
    weak = f" ({escape(say('place.weak', language))})"
    return "<ul>{}</ul>".format(
        "".join(
            f'<li dir="auto">{link(one.source, escape(one.source.title))} – '
            f"{escape(imprint(one.source))}{weak if one.weak else ''}</li>"
            for one in cited
        )
    )


def days(since: str, until: dt.date | None, language: str) -> str:
    """Return a half-open time in words: from a day, as it is known, to the last."""
    if until is None:
        return f"{bdi(since)} – <br>{escape(say('map.no_later', language))}"
    last = until - dt.timedelta(days=1)
    end = long_day(last, language)
    return bdi(since) if since == end else f"{bdi(since)} – <br>{bdi(end)}"


def whole_days(text: str) -> str:
    """Return a text as HTML in which no day as ISO has it is broken at its hyphens.

    Examples
    --------
    >>> whole_days("(Rassd, 2019-12-17)")
    '(Rassd, <bdi>2019-12-17</bdi>)'
    """
    return _ISO.sub(r"<bdi>\g<0></bdi>", escape(text))


def holder(state: State, language: str) -> str:
    """Return who held a place, behind the colour of the camp, and any attack."""
    camp = say(f"camp.short.{state.camp}", language)
    name = state.actor[language] if state.actor else ""
    text = side(state.camp, camp)
    if name and name != camp:
        text = side(state.camp, name) + f" <br><small>{escape(camp)}</small>"
    if state.attacked:
        text += f" <br>{b(say('map.attacked', language))}"
    return text


def certainty(state: State, language: str) -> str:
    """Return how sure a state is, and until when a source shows it."""
    if not state.confidence:
        return escape(say("site.unknown", language))
    level = say(f"map.confidences.{state.confidence}", language)
    seen = say("map.seen_until", language, day=state.last_seen)
    return f"{escape(level)} <br><small>{escape(seen)}</small>"


def states(history: Iterable[State], language: str) -> str:
    """Return every state of a place as a table, the latest first."""
    rows = [
        [
            days(held.moment(one.holding.record.start, language), one.until, language),
            holder(one, language),
            certainty(one, language),
            note(one, language) + sources(one.sources, language),
        ]
        for one in reversed(list(history))
    ]
    head = [say(f"site.columns.{name}", language) for name in STATE_COLUMNS]
    return table(head, rows, say("site.history", language), stacks=True)


STATE_COLUMNS = ("time", "holder", "confidence", "evidence")


def strip(here: Here, place_id: str, states: Sequence[State], end: dt.date) -> str:
    """Return who held a place over the years, as a bar whose pieces open the map.

    Parameters
    ----------
    here : geo.export.site.links.Here
    place_id : str
    states : sequence of geo.query.answer.State
        In the order of time, without gaps.
    end : datetime.date
        Where the bar ends.
    """
    language = here.language
    pieces = []
    for state in states:
        first, last = max(state.since, SPAN_START), state.until or end
        if first >= last or not state.confidence:
            continue
        x, wide = _at(first, end), _at(last, end) - _at(first, end)
        camp = say(f"camp.{state.camp}", language)
        name = state.actor[language] if state.actor else camp
        title = f"{name}: {long_day(first, language)}"
        href = escape(here.map(first, place=place_id))
        pieces.append(
            f'<a href="{href}" tabindex="-1"><title>{escape(title)}</title>'
            f'<rect data-camp="{escape(state.camp)}" x="{x:.1f}" width="{wide:.1f}" '
            f'height="24"/></a>'
        )
    years = "".join(
        f'<text x="{_at(dt.date(year, 1, 1), end):.1f}" y="40">{year}</text>'
        for year in range(SPAN_START.year + 1, end.year + 1)
    )
    label = escape(say("site.strip", language))
    return (
        '<svg class="years-held" role="group" '
        f'viewBox="0 0 {WIDTH} 44" '
        f'aria-label="{label}"><rect class="none" width="{WIDTH}" height="24"/>'
        f'{"".join(pieces)}<g aria-hidden="true">{years}</g></svg>'
    )


def _at(day: dt.date, end: dt.date) -> float:
    return WIDTH * (day - SPAN_START).days / max(1, (end - SPAN_START).days)


def ways(here: Here, atlas: Atlas) -> Callable[[str, str], str]:
    """Return what makes of a pick and its text a link, as `geo.web.lists` asks for it.

    An agreement has a page; an event is shown on the map, on its day.
    """

    def go(pick: str, text: str) -> str:
        kind, _, which = pick.partition(":")
        if kind != "event":
            return here.link(kind, which, text)
        event = atlas.records.event_of[which]
        where = {"place": event.place_id} if event.place_id else {}
        if event.lat is not None and event.lon is not None:
            where = {"view": str(View(event.lat, event.lon, PLACE_ZOOM))}
        address = here.map(max(event.start, SPAN_START), **where)
        return f'<a href="{escape(address)}">{escape(text)}</a>'

    return go


def actors(here: Here, atlas: Atlas, ids: Iterable[str]) -> str:
    """Return actors as a list of links to their pages."""
    known = atlas.records.actor_of
    names = [here.link("actor", one, named(known[one], here.language)) for one in ids]
    return say("map.comma", here.language).join(names)
