"""Options of what a file shows, and the request that they make.

Each stands under the name of an attribute of `geo.request.Request`.
"""

from typing import Any

import click
from click.core import ParameterSource

from geo.cli import options
from geo.cli.command import Function, Option, language, option
from geo.cli.language import usage_error
from geo.errors import LayerError, PlaceError, RequestError, Text
from geo.errors.typed import plain
from geo.layers.read import NAMES
from geo.request import ORIENTATIONS, SCREENS, SITE_VARIABLE, SIZES, Request
from geo.shown import GROUNDS, parse_claimants
from geo.views import VIEWS, Box, View, parse_view

_USUAL = Request.__dataclass_fields__


def content(command: Function) -> Function:
    """Declare the options of content: layers, area, claimants, day of knowledge."""
    declared = options.all_of(
        option(
            "--layers",
            type=_layers,
            metavar="NAME,NAME",
            about="cli.help.layers",
        ),
        option(
            "--bbox",
            "box",
            type=_box,
            metavar="W,S,E,N",
            about="cli.help.bbox",
        ),
        option(
            "--view",
            type=_view,
            metavar="NAME|LAT,LON,ZOOM",
            about=Text("cli.help.view", known=list(VIEWS)),
        ),
        options.known_on,
        option(
            "--claimants",
            type=lambda text: parse_claimants(plain(text)),
            metavar="STATE,STATE",
            about="cli.help.claimants",
        ),
    )
    return declared(command)


def look(size: str | None = None) -> Option:
    """Declare the options that choose the look; without a size the paper gives it."""
    return options.all_of(
        language("cli.help.map_lang"),
        option("--title", metavar="TEXT", about="cli.help.title"),
        option(
            "--paper",
            type=click.Choice(SIZES),
            default=_USUAL["paper"].default,
            show_default=True,
            about="cli.help.paper",
        ),
        option(
            "--orientation",
            type=click.Choice(ORIENTATIONS),
            default=ORIENTATIONS[0],
            show_default=True,
            about="cli.help.orientation",
        ),
        option(
            "--dpi",
            type=int,
            default=_USUAL["dpi"].default,
            show_default=True,
            metavar="NUMBER",
            about="cli.help.dpi",
        ),
        option(
            "--size",
            "size_px",
            type=_size,
            default=size,
            show_default=size is not None,
            metavar="WxH",
            about="cli.help.size",
        ),
        option(
            "--ground",
            type=click.Choice(GROUNDS),
            default=GROUNDS[0],
            show_default=True,
            about="cli.help.ground",
        ),
        option("--dark", is_flag=True, about="cli.help.dark"),
    )


def site(command: Function) -> Function:
    """Declare the address of the page; a setting of the machine's may name it."""
    return option(
        "--site", metavar="ADDRESS", envvar=SITE_VARIABLE, about="cli.help.site"
    )(command)


def request(options: dict[str, Any]) -> Request:
    """Return the request of some options.

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
    names = tuple(filter(None, plain(text).split(",")))
    if not names:
        raise LayerError("error.cli.no_layers", text=text, known=list(NAMES))
    return names


def _view(text: str) -> str | View:
    return parse_view(text) if "," in plain(text) else text


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(edge) for edge in plain(text).split(","))
    except ValueError:
        raise PlaceError("error.cli.box", text=text) from None
    return Box(west, south, east, north)


def _size(text: str) -> tuple[int, int]:
    try:
        wide, high = (int(side) for side in plain(text).lower().split("x"))
    except ValueError:
        raise RequestError("error.cli.size", text=text) from None
    return wide, high
