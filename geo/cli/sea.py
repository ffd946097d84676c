"""The commands ``median``, ``limit``, ``sea``, ``points``: lines and claims at sea."""

import argparse
import json
from pathlib import Path

from geo.dates import parse_day
from geo.errors import SeaError
from geo.query import who as query
from geo.records import read as records
from geo.sea import (
    ALL,
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

FORMS = ("csv", "geojson", "dms")


def add_median(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``median``."""
    for name in ("first", "second"):
        parser.add_argument(
            name,
            help="a state or an island, as libya or crete; several joined by +; a "
            "state may be followed by :mainland or :baselines",
        )
    parser.add_argument(
        "--islands", choices=coasts.EFFECTS, default="full", help="effect of islands"
    )
    parser.add_argument(
        "--baselines", action="store_true", help="from straight baselines on record too"
    )
    parser.add_argument(
        "--apart", default="", help="cut the line where this coast is nearer"
    )
    parser.add_argument("--out", type=Path, help="GeoJSON file to write the line into")
    parser.set_defaults(run=_median)


def add_limit(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``limit``."""
    parser.add_argument("coast", help="as for median")
    parser.add_argument("miles", type=float, help="nautical miles, as 12 or 200")
    parser.add_argument("--baselines", action="store_true", help="as for median")
    parser.add_argument("--out", type=Path, help="GeoJSON file to write the limit into")
    parser.set_defaults(run=_limit)


def add_sea(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``sea``."""
    parser.add_argument("--date", required=True, help="the day, as 2019-12-19")
    parser.add_argument("--view", default=ALL, help="a state, as greece; or all")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.set_defaults(run=_sea)


def add_points(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``points``."""
    parser.add_argument("line", help="id of the line, as tr-ly-2019")
    parser.add_argument("--as", dest="form", choices=FORMS, default="dms")
    parser.add_argument("--out", type=Path, help="file to write; else standard output")
    parser.set_defaults(run=_points)


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
