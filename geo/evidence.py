"""What the map's script asks for once a reader clicks: every claim and its sources."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import words
from geo.records import Records

FILE = "evidence.json"
"""Where a map that does not hold its evidence asks for it, beside itself."""


def evidence(
    frames: Mapping[str, gpd.GeoDataFrame], records: Records
) -> dict[str, dict[str, Any]]:
    """Return what the map's script needs to know once a reader clicks.

    Parameters
    ----------
    frames, records
        As for `geo.maps.html`.

    Returns
    -------
    dict
        ``claims``, ``sources``, ``maritime``, ``agreements`` (by feature) and
        ``events``, each by id; ready for JSON.
    """
    return {
        "claims": _claims(records),
        "sources": _sources(records),
        "maritime": _maritime(frames["maritime_lines"]),
        "agreements": _agreements(frames["agreements"], records),
        "events": _events(frames["events"]),
    }


def day_text(value: object) -> str | None:
    """Return a day as GeoPandas read it (a text or a timestamp) as ISO text."""
    if value is None or pd.isna(value):
        return None
    return str(value)[:10]


def plain(value: Any) -> Any:
    """Return a cell as JSON can hold it; a missing one as None."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, str) and value.startswith("[{"):
        return json.loads(value)  # GDAL hands nested lists over as JSON.
    return value


def names_of(row: Any) -> dict[str, str]:
    """Return the names of a row by language."""
    return {"en": row.name_en, "ar": row.name_ar}


def _claims(records: Records) -> dict[str, dict[str, Any]]:
    actors = {actor.actor_id: names_of(actor) for actor in records.actors.itertuples()}
    return {
        claim.claim_id: {
            "actor": actors.get(claim.actor_id),
            "parties": [actors[party] for party in claim.parties],
            "since": day_text(claim.start),
            "until": day_text(claim.end),
            "last_seen": day_text(claim.last_seen),
            "precision": claim.start_precision,
            "confidence": claim.confidence,
            "note": claim.note,
            "sources": list(claim.source_ids),
        }
        for claim in records.control.itertuples()
    }


def _sources(records: Records) -> dict[str, dict[str, str]]:
    return {
        source.source_id: {
            "title": source.title,
            "publisher": source.publisher,
            "date": source.published,
            "url": source.url,
        }
        for source in records.sources.itertuples()
    }


def _maritime(frame: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    return {
        line.id: {
            "name": names_of(line),
            "claimants": line.claimants,
            "opposed_by": line.opposed_by,
            "length_nm": line.length_nm,
            "note": line.note,
            "sources": plain(line.source_ids),
        }
        for line in frame.itertuples()
    }


def _agreements(frame: gpd.GeoDataFrame, records: Records) -> dict[str, dict[str, Any]]:
    actors = {actor.actor_id: names_of(actor) for actor in records.actors.itertuples()}

    def named(actor_ids: Iterable[str]) -> dict[str, str]:
        names = [actors[actor_id] for actor_id in actor_ids]
        return {
            language: words.COMMA[language].join(name[language] for name in names)
            for language in words.LANGUAGES
        }

    return {
        row.id: {
            "name": names_of(row),
            "kind": words.AGREEMENT_KINDS[row.kind],
            "parties": named(plain(row.parties)),
            "statuses": [
                {
                    "status": words.STATUSES[status["status"]],
                    "by": named(status["by"]),
                    "since": status["since"],
                }
                for status in plain(row.statuses)
            ],
            "note": row.note or "",
            "sources": plain(row.source_ids),
        }
        for row in frame.itertuples()
    }


def _events(frame: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    return {
        row.id: {
            "name": names_of(row),
            "kind": words.EVENT_KINDS[row.kind],
            "first": day_text(row.valid_from),
            "last": day_text(row.valid_to - pd.Timedelta(days=1)),
            "note": row.note or "",
            "sources": plain(row.source_ids),
        }
        for row in frame.itertuples()
    }
