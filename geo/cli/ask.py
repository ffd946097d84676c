"""The commands ``who`` and ``agreements``: what held on a day."""

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from geo import angles
from geo.cli import options, output
from geo.control.cells import EVIDENCE_KM
from geo.dates import check_day, check_known_on, check_past, parse_day
from geo.errors import GeoError, PlaceError
from geo.query import who as query
from geo.query.standing import key, remark
from geo.records import read as reading
from geo.records.tables.control import CONTESTED
from geo.web import held
from geo.words import SOURCE, say

COORDINATE = ("lat", "lon")
HEADERS = (
    ("lat", "latitude", "y"),
    ("lon", "lng", "long", "longitude", "x"),
    ("date", "day"),
)
"""What a first line may call its columns."""


@click.command(context_settings=options.NEGATIVE)
@click.argument("where", nargs=-1, required=True, metavar="LAT LON | -")
@options.day(required=False)
@options.known_on
@options.as_json
@options.records
def who(
    where: tuple[str, ...],
    day: dt.date | None,
    known_on: dt.date | None,
    records: Path,
    *,
    as_json: bool,
) -> None:
    """Show who held a point on a day.

    LAT and LON are degrees, north and east positive. With - in their place each line of
    standard input is a question: lat,lon,date.
    """
    _check_where(where, day)
    if known_on is not None:
        check_known_on(known_on)
    if day is None:
        questions = _read_questions(sys.stdin)
    else:
        questions = [_question(*_numbers(where), day)]
    places = query.Places(reading.load(records))
    for lat, lon, on in questions:
        answer = places.who(lat, lon, on, known_on)
        if as_json:
            output.print_json(answer.as_json())
        else:
            print(_sentence(answer, lat, lon, on))


@click.command()
@options.day()
@options.as_json
@options.records
def agreements(day: dt.date, records: Path, *, as_json: bool) -> None:
    """Show which agreements held on a day, and who objected.

    With --json each agreement is an object on a line of its own.
    """
    from geo import agreements as lives  # noqa: PLC0415 (who is quicker without)

    check_past(day)
    found = reading.load(records)
    standings = lives.on(found, day)
    if as_json:
        for standing in standings:
            output.print_json(standing.as_json())
        return
    names = {actor.actor_id: actor.name_en for actor in found.actors}
    for standing in standings:
        parties = ", ".join(names[party] for party in standing.parties)
        kind = say(f"agreement_kind.{standing.kind}", SOURCE)
        print(f"{standing.name['en']} ({kind}: {parties})")
        told = [status.status for status in standing.statuses]
        for status in standing.statuses:
            state = say(key(status.status, standing.kind), SOURCE)
            link = "for" if status.status in lives.FORCE else "by"
            by = ", ".join(names[actor] for actor in status.by)
            if awaited := remark(status.status, standing.kind, told):
                by += f"; {say(awaited, SOURCE)}"
            print(f"  {state} since {status.date}, {link} {by}")


def _check_where(where: tuple[str, ...], day: dt.date | None) -> None:
    """Raise `click.UsageError` unless words and options make a question."""
    for text in where:
        if text.startswith("-") and text != "-" and not _is_number(text):
            raise click.NoSuchOption(text)
    if where == ("-",):
        if day is not None:
            raise click.UsageError(
                "--date does not go with -: each line has its own day"
            )
    elif len(where) != 2 or day is None:
        raise click.UsageError("give LAT LON --date DAY, or - to read many")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


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
            questions.append(_parse(line))
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


def _parse(line: str) -> tuple[float, float, dt.date]:
    cells = line.split(",")
    if len(cells) != 3:
        raise PlaceError(f"{line!r}: write lat,lon,date")
    return _question(*_numbers(cells[:2]), parse_day(cells[2].strip()))


def _question(lat: float, lon: float, day: dt.date) -> tuple[float, float, dt.date]:
    angles.check_coordinate(lat, lon)
    check_day(day)
    return lat, lon, day


def _numbers(cells: Sequence[str]) -> tuple[float, float]:
    numbers = []
    for name, cell in zip(COORDINATE, cells, strict=True):
        try:
            numbers.append(float(cell))
        except ValueError:
            raise PlaceError(f"{name} {cell.strip()!r} is no number") from None
    lat, lon = numbers
    return lat, lon


def _sentence(answer: query.Answer, lat: float, lon: float, day: dt.date) -> str:
    where = f"{lat:g}, {lon:g} on {day}"
    if answer.camp == query.OUTSIDE:
        return f"{where}: outside Libya"
    near = f"{answer.place}, {answer.distance_km} km away"
    if (answer.distance_km or 0) > EVIDENCE_KM:
        near += f": nominal, over {EVIDENCE_KM:g} km from it"
    if answer.status is None:
        return f"{where}: no record ({near})"
    state = f"{answer.camp}, {answer.status}"
    if answer.camp == CONTESTED:  # of the parties none holds it
        state = f"{answer.camp} by {answer.actor}"
    lines = [f"{where}: {state} ({near})"]
    if answer.holding:
        holder = answer.actor or ""
        lines.append(f"  {held.held(answer.holding, 'en', actor=holder)}")
    if answer.last_seen:
        seen = held.last_seen(parse_day(answer.last_seen), day, SOURCE)
        lines.append(f"  {seen[0].upper()}{seen[1:]}. Confidence: {answer.confidence}")
    lines += [
        f"  {source.title} ({', '.join(filter(None, (source.publisher, source.date)))})"
        f" {source.url}"
        for source in answer.sources
    ]
    return "\n".join(lines)
