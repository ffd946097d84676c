"""Layers of QGIS's symbols, as its styles write them."""

from collections.abc import Mapping
from types import MappingProxyType
from xml.sax.saxutils import quoteattr

EXPRESSION = 3
"""QGIS: a data-defined property is worked out by an expression."""


def layer(
    kind: str,
    options: Mapping[str, str],
    inner: str = "",
    by_feature: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return a layer of a symbol as QML.

    Parameters
    ----------
    kind : str
        Its class, such as ``SimpleMarker``.
    options : mapping of str to str
        What it looks like.
    inner : str
        A symbol of its own, of which a pattern is made.
    by_feature : mapping of str to str
        Expressions that a feature's own look comes from, by QGIS's names of
        data-defined properties; one without a value leaves the option as it is.
    """
    settings = "".join(
        f'<Option type="QString" name="{name}" value={quoteattr(value)}/>'
        for name, value in options.items()
    )
    # Older QGIS reads the properties, newer the options.
    props = "".join(
        f'<prop k="{name}" v={quoteattr(value)}/>' for name, value in options.items()
    )
    return (
        f'<layer class="{kind}" enabled="1" locked="0" pass="0">'
        f'<Option type="Map">{settings}</Option>{props}{defined(by_feature)}{inner}'
        "</layer>"
    )


def defined(
    by_feature: Mapping[str, str], element: str = "data_defined_properties"
) -> str:
    """Return data-defined properties, if there are any.

    Parameters
    ----------
    by_feature : mapping of str to str
        As for `layer`.
    element : str, optional
        That holds them: labels have one of their own.
    """
    if not by_feature:
        return ""
    properties = "".join(
        f'<Option type="Map" name="{name}"><Option type="bool" name="active" '
        'value="true"/><Option type="QString" name="expression" '
        f'value={quoteattr(expression)}/><Option type="int" name="type" '
        f'value="{EXPRESSION}"/></Option>'
        for name, expression in by_feature.items()
    )
    return (
        f'<{element}><Option type="Map">'
        '<Option type="QString" name="name" value=""/>'
        f'<Option type="Map" name="properties">{properties}</Option>'
        '<Option type="QString" name="type" value="collection"/>'
        f"</Option></{element}>"
    )


def rgba(colour: str, opacity: float = 1.0) -> str:
    """Return ``#RRGGBB`` as QGIS writes colours: ``r,g,b,a``, each up to 255."""
    channels = bytes.fromhex(colour[1:])
    return ",".join(str(n) for n in (*channels, round(opacity * 255)))
