"""The command line: ``python -m geo COMMAND``."""

import argparse
import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from geo import agreements, words
from geo.cli import files as snapshot
from geo.cli import film as timelapse
from geo.dates import parse_day
from geo.errors import DateError, GeoError, PlaceError, SeaError
from geo.layers import read as layers
from geo.query import who as query
from geo.records import read as records
from geo.records import schema
from geo.records.check.coverage import coverage
from geo.sea import (
    ALL,
    FORMS,
    Sea,
    coasts,
    limit_table,
    limits,
    median_features,
    medians,
    paths,
    point_table,
)
from geo.sea import lines as published

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
        *_sea_parsers(commands),
        *snapshot.add(commands),
        *timelapse.add(commands),
    )
    for command in (check, build, who, accords, *families):
        command.add_argument(
            "--records", type=Path, default=records.RECORDS, help="folder of the tables"
        )
    return parser


def _sea_parsers(commands: Any) -> list[argparse.ArgumentParser]:
    median = commands.add_parser(
        "median", help="draw the equidistance line of 2 coasts"
    )
    for name in ("first", "second"):
        median.add_argument(
            name,
            help="a state or an island, as libya or crete; several joined by +; a "
            "state may be followed by :mainland or :baselines",
        )
    median.add_argument(
        "--islands", choices=coasts.EFFECTS, default="full", help="effect of islands"
    )
    median.add_argument(
        "--baselines", action="store_true", help="from straight baselines on record too"
    )
    median.add_argument(
        "--apart", default="", help="cut the line where this coast is nearer"
    )
    median.add_argument("--out", type=Path, help="GeoJSON file to write the line into")
    median.set_defaults(run=_median)

    limit = commands.add_parser("limit", help="draw the limit at a distance of a coast")
    limit.add_argument("coast", help="as for median")
    limit.add_argument("miles", type=float, help="nautical miles, as 12 or 200")
    limit.add_argument("--baselines", action="store_true", help="as for median")
    limit.add_argument("--out", type=Path, help="GeoJSON file to write the limit into")
    limit.set_defaults(run=_limit)

    sea = commands.add_parser("sea", help="tell who claims which sea on a day")
    sea.add_argument("--date", required=True, help="the day, as 2019-12-19")
    sea.add_argument("--view", default=ALL, help="a state, as greece; or all")
    sea.add_argument("--json", action="store_true", help="answer in JSON")
    sea.set_defaults(run=_sea)

    points = commands.add_parser("points", help="export the points of a line at sea")
    points.add_argument("line", help="id of the line, as tr-ly-2019")
    points.add_argument("--as", dest="form", choices=FORMS, default="dms")
    points.add_argument(
        "--json",
        dest="form",
        action="store_const",
        const="json",
        help="as --as json",
    )
    points.add_argument("--out", type=Path, help="file to write; else standard output")
    points.set_defaults(run=_points)
    return [median, limit, sea, points]


def _median(arguments: argparse.Namespace) -> None:
    asked = [arguments.first, arguments.second, *filter(None, [arguments.apart])]
    names, straight = _measured_from(asked, arguments)
    apart = names[2] if arguments.apart else ""
    median = medians.named(names[0], names[1], arguments.islands, apart, straight)
    stretches = [stretch for line in median.stretches for stretch in line]
    print(
        f"{arguments.first} - {arguments.second}, islands {arguments.islands}: "
        f"{median.length_nm:.1f} nm ({median.length_nm * 1.852:.1f} km) in "
        f"{len(median.lines)} part(s), {len(stretches)} stretches"
    )
    if arguments.out:
        text = json.dumps(median_features(median, arguments.islands), indent=1)
        _write(arguments.out, text + "\n")
        return
    for stretch in stretches:
        lon, lat = stretch.points[0]
        base = "; ".join(
            f"{point.state} {point.place or 'islet'} {point.lat:.5f}, {point.lon:.5f}"
            for point in stretch.base
        )
        print(f"{lat:.6f}, {lon:.6f}: {stretch.distance_nm:.3f} nm from {base}")
    lon, lat = stretches[-1].points[-1]
    print(f"{lat:.6f}, {lon:.6f}")


def _measured_from(
    names: list[str], arguments: argparse.Namespace
) -> tuple[list[str], coasts.Baselines]:
    """Return coasts as asked for, and the straight baselines that they name."""
    if not arguments.baselines and not any(":baselines" in name for name in names):
        return names, ()
    found = records.load(arguments.records)
    straight = published.baselines(found.maritime_lines, found.maritime_points)
    if not arguments.baselines:
        return names, straight
    drawn = {state for state, _ in straight}
    widened = ["+".join(_with_baselines(x, drawn) for x in n.split("+")) for n in names]
    if widened == names and not any(":baselines" in name for name in names):
        raise SeaError(
            f"no straight baselines of {' or '.join(names)} are on record: there are "
            f"{', '.join(sorted(drawn))}; leave out --baselines"
        )
    return widened, straight


def _with_baselines(coast: str, drawn: set[str]) -> str:
    state = coast.strip().lower().partition(":")[0]
    return f"{coast}:baselines" if state in drawn else coast


def _limit(arguments: argparse.Namespace) -> None:
    names, straight = _measured_from([arguments.coast], arguments)
    coast = coasts.select(names[0], "full", straight)
    lines = limits.limit(coast, arguments.miles)
    water = limits.zone(coast, arguments.miles, lines=lines)
    print(
        f"{arguments.coast}, {arguments.miles:g} nm: {len(lines)} line(s), "
        f"{paths.area_km2(water):,.0f} km2 of sea within"
    )
    if arguments.out:
        _write(arguments.out, limit_table(lines, arguments.miles))


def _sea(arguments: argparse.Namespace) -> None:
    day = parse_day(arguments.date)
    query.check_day(day)
    view = arguments.view.strip().lower()
    answer = Sea(records.load(arguments.records)).as_of(day, view)
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False))
        return
    for line in answer["lines"]:
        opposed = f"; opposed by {line['opposed_by']}" if line["opposed_by"] else ""
        print(f"{line['id']}: {line['basis']}, {line['length_nm']} nm{opposed}")
    for claim in answer["claims"]:
        print(f"{claim['claimant']}: {claim['km2']:,} km2 since {claim['since']}")
    for dispute in answer["disputed"]:
        pair = " and ".join(dispute["pair"])
        print(f"{pair} both claim {dispute['km2']:,} km2 since {dispute['since']}")


def _points(arguments: argparse.Namespace) -> None:
    sea = Sea(records.load(arguments.records))
    text = point_table(sea, arguments.line, arguments.form)
    if not sea.points(arguments.line):
        raise SeaError(
            f"{arguments.line} lies at a distance from a coast and has no turning "
            "points: draw it with the command limit"
        )
    if arguments.out:
        _write(arguments.out, text)
    else:
        print(text, end="")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SeaError(
            f"{path}: cannot be written ({error.strerror}): name a file in a folder "
            "that you may write to"
        ) from error


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
