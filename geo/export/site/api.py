"""The data of the site as JSON, a file for each day, place, agreement, line, actor.

The names of the files are the interface: ``docs/site.md`` says what each holds.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import attrs

from geo import agreements
from geo.control.cells import Spell
from geo.export.site import links
from geo.export.site.actors import Held
from geo.export.site.links import API
from geo.export.site.months import Month
from geo.layers.read import json_line
from geo.query import events
from geo.query.atlas import Atlas
from geo.query.brief import Brief
from geo.query.districts import District, every
from geo.query.place import Card
from geo.query.stats import stats
from geo.records.rows import names_of, notes_of
from geo.records.tables.agreements import Agreement
from geo.records.tables.control import Actor, Route
from geo.web import sentences
from geo.words import LANGUAGES, by_column

COLUMNS = ("camp", "actor", "status", "since")
"""Of each place of a day: who holds it, whether under attack, and since when: the state
with the same ``since`` in the file of the place has the evidence."""

Files = Iterator[tuple[str, str]]
"""Paths and contents."""


def dump(value: object) -> str:
    """Return a value as a file of JSON."""
    return json_line(value) + "\n"


def day_files(atlas: Atlas, version: str) -> Files:
    """Yield a file for every day of the map: what holds where, and which agreements.

    What stays the same from one day to the next is written once and copied.
    """
    changes = _turns(atlas)
    held = ""
    for day in links.days(atlas.records.newest):
        if not held or day in changes:
            held, since = json_line(_on(atlas, day)), day
        head = {"date": day.isoformat(), "same_since": since.isoformat()}
        head |= {"version": version}
        yield f"{API}/{day}.json", json_line(head)[:-1] + "," + held[1:] + "\n"


def _turns(atlas: Atlas) -> set[dt.date]:
    """Return the days on which the state of a place or an agreement becomes another."""
    spells = {spell.start for spells in atlas.spells.values() for spell in spells}
    ends = {spell.end for spells in atlas.spells.values() for spell in spells}
    lives = [period for life in atlas.lives.values() for period in life.periods()]
    starts = {period.start for period in lives}
    return spells | starts | {end for end in ends if end is not None}


def _on(atlas: Atlas, day: dt.date) -> dict[str, Any]:
    standings = agreements.standings_on(atlas.records, day, atlas.lives)
    return {
        "columns": list(COLUMNS),
        "places": {
            spell.place_id: _held(spell)
            for spell in sorted(atlas.spans.on(day), key=lambda one: one.place_id)
        },
        "agreements": {
            one.agreement_id: {status.status: status.date for status in one.statuses}
            for one in standings
        },
        "camps": {
            camp: {name: figure.best for name, figure in figures.items()}
            for camp, figures in stats(atlas, day).camps.items()
        },
    }


def _held(spell: Spell) -> list[str | None]:
    claim = spell.claim
    start = spell.start.isoformat()
    return [spell.camp, claim.actor_id or None, claim.status, start]


def place_file(atlas: Atlas, card: Card) -> tuple[str, str]:
    """Return the file of a place: what the command ``place --json`` prints, and more.

    ``states`` has every state that it was in, with note and sources.
    """
    texts = {f"sentence_{code}": sentences.sentence(card, code) for code in LANGUAGES}
    spells = atlas.spells[card.place.place_id]
    states = [
        {
            "since": state.since.isoformat(),
            "until": state.until.isoformat() if state.until else None,
            "camp": state.camp,
            **by_column("actor", state.actor or {}),
            "attacked": state.attacked,
            "last_seen": state.last_seen.isoformat(),
            "confidence": state.confidence,
            **by_column("note", notes_of(state)),
            "claim": spell.claim_id,
            "sources": [asdict(source) for source in state.sources],
        }
        for state, spell in zip(card.history, spells, strict=True)
    ]
    path = f"{API}/place/{card.place.place_id}.json"
    return path, dump(card.as_json() | texts | {"states": states})


def agreement_file(
    atlas: Atlas, row: Agreement, standing: agreements.Standing | None
) -> tuple[str, str]:
    """Return the file of an agreement: how it stands, and every stage of its life."""
    records = atlas.records
    whole = {
        **_plain(row),
        "statuses": [one.as_json() for one in standing.statuses] if standing else [],
        "stages": [
            _cited(atlas, stage) for stage in records.stages_of[row.agreement_id]
        ],
        "periods": [
            {
                "since": period.start.isoformat(),
                "until": period.end.isoformat() if period.end else None,
                "statuses": [status.as_json() for status in period.statuses],
            }
            for period in atlas.lives[row.agreement_id].periods()
        ],
    }
    return f"{API}/agreement/{row.agreement_id}.json", dump(whole)


def line_files(atlas: Atlas, known: Mapping[str, Mapping[str, Any]]) -> Files:
    """Yield a file for every line at sea: its row, points, and what is known of it."""
    for row in atlas.records.maritime_lines:
        points = [
            _plain(point)
            for point in atlas.records.maritime_points
            if point.line_id == row.line_id
        ]
        found = known.get(row.line_id, {})
        whole = _cited(atlas, row) | {
            "points": points,
            "length_nm": found.get("length_nm"),
            "length_km": found.get("length_km"),
            "stages": [
                _cited(atlas, stage)
                for stage in atlas.records.maritime_stages
                if stage.line_id == row.line_id
            ],
        }
        yield f"{API}/line/{row.line_id}.json", dump(whole)


def actor_file(actor: Actor, held: Held) -> tuple[str, str]:
    """Return the file of an actor: its row, and what it held."""
    times = [
        {
            "place": spell.place_id,
            "since": spell.start.isoformat(),
            "until": end.isoformat() if end else None,
            "claim": spell.claim_id,
        }
        for spell, end in held.get(actor.actor_id, ())
    ]
    return f"{API}/actor/{actor.actor_id}.json", dump(_plain(actor) | {"held": times})


def district_file(atlas: Atlas, district: District) -> tuple[str, str]:
    """Return the file of a district: its names, and the places that lie in it."""
    known = district.district_id
    whole = {
        "id": known,
        **by_column("name", district.name),
        "lat": district.lat,
        "lon": district.lon,
        "places": [
            place.place_id
            for place in atlas.records.places
            if atlas.districts[place.place_id].district_id == known
        ],
    }
    return f"{API}/district/{known}.json", dump(whole)


def road_file(atlas: Atlas, route: Route) -> tuple[str, str]:
    """Return the file of a road: its row, with its sources."""
    return f"{API}/road/{route.route_id}.json", dump(_cited(atlas, route))


def month_file(
    atlas: Atlas, month: Month, briefs: Mapping[str, Brief]
) -> tuple[str, str]:
    """Return the file of a month: its last day in words, what changed and happened."""
    whole = {
        "month": month.name,
        "first": month.first.isoformat(),
        "last": month.last.isoformat(),
        "brief": {code: brief.as_json() for code, brief in briefs.items()},
        "changes": [one.as_json() for one in month.changes],
        "events": [events.as_json(atlas, one) for one in month.events],
    }
    return f"{API}/month/{month.name}.json", dump(whole)


def index_file(atlas: Atlas, months: Sequence[Month], version: str) -> tuple[str, str]:
    """Return the file that lists all others by their ids."""
    records = atlas.records
    first, last = links.span(records.newest)
    whole = {
        "version": version,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "changed_on": sorted(
            day.isoformat() for day in _turns(atlas) if first <= day <= last
        ),
        "columns": list(COLUMNS),
        "places": {one.place_id: names_of(one) for one in records.places},
        "agreements": {one.agreement_id: names_of(one) for one in records.agreements},
        "lines": {one.line_id: names_of(one) for one in records.maritime_lines},
        "actors": {one.actor_id: names_of(one) for one in records.actors},
        "stories": {one.story_id: names_of(one) for one in records.stories},
        "districts": {one.district_id: one.name for one in every()},
        "roads": {one.route_id: names_of(one) for one in records.routes},
        "months": [month.name for month in months],
    }
    return f"{API}/index.json", dump(whole)


def _plain(row: Any) -> dict[str, Any]:
    """Return a row as plain values."""

    def value(_: object, __: object, cell: object) -> object:
        return cell.isoformat() if isinstance(cell, dt.date) else cell

    return attrs.asdict(row, value_serializer=value)


def _cited(atlas: Atlas, row: Any) -> dict[str, Any]:
    """Return a row as plain values, with its sources."""
    sources = [asdict(source) for source in atlas.sources(row.source_ids)]
    return _plain(row) | {"sources": sources}
