"""Arguments that say what a file shows, and the request that they come to."""

import argparse
import datetime as dt
from typing import Any

from geo.dates import parse_day
from geo.errors import LayerError, PlaceError, RequestError
from geo.layers.read import NAMES
from geo.request import ORIENTATIONS, PAPERS, Request
from geo.shown import parse_claimants
from geo.views import VIEWS, Box, View, parse_view
from geo.words import LANGUAGES


def add_content(parser: argparse.ArgumentParser) -> None:
    """Add what says which facts are shown."""
    parser.add_argument("--layers", help="some of the layers, parted by commas")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--bbox",
        metavar="W,S,E,N",
        help="edges in degrees; with = if the first is negative: --bbox=-5,20,25,34",
    )
    where.add_argument(
        "--view",
        metavar="NAME|LAT,LON,ZOOM",
        help=f"one of {', '.join(VIEWS)}; or what a web map shows",
    )
    parser.add_argument("--as-known-on", help="use only what was published by this day")
    parser.add_argument("--claimants", default="", help="whose sea: one or two states")


def add_look(parser: argparse.ArgumentParser) -> None:
    """Add what says how they look."""
    usual = Request.__dataclass_fields__
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--title", default="", help="in place of the map's own")
    parser.add_argument(
        "--paper", choices=tuple(PAPERS), default=usual["paper"].default
    )
    parser.add_argument("--orientation", choices=ORIENTATIONS, default=ORIENTATIONS[0])
    parser.add_argument("--dpi", type=int, default=usual["dpi"].default)
    parser.add_argument("--size", metavar="WxH", help="of a PNG, in pixels")
    parser.add_argument("--dark", action="store_true", help="light ink on dark ground")


def request(arguments: argparse.Namespace) -> Request:
    """Return what arguments ask for.

    Raises
    ------
    GeoError
        If it cannot be shown.
    """
    asked: dict[str, Any] = {
        "day": parse_day(arguments.date),
        "language": arguments.lang,
        "claimants": parse_claimants(arguments.claimants),
        "known_on": _day(arguments.as_known_on),
        "since": _day(arguments.since),
        "title": arguments.title,
        "dark": arguments.dark,
        "paper": arguments.paper,
        "orientation": arguments.orientation,
        "dpi": arguments.dpi,
        "size_px": _size(arguments.size),
    }
    for name in ("comparison", "site", "step", "pace"):
        if name in arguments:
            asked[name] = getattr(arguments, name)
    if "against" in arguments:
        asked["against"] = _day(arguments.against)
    if arguments.layers is not None:
        asked["layers"] = _layers(arguments.layers)
    if arguments.bbox is not None:
        asked["view"] = _box(arguments.bbox)
    if arguments.view is not None:
        asked["view"] = _view(arguments.view)
    return Request(**asked)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else parse_day(text)


def _layers(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, text.split(",")))
    if not names:
        raise LayerError(f"layers {text!r} are none: use some of {', '.join(NAMES)}")
    return names


def _view(text: str) -> str | View:
    return parse_view(text) if "," in text else text


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError:
        raise PlaceError(f"box {text!r} is none: write west,south,east,north") from None
    return Box(west, south, east, north)


def _size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    try:
        wide, high = (int(side) for side in text.lower().split("x"))
    except ValueError:
        raise RequestError(f"size {text!r} is none: write 1600x900") from None
    return wide, high
