"""A QGIS style of a layer: colours and patterns of `geo.style`, and its time."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from geo.export import qml_places
from geo.export.paint import Paint, paints
from geo.export.qml_symbols import defined, rgba
from geo.export.qml_symbols import layer as layer_xml
from geo.layers.looks import COLUMN, OF_LAYER
from geo.style import PALETTE
from geo.style.layers import AGREEMENTS, LAYER_OF, LINES_AT_SEA, PLACES
from geo.style.looks import LOOKS

ANGLES = {"horizontal": 0, "vertical": 90, "diagonal": 45, "backslash": 135}
"""Angle of the lines of a pattern, in degrees."""

START_AND_END = 2
"""QGIS: a feature is shown from the day in one field to that in another."""
END_EXCLUDED = 0
"""QGIS: it is no longer shown on the latter day; 1, and it still is."""

BESIDE, ALONG = 6, 2
"""QGIS: a label stands beside its point where there is room, or along its line."""

LABELS = {PLACES: (BESIDE, 8.0, 8), LINES_AT_SEA: (ALONG, 7.0, 4)}
"""The layers whose features are named: how their labels stand, their size in points,
and which come first where there is no room for all, up to 10."""

DRAWN_SCOPES = {"fill": "\"scope\" <> 'country'", "line": "\"scope\" <> 'line'"}
"""Of agreements: what is on the whole country would frame it in the colour of all, and
what is on a line at sea would hide how that line stands."""

SYMBOLS = {"point": "marker", "line": "line", "area": "fill"}
"""What QGIS calls the symbol of each geometry, see `geo.style.layers.Layer`."""


def qml(layer: str, day: str = "") -> str:
    """Return the QGIS style of a layer.

    Parameters
    ----------
    layer : str
        Of `geo.style.layers.NAMES`.
    day : str, optional
        From which the age of evidence counts while QGIS shows no time of its own, ISO;
        none: today.

    Returns
    -------
    str
        QML: rules by look, and ``valid_from`` (counted in) to ``valid_to`` (not
        counted in; empty: open) as the time of each feature. Places and lines at sea
        bear their names, as far as there is room. The dot of a place tells by its
        shape the kind, by its fill the age of the evidence, on the day that QGIS's
        temporal controller shows, and lies on a dark star where it is under attack.
    """
    every = paints()
    rules: list[str] = []
    symbols: list[str] = []
    for i, name in enumerate(OF_LAYER[layer]):
        for kind, only in _kinds(layer).items():
            key = len(symbols)
            condition = " AND ".join(filter(None, [f"\"{COLUMN}\" = '{name}'", only]))
            rules.append(
                f'<rule key="{{{layer}-{i}-{kind}}}" symbol="{key}" '
                f"label={quoteattr(name)} filter={quoteattr(condition)}/>"
            )
            if layer == PLACES:
                parts = qml_places.marker(every[name], bool(LOOKS[name].dot), day)
            else:
                parts = _DRAWN[kind](every[name])
            symbols.append(_symbol(key, kind, parts))
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.22" labelsEnabled="{int(layer in LABELS)}" '
        'styleCategories="Symbology|Labeling|Temporal">\n'
        f"{_temporal()}\n"
        '<renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" '
        'enableorderby="0">\n'
        f'<rules key="{{{layer}}}">\n' + "\n".join(rules) + "\n</rules>\n"
        "<symbols>\n" + "\n".join(symbols) + "\n</symbols>\n</renderer-v2>\n"
        f"{_labels(layer)}</qgis>\n"
    )


def _labels(layer: str) -> str:
    """Return how the names of a layer's features stand on the map, if they do."""
    if layer not in LABELS:
        return ""
    placement, size, priority = LABELS[layer]
    ink = PALETTE["ink"] if placement == BESIDE else PALETTE["maritime"]
    by_feature = qml_places.names() if layer == PLACES else {}
    return (
        '<labeling type="simple"><settings calloutType="simple">'
        f'<text-style fieldName="name_en" isExpression="0" fontSize="{size}" '
        f'fontSizeUnit="Point" fontItalic="{int(placement == ALONG)}" '
        f'textColor="{rgba(ink)}" textOpacity="1">'
        '<text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" '
        f'bufferColor="{rgba(PALETTE["halo"])}" bufferOpacity="0.9"/></text-style>'
        f'<placement placement="{placement}" priority="{priority}" dist="1" '
        'distUnits="MM" placementFlags="10" '
        'predefinedPositionOrder="R,L,TSR,BSR,TR,BR,TL,BL"/>'
        '<rendering drawLabels="1" displayAll="0" obstacle="1" scaleVisibility="0"/>'
        f"{defined(by_feature, 'dd_properties')}</settings></labeling>\n"
    )


def _temporal() -> str:
    return (
        f'<temporal enabled="1" mode="{START_AND_END}" limitMode="{END_EXCLUDED}" '
        'startField="valid_from" endField="valid_to" durationField="" '
        'durationUnit="min" fixedDuration="0" accumulate="0" startExpression="" '
        'endExpression=""><fixedRange><start></start><end></end></fixedRange></temporal>'
    )


def _kinds(layer: str) -> dict[str, str]:
    """Return the kinds of symbol that a look needs, each with its filter."""
    geometry = LAYER_OF[layer].geometry
    scopes = DRAWN_SCOPES if layer == AGREEMENTS else {}
    if geometry != "any":
        return {SYMBOLS[geometry]: ""}
    kinds = (("marker", "Point"), ("line", "Line"), ("fill", "Polygon"))
    return {
        kind: " AND ".join(
            filter(None, [f"geometry_type($geometry) = '{name}'", scopes.get(kind)])
        )
        for kind, name in kinds
    }


def _symbol(key: int, kind: str, layers: Iterable[str]) -> str:
    return (
        f'<symbol type="{kind}" name="{key}" alpha="1" '
        f'clip_to_extent="1" force_rhr="0">{"".join(layers)}</symbol>'
    )


def _marker(look: Paint) -> Iterator[str]:
    if look.shape == "ring":
        for colour, width in ((PALETTE["halo"], "0.8"), (look.line, "0.4")):
            yield layer_xml(
                "SimpleMarker",
                {
                    "name": "circle",
                    "color": rgba(colour, 0.0),
                    "outline_color": rgba(colour),
                    "outline_width": width,
                    "size": "3.2",
                    "size_unit": "MM",
                },
            )
        return
    yield layer_xml(
        "SimpleMarker",
        {
            "name": look.shape,
            "color": rgba(PALETTE["halo"] if look.hollow else look.line),
            "outline_color": rgba(look.line if look.hollow else PALETTE["halo"]),
            "outline_width": "0.2",
            "size": "1.8",
            "size_unit": "MM",
        },
    )


def _line(look: Paint) -> Iterator[str]:
    options = {
        "line_color": rgba(look.line, look.line_opacity),
        "line_width": f"{look.width:g}",
        "line_width_unit": "Pixel",
        "capstyle": "round",
        "joinstyle": "round",
    }
    if look.dashes:
        options |= {
            "use_custom_dash": "1",
            "customdash": ";".join(f"{part:g}" for part in look.dashes),
            "customdash_unit": "Pixel",
        }
    yield layer_xml("SimpleLine", options)


def _fill(look: Paint) -> Iterator[str]:
    yield layer_xml(
        "SimpleFill",
        {
            "color": rgba(look.fill, look.opacity) if look.fill else "0,0,0,0",
            "style": "solid" if look.fill else "no",
            "outline_color": rgba(look.line, look.line_opacity),
            "outline_style": "solid" if look.width else "no",
            "outline_width": f"{look.width:g}",
            "outline_width_unit": "Pixel",
        },
    )
    if look.mark == "dots":
        yield _dots(look)
    elif look.mark == "cross":
        yield _hatch(look, ANGLES["diagonal"])
        yield _hatch(look, ANGLES["backslash"])
    elif look.mark in ANGLES:
        yield _hatch(look, ANGLES[look.mark])


def _hatch(look: Paint, angle: int) -> str:
    stroke = Paint(look.ink, 0.8, look.ink_opacity)
    inner = (
        '<symbol type="line" name="@hatch" alpha="1" clip_to_extent="1" '
        f'force_rhr="0">{"".join(_line(stroke))}</symbol>'
    )
    options = {
        "angle": str(angle),
        "distance": "2.2",
        "distance_unit": "MM",
        "line_width": "0.3",
        "color": rgba(look.ink, look.ink_opacity),
    }
    return layer_xml("LinePatternFill", options, inner)


def _dots(look: Paint) -> str:
    dot = layer_xml(
        "SimpleMarker",
        {
            "name": "circle",
            "color": rgba(look.ink, look.ink_opacity),
            "outline_style": "no",
            "size": "0.7",
            "size_unit": "MM",
        },
    )
    inner = (
        '<symbol type="marker" name="@dots" alpha="1" clip_to_extent="1" '
        f'force_rhr="0">{dot}</symbol>'
    )
    options = {
        "distance_x": "2.4",
        "distance_y": "2.4",
        "displacement_x": "1.2",
        "distance_x_unit": "MM",
        "distance_y_unit": "MM",
        "displacement_x_unit": "MM",
    }
    return layer_xml("PointPatternFill", options, inner)


_DRAWN = {"marker": _marker, "line": _line, "fill": _fill}
"""What draws the symbol of a look, by its kind."""
