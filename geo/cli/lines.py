"""The commands ``median`` and ``limit``: lines drawn from coasts."""

from collections import defaultdict
from pathlib import Path

import click

from geo import files
from geo.cli import options, output
from geo.cli.command import command, language, option
from geo.cli.language import in_words, spoken
from geo.errors import Either, SeaError, Text
from geo.records import read as reading
from geo.records.store import Origin
from geo.sea import (
    coast_name,
    coasts,
    edges,
    limit_features,
    median_features,
    medians,
    neighbours,
    paths,
    state_name,
)
from geo.sea import lines as published
from geo.words import SOURCE, say

ISLAND_STATES = ("cyprus", "malta")

_drawing = options.all_of(
    option("--baselines", is_flag=True, about="cli.help.baselines"),
    option("--apart", metavar="COAST", about="cli.help.apart"),
    options.as_json,
    options.records,
)
"""What commands that draw a line have in common."""

PDF = ".pdf"


@command("cli.about.median", "cli.more.coast")
@click.argument("first", metavar="COAST")
@click.argument("second", metavar="COAST")
@option(
    "--islands",
    type=click.Choice(coasts.EFFECTS),
    default="full",
    show_default=True,
    about="cli.help.islands",
)
@options.out("cli.help.median_out")
@language("cli.help.certificate_lang")
@_drawing
def median(  # noqa: PLR0913 (each is an option)
    first: str,
    second: str,
    islands: str,
    *,
    apart: str | None,
    out: Path | None,
    language: str,
    records: Origin,
    baselines: bool,
    as_json: bool,
) -> None:
    """Draw the equidistance line of two coasts."""
    output.check_ending(out, PDF)
    first, second = map(coasts.distinct, (first, second))
    requested = [first, second, *_apart(apart)]
    names, straight = _measured_from(requested, records, every=baselines)
    cut_by = names[2] if len(names) > 2 else ""
    line = medians.named(names[0], names[1], islands, cut_by, straight)
    effect = islands.replace("half", "full")
    measured = [coasts.select(name, effect, straight) for name in names]
    notes = [
        *_counted(names, islands, spoken()),
        *edges.of_coasts(measured, spoken()),
        *edges.of_lines(line.lines, "median", spoken()),
        *edges.of_reach(line.lines, measured[:2], spoken()),
        *edges.of_land(line.lines, measured[:2], spoken()),
        *edges.of_third(line.lines, measured, spoken()),
        say("sea.notes.computed", spoken(), datum="WGS84"),
    ]
    collection = {**median_features(line, islands), "notes": notes}
    if out and out.suffix.lower() == PDF:
        _certify(out, (names[0], names[1], islands, cut_by, language), records)
    else:
        output.write_json(out, collection)
    if as_json:
        output.print_json(collection)
        return
    count = sum(map(len, line.stretches))
    values = {"nm": line.length_nm, "km": line.length_nm * 1.852, "count": count}
    parts = Text("cli.lines.parts", count=len(line.lines))
    what = {"first": first, "second": second, "islands": islands, "parts": parts}
    print(in_words(Text("cli.lines.median", **what, **values)))
    _print_notes(notes)
    if not out:
        _print_stretches(line)


def _certify(out: Path, names: tuple[str, str, str, str, str], records: Origin) -> None:
    """Write the certificate of a median."""
    from geo.export import certificates  # noqa: PLC0415 (what draws it loads slowly)

    request = certificates.MedianRequest(*names)
    files.write(out, certificates.make(request, reading.load(records)))


def _print_stretches(line: medians.Median) -> None:
    for part in line.stretches:
        for stretch in part:
            base = "; ".join(
                f"{point.state} {point.place or 'islet'} {point.lat:.5f}, "
                f"{point.lon:.5f}"
                for point in stretch.base
            )
            start = _lat_lon(stretch.points[0])
            values = {"start": start, "nm": stretch.distance_nm, "base": base}
            print(in_words(Text("cli.lines.stretch", **values)))
        print(_lat_lon(part[-1].points[-1]))


def _lat_lon(point: tuple[float, float]) -> str:
    return f"{point[1]:.6f}, {point[0]:.6f}"


def _apart(coast: str | None) -> list[str]:
    """Return the coast that cuts the line, if one was named."""
    if coast is None:
        return []
    if not coast.strip():
        raise SeaError("error.cli.apart")
    return [coasts.distinct(coast)]


def _counted(names: list[str], islands: str, language: str = SOURCE) -> list[str]:
    """Return which islands count although none were to."""
    if islands == "full":
        return []
    words = [part.strip().split(":")[0] for name in names for part in name.split("+")]
    known = {s.state for s in coasts.all_stretches()}
    named = [word for word in dict.fromkeys(words) if word.lower() not in known]
    whole = [word for word in dict.fromkeys(words) if word.lower() in ISLAND_STATES]
    return [
        *(
            say(f"sea.notes.{key}", language, coast=coast_name(word, language))
            for key, words in (("named_itself", named), ("main_island", whole))
            for word in words
        ),
    ]


def _measured_from(
    names: list[str], records: Origin, *, every: bool
) -> tuple[list[str], coasts.Baselines]:
    """Return coasts as asked for, and the straight baselines that they name.

    With `every` each coast is measured from the straight baselines on record.
    """
    if not every and not any(":baselines" in name for name in names):
        return names, ()
    facts = reading.load(records)
    straight = published.baselines(facts.maritime_lines, facts.maritime_points)
    if not every:
        return names, straight
    drawn = {state for state, _ in straight}
    widened = ["+".join(_with_baselines(x, drawn) for x in n.split("+")) for n in names]
    if widened == names and not any(":baselines" in name for name in names):
        raise SeaError(
            "error.cli.no_baselines", names=Either(names), known=sorted(drawn)
        )
    return widened, straight


def _with_baselines(coast: str, drawn: set[str]) -> str:
    state = coast.strip().lower().partition(":")[0]
    return f"{coast}:baselines" if state in drawn else coast


@command(
    "cli.about.limit",
    "cli.more.limit",
    "cli.more.coast",
    context_settings=options.NEGATIVE,
)
@click.argument("coast")
@click.argument("miles", type=options.Number())
@options.out("cli.help.line_out")
@_drawing
@options.speech
def limit(  # noqa: PLR0913 (each is an option)
    coast: str,
    miles: float,
    *,
    apart: str | None,
    out: Path | None,
    records: Origin,
    baselines: bool,
    as_json: bool,
) -> None:
    """Draw the limit at a distance of a coast."""
    output.check_ending(out)
    coast = coasts.distinct(coast)
    requested = [coast, *_apart(apart)]
    names, straight = _measured_from(requested, records, every=baselines)
    zone = neighbours.zone(names[0], miles, names[1] if apart else "", straight)
    measured = [coasts.select(name, "full", straight) for name in names]
    parts, water, beyond = zone.parts, zone.water, zone.km2_beyond
    notes = [
        *edges.of_coasts(measured, spoken()),
        *edges.of_lines([part.line for part in parts], "limit", spoken()),
        *edges.of_water(water, spoken()),
        *_beyond(parts, beyond),
        say("sea.notes.computed", spoken(), datum="WGS84"),
    ]
    km2 = paths.area_km2(water)
    collection = limit_features(parts, miles)
    collection |= {
        "km2": round(km2),
        "km2_nearer_to_others": round(beyond),
        "notes": notes,
    }
    output.write_json(out, collection)
    if as_json:
        output.print_json(collection)
        return
    lines = sum(not part.on_land for part in parts)
    values = {"coast": coast, "nm": miles, "count": lines, "km2": km2}
    if apart:
        print(in_words(Text("cli.lines.limit_apart", apart=apart, **values)))
    else:
        print(in_words(Text("cli.lines.limit", **values)))
    _print_notes(notes)


def _beyond(parts: list[neighbours.Part], km2: float) -> list[str]:
    """Return what of a limit lies nearer to others, or on land, in words."""
    notes: list[str] = []
    of_state: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        if part.nearer_to:
            of_state[part.nearer_to] += paths.length_m(part.line) / paths.NM
    for state, miles in sorted(of_state.items()):
        name = state_name(state, spoken())
        notes.append(
            say(
                "sea.notes.limit_nearer",
                spoken(),
                miles=f"{miles:.1f}",
                state=name,
                coast=state,
            )
        )
    if km2 >= 1:
        notes.append(say("sea.notes.water_nearer", spoken(), km2=f"{km2:,.0f}"))
    if any(part.on_land for part in parts):
        notes.append(say("sea.notes.on_land", spoken()))
    return notes


def _print_notes(notes: list[str]) -> None:
    for note in notes:
        print(in_words(Text("cli.lines.note", note=note)))
