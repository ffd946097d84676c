"""The commands ``snapshot`` and ``verify``: files that prove themselves."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from geo import export
from geo.cli import options, shown
from geo.dates import today
from geo.errors import ExportError, GeoError
from geo.export import citations, forms, manifests
from geo.export import verify as verifying
from geo.request import COMPARISONS, Request


@click.command()
@options.day()
@options.out(f"The file; its name ends in {', '.join(export.ENDINGS)}.", required=True)
@shown.content
@options.day_option("--since", "since", "Data files hold all from this day to --date.")
@options.day_option("--against", "against", "Pictures compare with this earlier day.")
@click.option(
    "--compare",
    "comparison",
    type=click.Choice(COMPARISONS),
    help=f"How, with --against; {COMPARISONS[0]} unless given.",
)
@shown.look()
@click.option(
    "--site", metavar="ADDRESS", help="Address of the page, which the permalink opens."
)
@click.option(
    "--cite",
    is_flag=False,
    flag_value="text",
    type=click.Choice(tuple(citations.FORMS)),
    help="Print a citation: text unless another form is given.",
)
@click.option("--alt", is_flag=True, help="Print an alternative text.")
@options.records
def snapshot(
    out: Path, records: Path, cite: str | None, *, alt: bool, **asked: Any
) -> None:
    """Write a picture or data file that can be verified.

    The file bears a manifest of what it shows, and of the records it rests on.
    """
    if asked["comparison"] and not asked["against"]:
        raise click.UsageError("--compare goes with --against")
    request = shown.request(asked)
    _check_days(request, out)
    atlas = export.load(records)
    export.save(atlas, request, out)
    print(f"{out} written", file=sys.stderr if alt or cite else sys.stdout)
    then = atlas.known_on(request.known_on)
    if alt:
        print(export.alt_text(request, then.frames))
    if cite:
        manifest = manifests.manifest(then, request, export.form_of(out))
        count = len(manifest["sources"])
        print(export.citation(request, cite, today(), count))


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@options.records
def verify(files: Sequence[Path], records: Path) -> int:
    """Make files again from their manifests and compare.

    The status is 0 if all are the same, else 1.
    """
    atlas = export.load(records)
    return int(not all([*_reports(files, atlas)]))


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


def _reports(files: Sequence[Path], atlas: export.Atlas) -> Iterator[bool]:
    for path in files:
        try:
            report = verifying.verify(path, atlas)
        except GeoError as error:
            print(error, file=sys.stderr)
            yield False
            continue
        print(report)
        yield report.same
