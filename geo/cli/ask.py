"""The commands ``who`` and ``agreements``: what held on a day."""

import csv
import datetime as dt
import re
import sys
from collections.abc import Sequence
from typing import Any, TextIO

import click

from geo import angles, files
from geo.cli import options, output
from geo.cli.command import command
from geo.cli.language import in_words, spoken, usage_error
from geo.control.cells import EVIDENCE_KM
from geo.dates import check_day, check_past, parse_day
from geo.errors import GeoError, PlaceError, Text
from geo.errors.typed import plain
from geo.query import who as query
from geo.query import written
from geo.query.answer import OUTSIDE, Answer, urls
from geo.query.coordinates import parse_point
from geo.query.maplinks import point_of
from geo.query.standing import key, remark
from geo.records import read as reading
from geo.records.known import as_known_on
from geo.records.store import Origin
from geo.records.tables.control import CONTESTED
from geo.web import held
from geo.words import listed, named, say

COORDINATE = ("lat", "lon")
_BETWEEN = (";", "\t", ",")
"""What parts the cells of a line; a comma may stand within a number too."""
ANSWER_COLUMNS = (
    *("camp", "actor", "status", "since", "until", "held_since", "camp_since"),
    *("last_seen", "place", "distance_km", "confidence", "source_urls"),
)


@command("cli.about.who", "cli.more.who", context_settings=options.NEGATIVE)
@click.argument("where", nargs=-1, required=True, metavar="LAT LON | -")
@options.day(required=False)
@options.orders
@options.known_on
@options.as_json
@options.as_csv
@options.records
@options.speech
def who(  # noqa: PLR0913 (each is an option)
    where: tuple[str, ...],
    day: dt.date | None,
    order: str,
    known_on: dt.date | None,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show who held a point on a day."""
    _check_where(where, day)
    if day is None:
        text = _read(sys.stdin)
        from geo.cli import table  # noqa: PLC0415 (who is quicker without)

        if table.answered(
            text, records, order, known_on, as_json=as_json, as_csv=as_csv
        ):
            return
        questions = _read_questions(text, order)
    else:
        questions = [_question(*_point(where), day)]
    places = query.Places(reading.load(records))
    if as_csv:
        _print_answers(places, questions, known_on)
        return
    for lat, lon, on in questions:
        answer = places.who(lat, lon, on, known_on)
        if as_json:
            output.print_json(answer.as_json())
        else:
            print(_sentence(answer, lat, lon, on))


@command("cli.about.agreements", "cli.more.agreements")
@options.day()
@options.known_on
@options.answer
@options.records
def agreements(  # noqa: PLR0913 (each is an option)
    day: dt.date,
    known_on: dt.date | None,
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show which agreements held on a day, and who objected."""
    from geo import agreements as lives  # noqa: PLC0415 (who is quicker without)
    from geo.query.agreements import COLUMNS  # noqa: PLC0415

    check_past(day)
    facts = reading.load(records)
    if known_on is not None:
        facts = as_known_on(facts, known_on)
    standings = lives.standings_on(facts, day)
    if as_json or as_csv:
        rows = (standing.as_json() for standing in standings)
        output.print_rows(rows, COLUMNS, as_json=as_json)
        return
    names = {actor.actor_id: named(actor, language) for actor in facts.actors}
    for standing in standings:
        parties = listed((names[party] for party in standing.parties), language)
        kind = say(f"agreement_kind.{standing.kind}", language)
        print(f"{standing.name[language]} ({kind}: {parties})")
        stages = [status.status for status in standing.statuses]
        for status in standing.statuses:
            state = say(key(status.status, standing.kind), language)
            since = f"{say('panel.since', language)} {status.date}"
            word = "panel.for" if status.status in lives.FORCE else "panel.by"
            by = listed((names[actor] for actor in status.by), language)
            link = f"{say(word, language)} {by}"
            if awaited := remark(status.status, standing.kind, stages):
                link += f"{say('map.semicolon', language)}{say(awaited, language)}"
            print(f"  {state} {listed([since, link], language)}")


def _check_where(where: tuple[str, ...], day: dt.date | None) -> None:
    """Raise `click.UsageError` unless words and options make a question."""
    for text in where:
        if text.startswith("-") and text != "-" and not _is_number(text):
            raise click.NoSuchOption(text)
    if where == ("-",):
        if day is not None:
            raise usage_error("error.cli.date_and_stdin")
    elif len(where) > 2 or day is None:
        raise usage_error("error.cli.who")


def _is_number(text: str) -> bool:
    try:
        float(plain(text))
    except ValueError:
        return False
    return True


def _read(stream: TextIO) -> str:
    from geo.inputs.delimited import legible  # noqa: PLC0415 (who is quicker without)

    try:
        return legible(stream.read())
    except UnicodeDecodeError:
        raise PlaceError("error.cli.stdin") from None


def _print_answers(
    places: query.Places,
    questions: list[tuple[float, float, dt.date]],
    known_on: dt.date | None,
) -> None:
    """Print questions and answers as a table."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*COORDINATE, "date", *ANSWER_COLUMNS])
    for lat, lon, day in questions:
        answer = places.who(lat, lon, day, known_on)
        values = answer.as_json() | {"source_urls": urls(answer.sources)}
        cells = [files.cell(values[name]) for name in ANSWER_COLUMNS]
        writer.writerow([f"{lat:g}", f"{lon:g}", str(day), *cells])


def _read_questions(text: str, order: str) -> list[tuple[float, float, dt.date]]:
    """Return all questions, or raise naming every line that is none."""
    lines = text.removeprefix("\ufeff").splitlines()
    questions: list[tuple[float, float, dt.date]] = []
    faults: list[Text] = []
    written_lines = [pair for pair in enumerate(lines, 1) if pair[1].strip()]
    for i, (number, line) in enumerate(written_lines):
        if i == 0 and _is_header(line):
            continue
        try:
            questions.append(_parse(line, order))
        except GeoError as error:
            faults.append(Text("error.table.unread", number=number, error=error))
    if faults:
        raise PlaceError.of_lines(faults)
    return questions


_MARKS = re.compile(r"[,;|\s]+")
"""Between a point that was copied as a whole, or a link to one, and a day."""


def _is_header(line: str) -> bool:
    """Return whether a line names the columns, as a spreadsheet's first one does."""
    names = [cell.strip().casefold() for cell in _cells(line)]
    return len(names) == 3 and all(
        any(name in tier for tier in written.NAMES[axis])
        for name, axis in zip(names, (*COORDINATE, "date"), strict=True)
    )


def _cells(line: str) -> list[str]:
    """Return the cells of a line, by the sign between them that makes three."""
    lines = (line.replace("،", ",").replace("؛", ";"),)
    parted = [next(csv.reader(lines, delimiter=mark)) for mark in _BETWEEN]
    return next((cells for cells in parted if len(cells) == 3), parted[-1])


def _parse(line: str, order: str) -> tuple[float, float, dt.date]:
    cells = _cells(line)
    whole, day = _parted(plain(line))
    if len(cells) == 3 and point_of(whole) is None:
        return _question(*_numbers(cells[:2]), written.written_day(cells[2], order))
    point = parse_point(whole) if day else None
    if point is None:
        raise PlaceError("error.cli.line", line=line)
    return _question(point.lat, point.lon, written.written_day(day, order))


def _parted(line: str) -> tuple[str, str]:
    """Return what stands before the last word of a line, and that, without quotes."""
    day = _MARKS.split(line)[-1]
    before = line.removesuffix(day).rstrip(",;| ")
    return before.strip("\"'"), day.strip("\"'")


def _question(lat: float, lon: float, day: dt.date) -> tuple[float, float, dt.date]:
    angles.check_coordinate(lat, lon)
    check_day(day)
    return lat, lon, day


def _point(where: Sequence[str]) -> tuple[float, float]:
    """Return the point of two words, or of one that was copied as a whole."""
    fault: PlaceError | None = None
    if len(where) == 2:
        try:
            return _numbers(where)
        except PlaceError as error:
            fault = error
    try:
        point = parse_point(" ".join(where))
    except PlaceError as error:
        raise fault or error from None
    if point is None:
        raise fault or usage_error("error.cli.who")
    return point.lat, point.lon


def _numbers(cells: Sequence[str]) -> tuple[float, float]:
    lat, lon = (
        _degrees(cell, name) for name, cell in zip(COORDINATE, cells, strict=True)
    )
    return lat, lon


def _degrees(cell: str, name: str) -> float:
    typed = plain(cell)
    try:
        return float(typed)
    except ValueError:
        pass
    if any(sign.isdigit() for sign in typed):
        return angles.parse_dms(typed, name)
    raise PlaceError("error.cli.number", name=name, text=cell.strip())


def _sentence(answer: Answer, lat: float, lon: float, day: dt.date) -> str:
    language = spoken()
    values: dict[str, Any] = {"spot": f"{lat:g}, {lon:g}", "day": day}
    if answer.camp == OUTSIDE:
        return in_words(Text("cli.who.outside", **values))
    names = {name: of.get(language, "") for name, of in answer.names.items()}
    far = (answer.distance_km or 0) > EVIDENCE_KM
    values["near"] = Text(
        "cli.who.far" if far else "cli.who.near",
        place=names["place"],
        km=answer.distance_km,
        **({"most": EVIDENCE_KM} if far else {}),
    )
    if answer.status is None:
        return in_words(Text("cli.who.no_record", **values))
    holder = names["actor"]
    values["camp"] = Text(f"cli.camp.{answer.camp}")
    if answer.camp == CONTESTED:  # of the parties none holds it
        head = Text("cli.who.contested", actor=holder, **values)
    else:
        status = Text(f"cli.status.{answer.status}")
        head = Text("cli.who.held", status=status, **values)
    lines = [in_words(head)]
    if answer.holding:
        lines.append(f"  {held.held(answer.holding, language, actor=holder)}")
    if answer.last_seen:
        seen = held.last_seen(parse_day(answer.last_seen), day, language)
        seen = f"{seen[0].upper()}{seen[1:]}"
        sure = say(f"map.confidences.{answer.confidence}", language)
        lines.append(f"  {say('cli.who.seen', language, seen=seen, confidence=sure)}")
    lines += [f"  {output.cited(source)}" for source in answer.sources]
    return "\n".join(lines)
