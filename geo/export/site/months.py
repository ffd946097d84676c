"""The page of a month: the day it ended in words, what changed hands, what happened."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.dates import SPAN_START
from geo.export.site import links, pieces
from geo.export.site.links import Here, month_of
from geo.export.site.shell import Page
from geo.query.atlas import Atlas
from geo.query.brief import Brief, table
from geo.query.changes import Change, changes
from geo.query.events import events
from geo.records.tables.agreements import Event
from geo.web import held, sentences
from geo.web.lists import Lists
from geo.web.pieces import bdi, cited, escape, side
from geo.words import in_language, long_month, named, say


@dataclass(frozen=True)
class Month:
    """A month of the map.

    Attributes
    ----------
    first, last : datetime.date
        Its first and last day on the map.
    changes : tuple of geo.query.changes.Change
        What changed hands from the day before it up to its last.
    events : tuple of Event
        That began in it.
    """

    first: dt.date
    last: dt.date
    changes: tuple[Change, ...]
    events: tuple[Event, ...]

    @property
    def name(self) -> str:
        """Return its id: ``2019-12``."""
        return month_of(self.first)


def every(atlas: Atlas) -> list[Month]:
    """Return every month of the map, in order of time."""
    months = []
    for first, last in links.months(atlas.records.newest):
        before = max(first - dt.timedelta(days=1), SPAN_START)
        changed = changes(atlas, before, last) if before < last else []
        happened = [one for one in events(atlas, first, last) if one.start >= first]
        months.append(Month(first, last, tuple(changed), tuple(happened)))
    return months


def page(
    atlas: Atlas, month: Month, brief: Brief, beside: Sequence[Month | None]
) -> Page:
    """Return the page of a month.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    month : Month
    brief : geo.query.brief.Brief
        Of its last day, in the language of the page.
    beside : sequence of Month or None
        The month before it, and the one after it.
    """
    language = brief.language
    here = Here(language, links.page(language, "month", month.name))
    title = long_month(month.first, language)
    ways = say("site.ways.month", language)
    shown = here.map(month.last)
    body = [
        f'<p class="crumbs">{here.link("month", "", ways)}</p>',
        f"<h1>{escape(title)}</h1>",
        _beside(here, beside),
        f'<div class="lead">{sentences_of(atlas, brief)}</div>',
        pieces.to_map(shown, language),
        figures(brief),
        pieces.heading(say("site.changed", language, count=len(month.changes))),
        changed(atlas, here, month.changes),
        *_agreements(atlas, here, month),
        pieces.heading(say("page.tabs.events", language)),
        Lists(atlas, language, pieces.ways(here, atlas)).events(month.events)
        or f"<p>{escape(say('site.no_events', language))}</p>",
    ]
    return Page(
        here,
        title=say("site.titles.month", language, month=title),
        about=brief.sentences[0].text,
        body="\n".join(filter(None, body)),
        name="month",
        day=month.last,
        data=f"{links.API}/month/{month.name}.json",
    )


def sentences_of(atlas: Atlas, brief: Brief) -> str:
    """Return a day in words, each sentence with its sources."""
    parts = []
    for sentence in brief.sentences:
        rests = (
            cited(atlas.sources(sentence.source_ids), brief.language)
            if sentence.source_ids
            else ""
        )
        parts.append(f"<p>{escape(sentence.text)} {rests}</p>")
    return "".join(parts)


def figures(brief: Brief) -> str:
    """Return what each camp held as a table."""
    head, *rows = table(brief.stats, brief.language)
    cells = [[escape(row[0]), *map(bdi, row[1:])] for row in rows]
    head = [say("site.columns.figure", brief.language), *head[1:]]
    caption = say("site.figures", brief.language, day=brief.day)
    return pieces.table(head, cells, caption)


def _beside(here: Here, beside: Sequence[Month | None]) -> str:
    parts = []
    for rel, month in zip(("prev", "next"), beside, strict=True):
        if month is not None:
            text = escape(long_month(month.first, here.language))
            href = here.item("month", month.name)
            parts.append(f'<a rel="{rel}" href="{href}">{text}</a>')
    return f'<p class="beside">{" ".join(parts)}</p>'


def changed(atlas: Atlas, here: Here, found: Sequence[Change]) -> str:
    """Return what changed hands as a table."""
    language = here.language
    if not found:
        return f"<p>{escape(say('site.no_changes', language))}</p>"
    rows = []
    for one in found:
        name = here.link("place", one.place_id, one.name[language])
        place = f"{name} <br><small>{escape(one.district.name[language])}</small>"
        cause = escape(in_language(one.cause, language))
        rows.append(
            [
                place,
                bdi(held.moment(one.moment, language)),
                side(one.before.camp, sentences.side(one.before, language)),
                side(one.after.camp, sentences.side(one.after, language)),
                f"<p>{cause}</p>{cited(atlas.sources(one.source_ids), language)}",
            ]
        )
    head = [say(f"site.columns.{name}", language) for name in COLUMNS]
    return pieces.table(head, rows, say("page.tabs.changes", language), stacks=True)


COLUMNS = ("place", "date", "from", "to", "cause")


def _agreements(atlas: Atlas, here: Here, month: Month) -> Iterator[str]:
    """Yield what befell agreements in the month."""
    language, records = here.language, atlas.records
    found = [one for one in records.agreement_stages if one.date[:7] == month.name]
    if not found:
        return
    yield pieces.heading(say("page.tabs.agreements", language))
    lines = []
    for stage in sorted(found, key=lambda one: one.date):
        row = records.agreement_of[stage.agreement_id]
        name = here.link("agreement", row.agreement_id, named(row, language))
        status = escape(say(f"stage.{stage.stage}", language))
        sources = cited(atlas.sources(stage.source_ids), language)
        lines.append(f"{bdi(stage.date)} {name}: {status} {sources}")
    yield pieces.items(lines)


def index(atlas: Atlas, months: Sequence[Month], language: str) -> Page:
    """Return the list of all months by year, with how much changed in each."""
    here = Here(language, links.page(language, "month"))
    title = say("site.ways.month", language)
    about = say("site.lists.month", language, day=atlas.records.newest)
    parts = [f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"]
    for year in sorted({month.first.year for month in months}, reverse=True):
        rows = [
            [
                here.link("month", one.name, long_month(one.first, language)),
                bdi(len(one.changes)),
                bdi(len(one.events)),
            ]
            for one in months
            if one.first.year == year
        ]
        head = [say(f"site.columns.{name}", language) for name in INDEX_COLUMNS]
        parts.append(pieces.heading(str(year)))
        parts.append(pieces.table(head, rows, f"{title} {year}"))
    return Page(here, title, about, "".join(parts), "month")


INDEX_COLUMNS = ("month", "changes", "events")
