"""KML for Google Earth: a folder a layer, and its time slider through time spans."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, unescape

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import ExportError
from geo.export import cells
from geo.export.paint import Paint, paints
from geo.layers.looks import COLUMN
from geo.layers.prominence import SYMBOLS, symbol_of
from geo.style.layers import PLACES
from geo.style.looks import place
from geo.web.markup import text as escape_html
from geo.web.payload import layer_name
from geo.words import from_columns

_BEGIN, _END = b'<Data name="atlas-manifest"><value>', b"</value></Data>"


PIN_SCALE, SIGN_SCALE = 0.6, 0.5
"""Of 32 px: how large Google Earth draws its own pin, and a sign of ours."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What no XML may hold."""


def write(
    frames: Mapping[str, gpd.GeoDataFrame],
    manifest: str,
    title: str,
    language: str,
    *,
    pictures: Mapping[str, str] | None = None,
) -> bytes:
    """Return features as KML 2.2.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Features by layer; WGS84.
    manifest : str
        JSON text; stands in the document's ``ExtendedData``.
    title, language : str
        Of the document, and of the names in it.
    pictures : mapping of str to str, optional
        Where the picture of each sign lies, by `sign_of`; without any, Google Earth
        tints its own pin.

    Returns
    -------
    bytes
    """
    pictures = pictures or {}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2">',
        f"<Document><name>{_text(title)}</name><open>1</open>",
        *_styles(pictures),
        "<ExtendedData>",
        f'<Data name="atlas-manifest"><value>{_text(manifest)}</value></Data>',
        "</ExtendedData>",
    ]
    for layer, frame in frames.items():
        if frame.empty:
            continue
        lines.append(f"<Folder><name>{_text(layer_name(layer)[language])}</name>")
        looks = cells.ordered(frame)[COLUMN]
        for (properties, shape), look in zip(cells.rows(frame), looks, strict=True):
            sign = sign_of(layer, look, properties)
            style = sign if sign in pictures else look
            lines += _placemark(layer, properties, shape, style, language)
        lines.append("</Folder>")
    return "\n".join([*lines, "</Document>", "</kml>", ""]).encode()


def read_manifest(data: bytes) -> str | None:
    """Return the manifest of a file that `write` made; None if it has none.

    Raises
    ------
    ExportError
        If it is no text.
    """
    _, begun, rest = data.partition(_BEGIN)
    text, ended, _ = rest.partition(_END)
    try:
        if begun and ended:
            return unescape(text.decode(), {"&quot;": '"'})
        data.decode()
        return None
    except UnicodeDecodeError as error:
        raise ExportError("error.export.no_kml", error=error) from error


def _text(value: object) -> str:
    return escape(_CONTROL.sub("\ufffd", str(value)), {'"': "&quot;"})


def sign_of(layer: str, look: str, properties: Mapping[str, Any]) -> str:
    """Return the name of the sign at a point: of a place it tells the kind, too.

    Parameters
    ----------
    layer, look : str
        Of `geo.style.layers.NAMES` and `geo.style.looks.LOOKS`.
    properties : mapping
        Of the feature.

    Returns
    -------
    str

    Examples
    --------
    >>> sign_of("places", "place-tripoli", {"kind": "air_base"})
    'place-tripoli.air'
    >>> sign_of("events", "event", {})
    'event'
    """
    return f"{look}.{symbol_of(properties['kind'])}" if layer == PLACES else look


def signs() -> Iterator[tuple[str, str, str]]:
    """Yield the name of each sign, see `sign_of`, its look and the kind of place."""
    for look in paints():
        if look.split("-")[0] != place():
            yield look, look, ""
            continue
        for symbol in SYMBOLS:
            yield f"{look}.{symbol}", look, symbol


def _styles(pictures: Mapping[str, str]) -> Iterator[str]:
    looks = paints()
    for name, look in looks.items():
        if name not in pictures:
            yield _style(name, look, "")
    for name, look_name, _ in signs():
        if name in pictures:
            yield _style(name, looks[look_name], pictures[name])


def _style(name: str, look: Paint, picture: str) -> str:
    """Return how a look is painted; a picture of its sign has its own colours."""
    fill = _colour(look.fill or look.line, look.flat_opacity)
    icon = f"<color>{_colour(look.line, 1)}</color><scale>{PIN_SCALE}</scale>"
    if picture:
        icon = f"<scale>{SIGN_SCALE}</scale><Icon><href>{picture}</href></Icon>"
        icon += '<hotSpot x="0.5" y="0.5" xunits="fraction" yunits="fraction"/>'
    return (
        f'<Style id="{name}">'
        f"<IconStyle>{icon}</IconStyle>"
        "<LabelStyle><scale>0.7</scale></LabelStyle>"
        f"<LineStyle><color>{_colour(look.line, look.line_opacity)}</color>"
        f"<width>{look.width:g}</width></LineStyle>"
        f"<PolyStyle><color>{fill}</color></PolyStyle></Style>"
    )


def _colour(colour: str, opacity: float) -> str:
    """Return ``#RRGGBB`` as KML writes colours: ``aabbggrr``."""
    red, green, blue = (colour[i : i + 2] for i in (1, 3, 5))
    return f"{round(opacity * 255):02x}{blue}{green}{red}".lower()


def _placemark(
    layer: str,
    properties: Mapping[str, Any],
    shape: BaseGeometry,
    style: str,
    language: str,
) -> Iterator[str]:
    yield f'<Placemark id="{_text(layer)}.{_text(properties["id"])}">'
    yield f"<name>{_text(from_columns(properties, 'name', language))}</name>"
    yield f"<description>{_text(_description(properties, language))}</description>"
    yield f"<TimeSpan>{''.join(_span(properties))}</TimeSpan>"
    yield f"<styleUrl>#{style}</styleUrl>"
    yield "<ExtendedData>"
    for name, value in properties.items():
        if name != "id" and value not in (None, "", []):
            yield f'<Data name="{name}"><value>{_text(_value(value))}</value></Data>'
    yield "</ExtendedData>"
    yield _geometry(shape)
    yield "</Placemark>"


def _span(properties: Mapping[str, Any]) -> Iterator[str]:
    """Yield a half-open time: Google Earth counts the end in."""
    yield f"<begin>{properties['valid_from']}</begin>"
    if properties["valid_to"]:
        last = dt.date.fromisoformat(properties["valid_to"]) - dt.timedelta(days=1)
        yield f"<end>{last}T23:59:59Z</end>"


def _description(properties: Mapping[str, Any], language: str) -> str:
    """Return what a balloon says, as HTML in which every value is text."""
    shown_values = {
        **properties,
        "note": properties.get(f"note_{language}") or properties.get("note"),
    }
    shown = ["camp", "held_since", "camp_since", "valid_from", "valid_to", "last_seen"]
    shown += ["status", "confidence", "construction", "datum", "error_km"]
    shown += ["note", "source_ids"]
    if properties.get("nominal"):
        shown.insert(0, "nominal")
    parts = [
        f"<b>{name}</b>: {escape_html(_value(shown_values[name]))}"
        for name in shown
        if shown_values.get(name) not in (None, "", [])
    ]
    return "<br>".join(parts)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(_value(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(item)}" for name, item in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _geometry(shape: BaseGeometry) -> str:
    parts = list(shapely.get_parts(shape))
    elements = [_part(part) for part in parts]
    return (
        elements[0]
        if len(elements) == 1
        else f"<MultiGeometry>{''.join(elements)}</MultiGeometry>"
    )


def _part(part: Any) -> str:
    if part.geom_type == "Point":
        return f"<Point>{_coordinates(part.coords)}</Point>"
    if part.geom_type == "LineString":
        path = _coordinates(part.coords)
        return f"<LineString><tessellate>1</tessellate>{path}</LineString>"
    if part.geom_type != "Polygon":
        raise ExportError("error.export.kml_kind", kind=part.geom_type)
    outer = f"<LinearRing>{_coordinates(part.exterior.coords)}</LinearRing>"
    inner = "".join(
        f"<innerBoundaryIs><LinearRing>{_coordinates(hole.coords)}</LinearRing>"
        "</innerBoundaryIs>"
        for hole in part.interiors
    )
    return (
        "<Polygon><tessellate>1</tessellate>"
        f"<outerBoundaryIs>{outer}</outerBoundaryIs>{inner}</Polygon>"
    )


def _coordinates(points: Iterable[tuple[float, ...]]) -> str:
    tuples = " ".join(
        ",".join(f"{axis:.6f}".rstrip("0").rstrip(".") for axis in xy[:2])
        for xy in points
    )
    return f"<coordinates>{tuples}</coordinates>"
