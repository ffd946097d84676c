"""The command ``timelapse``: a film of many days."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image
from tqdm import tqdm

from geo import export
from geo.cli import options as asking
from geo.errors import ExportError
from geo.pictures import film as timelapse
from geo.request import PACES, STEPS


def add(commands: Any) -> list[argparse.ArgumentParser]:
    """Add the command to a parser's, and return its parser."""
    film = commands.add_parser("timelapse", help="write a film of many days")
    film.add_argument(
        "--from", dest="since", required=True, help="first day, as 2019-01-01"
    )
    film.add_argument("--to", dest="date", required=True, help="last day")
    endings = " or ".join(f".{form}" for form in timelapse.FORMS)
    film.add_argument(
        "--out", required=True, type=Path, help=f"the file; its name ends in {endings}"
    )
    film.add_argument(
        "--step", choices=STEPS, default=STEPS[0], help="a picture a change, day, week"
    )
    film.add_argument(
        "--pace",
        type=int,
        default=4,
        help=f"pictures a second, {PACES[0]} to {PACES[1]}",
    )
    asking.add_content(film)
    asking.add_look(film)
    wide, high = timelapse.SIZE_PX
    film.set_defaults(run=_timelapse, size=f"{wide}x{high}")
    return [film]


def _timelapse(arguments: argparse.Namespace) -> None:
    if arguments.out.suffix.lower().removeprefix(".") not in timelapse.FORMS:
        endings = " or ".join(f".{form}" for form in timelapse.FORMS)
        raise ExportError(f"{arguments.out}: end the name of a film in {endings}")
    asked = asking.request(arguments)
    world = export.load(arguments.records)
    export.save(world, asked, arguments.out, _bar)
    print(f"{arguments.out} written")


def _bar(drawn: Iterable[Image.Image], count: int) -> Iterable[Image.Image]:
    """Show on standard error how far a film has come."""
    return tqdm(drawn, total=count, unit="picture", desc="drawing", leave=False)
