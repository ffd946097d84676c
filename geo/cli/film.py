"""The command ``timelapse``: a film of many days."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from PIL import Image
from tqdm import tqdm

from geo import export
from geo.cli import dask, options, shown, sign
from geo.cli.command import command, option
from geo.cli.language import in_words
from geo.errors import Either, ExportError, Text
from geo.pictures import film
from geo.records.store import Origin
from geo.request import PACES, STEPS, Request

ENDINGS = Either(f".{form}" for form in film.FORMS)


@command("cli.about.timelapse", "cli.more.timelapse")
@options.day_option("--from", "since", "cli.help.from", required=True)
@options.day_option("--to", "day", "cli.help.to", required=True)
@options.out(Text("cli.help.film_out", endings=Either(ENDINGS)), required=True)
@option(
    "--step",
    type=click.Choice(STEPS),
    default=STEPS[0],
    show_default=True,
    about="cli.help.film_step",
)
@option(
    "--pace",
    type=int,
    default=Request.__dataclass_fields__["pace"].default,
    show_default=True,
    metavar="NUMBER",
    about=Text("cli.help.pace", least=PACES[0], most=PACES[1]),
)
@shown.content
@shown.look(size="x".join(map(str, film.SIZE_PX)))
@shown.site
@dask.option
@sign.option
@options.records
def timelapse(
    out: Path,
    cluster: str | None,
    credentials: tuple[Path, Path] | None,
    records: Origin,
    **options: Any,
) -> None:
    """Write a film of many days."""
    if out.suffix.lower().removeprefix(".") not in film.FORMS:
        raise ExportError("error.cli.film_name", path=out, endings=ENDINGS)
    request = shown.request(options)
    signing = sign.signing(credentials, out)
    with dask.spreading(cluster) as spread:
        atlas = export.load(records)
        export.save(atlas, request, out, _bar, spread, sign=signing)
    print(in_words(Text("cli.written", path=out)))


def _bar(drawn: Iterable[Image.Image], count: int) -> Iterable[Image.Image]:
    """Show on standard error how far a film has come."""
    return tqdm(
        drawn,
        total=count,
        unit=in_words(Text("cli.picture")),
        desc=in_words(Text("cli.drawing")),
        leave=False,
    )
