"""Data of the map's popups: every claim and its sources."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.control import cells
from geo.control.holding import holdings
from geo.layers.read import day_text, json_line, plain
from geo.layers.rows import Agreement, Event, rows
from geo.query import standing
from geo.records.disputed import disagreement
from geo.records.read import Records
from geo.records.rows import names_of, notes_of
from geo.web import held
from geo.web import popups_sea as sea_evidence
from geo.words import LANGUAGES, every, listed, say

FILE = "evidence.json"
"""Where a map that does not hold its evidence asks for it, beside itself."""


def evidence(
    frames: Mapping[str, gpd.GeoDataFrame], records: Records
) -> dict[str, Any]:
    """Return what the map's script needs to know once a reader points or clicks.

    Parameters
    ----------
    frames, records
        As for `geo.web.html.html`.

    Returns
    -------
    dict
        ``claims``, ``sources``, ``maritime``, ``waters``, ``disputes`` and
        ``agreements`` (by feature), each by id, and the ``events`` in the order of
        `by_day`; ready for JSON.
    """
    return {
        "claims": _claims(records),
        "sources": _sources(records),
        "maritime": sea_evidence.lines(frames["maritime_lines"]),
        "waters": sea_evidence.waters(frames["claimed_maritime"], records),
        "disputes": sea_evidence.disputes(frames["disputed_maritime"], records),
        "agreements": _agreements(frames["agreements"], records),
        "events": _events(frames["events"]),
    }


def edition(known: Mapping[str, Any]) -> str:
    """Return what tells evidence from any that names other things, or in other order.

    Parameters
    ----------
    known : mapping of str to Any
        As `evidence` returns it.

    Examples
    --------
    >>> one = {"claims": {"sirte-2016-05-05": {}}, "events": [{"id": "raid"}]}
    >>> edition(one) == edition(one | {"events": [{"id": "truce"}]})
    False
    """
    names = {
        kind: [one["id"] for one in of] if isinstance(of, list) else [*of]
        for kind, of in known.items()
    }
    return hashlib.sha256(json_line(names).encode()).hexdigest()[:16]


def by_day(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return events in the order of their days, by which map and evidence number them.

    Numbers take no room; the ids of all events would be a tenth of a first page.
    """
    return events.sort_values("valid_from", kind="stable")


def _claims(records: Records) -> dict[str, dict[str, Any]]:
    actors = {actor.actor_id: names_of(actor) for actor in records.actors}
    holding_of = {
        spell.claim_id: {
            "held": {
                language: held.held(
                    holding, language, on_record=spell.camp != cells.NO_RECORD_CAMP
                )
                for language in LANGUAGES
            },
            "since": {
                language: held.since(holding, language) for language in LANGUAGES
            },
        }
        for place_id, spells in cells.spells(records).items()
        if spells and spells[0].claim.place_id == place_id
        for spell, holding in zip(spells, holdings(spells), strict=True)
    }
    return {
        claim.claim_id: {
            "actor": actors.get(claim.actor_id),
            "parties": [actors[party] for party in claim.parties],
            **holding_of[claim.claim_id],
            "confidence": claim.confidence,
            "disputed": disagreement(records, claim) is not None,
            "note": notes_of(claim),
            "sources": list(claim.source_ids),
        }
        for claim in records.control
    }


def _sources(records: Records) -> dict[str, dict[str, str]]:
    return {
        source.source_id: {
            "title": source.title,
            "publisher": source.publisher,
            "date": source.published,
            "url": source.url,
            **({"archived": source.archived} if source.archived else {}),
        }
        for source in records.sources
    }


def _agreements(frame: gpd.GeoDataFrame, records: Records) -> dict[str, dict[str, Any]]:
    actors = {actor.actor_id: names_of(actor) for actor in records.actors}

    def named(actor_ids: Iterable[str]) -> dict[str, str]:
        names = [actors[actor_id] for actor_id in actor_ids]
        return {
            language: listed((name[language] for name in names), language)
            for language in LANGUAGES
        }

    cards = {}
    for row in rows(frame, Agreement):
        statuses = plain(row.statuses)
        status_names = [status["status"] for status in statuses]
        cards[row.id] = {
            "name": names_of(row),
            "mark": _mark(row, status_names),
            "kind": every(f"agreement_kind.{row.kind}"),
            "parties": named(plain(row.parties)),
            "statuses": [
                {
                    "status": every(standing.key(status["status"], row.kind)),
                    "by": named(status["by"]),
                    "since": status["since"],
                    "remark": remark and every(remark),
                }
                for status in statuses
                for remark in [
                    standing.remark(status["status"], row.kind, status_names)
                ]
            ],
            "note": notes_of(row),
            "sources": plain(row.source_ids),
        }
    return cards


def _mark(row: Agreement, names: Collection[str]) -> dict[str, str]:
    """Return what a mark of the timeline stands for: the newest standing."""
    status = max(row.statuses, key=lambda one: one["since"])["status"]
    remark = standing.remark(status, row.kind, names)
    keys = [standing.key(status, row.kind), *([remark] if remark else [])]
    return {
        code: f"{name}: " + listed((say(key, code) for key in keys), code, "semicolons")
        for code, name in names_of(row).items()
    }


def _events(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {
            "id": row.id,
            "name": names_of(row),
            "kind": every(f"event_kind.{row.kind}"),
            "first": day_text(row.valid_from),
            "last": day_text(row.valid_to - pd.Timedelta(days=1)),
            "note": notes_of(row),
            "sources": plain(row.source_ids),
        }
        for row in rows(by_day(frame), Event)
    ]
