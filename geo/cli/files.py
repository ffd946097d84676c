"""The commands ``snapshot`` and ``verify``: files that prove themselves."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from geo import export
from geo.cli import options as asking
from geo.dates import today
from geo.errors import ExportError, GeoError
from geo.export import citations, forms, manifests
from geo.export.verify import verify
from geo.request import COMPARISONS, Request


def add_snapshot(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``snapshot``."""
    parser.add_argument("--date", required=True, help="the day, as 2019-12-19")
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        help=f"the file; its name ends in {', '.join(export.ENDINGS)}",
    )
    asking.add_content(parser)
    parser.add_argument("--since", help="data files hold all from this day to --date")
    parser.add_argument("--against", help="compare with this earlier day (pictures)")
    parser.add_argument(
        "--compare",
        dest="comparison",
        choices=COMPARISONS,
        help=f"how, {COMPARISONS[0]} unless told otherwise",
    )
    asking.add_look(parser)
    parser.add_argument(
        "--site", default="", help="address that the permalink leads to"
    )
    parser.add_argument(
        "--cite",
        nargs="?",
        const="text",
        choices=tuple(citations.FORMS),
        help="print a citation",
    )
    parser.add_argument("--alt", action="store_true", help="print an alternative text")
    parser.set_defaults(run=_snapshot, parser=parser)


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``verify``."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.set_defaults(run=_verify)


def _snapshot(arguments: argparse.Namespace) -> None:
    if arguments.comparison and not arguments.against:
        arguments.parser.error("--compare goes with --against")
    arguments.comparison = arguments.comparison or COMPARISONS[0]
    request = asking.request(arguments)
    _check_days(request, arguments.out)
    atlas = export.load(arguments.records)
    export.save(atlas, request, arguments.out)
    print(
        f"{arguments.out} written", file=sys.stderr if _asked(arguments) else sys.stdout
    )
    then = atlas.known_on(request.known_on)
    if arguments.alt:
        print(export.alt_text(request, then.frames))
    if arguments.cite:
        told = manifests.manifest(then, request, export.form_of(arguments.out))
        count = len(told["sources"])
        print(export.citation(request, arguments.cite, today(), count))


def _check_days(request: Request, path: Path) -> None:
    """Raise `ExportError` if a file of this form cannot show the days asked for."""
    form = forms.named(forms.form_of(path))
    if request.against and not form.is_picture:
        endings = ", ".join(one.ending for one in forms.TABLE if one.is_picture)
        raise ExportError(
            f"{path}: only pictures compare two days: leave out --against, or end the "
            f"name in one of {endings}"
        )
    if request.since and form.shows != "some days":
        what = "a picture shows one day"
        if form.shows == "all days":
            what = "a live map shows all days"
        raise ExportError(f"{path}: {what}: leave out --since")


def _asked(arguments: argparse.Namespace) -> bool:
    return bool(arguments.alt or arguments.cite)


def _verify(arguments: argparse.Namespace) -> int:
    """Print a report on each file; return 1 unless all are the same."""
    atlas = export.load(arguments.records)
    return int(not all([*_reports(arguments.files, atlas)]))


def _reports(files: list[Path], atlas: export.Atlas) -> Iterator[bool]:
    for path in files:
        try:
            report = verify(path, atlas)
        except GeoError as error:
            print(error, file=sys.stderr)
            yield False
            continue
        print(report)
        yield report.same
