"""The command ``timelapse``: a film of many days."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from PIL import Image
from tqdm import tqdm

from geo import export
from geo.cli import options, shown
from geo.errors import Either, ExportError
from geo.pictures import film
from geo.request import PACES, STEPS, Request

ENDINGS = Either(f".{form}" for form in film.FORMS)


@click.command()
@options.day_option("--from", "since", "First day, as 2019-01-01.", required=True)
@options.day_option("--to", "day", "Last day.", required=True)
@options.out(f"The film; its name ends in {' or '.join(ENDINGS)}.", required=True)
@click.option(
    "--step",
    type=click.Choice(STEPS),
    default=STEPS[0],
    show_default=True,
    help="A picture a change, a day or a week.",
)
@click.option(
    "--pace",
    type=int,
    default=Request.__dataclass_fields__["pace"].default,
    show_default=True,
    metavar="NUMBER",
    help=f"Pictures a second, {PACES[0]} to {PACES[1]}.",
)
@shown.content
@shown.look(size="x".join(map(str, film.SIZE_PX)))
@options.records
def timelapse(out: Path, records: Path, **options: Any) -> None:
    """Write a film of many days.

    Like a snapshot it bears its manifest, and can be verified.
    """
    if out.suffix.lower().removeprefix(".") not in film.FORMS:
        raise ExportError("error.cli.film_name", path=out, endings=ENDINGS)
    request = shown.request(options)
    atlas = export.load(records)
    export.save(atlas, request, out, _bar)
    print(f"{out} written")


def _bar(drawn: Iterable[Image.Image], count: int) -> Iterable[Image.Image]:
    """Show on standard error how far a film has come."""
    return tqdm(drawn, total=count, unit="picture", desc="drawing", leave=False)
