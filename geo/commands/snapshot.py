"""The commands ``snapshot`` and ``verify``: files that prove themselves."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo import export
from geo.dates import parse_day
from geo.errors import GeoError, PlaceError, RequestError
from geo.export import citations, manifests
from geo.export.checking import verify
from geo.request import (
    COMPARISONS,
    ORIENTATIONS,
    PAPERS,
    VIEWS,
    Box,
    Request,
    View,
    parse_claimants,
    parse_view,
)
from geo.words import LANGUAGES


def add(commands: Any) -> list[argparse.ArgumentParser]:
    """Add the commands to a parser's, and return their parsers."""
    snapshot = commands.add_parser(
        "snapshot", help="write a picture or data file that can be verified"
    )
    snapshot.add_argument("--date", required=True, help="the day, as 2019-12-19")
    snapshot.add_argument(
        "--out",
        required=True,
        type=Path,
        help=f"the file; its name ends in {', '.join(export.ENDINGS)}",
    )
    _add_content(snapshot)
    _add_look(snapshot)
    snapshot.add_argument(
        "--site", default="", help="address that the permalink leads to"
    )
    snapshot.add_argument(
        "--cite",
        nargs="?",
        const="text",
        choices=tuple(citations.FORMS),
        help="print a citation",
    )
    snapshot.add_argument(
        "--alt", action="store_true", help="print an alternative text"
    )
    snapshot.set_defaults(run=_snapshot)

    check = commands.add_parser(
        "verify", help="make files again from their manifests and compare"
    )
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(run=_verify)
    return [snapshot, check]


def _add_content(snapshot: argparse.ArgumentParser) -> None:
    snapshot.add_argument("--layers", help="some of the layers, parted by commas")
    where = snapshot.add_mutually_exclusive_group()
    where.add_argument("--bbox", metavar="W,S,E,N", help="edges in degrees")
    where.add_argument(
        "--view",
        metavar="NAME|LAT,LON,ZOOM",
        help=f"one of {', '.join(VIEWS)}; or what a web map shows",
    )
    snapshot.add_argument(
        "--as-known-on", help="use only what was published by this day"
    )
    snapshot.add_argument(
        "--claimants", default="", help="whose sea: one or two states"
    )
    snapshot.add_argument("--since", help="data files hold all from this day to --date")
    snapshot.add_argument("--against", help="compare with this earlier day (pictures)")
    snapshot.add_argument("--compare", choices=COMPARISONS, default=COMPARISONS[0])


def _add_look(snapshot: argparse.ArgumentParser) -> None:
    usual = Request.__dataclass_fields__
    snapshot.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    snapshot.add_argument("--title", default="", help="in place of the map's own")
    snapshot.add_argument(
        "--paper", choices=tuple(PAPERS), default=usual["paper"].default
    )
    snapshot.add_argument(
        "--orientation", choices=ORIENTATIONS, default=ORIENTATIONS[0]
    )
    snapshot.add_argument("--dpi", type=int, default=usual["dpi"].default)
    snapshot.add_argument("--size", metavar="WxH", help="of a PNG, in pixels")
    snapshot.add_argument(
        "--dark", action="store_true", help="light ink on dark ground"
    )


def _snapshot(arguments: argparse.Namespace) -> None:
    request = _request(arguments)
    export.form_of(arguments.out)
    world = export.load(arguments.records)
    export.save(world, request, arguments.out)
    print(
        f"{arguments.out} written", file=sys.stderr if _asked(arguments) else sys.stdout
    )
    then = world.known(request.known_on)
    if arguments.alt:
        print(export.alt_text(request, then.frames))
    if arguments.cite:
        told = manifests.manifest(then, request, export.form_of(arguments.out))
        count = len(told["sources"])
        print(export.citation(request, arguments.cite, dt.date.today(), count))


def _asked(arguments: argparse.Namespace) -> bool:
    return bool(arguments.alt or arguments.cite)


def _request(arguments: argparse.Namespace) -> Request:
    asked: dict[str, Any] = {
        "day": parse_day(arguments.date),
        "language": arguments.lang,
        "claimants": parse_claimants(arguments.claimants),
        "known_on": _day(arguments.as_known_on),
        "since": _day(arguments.since),
        "against": _day(arguments.against),
        "comparison": arguments.compare,
        "title": arguments.title,
        "dark": arguments.dark,
        "paper": arguments.paper,
        "orientation": arguments.orientation,
        "dpi": arguments.dpi,
        "size_px": _size(arguments.size),
        "site": arguments.site,
    }
    if arguments.layers is not None:
        asked["layers"] = tuple(filter(None, arguments.layers.split(",")))
    if arguments.bbox is not None:
        asked["view"] = _box(arguments.bbox)
    if arguments.view is not None:
        asked["view"] = _view(arguments.view)
    return Request(**asked)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else parse_day(text)


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


def _verify(arguments: argparse.Namespace) -> int:
    """Print a report on each file; return 1 unless all are the same."""
    world = export.load(arguments.records)
    return int(not all([*_reports(arguments.files, world)]))


def _reports(files: list[Path], world: export.World) -> Iterator[bool]:
    for path in files:
        try:
            report = verify(path, world)
        except GeoError as error:
            print(error, file=sys.stderr)
            yield False
            continue
        print(report)
        yield report.same
