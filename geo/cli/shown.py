"""Options that say what a file shows, and the request that they come to.

Each stands under the name of an attribute of `geo.request.Request`.
"""

from typing import Any

import click
from click.core import ParameterSource

from geo.cli import options
from geo.cli.language import usage_error
from geo.cli.options import Function, Option
from geo.errors import LayerError, PlaceError, RequestError
from geo.layers.read import NAMES
from geo.request import ORIENTATIONS, SCREENS, SIZES, Request
from geo.shown import parse_claimants
from geo.views import VIEWS, Box, View, parse_view

_USUAL = Request.__dataclass_fields__


def content(command: Function) -> Function:
    """Declare what says which facts are shown."""
    declared = options.all_of(
        click.option(
            "--layers",
            type=_layers,
            metavar="NAME,NAME",
            help="Some of the layers, parted by commas.",
        ),
        click.option(
            "--bbox",
            "box",
            type=_box,
            metavar="W,S,E,N",
            help="Edges in degrees, as 12.5,32.2,14,33.",
        ),
        click.option(
            "--view",
            type=_view,
            metavar="NAME|LAT,LON,ZOOM",
            help=f"One of {', '.join(VIEWS)}; or what a web map shows.",
        ),
        options.known_on,
        click.option(
            "--claimants",
            type=parse_claimants,
            metavar="STATE,STATE",
            help="Whose sea: one or two states.",
        ),
    )
    return declared(command)


def look(size: str | None = None) -> Option:
    """Declare what says how they look; without a size a sheet of paper gives it."""
    return options.all_of(
        options.language("Language of the map."),
        click.option("--title", metavar="TEXT", help="In place of the map's own."),
        click.option(
            "--paper",
            type=click.Choice(SIZES),
            default=_USUAL["paper"].default,
            show_default=True,
            help="Sheet or screen that a picture fills.",
        ),
        click.option(
            "--orientation",
            type=click.Choice(ORIENTATIONS),
            default=ORIENTATIONS[0],
            show_default=True,
            help="How the sheet lies.",
        ),
        click.option(
            "--dpi",
            type=int,
            default=_USUAL["dpi"].default,
            show_default=True,
            metavar="NUMBER",
            help="Dots per inch of a PNG.",
        ),
        click.option(
            "--size",
            "size_px",
            type=_size,
            default=size,
            show_default=size is not None,
            metavar="WxH",
            help="Of a PNG or film, in pixels.",
        ),
        click.option("--dark", is_flag=True, help="Light ink on dark ground."),
    )


def request(options: dict[str, Any]) -> Request:
    """Return what options ask for.

    Parameters
    ----------
    options : dict of str to object
        Values by name, as the options above and attributes of `geo.request.Request`
        have them; None where an option was left out.

    Raises
    ------
    click.UsageError
        If two options exclude each other.
    GeoError
        If it cannot be shown.
    """
    given = {name: value for name, value in options.items() if value is not None}
    if "box" in given:
        if "view" in given:
            raise usage_error("error.cli.bbox_and_view")
        given["view"] = given.pop("box")
    chosen = click.get_current_context().get_parameter_source("size_px")
    if given.get("paper") in SCREENS and chosen is ParameterSource.DEFAULT:
        given.pop(
            "size_px", None
        )  # of a film: the screen that is asked for has its own
    return Request(**given)


def _layers(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    if not names:
        raise LayerError("error.cli.no_layers", text=text, known=list(NAMES))
    return names


def _view(text: str) -> str | View:
    return parse_view(text) if "," in text else text


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError:
        raise PlaceError("error.cli.box", text=text) from None
    return Box(west, south, east, north)


def _size(text: str) -> tuple[int, int]:
    try:
        wide, high = (int(side) for side in text.lower().split("x"))
    except ValueError:
        raise RequestError("error.cli.size", text=text) from None
    return wide, high
