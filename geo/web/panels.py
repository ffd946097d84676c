"""What the page shows beside the map, as HTML and as a chart; records are escaped."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import geopandas as gpd

from geo import agreements, style, views
from geo.dates import SPAN_START
from geo.query import relations, stories
from geo.query.atlas import Atlas
from geo.query.standing import key, remark
from geo.records.tables import agreements as agreement_tables
from geo.records.tables.agreements import Event
from geo.web import backing, chart, held, lanes, pieces
from geo.web.pieces import b, bdi, button, escape, state_as_html
from geo.words import listed, named, say

__all__ = ["Cards", "kinds", "state_as_html"]


def _sights(scopes: gpd.GeoDataFrame) -> dict[str, views.View]:
    """Return the view that shows where each agreement applies, but for the country."""
    once = scopes.drop_duplicates("agreement_id")
    once = once[once["scope"] != "country"]
    boxes = once.geometry.bounds.itertuples(index=False)
    return {
        agreement_id: views.on_shape(box)
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
        self._sights = _sights(scopes)
        self.agreement_ids = frozenset(scopes["agreement_id"])

    def parties(self, language: str) -> dict[str, str]:
        """Return the name of every party to an agreement by its id, by name."""
        ids = {party for row in self._records.agreements for party in row.parties}
        names = {actor: self._name(actor, language) for actor in ids}
        return dict(sorted(names.items(), key=lambda item: item[1].casefold()))

    def view_of_agreement(self, agreement_id: str) -> views.View | None:
        """Return the view of where one applies; None if that is the country."""
        return self._sights.get(agreement_id)

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
        lat, lon = event.lat, event.lon
        if event.place_id:
            place = self._records.place_of[event.place_id]
            lat, lon = place.lat, place.lon
        assert lat is not None
        assert lon is not None
        return max(event.start, SPAN_START), views.View(lat, lon, views.PLACE_ZOOM)

    def agreements_on(
        self,
        day: dt.date,
        language: str,
        *,
        party: str | None = None,
        kind: str | None = None,
        ended: bool = False,
    ) -> str:
        """Return what each agreement's standing was on a day, grouped by kind.

        Parameters
        ----------
        day : datetime.date
        language : str
            One of `geo.words.LANGUAGES`.
        party : str, optional
            Only those of this actor, or in force for it.
        kind : str, optional
            Only those of this kind.
        ended : bool
            Whether to list those too that had ended.

        Returns
        -------
        str
            HTML in which each name is a button with ``data-pick``.
        """
        standings = [
            standing
            for standing in agreements.standings_on(self._records, day)
            if kind in (None, standing.kind)
            and (party is None or party in _bound(standing))
            and (ended or not _over(standing))
        ]
        if not standings:
            return pieces.hint(say("panel.no_agreements", language))
        head = say("panel.agreements_on", language, day=bdi(day), count=len(standings))
        parts = [pieces.hint(head)]
        for kind_id, kind_name in kinds(language).items():
            group = [standing for standing in standings if standing.kind == kind_id]
            if group:
                cards = "".join(self._agreement(one, language) for one in group)
                parts.append(f"<h5>{escape(kind_name)}</h5>{cards}")
        return "".join(parts)

    def _agreement(self, standing: agreements.Standing, language: str) -> str:
        name = button(f"agreement:{standing.agreement_id}", standing.name[language])
        parties = self._listed(standing.parties, language)
        lines = "".join(
            f'<li data-status="{status.status}">'
            f"{self._status(status, standing, language)}</li>"
            for status in standing.statuses
        )
        return (
            f'<article data-id="{escape(standing.agreement_id)}"><div>{name}'
            f"<p>{say('map.parties', language)}: {parties}</p></div>"
            f"<ul>{lines}</ul></article>"
        )

    def _status(
        self, status: agreements.Status, standing: agreements.Standing, language: str
    ) -> str:
        kind, statuses = standing.kind, [one.status for one in standing.statuses]
        holds = status.status in agreement_tables.FORCE and (
            kind not in agreements.BINDING_KINDS
        )
        who = self._listed(status.by, language)
        if awaited := remark(status.status, kind, statuses):
            who += say("map.semicolon", language) + say(awaited, language)
        cited = self._cited(self._records.stage_of[status.stage_id].source_ids)
        return (
            f"{pieces.mark(lanes.GROUP_OF_STAGE[status.status])} "
            f"{b(say(key(status.status, kind), language))} "
            f"{say('panel.since', language)} {bdi(status.date)}"
            f"{say('map.comma', language)}"
            f"{say('panel.for' if holds else 'panel.by', language)} {who} {cited}"
        )

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
                f"{self._listed(one.backed, language)}: "
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
        return (
            f"<div class='wide'><table><thead>{head}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _relation(
        self, relation: relations.Relation, day: dt.date, language: str
    ) -> str:
        kind = escape(say(f"relation_kind.{relation.kind}", language))
        since = f"{say('panel.since', language)} {bdi(relation.since)}"
        low = relation.confidence == "low"
        doubt = f" ({say('panel.low', language)})" if low else ""
        seen = held.last_seen(relation.last_seen, day, language)
        return (
            f"<details><summary>{kind}, {since}{doubt}"
            f"</summary>{pieces.note(relation, language)}"
            f"<p>{escape(seen)}. "
            f"{self._cited(relation.source_ids)}</p></details>"
        )

    def events_on(self, day: dt.date, language: str) -> str:
        """Return the events of a day and of the days before it, newest first.

        As many days as the map shows them, `geo.style.EVENT_DAYS`.
        """
        first = day - dt.timedelta(days=style.EVENT_DAYS)
        events = self._records.events
        shown = [event for event in events if event.start <= day and event.end > first]
        if not shown:
            days = style.EVENT_DAYS
            none = say("panel.no_events", language, count=days, day=bdi(day))
            return pieces.hint(none)
        head = say(
            "panel.events_on",
            language,
            count=len(shown),
            start=bdi(first),
            day=bdi(day),
        )
        items = "".join(
            self._event(event, language)
            for event in sorted(shown, key=lambda event: event.start, reverse=True)
        )
        return f"{pieces.hint(head)}{items}"

    def _event(self, event: Event, language: str) -> str:
        title = button(f"event:{event.event_id}", named(event, language, "title"))
        where = [say(f"event_kind.{event.kind}", language)]
        if event.place_id:
            place = self._records.place_of[event.place_id]
            where.append(named(place, language))
        if event.confidence == "low":
            where.append(say("panel.low", language))
        days = bdi(event.start)
        last = event.end - dt.timedelta(days=1)
        if last > event.start:
            days += f" – {bdi(last)}"
        return (
            f'<article class="event" data-id="{escape(event.event_id)}">'
            f"<p>{days}</p><div>{title}<p>{escape(' · '.join(where))} "
            f"{self._cited(event.source_ids)}</p></div></article>"
        )

    def step(self, story: stories.Story, number: int, language: str) -> str:
        """Return a step of a story, counted from 1."""
        step, count = story.steps[number - 1], len(story.steps)
        head = say("panel.step", language, number=number, count=count)
        cited = "".join(
            f"<li dir='auto'>{pieces.link(source, escape(source.title))} – "
            f"{escape(pieces.imprint(source))}</li>"
            for source in self._atlas.sources(step.source_ids)
        )
        return (
            f"<section><p style='margin:0;opacity:.75'>{escape(story.name[language])}"
            f" · {head}</p><p style='margin:.2rem 0'><b>{bdi(step.date)}</b> "
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

    def _listed(self, actors: Iterable[str], language: str) -> str:
        names = (escape(self._name(actor, language)) for actor in actors)
        return listed(names, language)

    def _cited(self, source_ids: Iterable[str]) -> str:
        return pieces.cited(self._atlas.sources(source_ids))


def kinds(language: str) -> dict[str, str]:
    """Return what each kind of agreement is called."""
    return {
        kind: say(f"agreement_kind.{kind}", language)
        for kind in agreement_tables.AGREEMENT_KINDS
    }


def _bound(standing: agreements.Standing) -> set[str]:
    """Return its parties, and those for whom it holds."""
    held = (s.by for s in standing.statuses if s.status in agreements.BOUND)
    return {*standing.parties, *(actor for by in held for actor in by)}


def _over(standing: agreements.Standing) -> bool:
    return any(s.status in agreement_tables.ENDING for s in standing.statuses)
