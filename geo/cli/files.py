"""The commands ``snapshot`` and ``verify``: files that prove themselves."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from geo import export
from geo.cli import options, shown, sign
from geo.cli.command import command, option
from geo.cli.language import in_words, usage_error
from geo.cli.options import is_folder
from geo.dates import parse_day, today
from geo.errors import ExportError, GeoError, Text
from geo.errors.typed import plain
from geo.export import citations, cost, forms, manifests
from geo.export import verify as verifying
from geo.records.store import Origin
from geo.request import COMPARISONS, MOST_DAYS, Request

LARGE = Text("cli.help.large", megabytes=cost.MEGABYTES, seconds=cost.SECONDS)


def _days(text: str) -> tuple[dt.date, ...]:
    return tuple(sorted({parse_day(day) for day in plain(text).split(",")}))


@command("cli.about.snapshot", "cli.more.snapshot")
@options.day(required=False)
@options.out(Text("cli.help.snapshot_out", endings=list(export.ENDINGS)))
@option(
    "--form",
    type=click.Choice(forms.FORMS),
    about=Text("cli.help.form", usual=forms.FORMS[0]),
)
@shown.content
@options.day_option("--since", "since", "cli.help.since")
@options.day_option("--against", "against", "cli.help.against")
@option(
    "--dates",
    "days",
    type=_days,
    metavar="DAY,DAY",
    about=Text("cli.help.days", most=MOST_DAYS),
)
@option(
    "--compare",
    "comparison",
    type=click.Choice(COMPARISONS),
    about=Text("cli.help.compare", usual=COMPARISONS[0]),
)
@shown.look()
@shown.site
@option(
    "--cite",
    is_flag=False,
    flag_value="text",
    type=click.Choice(tuple(citations.FORMS)),
    about="cli.help.cite",
)
@option("--alt", is_flag=True, about="cli.help.alt")
@sign.option
@options.records
def snapshot(
    out: Path | None, form: str | None, records: Origin, *, alt: bool, **options: Any
) -> None:
    """Write a picture or data file that can be verified."""
    cite, credentials = options.pop("cite"), options.pop("credentials")
    if options["comparison"] and not options["against"]:
        raise usage_error("error.cli.compare")
    _part_days(options)
    request = shown.request(options)
    out = _named(out, form, request)
    _check_days(request, out)
    signing = sign.signing(credentials, out)
    atlas = export.load(records)
    export.save(atlas, request, out, sign=signing)
    print(
        in_words(Text("cli.written", path=out)),
        file=sys.stderr if alt or cite else sys.stdout,
    )
    atlas_then = atlas.known_on(request.known_on)
    if alt:
        print(export.alt_text(request, atlas_then.frames))
    if cite:
        manifest = manifests.manifest(atlas_then, request, export.form_of(out))
        count = len(manifest["sources"])
        print(export.citation(request, cite, today(), count))


@command("cli.about.verify", "cli.more.verify")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@option("--large", is_flag=True, about=LARGE)
@options.records
@options.speech
def verify(files: Sequence[Path], records: Origin, *, large: bool) -> int:
    """Make files again from their manifests and compare."""
    atlas = export.load(records)
    return int(not all([*_reports(files, atlas, large)]))


def _part_days(values: dict[str, Any]) -> None:
    """Turn the days of a sheet into the last of them, and the earlier ones."""
    days = values.pop("days")
    if (days is None) == (values["day"] is None):
        raise usage_error("error.cli.date_or_dates")
    if days is None:
        return
    if values["against"] or values["since"]:
        raise usage_error("error.cli.dates_alone")
    *earlier, values["day"] = days
    values["earlier"] = tuple(earlier)


def _named(out: Path | None, form: str | None, request: Request) -> Path:
    """Return the file to write: in a folder it is called after what it shows."""
    if out is None or is_folder(out):
        return (out or Path()) / forms.file_name(request, form or forms.FORMS[0])
    if form:
        raise usage_error("error.cli.form_and_name")
    return out


def _check_days(request: Request, path: Path) -> None:
    """Raise `ExportError` if a file of this form cannot show the days asked for."""
    form = forms.named(forms.form_of(path))
    if (request.against or request.earlier) and not form.is_picture:
        endings = [one.ending for one in forms.TABLE if one.is_picture]
        key = "error.cli.many_days" if request.earlier else "error.cli.compares"
        raise ExportError(key, path=path, endings=endings)
    if request.since and form.shows != "some days":
        live = form.shows == "all days"
        key = "error.cli.since_map" if live else "error.cli.since_picture"
        raise ExportError(key, path=path)


def _reports(files: Sequence[Path], atlas: export.Atlas, large: bool) -> Iterator[bool]:
    for path in files:
        try:
            report = verifying.verify(path, atlas, large=large)
        except GeoError as error:
            print(in_words(error), file=sys.stderr)
            yield False
            continue
        print(in_words(report))
        yield report.same
