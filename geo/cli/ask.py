"""The commands ``who`` and ``agreements``: what held on a day."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from typing import TextIO

from geo.dates import parse_day
from geo.errors import DateError, GeoError, PlaceError
from geo.query import who as query
from geo.records import read as records
from geo.web import held

COORDINATE = ("lat", "lon")
HEADERS = (
    ("lat", "latitude", "y"),
    ("lon", "lng", "long", "longitude", "x"),
    ("date", "day"),
)
"""What a first line may call its columns."""


def add_who(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``who``."""
    parser.add_argument(
        "where",
        nargs="+",
        metavar="LAT LON",
        help="degrees; or - to read lines of lat,lon,date from standard input",
    )
    parser.add_argument("--date", help="the day, as 2019-12-19")
    parser.add_argument("--as-known-on", help="use only what was published by this day")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.set_defaults(run=_who, parser=parser)


def add_agreements(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``agreements``."""
    parser.add_argument("--date", required=True, help="the day, as 2019-12-19")
    parser.add_argument(
        "--json", action="store_true", help="answer in JSON, one agreement a line"
    )
    parser.set_defaults(run=_agreements)


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
    from geo import agreements, words  # noqa: PLC0415 (who is quicker without)

    day = parse_day(arguments.date)
    if day > dt.date.today():
        raise DateError(f"{day} is still to come: use a day up to {dt.date.today()}")
    found = records.load(arguments.records)
    standings = agreements.on(found, day)
    if arguments.json:
        for standing in standings:
            print(json.dumps(standing.as_json(), ensure_ascii=False))
        return
    names = {actor.actor_id: actor.name_en for actor in found.actors}
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
        lines = stream.read().removeprefix("\ufeff").splitlines()
    except UnicodeDecodeError:
        raise PlaceError("standard input must be UTF-8 text") from None
    questions, faults = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip() or (number == 1 and _is_header(line)):
            continue
        try:
            questions.append(_question(line.split(",")))
        except GeoError as error:
            faults.append(f"standard input, line {number}: {error}")
    if faults:
        raise PlaceError("\n".join(faults))
    return questions


def _is_header(line: str) -> bool:
    """Return whether a line names the columns, as a spreadsheet's first one does."""
    names = [cell.strip().strip('"').casefold() for cell in line.split(",")]
    return len(names) == 3 and all(
        name in allowed for name, allowed in zip(names, HEADERS, strict=True)
    )


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
    lines = [f"{where}: {answer.camp}, {answer.status} ({near})"]
    if answer.holding:
        holder = answer.actor or ""
        lines.append(f"  {held.held(answer.holding, 'en', actor=holder)}")
    lines.append(f"  Confidence: {answer.confidence}")
    lines += [
        f"  {source.title} ({', '.join(filter(None, (source.publisher, source.date)))})"
        f" {source.url}"
        for source in answer.sources
    ]
    return "\n".join(lines)
