"""The commands ``sea``, ``points`` and ``sea-diff``: what is on record at sea."""

import datetime as dt
import sys
from pathlib import Path
from typing import cast

import click

from geo import files
from geo.cli import options, output
from geo.errors import LayerError, SeaError
from geo.layers import read as layers
from geo.records import read as reading
from geo.sea import ALL, FORMS, Sea, on_day, table_of
from geo.sea.differences import collection, difference
from geo.sea.facts import Facts, LineFact

LINES = "maritime_lines"
SEA_LAYERS = (LINES, "claimed_maritime", "disputed_maritime")


@click.command()
@options.day()
@click.option(
    "--view",
    default=ALL,
    show_default=True,
    metavar="STATE",
    help=f"The claims as a state sees them, as greece; or {ALL}.",
)
@options.as_json
@options.records
def sea(day: dt.date, view: str, records: Path, *, as_json: bool) -> None:
    """Show who claims which sea on a day."""
    facts, stale = _facts(records)
    answer = on_day(facts, day, view.strip().lower())
    if stale:
        print(stale, file=sys.stderr)
    if as_json:
        output.print_json(answer)
        return
    for line in answer["lines"]:
        opposed = f"; opposed by {line['opposed_by']}" if line["opposed_by"] else ""
        print(f"{line['id']}: {line['basis']}, {line['length_nm']} nm{opposed}")
    for claim in answer["claims"]:
        accepted = ""
        if claim["accepted_km2"]:
            accepted = (
                f"; {claim['accepted_km2']:,} km2 measured from "
                f"{claim['accepted_own']}, as others accept"
            )
        print(
            f"{claim['claimant']}: {claim['km2']:,} km2 since "
            f"{claim['since']}{accepted}"
        )
    for dispute in answer["disputed"]:
        pair = " and ".join(dispute["pair"])
        print(f"{pair} both claim {dispute['km2']:,} km2 since {dispute['since']}")


def _facts(folder: Path) -> tuple[Facts, str]:
    """Return what is known of the sea, and why it was not read as built, if so."""
    try:
        layers.check_fresh(layers.LAYERS, folder)
        built = {name: layers.properties(name, layers.LAYERS) for name in SEA_LAYERS}
    except LayerError as error:
        stale = f"{error}; until then this is worked out each time"
        return Sea(reading.load(folder)).facts, stale
    return cast("Facts", built), ""


@click.command("sea-diff")
@click.argument("first", metavar="POSITION")
@click.argument("second", metavar="POSITION")
@options.out("GeoJSON file for the water between.")
@options.as_json
@options.records
def sea_diff(
    first: str, second: str, out: Path | None, records: Path, *, as_json: bool
) -> None:
    """Show what two lines or positions at sea give to whom.

    A position is a line between two states by its id, as gr-eg-2020, or by a recipe, as
    'median greece egypt full'; or it is a claim, as libya-2009, with :accepted after it
    for what others accept of it.
    """
    found = difference(Sea(reading.load(records)), first, second)
    output.write_json(out, collection(found))
    del found["shape"]
    if as_json:
        output.print_json(found)
        return
    print(f"from {found['first']} to {found['second']}:")
    for change in found["changes"]:
        gained, lost = (change[key] for key in ("gained_km2", "lost_km2"))
        print(f"{change['state']}: {gained:,} km2 gained, {lost:,} km2 lost")


@click.command()
@click.argument("line")
@click.option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    default="dms",
    show_default=True,
    help="Form of the table.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --as json.")
@options.out("File to write; standard output if left out.")
@options.records
def points(
    line: str, form: str, out: Path | None, records: Path, *, as_json: bool
) -> None:
    """Export the points of a line at sea.

    LINE is the id of a line on record, as tr-ly-2019.
    """
    found = _line(line, records)
    text = table_of(found, "json" if as_json else form)
    if not found["points"]:
        raise SeaError(
            f"{line} lies at a distance from a coast and has no turning "
            "points: draw it with the command limit"
        )
    if out:
        files.write(out, text)
    else:
        print(text, end="")


def _line(line_id: str, folder: Path) -> LineFact:
    """Return what is known of a line, from what is built while that is fresh."""
    try:
        layers.check_fresh(layers.LAYERS, folder)
        for line in layers.properties(LINES, layers.LAYERS):
            if line["id"] == line_id:
                return cast("LineFact", line)
    except LayerError:
        pass
    return Sea(reading.load(folder)).line_fact(line_id)
