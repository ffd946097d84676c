"""Lists of agreements and of events as HTML: a line for each, which unfolds."""

from collections.abc import Callable, Iterable, Sequence

from geo import agreements
from geo.agreements import Standing, Status
from geo.query.atlas import Atlas
from geo.query.events import ONE_DAY
from geo.query.standing import key, remark
from geo.records.tables import agreements as tables
from geo.records.tables.agreements import Event
from geo.web import lanes, pieces
from geo.web.pieces import b, bdi, button, escape
from geo.words import listed, named, say

DOUBTS = ("doubted", "ended")
"""Groups of stages that are marked in the line, whatever else holds."""


class Lists:
    """Agreements and events as HTML, in a language.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    language : str
        One of `geo.words.LANGUAGES`.
    go : callable, optional
        Makes of what is picked and its text what a click goes to it by, as `button`.
    """

    def __init__(
        self, atlas: Atlas, language: str, go: Callable[[str, str], str] = button
    ) -> None:
        self._go = go
        self._records = atlas.records
        self._sources = atlas.sources
        self._language = language

    def agreements(self, standings: Sequence[Standing]) -> str:
        """Return agreements with their standing, grouped by kind.

        Parameters
        ----------
        standings : sequence of geo.agreements.Standing

        Returns
        -------
        str
            HTML with a button with ``data-pick`` for each.
        """
        parts = []
        for kind in tables.AGREEMENT_KINDS:
            group = [one for one in standings if one.kind == kind]
            if group:
                name = escape(self._say(f"agreement_kind.{kind}"))
                parts += [f"<h5>{name}</h5>", *map(self._agreement, group)]
        return "".join(parts)

    def events(self, events: Iterable[Event]) -> str:
        """Return events, in the order given, with a button for each as `agreements`."""
        return "".join(map(self._event, events))

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._language, **values)

    def _agreement(self, standing: Standing) -> str:
        head = standing.statuses[0]
        group = lanes.GROUP_OF_STAGE[head.status]
        chip = (
            f'<span class="chip {group}">{pieces.mark(group)} '
            f"{escape(self._status_name(head, standing))}</span>"
        )
        parties = self._actors(standing.parties)
        lines = "".join(
            f'<li data-status="{status.status}">{self._status(status, standing)}</li>'
            for status in standing.statuses
        )
        note = pieces.note(
            self._records.agreement_of[standing.agreement_id], self._language
        )
        show = self._go(f"agreement:{standing.agreement_id}", self._say("panel.show"))
        return _line(
            standing.agreement_id,
            f'<b class="name">{escape(standing.name[self._language])}</b>{chip}'
            f"{self._doubts(standing)}{bdi(head.date)}",
            f"<p>{self._say('map.parties')}: {parties}</p><ul>{lines}</ul>{note}"
            f"<p>{show}</p>",
        )

    def _doubts(self, standing: Standing) -> str:
        """Return the mark of what is said against an agreement, with what that is."""
        against = [
            self._status_name(status, standing)
            for status in standing.statuses[1:]
            if lanes.GROUP_OF_STAGE[status.status] in DOUBTS
        ]
        if not against:
            return ""
        text = escape(listed(dict.fromkeys(against), self._language))
        return (
            f'<span class="doubts" role="img" title="{text}" aria-label="{text}">'
            f"{pieces.mark(DOUBTS[0])}</span>"
        )

    def _status_name(self, status: Status, standing: Standing) -> str:
        return self._say(key(status.status, standing.kind))

    def _status(self, status: Status, standing: Standing) -> str:
        kind, statuses = standing.kind, [one.status for one in standing.statuses]
        holds = status.status in tables.FORCE and kind not in agreements.BINDING_KINDS
        who = self._actors(status.by)
        if awaited := remark(status.status, kind, statuses):
            who += self._say("map.semicolon") + self._say(awaited)
        cited = self._cited(self._records.stage_of[status.stage_id].source_ids)
        return (
            f"{pieces.mark(lanes.GROUP_OF_STAGE[status.status])} "
            f"{b(self._status_name(status, standing))} "
            f"{self._say('panel.since')} {bdi(status.date)}"
            f"{self._say('map.comma')}"
            f"{self._say('panel.for' if holds else 'panel.by')} {who} {cited}"
        )

    def _event(self, event: Event) -> str:
        title = escape(named(event, self._language, "title"))
        kind = escape(self._say(f"event_kind.{event.kind}"))
        where = []
        if event.place_id:
            where.append(named(self._records.place_of[event.place_id], self._language))
        if event.confidence == "low":
            where.append(self._say("panel.low"))
        about = f"<p>{escape(' · '.join(where))}</p>" if where else ""
        return _line(
            event.event_id,
            f'{_days(event)}<b class="name">{title}</b>'
            f'<span class="chip">{kind}</span>',
            f"{about}{pieces.note(event, self._language)}"
            f"<p>{self._cited(event.source_ids)}</p>"
            f"<p>{self._go(f'event:{event.event_id}', self._say('panel.go'))}</p>",
            look="event",
        )

    def _actors(self, actor_ids: Iterable[str]) -> str:
        return pieces.actors(self._records, actor_ids, self._language)

    def _cited(self, source_ids: Iterable[str]) -> str:
        return pieces.cited(self._sources(source_ids), self._language)


def _days(event: Event) -> str:
    last = event.end - ONE_DAY
    more = f" – {bdi(last)}" if last > event.start else ""
    return f'<span class="days">{bdi(event.start)}{more}</span>'


def _line(row_id: str, head: str, body: str, look: str = "agreement") -> str:
    return (
        f'<article class="line {look}" data-id="{escape(row_id)}"><details>'
        f"<summary>{head}</summary>{body}</details></article>"
    )
