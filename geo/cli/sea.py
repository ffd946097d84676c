"""The commands of the sea: ``median``, ``limit``, ``sea``, ``points``, ``sea-diff``."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shapely

from geo import files
from geo.dates import parse_day
from geo.errors import LayerError, SeaError
from geo.layers import read as layers
from geo.records import read as records
from geo.sea import (
    ALL,
    FORMS,
    Sea,
    coasts,
    edges,
    limit_features,
    limits,
    median_features,
    medians,
    on_day,
    paths,
    table_of,
)
from geo.sea import lines as published
from geo.sea.differences import difference

ISLAND_STATES = ("cyprus", "malta")
LINES = "maritime_lines"
SEA_LAYERS = (LINES, "claimed_maritime", "disputed_maritime")


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
    _add_drawing(parser)
    parser.set_defaults(run=_median)


def add_limit(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``limit``."""
    parser.add_argument("coast", help="as for median")
    parser.add_argument("miles", type=float, help="nautical miles, as 12 or 200")
    _add_drawing(parser)
    parser.set_defaults(run=_limit)


def _add_drawing(parser: argparse.ArgumentParser) -> None:
    """Declare what commands that draw a line have in common."""
    parser.add_argument(
        "--baselines", action="store_true", help="from straight baselines on record too"
    )
    parser.add_argument("--apart", help="cut the line where this coast is nearer")
    parser.add_argument("--out", type=Path, help="GeoJSON file to write the line into")
    _add_json(parser)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def add_sea(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``sea``."""
    parser.add_argument("--date", required=True, help="the day, as 2019-12-19")
    parser.add_argument("--view", default=ALL, help="a state, as greece; or all")
    _add_json(parser)
    parser.set_defaults(run=_sea)


def add_sea_diff(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``sea-diff``."""
    for name in ("first", "second"):
        parser.add_argument(
            name,
            help="a line between two states by id, as gr-eg-2020, or by recipe, as "
            "'median greece egypt full'; or a claim, as libya-2009, :accepted after it "
            "for what others accept of it",
        )
    parser.add_argument("--out", type=Path, help="GeoJSON file for the water between")
    _add_json(parser)
    parser.set_defaults(run=_sea_diff)


def add_points(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``points``."""
    parser.add_argument("line", help="id of the line, as tr-ly-2019")
    parser.add_argument("--as", dest="form", choices=FORMS, default="dms")
    parser.add_argument(
        "--json", dest="form", action="store_const", const="json", help="as --as json"
    )
    parser.add_argument("--out", type=Path, help="file to write; else standard output")
    parser.set_defaults(run=_points)


def _median(arguments: argparse.Namespace) -> None:
    asked = [arguments.first, arguments.second, *_apart(arguments)]
    names, straight = _measured_from(asked, arguments)
    apart = names[2] if len(names) > 2 else ""
    median = medians.named(names[0], names[1], arguments.islands, apart, straight)
    effect = arguments.islands.replace("half", "full")
    measured = [coasts.select(name, effect, straight) for name in names]
    notes = [
        *_counted(names, arguments.islands),
        *edges.of_coasts(measured),
        *edges.of_lines(median.lines, "the line"),
    ]
    found = {**median_features(median, arguments.islands), "notes": notes}
    stretches = [stretch for line in median.stretches for stretch in line]
    if _wrote(arguments, found):
        return
    print(
        f"{arguments.first} - {arguments.second}, islands {arguments.islands}: "
        f"{median.length_nm:.1f} nm ({median.length_nm * 1.852:.1f} km) in "
        f"{len(median.lines)} part(s), {len(stretches)} stretches"
    )
    _tell(notes)
    if arguments.out:
        return
    for line in median.stretches:
        for stretch in line:
            base = "; ".join(
                f"{point.state} {point.place or 'islet'} {point.lat:.5f}, "
                f"{point.lon:.5f}"
                for point in stretch.base
            )
            told = f"{stretch.distance_nm:.3f} nm from {base}"
            print(f"{_lat_lon(stretch.points[0])}: {told}")
        print(_lat_lon(line[-1].points[-1]))


def _lat_lon(point: tuple[float, float]) -> str:
    return f"{point[1]:.6f}, {point[0]:.6f}"


def _apart(arguments: argparse.Namespace) -> list[str]:
    """Return the coast that cuts the line, if one was named."""
    if arguments.apart is None:
        return []
    if not arguments.apart.strip():
        raise SeaError("--apart names no coast: leave it out, or name one, as egypt")
    return [arguments.apart]


def _counted(names: list[str], islands: str) -> list[str]:
    """Return which islands count although none were to."""
    if islands == "full":
        return []
    words = [part.strip().split(":")[0] for name in names for part in name.split("+")]
    known = {s.state for s in coasts.all_stretches()}
    named = [word for word in dict.fromkeys(words) if word.lower() not in known]
    whole = [word for word in dict.fromkeys(words) if word.lower() in ISLAND_STATES]
    return [
        *(f"{word} was named itself, and counts in full" for word in named),
        *(f"the main island of {word} counts as its mainland" for word in whole),
    ]


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
    names, straight = _measured_from([arguments.coast, *_apart(arguments)], arguments)
    coast, *third = [coasts.select(name, "full", straight) for name in names]
    parts = limits.parts(coast, arguments.miles, third[0] if third else None)
    water = limits.zone(coast, arguments.miles)
    if third:
        limits.check_apart(coast, third[0])
        parts = [part for part in parts if not part.nearer_to]
        water = limits.nearer(coast, third[0], water, limits.FINE_DEGREES)
    beyond = limits.nearer_to_others(coast, arguments.miles, water)
    notes = [
        *edges.of_coasts([coast, *third]),
        *edges.of_lines([part.line for part in parts], "the limit"),
        *edges.of_water(water, "the sea within"),
        *_beyond(parts, beyond),
    ]
    km2 = paths.area_km2(water)
    found = limit_features(parts, arguments.miles)
    found |= {"km2": round(km2), "km2_nearer_to_others": round(beyond), "notes": notes}
    if _wrote(arguments, found):
        return
    apart = f" apart from {arguments.apart}" if third else ""
    print(
        f"{arguments.coast}, {arguments.miles:g} nm{apart}: "
        f"{sum(not part.on_land for part in parts)} line(s), "
        f"{km2:,.0f} km2 of sea within"
    )
    _tell(notes)


def _beyond(parts: list[limits.Part], km2: float) -> list[str]:
    """Return what of a limit lies nearer to others, or on land, in words."""
    notes: list[str] = []
    of_state: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        if part.nearer_to:
            of_state[part.nearer_to] += paths.length_m(part.line) / paths.NM
    for state, miles in sorted(of_state.items()):
        notes.append(
            f"{miles:.1f} nm of the limit lie nearer to {state}: --apart {state} cuts "
            "them off"
        )
    if km2 >= 1:
        notes.append(f"{km2:,.0f} km2 within lie nearer to other states")
    if any(part.on_land for part in parts):
        notes.append("parts on land are kept, and marked so in files and in JSON")
    return notes


def _sea(arguments: argparse.Namespace) -> None:
    day = parse_day(arguments.date)
    view = arguments.view.strip().lower()
    facts, stale = _facts(arguments.records)
    answer = on_day(facts, day, view)
    if stale:
        print(stale, file=sys.stderr)
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False))
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
        told = f"{claim['km2']:,} km2 since {claim['since']}{accepted}"
        print(f"{claim['claimant']}: {told}")
    for dispute in answer["disputed"]:
        pair = " and ".join(dispute["pair"])
        print(f"{pair} both claim {dispute['km2']:,} km2 since {dispute['since']}")


def _facts(folder: Path) -> tuple[Mapping[str, list[dict[str, Any]]], str]:
    """Return what is known of the sea, and why it was not read as built, if so."""
    try:
        layers.check_fresh(layers.LAYERS, folder)
        built = {name: layers.properties(name, layers.LAYERS) for name in SEA_LAYERS}
    except LayerError as error:
        stale = f"{error}; until then this is worked out each time"
        return Sea(records.load(folder)).facts, stale
    return built, ""


def _sea_diff(arguments: argparse.Namespace) -> None:
    sea = Sea(records.load(arguments.records))
    found = difference(sea, arguments.first, arguments.second)
    shape = found.pop("shape")
    if arguments.out:
        feature = {"type": "Feature", "properties": found, "geometry": None}
        feature["geometry"] = shapely.geometry.mapping(
            shapely.set_precision(shapely.orient_polygons(shape), 1e-6)
        )
        collection = {"type": "FeatureCollection", "features": [feature]}
        files.write(arguments.out, _text(collection))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
        return
    print(f"from {found['first']} to {found['second']}:")
    for change in found["changes"]:
        gained, lost = (change[key] for key in ("gained_km2", "lost_km2"))
        print(f"{change['state']}: {gained:,} km2 gained, {lost:,} km2 lost")


def _points(arguments: argparse.Namespace) -> None:
    line = _line(arguments.line, arguments.records)
    text = table_of(line, arguments.form)
    if not line["points"]:
        raise SeaError(
            f"{arguments.line} lies at a distance from a coast and has no turning "
            "points: draw it with the command limit"
        )
    if arguments.out:
        files.write(arguments.out, text)
    else:
        print(text, end="")


def _line(line_id: str, folder: Path) -> dict[str, Any]:
    """Return what is known of a line, from what is built while that is fresh."""
    try:
        layers.check_fresh(layers.LAYERS, folder)
        for line in layers.properties(LINES, layers.LAYERS):
            if line["id"] == line_id:
                return line
    except LayerError:
        pass
    return Sea(records.load(folder)).line_fact(line_id)


def _tell(notes: list[str]) -> None:
    for note in notes:
        print(f"note: {note}")


def _wrote(arguments: argparse.Namespace, found: dict[str, Any]) -> bool:
    """Write a file if one is named; print JSON if asked, and say that all is told."""
    if arguments.out:
        files.write(arguments.out, _text(found))
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    return bool(arguments.json)


def _text(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
