"""What the popups of lines and waters at sea show, and how layers hold it."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import attrs
import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geo.angles import format_dms
from geo.dates import parse_span
from geo.layers.read import day_text, plain
from geo.layers.rows import Named, rows
from geo.records.read import Records
from geo.records.rows import names_of, notes_of
from geo.sea import AGAINST, angles
from geo.sea.facts import InstrumentsFact, PointFact, StageFact, StretchFact
from geo.style import STATES
from geo.views import CLAIMS_END
from geo.words import LANGUAGES, every, has, listed, say

SHORES = ("mainland", "baseline")
"""What a base point lies on, if on no island; one without a name is an islet."""

ORIGINS = {"published": "printed"}
"""Where the digits of a line come from, if not named as its construction is."""

_NEAR_DEGREES = 0.01


@attrs.frozen
class _Line(Named):
    """A line of the layer ``maritime_lines``."""

    id: str
    basis: str
    role: str
    claimants: str
    construction: str
    datum: str
    error_km: float
    length_nm: float
    length_km: float
    km2: float
    stages: list[StageFact] | None
    points: list[PointFact]
    base_points: list[StretchFact] | None
    note: str
    note_ar: str
    source_ids: list[str]


@attrs.frozen
class _Water(Named):
    """What layers of waters have in common."""

    id: str
    km2: float
    confidence: str


@attrs.frozen
class _Claim(_Water):
    """A water of the layer ``claimed_maritime``."""

    claimant: str
    valid_from: pd.Timestamp
    note: str
    note_ar: str
    line_ids: list[str] | None
    source_ids: list[str]
    geometry: BaseGeometry


@attrs.frozen
class _Dispute(_Water):
    """A water of the layer ``disputed_maritime``."""

    known_from: pd.Timestamp
    instruments: list[InstrumentsFact]


def lines(frame: gpd.GeoDataFrame) -> dict[str, dict[str, Any]]:
    """Return what the popup of each line at sea shows, by its id.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        The layer ``maritime_lines``.

    Returns
    -------
    dict of str to dict
    """
    cards = {}
    for line in rows(frame, _Line):
        stages = [_stage(stage) for stage in plain(line.stages) or []]
        cited = [i for stage in stages for i in stage["sources"]]
        cards[line.id] = {
            "name": names_of(line),
            "basis": every(f"basis.{line.basis}"),
            "role": every(f"role.{line.role}"),
            "construction": every(f"construction.{line.construction}"),
            "error_km": line.error_km,
            "datum": every(f"datum.{line.datum}"),
            "parties": _parties(line.claimants),
            "length_nm": line.length_nm,
            "length_km": line.length_km,
            "km2": None if pd.isna(line.km2) else int(line.km2),
            "stages": stages,
            "points": [_point(point) for point in plain(line.points)],
            "origin": ORIGINS.get(line.construction, line.construction),
            "base": [_stretch(stretch) for stretch in plain(line.base_points) or []],
            "note": notes_of(line),
            "sources": list(dict.fromkeys([*plain(line.source_ids), *cited])),
        }
    return cards


def _parties(names: str) -> dict[str, str]:
    return {
        language: listed(
            (_party(name, language) for name in names.split("; ")), language
        )
        for language in LANGUAGES
    }


def _party(name: str, language: str) -> str:
    """Return the name by language of a party that draws lines."""
    if name.lower() in STATES:
        return say(f"state.{name.lower()}", language)
    return say(f"party.{name}", language) if has(f"party.{name}") else name


def _stage(stage: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "date": stage["date"],
        "day": parse_span(stage["date"]).last.isoformat(),
        "stage": every(f"stage.{stage['stage']}"),
        "against": stage["stage"] in AGAINST,
        "by": {
            language: listed(
                (stage.get(f"by_{language}") or stage["by"]).split("; "), language
            )
            for language in LANGUAGES
        },
        "note": _notes(stage),
        "sources": stage["source_ids"],
    }


def _notes(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return what `notes_of` does, of facts by their name."""
    return notes_of(SimpleNamespace(**facts))


def _point(point: PointFact) -> list[str]:
    return [point["label"], *angles(point)]


def _stretch(stretch: StretchFact) -> dict[str, Any]:
    return {
        "nm": stretch["length_nm"],
        "distance": stretch["distance_nm"],
        "base": [
            [
                _shore(point),
                format_dms(point["lat"], "lat"),
                format_dms(point["lon"], "lon"),
            ]
            for point in stretch["base"]
        ],
    }


def _shore(point: Mapping[str, Any]) -> dict[str, str]:
    """Return where a base point lies: the state, and which island or what else."""
    state, place = point["state"], point["place"]
    name = {code: _party(state.title(), code) for code in LANGUAGES}
    where = {code: point.get(f"place_{code}") or place for code in LANGUAGES}
    if place in ("", *SHORES):
        where = every(f"shore.{place or 'islet'}")
    return {code: f"{name[code]} ({where[code]})" for code in LANGUAGES}


def waters(frame: gpd.GeoDataFrame, records: Records) -> dict[str, dict[str, Any]]:
    """Return what the popup of each state's claim shows, by its id.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        The layer ``claimed_maritime``.
    records : geo.records.read.Records

    Returns
    -------
    dict of str to dict
        ``cut``: whether it ends where the data do, at `geo.views.CLAIMS_END`.
    """
    instruments = _instruments(records)
    return {
        row.id: _water(row)
        | _side(
            row.claimant,
            day_text(row.valid_from),
            notes_of(row),
            [instruments[i] for i in plain(row.line_ids) or []],
            plain(row.source_ids),
        )
        | {"cut": row.geometry.bounds[3] > CLAIMS_END - _NEAR_DEGREES}
        for row in rows(frame, _Claim)
    }


def disputes(frame: gpd.GeoDataFrame, records: Records) -> dict[str, dict[str, Any]]:
    """Return what the popup of each disputed water shows, by its id.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        The layer ``disputed_maritime``.
    records : geo.records.read.Records

    Returns
    -------
    dict of str to dict
    """
    instruments = _instruments(records)
    return {
        row.id: _water(row)
        | {
            "known_from": day_text(row.known_from),
            "sides": [
                _side(
                    side["claimant"],
                    side["since"],
                    _notes(side),
                    [instruments[line["id"]] for line in side["lines"]],
                    side["source_ids"],
                )
                for side in plain(row.instruments)
            ],
        }
        for row in rows(frame, _Dispute)
    }


def _water(row: _Water) -> dict[str, Any]:
    """Return what the popup of any water shows."""
    return {
        "name": names_of(row),
        "km2": int(row.km2),
        "confidence": row.confidence,
    }


def _side(
    claimant: str,
    since: str | None,
    note: dict[str, str],
    lines: list[dict[str, Any]],
    sources: list[str],
) -> dict[str, Any]:
    """Return who claims a water, since when, and on what it rests."""
    return {
        "state": every(f"state.{claimant}"),
        "since": since,
        "note": note,
        "lines": lines,
        "sources": sources,
    }


def _instruments(records: Records) -> dict[str, dict[str, Any]]:
    """Return the lines on which claims rest, by id."""
    return {
        line.line_id: {
            "name": names_of(line),
            "basis": every(f"basis.{line.basis}"),
            "since": line.valid_from.isoformat(),
        }
        for line in records.maritime_lines
    }
