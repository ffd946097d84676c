"""The commands ``sea``, ``points`` and ``sea-diff``: what is on record at sea."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any, cast

import click

from geo import files
from geo.cli import options, output
from geo.cli.command import command, option
from geo.cli.language import in_words, spoken
from geo.errors import Both, LayerError, SeaError, Text
from geo.layers import read as layers
from geo.records import read as reading
from geo.records.store import Origin
from geo.sea import (
    ALL,
    FORMS,
    TABLES,
    Sea,
    claims,
    coast_name,
    on_day,
    state_name,
    table_of,
)
from geo.sea.differences import collection, difference
from geo.sea.facts import Facts, LineFact
from geo.words import SOURCE, listed, say

LINES = "maritime_lines"
SEA_LAYERS = (LINES, "claimed_maritime", "disputed_maritime")


@command("cli.about.sea")
@options.day()
@option(
    "--view",
    default=ALL,
    show_default=True,
    metavar="STATE",
    about=Text("cli.help.sea_view", every=ALL),
)
@options.as_json
@options.records
@options.speech
def sea(day: dt.date, view: str, records: Origin, *, as_json: bool) -> None:
    """Show who claims which sea on a day."""
    facts, stale = _facts(records)
    answer = on_day(facts, day, view.strip().lower())
    answer["notes"] = _cut() if answer["claims"] else []
    if stale:
        print(stale, file=sys.stderr)
    if as_json:
        output.print_json(answer)
        return
    for line in answer["lines"]:
        key = "cli.sea.opposed" if line["opposed_by"] else "cli.sea.line"
        print(in_words(Text(key, **_called(line))))
    for claim in answer["claims"]:
        key = "cli.sea.accepted" if claim["accepted_km2"] else "cli.sea.claim"
        own = claim["accepted_own"]
        if own and spoken() != SOURCE:
            own = coast_name(own, spoken())
        named = {"claimant": _state(claim["claimant"]), "accepted_own": own}
        print(in_words(Text(key, **claim | named)))
    for dispute in answer["disputed"]:
        pair = Both(map(_state, dispute["pair"]))
        values = {"km2": dispute["km2"], "since": dispute["since"]}
        print(in_words(Text("cli.sea.disputed", pair=pair, **values)))
    _print_notes(answer["notes"])


def _cut() -> list[str]:
    """Return where all claims are cut off, in words."""
    west, _, east, north = claims.AREA.bounds
    within = {"west": f"{west:g}", "east": f"{east:g}", "north": f"{north:g}"}
    return [say("sea.notes.claims_within", spoken(), **within)]


def _print_notes(notes: list[str]) -> None:
    for note in notes:
        print(in_words(Text("cli.lines.note", note=note)))


def _called(line: dict[str, Any]) -> dict[str, Any]:
    """Return what is printed of a line: its basis and opponents in words."""
    basis, opposed_by = line["basis"], line["opposed_by"]
    if spoken() != SOURCE:
        basis = say(f"basis.{basis}", spoken())
        names = [
            name
            for stage in line["objections"]
            if stage["stage"] == "opposed"
            for name in stage.get(f"by_{spoken()}", stage["by"]).split("; ")
        ]
        opposed_by = listed(dict.fromkeys(names), spoken(), "semicolons")
    known = {"id": line["id"], "length_nm": line["length_nm"]}
    return {**known, "basis": basis, "opposed_by": opposed_by}


def _state(name: str) -> str:
    language = spoken()
    return name if language == SOURCE else state_name(name, language)


def _facts(records: Origin) -> tuple[Facts, str]:
    """Return what is known of the sea, and why it was not read as built, if so."""
    try:
        layers.check_fresh(layers.LAYERS, records)
        built = {name: layers.properties(name, layers.LAYERS) for name in SEA_LAYERS}
    except LayerError as error:
        stale = in_words(Text("cli.sea.stale", error=error))
        return Sea(reading.load(records)).facts, stale
    return cast("Facts", built), ""


@command("cli.about.sea_diff", "cli.more.sea_diff", name="sea-diff")
@click.argument("first", metavar="POSITION")
@click.argument("second", metavar="POSITION")
@options.out("cli.help.between_out")
@options.as_json
@options.records
@options.speech
def sea_diff(
    first: str, second: str, out: Path | None, records: Origin, *, as_json: bool
) -> None:
    """Show what two lines or positions at sea give to whom."""
    output.check_ending(out)
    first, second = (name.strip().lower() for name in (first, second))
    properties = difference(Sea(reading.load(records)), first, second)
    output.write_json(out, collection(properties))
    del properties["shape"]
    properties["notes"] = _cut() if properties["kind"] == "positions" else []
    if as_json:
        output.print_json(properties)
        return
    ends = {"first": properties["first"], "second": properties["second"]}
    print(in_words(Text("cli.sea.between", **ends)))
    for change in properties["changes"]:
        print(
            in_words(
                Text("cli.sea.change", **change | {"state": _state(change["state"])})
            )
        )
    _print_notes(properties["notes"])


@command("cli.about.points", "cli.more.points")
@click.argument("line")
@option(
    "--as",
    "form",
    type=click.Choice(FORMS),
    default="dms",
    show_default=True,
    about="cli.help.table",
)
@option("--json", "as_json", is_flag=True, about="cli.help.table_json")
@options.out("cli.help.table_out")
@options.records
@options.speech
def points(
    line: str, form: str, out: Path | None, records: Origin, *, as_json: bool
) -> None:
    """Export the points of a line at sea."""
    line_points = _line(line.strip().lower(), records)
    form = "json" if as_json else form
    text = table_of(line_points, form)
    if not line_points["points"]:
        raise SeaError("error.cli.no_points", line=line)
    if out:
        files.write(out, text.encode(files.CODING) if form in TABLES else text)
    else:
        print(text, end="")


def _line(line_id: str, records: Origin) -> LineFact:
    """Return what is known of a line, from what is built while that is fresh."""
    try:
        layers.check_fresh(layers.LAYERS, records)
        for line in layers.properties(LINES, layers.LAYERS):
            if line["id"] == line_id:
                return cast("LineFact", line)
    except LayerError:
        pass
    return Sea(reading.load(records)).line_fact(line_id)
