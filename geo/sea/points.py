"""Exports lines at sea as CSV, GeoJSON and plain text."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from geo import files
from geo.errors import Either, SeaError
from geo.sea import medians, neighbours, paths
from geo.sea.chart import Sea
from geo.sea.facts import LineFact, PointFact
from geo.sea.lines import AREA
from geo.sea.paths import NM
from geo.sea.plain import (
    COMPUTED,
    EXACT_KM,
    Provenance,
    angles,
    as_plain,
    as_point,
    turning_points,
)

POINT = (
    "line_id",
    "label",
    "lat_dms",
    "lon_dms",
    "lat",
    "lon",
    "origin",
    "datum",
    "error_km",
)
"""Columns of a table of points."""

LIMIT_POINT = (
    "limitID",
    "limitType",
    "pointNumber",
    "pointName",
    "latitude",
    "longitude",
    "horizontalDatum",
    "interpolation",
    "publishedLatitude",
    "publishedLongitude",
    "publishedDatum",
    "origin",
    "horizontalUncertainty",
    "basis",
    "parties",
    "validFrom",
    "validTo",
    "sourceID",
)
"""Columns of a table for charts, after the ideas of IHO S-121: a limit, its points in
order, how they are joined, how far they may be off (metres), and the sources."""

INTERPOLATIONS = {
    "geodesic": "geodesic",
    "loxodrome": "loxodromic",
    "parallel": "loxodromic",
    paths.UNSTATED: "geodesic (not stated in the text)",
}
HERE = {"origin": COMPUTED, "datum": "WGS84"}
"""What every line and point computed here says of itself."""

FORMS = ("csv", "geojson", "dms", "s121", "json")
"""Forms of a table of points."""

TABLES = ("csv", "s121")
"""Those among them that spreadsheets open."""


def dms_text(points: list[PointFact]) -> str:
    r"""Return points in degrees, minutes and seconds, one a line.

    Parameters
    ----------
    points : list of dict
        As `Sea.points` returns them.

    Returns
    -------
    str
        Label, latitude, longitude and where the digits come from, parted by tabs.
        Angles are as printed, in the datum named; or worked out here, in WGS84, with
        no more digits than their error bears.

    Examples
    --------
    >>> from geo.records.read import load
    >>> dms_text(Sea(load()).points("tr-ly-2019")).split("\t")[:2]
    ['A', '34°16\'13.720"N']
    """
    rows = [(point["label"], *angles(point), _provenance(point)) for point in points]
    return "".join("\t".join(row) + "\n" for row in rows)


def _provenance(point: PointFact) -> str:
    """Return where a point's digits come from, in which datum, and how far off."""
    datum = point["datum"] if point["datum"] != paths.UNSTATED else "datum not stated"
    origin = point["origin"]
    if origin == COMPUTED:
        origin = f"{COMPUTED} to {1000 * EXACT_KM:g} m on the coasts on record"
    return f"{origin}, {datum}, line ± {point['error_km']:g} km"


def point_table(sea: Sea, line_id: str, form: str) -> str:
    """Return the turning points of a line as a table.

    Parameters
    ----------
    sea : Sea
    line_id : str
    form : str
        Of `FORMS`: ``csv`` (columns `POINT`), ``geojson`` (points in WGS84), ``dms``
        (see `dms_text`), ``s121`` (CSV for charts, columns `LIMIT_POINT`) or ``json``
        (an object with the line and its points).

    Returns
    -------
    str

    Raises
    ------
    SeaError
        If there is no such line, or no such form.

    Examples
    --------
    >>> from geo.records.read import load
    >>> point_table(Sea(load()), "tr-ly-2019", "csv").splitlines()[0][:22]
    'line_id,label,lat_dms,'
    """
    return table_of(sea.line_fact(line_id), form)


def table_of(line: LineFact, form: str) -> str:
    """Return the turning points of a line as a table, as `point_table` does.

    Parameters
    ----------
    line : dict
        As `Sea.line_fact` returns it, or the layer ``maritime_lines`` has it.
    form : str
        Of `FORMS`.

    Examples
    --------
    >>> from geo.records.read import load
    >>> line = Sea(load()).line_fact("tr-ly-2019")
    >>> len(table_of(line, "dms").splitlines())
    2
    """
    line_id, points = line["id"], line["points"]
    if form == "dms":
        return dms_text(points)
    if form == "csv":
        return _csv(POINT, ({"line_id": line_id, **point} for point in points))
    if form == "s121":
        return _csv(LIMIT_POINT, _limit_points(line))
    if form == "json":
        head = {"line_id": line_id, "construction": line["construction"]}
        return json.dumps({**head, "points": points}, ensure_ascii=False) + "\n"
    if form != "geojson":
        known = Either(FORMS)
        raise SeaError("error.sea.table", form=form, known=known)
    features = [
        _feature(
            {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
            {"line_id": line_id, **point},
        )
        for point in points
    ]
    return _collection(features)


def _csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> str:
    text = io.StringIO()
    files.write_csv(text, columns, rows)
    return text.getvalue()


def _limit_points(line: LineFact) -> Iterator[dict[str, object]]:
    """Yield the rows of a table for charts."""
    points = line["points"]
    for number, point in enumerate(points, 1):
        following = points[number] if number < len(points) else None
        joined = line["role"] == AREA or (
            following is not None and _part(following) == _part(point)
        )
        printed = point["datum"] if point["lat_dms"] or point["lon_dms"] else ""
        yield {
            "limitID": line["id"],
            "limitType": line["role"],
            "pointNumber": number,
            "pointName": point["label"],
            "latitude": point["lat"],
            "longitude": point["lon"],
            "horizontalDatum": "EPSG:4326",
            "interpolation": INTERPOLATIONS[line["line_type"]] if joined else "",
            "publishedLatitude": point["lat_dms"],
            "publishedLongitude": point["lon_dms"],
            "publishedDatum": _epsg(printed),
            "origin": point["origin"],
            "horizontalUncertainty": round(1000 * point["error_km"]),
            "basis": line["basis"],
            "parties": line["claimants"],
            "validFrom": line["valid_from"],
            "validTo": line["valid_to"] or "",
            "sourceID": ";".join(line["source_ids"]),
        }


def _part(point: PointFact) -> str:
    """Return to which part of a computed line a point belongs, by its label."""
    return point["label"].rpartition(".")[0] if point["origin"] == COMPUTED else ""


def _epsg(datum: str) -> str:
    """Return the EPSG code of a datum; its name if it has none."""
    return f"EPSG:{paths.DATUMS[datum]}" if datum in paths.DATUMS else datum


def median_features(median: medians.Median, islands: str) -> dict[str, Any]:
    """Return a median as GeoJSON: its lines, and its turning points.

    Parameters
    ----------
    median : geo.sea.medians.Median
    islands : str
        The effect of islands by which it is drawn.

    Returns
    -------
    dict
        A feature collection in WGS84. Lines have ``length_nm``, ``length_km``,
        ``islands`` and ``stretches`` (as ``base_points`` of the layer
        ``maritime_lines``); points have ``lat_dms`` and ``lon_dms``. All have their
        ``origin``, ``computed``, and their ``datum``, WGS84.

    Examples
    --------
    >>> from geo.sea import coasts
    >>> south = coasts.from_points([(15.0, 33.0), (16.0, 33.0)])
    >>> north = coasts.from_points([(15.0, 35.0), (16.0, 35.0)])
    >>> line = medians.between(south, north)
    >>> median_features(line, "full")["type"]
    'FeatureCollection'
    """
    features = []
    for line, stretches in zip(median.lines, median.stretches, strict=True):
        metres = paths.length_m(line)
        path = [[round(lon, 7), round(lat, 7)] for lon, lat in line.coords]
        features.append(
            _feature(
                {"type": "LineString", "coordinates": path},
                {
                    "kind": "line",
                    "islands": islands,
                    **HERE,
                    "length_nm": round(metres / NM, 3),
                    "length_km": round(metres / 1000, 3),
                    "stretches": [as_plain(stretch) for stretch in stretches],
                },
            )
        )
    features += [_turn(*turn) for turn in turning_points(median.stretches)]
    return {"type": "FeatureCollection", "features": features}


def _turn(label: str, spot: paths.Point) -> dict[str, Any]:
    """Return a turning point of a computed line as a feature."""
    here = Provenance(COMPUTED, "WGS84", EXACT_KM)
    point = as_point(label, ("", ""), spot, here)
    lat, lon = angles(point)
    return _feature(
        {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
        {"kind": "turning point", "label": label, "lat_dms": lat, "lon_dms": lon}
        | HERE,
    )


def limit_features(parts: Sequence[neighbours.Part], miles: float) -> dict[str, Any]:
    """Return a limit at a distance as GeoJSON.

    Parameters
    ----------
    parts : sequence of geo.sea.neighbours.Part
    miles : float
        The distance in nautical miles.

    Returns
    -------
    dict
        A feature collection in WGS84. Lines have ``nm``, ``length_nm``, ``nearer_to``
        (the state whose coast is nearer there, or null), ``on_land``, and their
        ``origin``, ``computed``, and ``datum``, WGS84.

    Examples
    --------
    >>> from geo.sea import coasts
    >>> island = coasts.from_points([(15.0, 34.0), (15.1, 34.0)])
    >>> limit_features(neighbours.parts(island, 12), 12)["type"]
    'FeatureCollection'
    """
    features = []
    for part in parts:
        path = [[round(lon, 7), round(lat, 7)] for lon, lat in part.line.coords]
        geometry = {"type": "LineString", "coordinates": path}
        properties = {
            "nm": miles,
            "length_nm": round(paths.length_m(part.line) / NM, 3),
            "nearer_to": part.nearer_to or None,
            "on_land": part.on_land,
            **HERE,
        }
        features.append(_feature(geometry, properties))
    return {"type": "FeatureCollection", "features": features}


def _feature(
    geometry: dict[str, Any], properties: Mapping[str, object]
) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: list[dict[str, Any]]) -> str:
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
