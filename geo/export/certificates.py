"""Certificates of medians: PDF files of what a line rests on, with a manifest."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo import __version__, ground
from geo.errors import GeoError, Text
from geo.export.made_by import made_by
from geo.export.manifests import ATLAS, KIND, seal
from geo.export.report import ALTERED, CHANGED, REBUILT, SAME, UNMADE, Report
from geo.layers.read import json_line
from geo.pictures import certificate
from geo.records.read import Records
from geo.sea import coast_name, coasts, edges, medians
from geo.sea import lines as published
from geo.sea.medians import BasePoint, Median, Stretch
from geo.sea.paths import NM
from geo.sea.plain import COMPUTED, EXACT_KM, Provenance, angles, as_plain, as_point
from geo.words import LANGUAGES, say

COASTS = "coasts.geojson"
_MEMBER = "median"
"""What only the manifest of a certificate has."""


@dataclass(frozen=True)
class MedianRequest:
    """The median of a certificate.

    Attributes
    ----------
    first, second : str
        Coasts, as in `geo.sea.coasts.select`.
    islands : str
        Of `geo.sea.coasts.EFFECTS`.
    apart : str
        The coast where the line is cut; empty: none.
    language : str
        Of `geo.words.LANGUAGES`.
    """

    first: str
    second: str
    islands: str = "full"
    apart: str = ""
    language: str = LANGUAGES[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the coasts that it names."""
        return (self.first, self.second, *([self.apart] if self.apart else []))


def make(request: MedianRequest, records: Records) -> bytes:
    """Return the certificate of a median, as a PDF with a manifest.

    Parameters
    ----------
    request : MedianRequest
    records : geo.records.read.Records
        Which have the straight baselines.

    Returns
    -------
    bytes
        The same for the same coasts, records, request and version.

    Raises
    ------
    GeoError
        If there is no such median.
    """
    median, straight = _drawn(request, records)
    manifest = json_line(_manifest(request, median, records))
    return certificate.render(_content(request, median, straight), manifest)


def _drawn(request: MedianRequest, records: Records) -> tuple[Median, coasts.Baselines]:
    straight: coasts.Baselines = ()
    if any(":baselines" in name for name in request.names):
        straight = published.baselines(records.maritime_lines, records.maritime_points)
    median = medians.named(
        request.first, request.second, request.islands, request.apart, straight
    )
    return median, straight


def _manifest(
    request: MedianRequest, median: Median, records: Records
) -> dict[str, Any]:
    tables = {COASTS: _digest()}
    if any(":baselines" in name for name in request.names):
        for name in ("maritime_lines.csv", "maritime_points.csv"):
            tables[name] = records.digests.tables[name]
    content = {
        "atlas": ATLAS,
        "manifest": KIND,
        "version": __version__,
        "made_by": dict(made_by()),
        "form": "pdf",
        "request": asdict(request),
        _MEMBER: {
            "datum": "EPSG:4326",
            "length_nm": round(median.length_nm, 3),
            "stretches": [[as_plain(s) for s in part] for part in median.stretches],
        },
        "tables": tables,
    }
    return content | {"seal": seal(content)}


def _digest() -> str:
    return hashlib.sha256((ground.DATA / "base" / COASTS).read_bytes()).hexdigest()


def _content(
    request: MedianRequest, median: Median, straight: coasts.Baselines
) -> certificate.Certificate:
    language = request.language
    first, second = (coast_name(n, language) for n in request.names[:2])
    columns = [
        *(say(f"certificate.columns.{c}", language) for c in _COLUMNS),
        *(
            say("certificate.columns.base", language, coast=coast)
            for coast in (first, second)
        ),
    ]
    effect = request.islands.replace("half", "full")
    sides = [coasts.select(n, effect, straight) for n in request.names]
    return certificate.Certificate(
        title=say("certificate.title", language, first=first, second=second),
        about=say("certificate.about", language, version=__version__),
        facts=list(_facts(request, median, sides)),
        columns=columns,
        rows=list(_rows(median, (sides[0], sides[1]), language)),
        lines=[np.array(line.coords) for line in median.lines],
        coasts=[stretch.path for stretch in coasts.all_stretches()],
        bases=np.array(
            [
                (point.lon, point.lat)
                for stretches in median.stretches
                for stretch in stretches
                for point in stretch.base
            ]
        ),
        language=language,
    )


_COLUMNS = ("number", "point", "miles")


def _facts(
    request: MedianRequest, median: Median, sides: list[coasts.Coast]
) -> Iterator[tuple[str, str]]:
    """Yield what a median rests on, as pairs of label and text."""
    language = request.language

    def fact(label: str, text: str, **values: Any) -> tuple[str, str]:
        name = say(f"certificate.{label}", language)
        return name, say(f"certificate.{text}", language, **values)

    counts = {
        key: say(f"certificate.{key}", language, count=count)
        for key, count in (
            ("parts", len(median.lines)),
            ("stretches", sum(map(len, median.stretches))),
        )
    }
    miles = median.length_nm
    length = {"nm": f"{miles:,.1f}", "km": f"{miles * NM / 1000:,.1f}"}
    yield fact("line", "length", **length, **counts)
    yield fact("method", "equidistant", miles=f"{medians.REACH_M / NM:g}")
    effect = say(f"certificate.effects.{request.islands}", language)
    yield say("certificate.islands", language), effect
    if request.apart:
        yield fact("cut", "cut_by", coast=coast_name(request.apart, language))
    yield fact("coasts", "gshhg", digest=_digest())
    yield fact("datum", "wgs84")
    yield fact("made", "build", code=made_by()["code"])
    notes = [
        *edges.of_coasts(sides, language),
        *edges.of_lines(median.lines, "median", language),
        *edges.of_reach(median.lines, sides[:2], language),
        *edges.of_land(median.lines, sides[:2], language),
        *edges.of_third(median.lines, sides, language),
        say("certificate.neutral", language),
    ]
    for n, note in enumerate(notes):
        yield say("certificate.notes", language) if n == 0 else "", note


def _rows(
    median: Median, sides: tuple[coasts.Coast, coasts.Coast], language: str
) -> Iterator[certificate.Row]:
    """Yield a row for each stretch, and one for the end of each line."""
    number = 0
    for n, part in enumerate(median.stretches, 1):
        if len(median.stretches) > 1:
            heading = say("certificate.part", language, number=n)
            yield certificate.Row(heading=heading)
        for stretch in part:
            number += 1
            base = _by_side(stretch, sides)
            yield certificate.Row(
                (
                    (str(number),),
                    (_angles(*stretch.points[0]),),
                    (f"{stretch.distance_nm:.3f}",),
                    *(tuple(_base(p, language) for p in points) for points in base),
                )
            )
        end = say("certificate.end", language)
        yield certificate.Row(((end,), (_angles(*part[-1].points[-1]),)))


def _by_side(
    stretch: Stretch, sides: tuple[coasts.Coast, coasts.Coast]
) -> tuple[list[BasePoint], list[BasePoint]]:
    """Return the base points of a stretch, those of each coast."""
    first, second, *bare = stretch.base
    found = [first], [second]
    for point in bare:  # of the coasts without islands, where they are others
        spot = np.array([[point.lon, point.lat]])
        away = [side.nearest(spot).metres[0] for side in sides]
        found[int(np.argmin(away))].append(point)
    return found


def _angles(lon: float, lat: float) -> str:
    here = Provenance(COMPUTED, "WGS84", EXACT_KM)
    return " ".join(angles(as_point("", ("", ""), (lon, lat), here)))


def _base(point: BasePoint, language: str) -> str:
    place = point.place or say("certificate.islet", language)
    if point.place in ("mainland", "baseline"):
        place = coast_name(point.state, language)
    elif point.place:
        place = coast_name(point.place.lower(), language)
    return f"{place} {_angles(point.lon, point.lat)}"


def is_one(text: str) -> bool:
    """Return whether a manifest belongs to a certificate."""
    try:
        parsed = json.loads(text)
    except ValueError:
        return False
    return (
        isinstance(parsed, dict) and parsed.get("atlas") == ATLAS and _MEMBER in parsed
    )


def check(path: Path, data: bytes, text: str, records: Records) -> Report:
    """Make a certificate again from its manifest, and compare.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    data : bytes
        What it holds.
    text : str
        Its manifest.
    records : geo.records.read.Records

    Returns
    -------
    geo.export.report.Report
    """
    manifest = json.loads(text)
    wanted = manifest.get("request")
    faults = [Text("verify.seal")] if manifest.get("seal") != seal(manifest) else []
    tables = manifest.get("tables")
    sound = {"request": _is_request(wanted), "tables": isinstance(tables, dict)}
    if broken := [name for name, is_sound in sound.items() if not is_sound]:
        damaged = Text("error.export.manifest_parts", known=broken)
        return Report(path, (*faults, damaged), verdict=ALTERED)
    try:
        made = make(MedianRequest(**wanted), records)
    except GeoError as error:
        why = Text("verify.unmade_because", error=error)
        return Report(path, (*faults, why), verdict=ALTERED if faults else UNMADE)
    if made == data and not faults:
        return Report(path, verdict=SAME)
    now = json.loads(certificate.read_manifest(made) or "{}")
    changed = [
        name for name, digest in now["tables"].items() if tables.get(name) != digest
    ]
    if not faults and changed:
        since = tuple(Text("verify.since", file=name) for name in changed)
        return Report(path, since, verdict=CHANGED)
    if manifest.get("made_by") != now["made_by"] and not faults:
        same_line = manifest[_MEMBER] == now[_MEMBER]
        what = Text("verify.same_line" if same_line else "verify.other_line")
        return Report(path, (what,), verdict=REBUILT if same_line else UNMADE)
    return Report(path, (*faults, Text("verify.altered_file")), verdict=ALTERED)


def _is_request(members: object) -> bool:
    return (
        isinstance(members, dict)
        and members.keys() == asdict(MedianRequest("", "")).keys()
        and all(isinstance(value, str) for value in members.values())
        and members["language"] in LANGUAGES
    )
