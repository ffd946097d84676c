"""Part ``world``: the atlas over as many places as VIINA's data has.

What is measured
    Places drawn at random in Libya, and the days of `tests.bench.synthetic`: 1,700 of
    them, a front that passes 20 places each day, there and back. Each size runs in a
    process of its own: the *layers* built from the records; what `annotate` makes ready
    *once* for some records; *who*, for one point after another, warm; and *rows a
    second* of `annotate` with all columns, in process. *Peak* is the memory of that
    process as the system counts it.

    Days have the same number of changes at each size, so the claims grow by less than
    the places. Growth is told for 3.3 times the places and the claims that they have.

Why it is fair
    The peer of `annotate` is that of part ``annotate``: cells of a day, dissolved by
    camp and joined by `geopandas`. It has the built layers and gives the camp alone.
"""

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from playwright.sync_api import Browser

from geo.dates import number_of
from geo.query.atlas import Atlas
from geo.query.questions import questions
from geo.records.read import Records
from geo.records.tables.control import Actor, Claim, Place, Source
from tests.bench import annotate, synthetic
from tests.bench.report import Row, Table, median, peak_mb
from tests.rows import row
from tests.worlds import ACTORS, OUTLINE, day

SIZES = (1_000, 10_000, 33_000)
EVENTS = 100_000
AT_A_TIME = 1 << 16
ASKED = 300
"""So many places are asked for one by one."""

HOLDERS = {"west_held": "gna", "east_held": "lna"}
NAMES = {"name_en": "N", "name_ar": "ن"}


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    table = Table(f"{synthetic.DAYS:,} days, {synthetic.CHANGES} changes a day, places")
    runs = [_in_a_process(size) for size in SIZES]
    for run in runs:
        head = f"{run['places']:,} places, {run['claims']:,} claims:"
        table.rows += [
            Row(f"{head} layers built, s", f"{run['layers']:.0f}"),
            Row(f"{head} made ready once, s", f"{run['ready']:.1f}"),
            Row(f"{head} who, µs", f"{run['who']:.0f}"),
            Row(
                f"{head} annotate, rows a second",
                f"{run['rate']:,.0f}",
                f"{run['peer']:,.0f}",
                f"{run['rate'] / run['peer']:.0f}",
                f"≥ {annotate.TIMES_PEER} times",
                run["rate"] >= annotate.TIMES_PEER * run["peer"],
            ),
            Row(f"{head} peak, MB", f"{run['mb']:,.0f}"),
        ]
    small, large = runs[-2:]
    for name, label in (("layers", "layers built"), ("ready", "made ready once")):
        growth, places = large[name] / small[name], large["places"] / small["places"]
        table.rows.append(
            Row(
                f"{label}, {places:.1f} times the places",
                ratio=f"{growth:.1f}",
                target=f"≤ {places:.1f} times: linear",
                holds=growth <= places,
            )
        )
    table.notes = ["Seconds are of one core. The peer gives the camp alone."]
    yield table


def _in_a_process(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.world", str(size)]
    done = subprocess.run(command, check=True, capture_output=True)
    run: dict[str, float] = json.loads(done.stdout)
    return run


def records(number: int, days: int = synthetic.DAYS) -> Records:
    """Return places in Libya, and who held them while a front moved to and fro.

    Parameters
    ----------
    number : int
        Of places; as many as `tests.bench.synthetic.spells` can do with.
    days : int
        From the first day of the map on.
    """
    random = np.random.default_rng(synthetic.SEED)
    west, south, east, north = OUTLINE.bounds
    drawn = random.uniform((west, south), (east, north), (4 * number, 2)).round(5)
    spots = drawn[shapely.contains_xy(OUTLINE, *drawn.T)][:number]
    spots = spots[np.argsort(spots[:, 0] + 0.5 * np.sin(2 * spots[:, 1]))]
    spells = defaultdict(list)
    for spell in synthetic.spells(number, days):
        if spell.end is None or spell.end > spell.start:
            spells[spell.cell].append(spell)
    return Records(
        places=tuple(_place(i, *spot) for i, spot in enumerate(spots.tolist())),
        control=tuple(
            _claim(spell)
            for cell in sorted(spells)
            for spell in sorted(spells[cell], key=lambda spell: spell.start)
        ),
        actors=tuple(
            row(Actor, actor_id=actor, camp=camp, **NAMES)
            for actor, camp in ACTORS.items()
        ),
        sources=(
            row(
                Source,
                source_id="s",
                title="T",
                publisher="P",
                url="https://example.org/",
                published=day(0).isoformat(),
            ),
        ),
    )


def _place(number: int, lon: float, lat: float) -> Place:
    return row(
        Place,
        place_id=f"p{number}",
        kind="town",
        lon=lon,
        lat=lat,
        location_accuracy_km=1.0,
        population=1,
        inherits="no",
        **NAMES,
    )


def _claim(spell: synthetic.Spell) -> Claim:
    return row(
        Claim,
        claim_id=f"p{spell.cell}-{spell.start}",
        place_id=f"p{spell.cell}",
        actor_id=HOLDERS[spell.layer],
        parties=(),
        status="held",
        start=day(spell.start),
        end=None if spell.end is None else day(spell.end),
        start_precision="day",
        last_seen=day(spell.start),
        confidence="high",
        source_ids=("s",),
        note="n",
    )


def run(number: int) -> dict[str, float]:
    """Return what so many places take."""
    atlas = Atlas(records(number))
    layers = _seconds(lambda: atlas.frames)
    newest = synthetic.DAYS - 1
    drawn = annotate.events(EVENTS, number_of(day(newest)))
    annotator = atlas.annotator(None)

    def ask(count: int) -> None:
        for first in range(0, count, AT_A_TIME):
            some = drawn[first : min(count, first + AT_A_TIME)]
            columns = {name: some[name].to_numpy() for name in ("lat", "lon", "date")}
            annotator.columns(questions(columns))

    ready = _seconds(lambda: ask(annotate.MANY + 1))
    taken = _seconds(lambda: ask(EVENTS))
    asked = atlas.records.places[:: max(1, number // ASKED)]
    for place in asked:
        atlas.who(place.lat, place.lon, day(0))
    who = []
    for place in asked:
        begun = time.perf_counter()
        atlas.who(place.lat, place.lon, day(newest // 2))
        who.append(time.perf_counter() - begun)
    return {
        "places": number,
        "claims": len(atlas.records.control),
        "layers": layers,
        "ready": ready,
        "who": median(who) * 1e6,
        "rate": EVENTS / taken,
        "mb": peak_mb(),
        "peer": EVENTS / annotate.peer(atlas, drawn),
    }


def _seconds(work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]))))
