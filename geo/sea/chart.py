"""The sea of the records: lines, claims, disputed water, and what is known of each."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import SeaError
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables.agreements import AgreementStage
from geo.records.tables.sea import MaritimeClaim, MaritimeLine, MaritimeStage
from geo.sea import claims, coasts, paths
from geo.sea import lines as published
from geo.sea.claims import Overlap
from geo.sea.day import steps
from geo.sea.facts import (
    ClaimProperties,
    DisputeProperties,
    Facts,
    InstrumentsFact,
    Life,
    LineFact,
    LineProperties,
    PointFact,
    StageFact,
)
from geo.sea.paths import NM
from geo.sea.plain import (
    Provenance,
    as_plain,
    as_point,
    in_parts,
    turning_points,
)

CLOSING = "closing"
"""Role of lines that only close an area and that nobody draws."""


class Sea:
    """Lines and waters as the records have them, computed when first asked for.

    Parameters
    ----------
    records : geo.records.read.Records
    """

    def __init__(self, records: Records) -> None:
        self.records = records

    @cached_property
    def lines(self) -> Mapping[str, published.Drawn]:
        """Return every line where it is, by its id; each is drawn when asked for."""
        tables = self.records.maritime_lines, self.records.maritime_points
        return published.Lines(*tables)

    @cached_property
    def straight(self) -> coasts.Baselines:
        """Return the straight baselines on record."""
        tables = self.records.maritime_lines, self.records.maritime_points
        return published.baselines(*tables)

    @cached_property
    def waters(self) -> dict[str, BaseGeometry]:
        """Return the water of every claim, by its id."""
        return claims.waters(self.records.maritime_claims, self.lines, self.straight)

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Return the water that two states claim, for each pair of claims."""
        return claims.overlaps(self.records.maritime_claims, self.waters)

    def shown_lines(self) -> Iterator[MaritimeLine]:
        """Yield the rows of the lines that somebody draws."""
        for line in self.records.maritime_lines:
            if line.role != CLOSING:
                yield line

    def row(self, line_id: str) -> MaritimeLine:
        """Return the record of a line, or raise `SeaError` if there is none."""
        if line_id not in self.records.line_of:
            known = list(self.records.line_of)
            raise SeaError("error.sea.line_id", line_id=line_id, known=known)
        return self.records.line_of[line_id]

    def line(self, line_id: str, day: dt.date | None = None) -> LineProperties:
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
        return {
            "basis": row.basis,
            "role": row.role,
            "claimants": row.claimants,
            "between": list(drawn.between),
            **steps(self._stages(line_id), day),
            "construction": row.construction,
            "recipe": row.recipe,
            "line_type": row.line_type,
            "datum": row.datum,
            "error_km": row.error_km,
            "length_nm": round(drawn.length_nm, 2),
            "length_km": round(drawn.length_nm * NM / 1000, 2),
            "km2": _enclosed_km2(row.role, drawn),
            "points": self.points(line_id),
            "base_points": [as_plain(stretch) for stretch in drawn.stretches],
            "note": row.note,
            "note_ar": row.note_ar,
        }

    def line_fact(self, line_id: str) -> LineFact:
        """Return what is known of a line with its id, name, days and sources.

        As the layer ``maritime_lines`` has it; raises `SeaError` as `line` does.
        """
        row = self.row(line_id)
        return {
            "id": line_id,
            **_life(row),
            "source_ids": list(row.source_ids),
            **self.line(line_id),
        }

    def _stages(self, line_id: str) -> list[StageFact]:
        """Return the steps of a line's life: those of its agreements, or its own."""
        agreements = self.records.agreements
        of_line = [row.agreement_id for row in agreements if row.line_id == line_id]
        theirs = [
            (stage, stage.stage_id)
            for stage in self.records.agreement_stages
            if stage.agreement_id in of_line
        ]
        own = [
            (stage, "")
            for stage in self.records.maritime_stages
            if stage.line_id == line_id
        ]
        steps: list[tuple[AgreementStage | MaritimeStage, str]] = [*theirs, *own]
        steps.sort(key=lambda step: (step[0].date, step[0].stage, step[1]))
        return [
            {
                "stage_id": stage_id,
                "date": row.date,
                "stage": row.stage,
                "by": self._names(row.by, "en"),
                "by_ar": self._names(row.by, "ar"),
                "actor_ids": list(row.by),
                "note": row.note,
                "note_ar": row.note_ar,
                "source_ids": list(row.source_ids),
            }
            for row, stage_id in steps
        ]

    def _names(self, actor_ids: Iterable[str], language: str) -> str:
        actors = (self.records.actor_of[actor_id] for actor_id in actor_ids)
        return "; ".join(names_of(actor)[language] for actor in actors)

    def points(self, line_id: str) -> list[PointFact]:
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
        line, drawn = self.records.line_of[line_id], self.lines[line_id]
        known = Provenance(line.construction, line.datum, line.error_km)
        table = self.records.maritime_points
        rows = [point for point in table if point.line_id == line_id]
        if not rows:
            return [
                as_point(label, ("", ""), spot, known)
                for label, spot in turning_points(in_parts(drawn.stretches))
            ]
        return [
            as_point(row.label, (row.lat_dms, row.lon_dms), spot, known)
            for row, spot in zip(
                sorted(rows, key=lambda point: point.seq), drawn.points, strict=True
            )
        ]

    def claim(self, claim_id: str) -> ClaimProperties:
        """Return what is known of a state's claim, as plain lists and dicts."""
        row = self.records.maritime_claim_of[claim_id]
        return {
            "claimant": row.claimant,
            "own": row.own,
            "accepted_own": row.accepted_own or None,
            "against": row.against,
            "line_ids": [line.line_id for line in self._lines_behind(row)],
            "leaves": row.leaves,
            "km2": self._km2(claim_id),
            "accepted_km2": self._km2(claim_id + claims.ACCEPTED),
            "confidence": row.confidence,
            "note": row.note,
            "note_ar": row.note_ar,
        }

    def _km2(self, position: str) -> int | None:
        water = self.waters.get(position)
        return None if water is None else round(paths.area_km2(water))

    def water(self, position: str) -> BaseGeometry:
        """Return the water of one claim, or of what others accept of it.

        Parameters
        ----------
        position : str
            The id of a claim, with `geo.sea.claims.ACCEPTED` after it for the
            smaller one.

        Returns
        -------
        shapely.Geometry
            Polygon in WGS84 (EPSG:4326).

        Raises
        ------
        SeaError
            If there is no such claim, or others accept no less of it.
        """
        claim_id = position.removesuffix(claims.ACCEPTED)
        row = self.records.maritime_claim_of.get(claim_id)
        if row is None:
            known = list(self.records.maritime_claim_of)
            raise SeaError("error.sea.claim_id", claim_id=claim_id, known=known)
        own = row.own if claim_id == position else row.accepted_own
        if not own:
            raise SeaError(
                "error.sea.no_position", position=position, claim_id=claim_id
            )
        return claims.water(row, own, self.lines, self.straight)

    def _lines_behind(self, claim: MaritimeClaim) -> list[MaritimeLine]:
        rows = (self.records.line_of[i] for i in (*claim.ring_ids, *claim.bound_ids))
        return [row for row in rows if row.role != CLOSING]

    def sources_behind(self, claim_id: str) -> list[str]:
        """Return the sources of a claim and of the lines behind it, sorted."""
        claim = self.records.maritime_claim_of[claim_id]
        rows = [claim, *self._lines_behind(claim)]
        return sorted({source_id for row in rows for source_id in row.source_ids})

    def dispute(self, overlap: Overlap) -> DisputeProperties:
        """Return what is known of disputed water, as plain lists and dicts."""
        claim_of = self.records.maritime_claim_of
        rows = [claim_of[i] for i in (overlap.first, overlap.second)]
        ranks = ("high", "medium", "low")
        return {
            "pair": [row.claimant for row in rows],
            "claim_ids": [overlap.first, overlap.second],
            "km2": round(overlap.km2),
            "instruments": [self._instruments(row) for row in rows],
            "confidence": max((row.confidence for row in rows), key=ranks.index),
        }

    def _instruments(self, claim: MaritimeClaim) -> InstrumentsFact:
        """Return what a claim rests on."""
        return {
            "claimant": claim.claimant,
            "claim_id": claim.claim_id,
            "since": claim.valid_from.isoformat(),
            "note": claim.note,
            "note_ar": claim.note_ar,
            "lines": [
                {
                    "id": line.line_id,
                    "name_en": line.name_en,
                    "name_ar": line.name_ar,
                    "basis": line.basis,
                }
                for line in self._lines_behind(claim)
            ],
            "source_ids": list(claim.source_ids),
        }

    def claimants(self) -> list[str]:
        """Return the states that have a claim on record, sorted."""
        return sorted({claim.claimant for claim in self.records.maritime_claims})

    @cached_property
    def facts(self) -> Facts:
        """Return what is known of every line, claim and dispute, as layers have it."""
        return {
            "maritime_lines": [
                self.line_fact(row.line_id) for row in self.shown_lines()
            ],
            "claimed_maritime": [
                {"id": row.claim_id, **_life(row), **self.claim(row.claim_id)}
                for row in self.records.maritime_claims
            ],
            "disputed_maritime": [
                {**_life(overlap), **self.dispute(overlap)} for overlap in self.overlaps
            ],
        }


def _life(row: MaritimeLine | MaritimeClaim | Overlap) -> Life:
    """Return the name of a fact, and while it was so."""
    return {
        "name_en": "" if isinstance(row, Overlap) else row.name_en,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }


def _enclosed_km2(role: str, drawn: published.Drawn) -> int | None:
    """Return the size of the area that a line encloses, if it is to enclose one."""
    if role != published.AREA:
        return None
    ring = shapely.get_coordinates(drawn.shape)
    return round(paths.area_km2(shapely.Polygon(ring)))
