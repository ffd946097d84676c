"""The command ``timelapse``: a film of many days."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from tqdm import tqdm

from geo import export
from geo.cli import options as asking
from geo.errors import ExportError
from geo.pictures import film as timelapse
from geo.request import PACES, STEPS


def add_timelapse(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``timelapse``."""
    parser.add_argument(
        "--from", dest="since", required=True, help="first day, as 2019-01-01"
    )
    parser.add_argument("--to", dest="date", required=True, help="last day")
    endings = " or ".join(f".{form}" for form in timelapse.FORMS)
    parser.add_argument(
        "--out", required=True, type=Path, help=f"the file; its name ends in {endings}"
    )
    parser.add_argument(
        "--step", choices=STEPS, default=STEPS[0], help="a picture a change, day, week"
    )
    parser.add_argument(
        "--pace",
        type=int,
        default=4,
        help=f"pictures a second, {PACES[0]} to {PACES[1]}",
    )
    asking.add_content(parser)
    asking.add_look(parser)
    wide, high = timelapse.SIZE_PX
    parser.set_defaults(run=_timelapse, size=f"{wide}x{high}")


def _timelapse(arguments: argparse.Namespace) -> None:
    if arguments.out.suffix.lower().removeprefix(".") not in timelapse.FORMS:
        endings = " or ".join(f".{form}" for form in timelapse.FORMS)
        raise ExportError(f"{arguments.out}: end the name of a film in {endings}")
    asked = asking.request(arguments)
    atlas = export.load(arguments.records)
    export.save(atlas, asked, arguments.out, _bar)
    print(f"{arguments.out} written")


def _bar(drawn: Iterable[Image.Image], count: int) -> Iterable[Image.Image]:
    """Show on standard error how far a film has come."""
    return tqdm(drawn, total=count, unit="picture", desc="drawing", leave=False)
