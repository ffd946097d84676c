"""The sea of the records: lines, claims, disputed water, and what is known of each."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.dates import parse_span
from geo.errors import SeaError
from geo.records.read import Records
from geo.records.tables import agreements as chronicle
from geo.sea import claims, paths
from geo.sea import lines as published
from geo.sea.claims import Overlap
from geo.sea.paths import NM
from geo.sea.plain import Provenance, as_plain, as_point

ALL = "all"
CLOSING = "closing"
"""Role of lines that only close an area and that nobody draws."""

AGAINST = (*chronicle.DOUBTING, *chronicle.LEAVING)
"""Stages that are objections to a line."""


class Sea:
    """Lines and waters as the records have them, computed when first asked for.

    Parameters
    ----------
    records : geo.records.read.Records
    """

    def __init__(self, records: Records) -> None:
        self.records = records
        self._lines = records.maritime_lines.set_index("line_id")
        self._claims = records.maritime_claims.set_index("claim_id")
        self._actors = records.actors.set_index("actor_id")

    @cached_property
    def lines(self) -> dict[str, published.Drawn]:
        """Return every line where it is, by its id."""
        tables = self.records.maritime_lines, self.records.maritime_points
        return published.draw_all(*tables)

    @cached_property
    def waters(self) -> dict[str, BaseGeometry]:
        """Return the water of every claim, by its id."""
        tables = self.records.maritime_lines, self.records.maritime_points
        straight = published.baselines(*tables)
        return claims.waters(self.records.maritime_claims, self.lines, straight)

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Return the water that two states claim, for each pair of claims."""
        return list(claims.overlaps(self.records.maritime_claims, self.waters))

    def shown_lines(self) -> Iterator[Any]:
        """Yield the rows of the lines that somebody draws."""
        for line in self.records.maritime_lines.itertuples():
            if line.role != CLOSING:
                yield line

    def row(self, line_id: str) -> Any:
        """Return the record of a line, or raise `SeaError` if there is none."""
        if line_id not in self._lines.index:
            known = ", ".join(self._lines.index)
            raise SeaError(f"{line_id!r} is no line on record: use one of {known}")
        return self._lines.loc[line_id]

    def line(self, line_id: str, day: dt.date | None = None) -> dict[str, Any]:
        """Return what is known of a line, as plain lists and dicts.

        Parameters
        ----------
        line_id : str
        day : datetime.date, optional
            Leaves out the steps of its life that came later.

        Returns
        -------
        dict
            See "Layers" in ``data/README.md``.

        Raises
        ------
        SeaError
            If there is no such line.
        """
        row, drawn = self.row(line_id), self.lines[line_id]
        stages = [
            stage
            for stage in self._stages(line_id)
            if day is None or parse_span(stage["date"]).last <= day
        ]
        objections = [stage for stage in stages if stage["stage"] in AGAINST]
        names = [
            name
            for stage in objections
            if stage["stage"] == "opposed"
            for name in stage["by"].split("; ")
        ]
        return {
            "basis": row["basis"],
            "role": row["role"],
            "claimants": row["claimants"],
            "between": list(drawn.between),
            "opposed_by": "; ".join(dict.fromkeys(names)),
            "objections": objections,
            "stages": stages,
            "construction": row["construction"],
            "recipe": row["recipe"],
            "line_type": row["line_type"],
            "datum": row["datum"],
            "error_km": row["error_km"],
            "length_nm": round(drawn.length_nm, 2),
            "length_km": round(drawn.length_nm * NM / 1000, 2),
            "km2": _enclosed_km2(row["role"], drawn),
            "points": self.points(line_id),
            "base_points": [as_plain(stretch) for stretch in drawn.stretches],
            "note": row["note"],
        }

    def _stages(self, line_id: str) -> list[dict[str, Any]]:
        """Return the steps of a line's life: those of its agreements, or its own."""
        agreements = self.records.agreements
        of_line = agreements.loc[agreements["line_id"] == line_id, "agreement_id"]
        theirs = self.records.agreement_stages
        own = self.records.maritime_stages
        rows = pd.concat(
            [
                theirs[theirs["agreement_id"].isin(of_line)],
                own[own["line_id"] == line_id].assign(stage_id=""),
            ]
        ).sort_values(["date", "stage", "stage_id"])
        return [
            {
                "stage_id": row.stage_id,
                "date": row.date,
                "stage": row.stage,
                "by": self._names(row.by, "name_en"),
                "by_ar": self._names(row.by, "name_ar"),
                "actor_ids": list(row.by),
                "note": row.note,
                "source_ids": list(row.source_ids),
            }
            for row in rows.itertuples()
        ]

    def _names(self, actor_ids: Iterable[str], column: str) -> str:
        return "; ".join(self._actors.loc[list(actor_ids), column])

    def points(self, line_id: str) -> list[dict[str, Any]]:
        """Return the turning points of a line: as printed, and in WGS84.

        Parameters
        ----------
        line_id : str

        Returns
        -------
        list of dict
            As `geo.sea.plain.as_point` returns them: as printed, and in WGS84, each
            with its origin, its datum and its error.
        """
        line, drawn = self._lines.loc[line_id], self.lines[line_id]
        known = Provenance(*line[["construction", "datum", "error_km"]])
        table = self.records.maritime_points
        rows = table[table["line_id"] == line_id].sort_values("seq")
        if rows.empty:
            return [
                as_point(str(n), ("", ""), spot, known)
                for n, spot in enumerate(drawn.points, 1)
            ]
        return [
            as_point(row.label, (row.lat_dms, row.lon_dms), spot, known)
            for row, spot in zip(rows.itertuples(), drawn.points, strict=True)
        ]

    def claim(self, claim_id: str) -> dict[str, Any]:
        """Return what is known of a state's claim, as plain lists and dicts."""
        row = self._claims.loc[claim_id]
        return {
            "claimant": row["claimant"],
            "own": row["own"],
            "against": row["against"],
            "line_ids": self._lines_behind(claim_id),
            "leaves": row["leaves"],
            "km2": round(paths.area_km2(self.waters[claim_id])),
            "confidence": row["confidence"],
            "note": row["note"],
        }

    def _lines_behind(self, claim_id: str) -> list[str]:
        row = self._claims.loc[claim_id]
        ids = [*row["ring_ids"], *row["bound_ids"]]
        return [i for i in ids if self._lines.loc[i, "role"] != CLOSING]

    def sources_behind(self, claim_id: str) -> list[str]:
        """Return the sources of a claim and of the lines behind it, sorted."""
        found = set(self._claims.loc[claim_id, "source_ids"])
        for line_id in self._lines_behind(claim_id):
            found |= set(self._lines.loc[line_id, "source_ids"])
        return sorted(found)

    def dispute(self, overlap: Overlap) -> dict[str, Any]:
        """Return what is known of disputed water, as plain lists and dicts."""
        rows = [self._claims.loc[i] for i in (overlap.first, overlap.second)]
        ranks = ("high", "medium", "low")
        return {
            "pair": [row["claimant"] for row in rows],
            "claim_ids": [overlap.first, overlap.second],
            "km2": round(overlap.km2),
            "instruments": [self._instruments(row) for row in rows],
            "confidence": max((row["confidence"] for row in rows), key=ranks.index),
        }

    def _instruments(self, claim: Any) -> dict[str, Any]:
        """Return what a claim rests on."""
        return {
            "claimant": claim["claimant"],
            "claim_id": claim.name,
            "since": _iso(claim["valid_from"]),
            "note": claim["note"],
            "lines": [
                {
                    "id": line_id,
                    "name_en": self._lines.loc[line_id, "name_en"],
                    "name_ar": self._lines.loc[line_id, "name_ar"],
                    "basis": self._lines.loc[line_id, "basis"],
                }
                for line_id in self._lines_behind(claim.name)
            ],
            "source_ids": list(claim["source_ids"]),
        }

    def claimants(self) -> list[str]:
        """Return the states that have a claim on record, sorted."""
        return sorted(set(self._claims["claimant"]))

    def as_of(self, day: dt.date, view: str = ALL) -> dict[str, Any]:
        """Return the sea on a day, as one state sees it or as all do.

        Parameters
        ----------
        day : datetime.date
        view : str
            A state of `claimants`, or ``all``.

        Returns
        -------
        dict
            ``date``, ``view``, ``lines``, ``claims`` and ``disputed``; of the last
            two only those with a part of that state.

        Raises
        ------
        SeaError
            If no claim of that state is on record.
        """
        if view not in (ALL, *self.claimants()):
            known = ", ".join([ALL, *self.claimants()])
            raise SeaError(f"{view!r} has no claim on record: use one of {known}")
        on = pd.Timestamp(day)
        lines = [
            {"id": row.line_id, "name_en": row.name_en, **self.line(row.line_id, day)}
            for row in self.shown_lines()
            if _holds(row, on) and view in (ALL, *states_of(row.claimants))
        ]
        held = [
            {
                "id": row.claim_id,
                "since": _iso(row.valid_from),
                **self.claim(row.claim_id),
            }
            for row in self.records.maritime_claims.itertuples()
            if _holds(row, on) and view in (ALL, row.claimant)
        ]
        disputed = [
            {"since": _iso(overlap.valid_from), **self.dispute(overlap)}
            for overlap in self.overlaps
            if _holds(overlap, on)
        ]
        return {
            "date": day.isoformat(),
            "view": view,
            "lines": lines,
            "claims": held,
            "disputed": [d for d in disputed if view in (ALL, *d["pair"])],
        }


def _holds(row: Any, day: pd.Timestamp) -> bool:
    return bool(row.valid_from <= day and (pd.isna(row.valid_to) or day < row.valid_to))


def states_of(claimants: str) -> list[str]:
    """Return the lower-case names of the states behind a line's claimants."""
    names = (name.split(" (")[0].lower() for name in claimants.split("; "))
    return list(dict.fromkeys(names))


def _enclosed_km2(role: str, drawn: published.Drawn) -> int | None:
    """Return the size of the area that a line encloses, if it is to enclose one."""
    if role != published.AREA:
        return None
    ring = shapely.get_coordinates(drawn.shape)
    return round(paths.area_km2(shapely.Polygon(ring)))


def _iso(day: pd.Timestamp) -> str:
    return str(day.date().isoformat())


def state_names(state: str) -> dict[str, str]:
    """Return the name of a state by language, from its lower-case English one."""
    countries = ground.countries()
    row = countries[countries["name_en"].str.lower() == state].iloc[0]
    return {"en": str(row["name_en"]), "ar": str(row["name_ar"])}
