"""What the page shows beside the map, as HTML and as a chart; records are escaped."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import geopandas as gpd

from geo import views
from geo.dates import SPAN_START
from geo.query import relations, stories
from geo.query.agreements import Wanted
from geo.query.agreements import listed as listed_agreements
from geo.query.atlas import Atlas
from geo.records.tables import agreements as agreement_tables
from geo.records.tables.agreements import Event
from geo.web import backing, chart, held, lanes, pieces
from geo.web.lists import Lists
from geo.web.pieces import b, bdi, escape, state_as_html, wide
from geo.words import listed, named, say

__all__ = ["Cards", "kinds", "state_as_html"]


def _boxes(scopes: gpd.GeoDataFrame) -> dict[str, views.Box]:
    """Return the edges of where each agreement applies, but for the country."""
    once = scopes.drop_duplicates("agreement_id")
    once = once[once["scope"] != "country"]
    boxes = once.geometry.bounds.itertuples(index=False)
    return {
        agreement_id: views.Box(*map(float, box))
        for agreement_id, box in zip(once["agreement_id"], boxes, strict=True)
    }


class Cards:
    """The panels of a day as HTML, from the records.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    scopes : geopandas.GeoDataFrame
        The layer ``agreements``: where each applies.
    """

    def __init__(self, atlas: Atlas, scopes: gpd.GeoDataFrame) -> None:
        self._atlas = atlas
        self._records = atlas.records
        self._boxes = _boxes(scopes)
        self.agreement_ids = frozenset(scopes["agreement_id"])

    def parties(self, language: str) -> dict[str, str]:
        """Return the name of every party to an agreement by its id, by name."""
        ids = {party for row in self._records.agreements for party in row.parties}
        names = {actor: self._name(actor, language) for actor in ids}
        return dict(sorted(names.items(), key=lambda item: item[1].casefold()))

    def view_of_agreement(self, agreement_id: str) -> views.View | None:
        """Return the view of where one applies; None if that is the country."""
        box = self._boxes.get(agreement_id)
        return views.on_shape(box) if box else None

    def view_of_line(self, line_id: str) -> views.View | None:
        """Return the view that shows a line at sea; None if it is not drawn."""
        lines = self._atlas.frames["maritime_lines"]
        rows = lines[lines["id"] == line_id]
        if rows.empty:
            return None
        west, south, east, north = map(float, rows.total_bounds)
        return views.on_shape((west, south, east, north))

    def event(self, event_id: str) -> tuple[dt.date, views.View]:
        """Return the day of an event on the map, and the view that shows its place."""
        event = self._records.event_of[event_id]
        lon, lat, _, _ = self._point_of(event)
        return max(event.start, SPAN_START), views.View(lat, lon, views.PLACE_ZOOM)

    def within(self, view: views.View) -> frozenset[str]:
        """Return what touches a view: ids of agreements, and of events."""
        box = views.edges(view)
        agreements = (
            one
            for one in self.agreement_ids
            if one not in self._boxes or views.touch(box, self._boxes[one])
        )
        events = (
            event.event_id
            for event in self._records.events
            if views.touch(box, self._point_of(event))
        )
        return frozenset((*agreements, *events))

    def _point_of(self, event: Event) -> views.Box:
        """Return where an event was, as a box without extent."""
        place = self._records.place_of.get(event.place_id or "")
        lat, lon = (place.lat, place.lon) if place else (event.lat, event.lon)
        assert lat is not None
        assert lon is not None
        return views.Box(lon, lat, lon, lat)

    def agreements_on(self, day: dt.date, language: str, wanted: Wanted) -> str:
        """Return what the standing of agreements was on a day, a line for each.

        Parameters
        ----------
        day : datetime.date
        language : str
            One of `geo.words.LANGUAGES`.
        wanted : geo.query.agreements.Wanted
            Which are listed.

        Returns
        -------
        str
            HTML with a button with ``data-pick`` for each.
        """
        standings = listed_agreements(self._atlas, day, wanted)
        if not standings:
            return pieces.hint(say("panel.no_agreements", language))
        head = say("panel.agreements_on", language, day=bdi(day), count=len(standings))
        return pieces.hint(head) + Lists(self._atlas, language).agreements(standings)

    def relations_on(self, day: dt.date, language: str) -> str:
        """Return a table of who backed whom on a day, then who mediated."""
        rows = relations.relations_on(self._records, day)
        if not rows:
            return pieces.hint(say("panel.no_relations", language))
        backing = [one for one in rows if one.kind != "mediation"]
        mediating = [one for one in rows if one.kind == "mediation"]
        parts = [pieces.hint(say("panel.relations_on", language, day=bdi(day)))]
        parts.append(
            f"<div class='backing'>{self._backing(day, language).inline()}</div>"
        )
        if backing:
            parts.append(self._matrix(backing, day, language))
        if mediating:
            items = "".join(
                f"<li>{b(self._name(one.backer, language))} "
                f"{say('panel.between', language)} "
                f"{pieces.actors(self._records, one.backed, language)}: "
                f"{self._relation(one, day, language)}</li>"
                for one in mediating
            )
            head = escape(say("relation_kind.mediation", language))
            parts.append(f"<h5>{head}</h5><ul>{items}</ul>")
        return "".join(parts)

    def _backing(self, day: dt.date, language: str) -> backing.Picture:
        found = relations.relations_on(self._records, day)
        actors = {actor for one in found for actor in (one.backer, *one.backed)}
        names = {actor: self._name(actor, language) for actor in actors}
        return backing.Picture(found, names, day, language)

    def backing(self, day: dt.date, language: str) -> str | None:
        """Return who backed whom on a day as an SVG file with sources; nobody: None."""
        picture = self._backing(day, language)
        if not picture.found:
            return None
        cited = {
            one.relation_id: self._atlas.sources(one.source_ids)
            for one in picture.found
        }
        return picture.whole(cited)

    def _matrix(
        self, backing: list[relations.Relation], day: dt.date, language: str
    ) -> str:
        backers = dict.fromkeys(one.backer for one in backing)
        backed = dict.fromkeys(actor for one in backing for actor in one.backed)
        heads = "".join(
            f'<th scope="col">{escape(self._name(actor, language))}</th>'
            for actor in backed
        )
        rows = []
        for backer in sorted(backers, key=lambda one: self._name(one, language)):
            cells = []
            for actor in backed:
                backings = [
                    self._relation(one, day, language)
                    for one in backing
                    if one.backer == backer and actor in one.backed
                ]
                cells.append(f"<td>{''.join(backings)}</td>")
            name = escape(self._name(backer, language))
            rows.append(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>')
        corner = escape(say("panel.backer", language))
        head = f'<tr><th scope="col">{corner}</th>{heads}'
        table = f"<thead>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
        return wide(f"<table>{table}</table>", say("panel.backer", language))

    def _relation(
        self, relation: relations.Relation, day: dt.date, language: str
    ) -> str:
        kind = escape(say(f"relation_kind.{relation.kind}", language))
        since = f"{say('panel.since', language)} {bdi(relation.since)}"
        low = relation.confidence == "low"
        doubt = f" ({say('panel.low', language)})" if low else ""
        seen = held.last_seen(relation.last_seen, day, language)
        return (
            f"<details><summary>{listed([kind, since], language)}{doubt}"
            f"</summary>{pieces.note(relation, language)}"
            f"<p>{escape(seen)}. "
            f"{self._cited(relation.source_ids, language)}</p></details>"
        )

    def events(
        self, found: Sequence[Event], first: dt.date, last: dt.date, language: str
    ) -> str:
        """Return the events from one day to another, the newest first, a line each."""
        if not found:
            none = say("panel.no_events", language, start=bdi(first), day=bdi(last))
            return pieces.hint(none)
        days = {"start": bdi(first), "day": bdi(last)}
        head = say("panel.events_on", language, count=len(found), **days)
        newest = sorted(found, key=lambda event: event.start, reverse=True)
        return pieces.hint(head) + Lists(self._atlas, language).events(newest)

    def step(self, story: stories.Story, number: int, language: str) -> str:
        """Return a step of a story, counted from 1."""
        step, count = story.steps[number - 1], len(story.steps)
        head = say("panel.step", language, number=number, count=count)
        named = f"{escape(story.name[language])} · {head}"
        cited = "".join(
            f"<li dir='auto'>{pieces.link(source, escape(source.title))} – "
            f"{escape(pieces.imprint(source))}</li>"
            for source in self._atlas.sources(step.source_ids)
        )
        return (
            f"<section tabindex='-1' aria-label='{named}'>"
            f"<p style='margin:0;opacity:.75'>{named}</p>"
            f"<p style='margin:.2rem 0'><b>{bdi(step.date)}</b> "
            f"{escape(step.text[language])}</p>"
            f"<details><summary>{say('panel.sources', language)} "
            f"({len(step.source_ids)})</summary>"
            f"<ul dir='ltr'>{cited}</ul></details></section>"
        )

    def lanes(
        self,
        day: dt.date,
        language: str,
        *,
        party: str | None = None,
        kind: str | None = None,
        dark: bool = False,
    ) -> Any:
        """Return the lanes of all agreements over time, or None if none is left.

        Parameters
        ----------
        day, language, party, kind
            As for `agreements_on`.
        dark : bool
            Whether the page is dark.

        Returns
        -------
        altair.LayerChart or None
            With the selections `geo.web.chart.PICKS`; what is picked carries
            ``day``.
        """
        rows = [
            row
            for row in self._records.agreements
            if kind in (None, row.kind) and (party is None or party in row.parties)
        ]
        if not rows:
            return None
        lives = self._atlas.lives
        stages = self._records.stages_of
        last = max(day, self._records.newest)
        drawing = lanes.rows(
            [
                lanes.Lane(
                    agreement_id=row.agreement_id,
                    kind=row.kind,
                    name=named(row, language),
                    periods=lives[row.agreement_id].periods(),
                    stages=lanes.stages(stages[row.agreement_id]),
                )
                for row in rows
            ],
            {actor.actor_id: named(actor, language) for actor in self._records.actors},
            last,
            language,
        )
        return chart.draw(drawing, day, last, language, dark=dark)

    def lanes_key(self, day: dt.date, language: str) -> str:
        """Return what the bars and marks of the lanes stand for."""
        head = pieces.hint(say("panel.lanes_on", language, day=bdi(day)))
        bars = {name: say(f"panel.bars.{name}", language) for name in pieces.BARS}
        marks = {name: say(f"panel.marks.{name}", language) for name in pieces.MARKS}
        return head + pieces.key(bars, marks)

    def _name(self, actor: str, language: str) -> str:
        return named(self._records.actor_of[actor], language)

    def _cited(self, source_ids: Iterable[str], language: str) -> str:
        return pieces.cited(self._atlas.sources(source_ids), language)


def kinds(language: str) -> dict[str, str]:
    """Return what each kind of agreement is called."""
    return {
        kind: say(f"agreement_kind.{kind}", language)
        for kind in agreement_tables.AGREEMENT_KINDS
    }
