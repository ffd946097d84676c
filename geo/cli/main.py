"""The command line: ``python -m geo COMMAND``."""

import argparse
import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from geo import agreements, words
from geo.cli import files as snapshot
from geo.cli import film as timelapse
from geo.cli import sea
from geo.dates import parse_day
from geo.errors import DateError, GeoError, PlaceError
from geo.layers import read as layers
from geo.query import who as query
from geo.records import read as records
from geo.records import schema
from geo.records.check.coverage import coverage

STOPPED = 128 + signal.SIGINT
"""Status of what was stopped, as shells have it."""

COORDINATE = ("lat", "lon")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments after the program's name; those of the process if left out.

    Returns
    -------
    int
        0 good, 1 the data or the input is at fault, 2 usage, `STOPPED` on Ctrl-C.
    """
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int | None] = arguments.run
    try:
        _check_folder(getattr(arguments, "records", records.RECORDS))
        status = run(arguments)
        sys.stdout.flush()
    except GeoError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has enough; let the last flush go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED
    return status or 0


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise GeoError(
            f"--records {folder}: no such folder: name one that holds the record tables"
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo", description="Who controls what in Libya, on any day."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check every record, list every fault")
    check.add_argument(
        "--coverage",
        action="store_true",
        help="list the months without any event and the kinds without one in a year",
    )
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="build the layers from the records")
    build.add_argument(
        "--out", type=Path, default=layers.LAYERS, help="folder (data/layers)"
    )
    build.set_defaults(run=_build)

    who = commands.add_parser("who", help="tell who held a point on a day")
    who.add_argument(
        "where",
        nargs="+",
        metavar="LAT LON",
        help="degrees; or - to read lines of lat,lon,date from standard input",
    )
    who.add_argument("--date", help="the day, as 2019-12-19")
    who.add_argument("--as-known-on", help="use only what was published by this day")
    who.add_argument("--json", action="store_true", help="answer in JSON")
    who.set_defaults(run=_who, parser=who)

    accords = commands.add_parser(
        "agreements",
        help="tell what held of every agreement on a day, and who objected",
    )
    accords.add_argument("--date", required=True, help="the day, as 2019-12-19")
    accords.add_argument(
        "--json", action="store_true", help="answer in JSON, one agreement a line"
    )
    accords.set_defaults(run=_agreements)

    codebook = commands.add_parser("codebook", help="print what each column means")
    codebook.set_defaults(run=_codebook)

    families = (
        *sea.add(commands),
        *snapshot.add(commands),
        *timelapse.add(commands),
    )
    for command in (check, build, who, accords, *families):
        command.add_argument(
            "--records", type=Path, default=records.RECORDS, help="folder of the tables"
        )
    return parser


def _check(arguments: argparse.Namespace) -> None:
    found = records.load(arguments.records)
    print(
        f"{len(found.places)} places, {len(found.control)} claims, "
        f"{len(found.agreements)} agreements, {len(found.events)} events, "
        f"{len(found.sources)} sources: no faults"
    )
    if arguments.coverage:
        newest = max(found.newest, found.events["start"].max().date())
        print(coverage(found.events, records.SPAN_START, newest))


def _codebook(_arguments: argparse.Namespace) -> None:
    print(schema.codebook(), end="")


def _build(arguments: argparse.Namespace) -> None:
    found = records.load(arguments.records)
    layers.build(found, arguments.records, arguments.out)
    print(f"{len(layers.NAMES)} layers written to {arguments.out}")


def _who(arguments: argparse.Namespace) -> None:
    known_on = None
    if arguments.as_known_on is not None:
        known_on = parse_day(arguments.as_known_on)
        query.check_known_on(known_on)
    if arguments.where == ["-"]:
        if arguments.date:
            arguments.parser.error("--date does not go with -: each line has its own")
        questions = _read_questions(sys.stdin)
    else:
        if len(arguments.where) != 2 or not arguments.date:
            arguments.parser.error("give LAT LON --date D, or - to read many")
        questions = [_question([*arguments.where, arguments.date])]
    atlas = query.Atlas(records.load(arguments.records))
    for lat, lon, day in questions:
        answer = atlas.who(lat, lon, day, known_on)
        if arguments.json:
            print(json.dumps(answer.as_json(), ensure_ascii=False))
        else:
            print(_sentence(answer, lat, lon, day))


def _agreements(arguments: argparse.Namespace) -> None:
    day = parse_day(arguments.date)
    if day > dt.date.today():
        raise DateError(f"{day} is still to come: use a day up to {dt.date.today()}")
    found = records.load(arguments.records)
    standings = agreements.on(found, day)
    if arguments.json:
        for standing in standings:
            print(json.dumps(standing.as_json(), ensure_ascii=False))
        return
    names = found.actors.set_index("actor_id")["name_en"].to_dict()
    for standing in standings:
        parties = ", ".join(names[party] for party in standing.parties)
        kind = words.AGREEMENT_KINDS[standing.kind]["en"]
        print(f"{standing.name['en']} ({kind}: {parties})")
        for status in standing.statuses:
            told = words.STATUSES[status.status]["en"]
            link = "for" if status.status in agreements.FORCE else "by"
            by = ", ".join(names[actor] for actor in status.by)
            print(f"  {told} since {status.date}, {link} {by}")


def _read_questions(stream: TextIO) -> list[tuple[float, float, dt.date]]:
    """Return all questions, or raise naming every line that is none."""
    try:
        lines = stream.read().splitlines()
    except UnicodeDecodeError:
        raise PlaceError("standard input must be UTF-8 text") from None
    questions, faults = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(_question(line.split(",")))
        except GeoError as error:
            faults.append(f"standard input, line {number}: {error}")
    if faults:
        raise PlaceError("\n".join(faults))
    return questions


def _question(cells: Sequence[str]) -> tuple[float, float, dt.date]:
    if len(cells) != 3:
        raise PlaceError(f"{','.join(cells)!r}: write lat,lon,date")
    numbers = []
    for name, cell in zip(COORDINATE, cells[:2], strict=True):
        try:
            numbers.append(float(cell))
        except ValueError:
            raise PlaceError(f"{name} {cell.strip()!r} is no number") from None
    lat, lon = numbers
    day = parse_day(cells[2].strip())
    query.check_coordinate(lat, lon)
    query.check_day(day)
    return lat, lon, day


def _sentence(answer: query.Answer, lat: float, lon: float, day: dt.date) -> str:
    where = f"{lat:g}, {lon:g} on {day}"
    if answer.camp == query.OUTSIDE:
        return f"{where}: outside Libya"
    near = f"{answer.place}, {answer.distance_km} km away"
    if answer.status is None:
        return f"{where}: no record ({near})"
    until = f"until {answer.until}" if answer.until else "no later record"
    lines = [
        f"{where}: {answer.camp}, {answer.status}"
        + (f" by {answer.actor}" if answer.actor else ""),
        f"  since {answer.since}, {until}; {near}; confidence {answer.confidence}",
    ]
    lines += [
        f"  {source.title} ({', '.join(filter(None, (source.publisher, source.date)))})"
        f" {source.url}"
        for source in answer.sources
    ]
    return "\n".join(lines)
