"""Part ``annotate``: files of events, answered; `who`; and the state of all places.

What is measured
    Events drawn at random over Libya and its days are written as Parquet, 10⁴, 10⁵ and
    10⁶ of them, and annotated by the command line in a process of its own: *rows a
    second of a core*, of all threads together and in the system too, so that other work
    on the machine does not count, beyond what a file of few takes: of one row, or for
    more than `MANY` rows, which are answered otherwise, of one more than these;
    *peak memory* of that process as the system counts it (Linux's ``VmHWM``: what
    ``getrusage`` tells includes the process that started it).

    *All columns* and *camp and place* (``--columns camp,place``) are two questions,
    each put to every peer that can answer it.

    *The peer* does what a reader without the atlas would: for each day it takes the
    cells of that day, dissolves them by camp and joins the day's events
    (`geopandas.sjoin`). It gives the camp alone. Its time is that of `PEER_DAYS` days,
    in proportion to all. *DuckDB* is the query of ``export-sql``; for camp and place a
    short one over its tables. *DuckDB, spatial* joins by its own index of shapes; it
    is asked where ``load spatial`` works, for it comes over the network. *PostGIS* has
    GiST indexes of shape and span, and takes the nearest front by its index too.
    Neither looks for the cell of a point off the coast: less than is asked of ours.

    `who` is asked for one point after another, the state of all places for one day
    after another, warm.

Why it is fair
    Same events, same records, same columns, one process each, on one core. DuckDB
    reads the very file that ours reads, and writes one as ours does. PostGIS has the
    events in a table when its clock starts and answers into one. Cells and fronts are
    in all hands and indexed: what ours makes ready once for some records, and keeps,
    was made ready by a run before, and is told by itself (*made ready*).
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Browser

from geo.control.spans import Spans
from geo.dates import SPAN_START, day_of, number_of
from geo.layers import select
from geo.query import states
from geo.query.annotate import MANY
from geo.query.atlas import Atlas, load
from geo.style.layers import HELD
from tests.bench import databases
from tests.bench.report import Row, Table, median

SIZES = (10_000, 100_000, 1_000_000)
PEER_DAYS = 25
RUNS = 3
"""The middle of so many is told of ours."""

MOST_WHO_US = 50
MOST_ON_MS = 1
TIMES_PEER = 20
TIMES_DATABASE = {"DuckDB, SQL": 5, "DuckDB, spatial": 5, "PostGIS, GiST": 10}
QUESTIONS = {"all columns": (), "camp and place": ("--columns", "camp,place")}
GEOPANDAS = "geopandas, a day"
SOURCE = "in.parquet"
FLAT = 1.5
"""How much more memory a hundred times the rows may take."""

RUN = """
import json, sys, time
from geo.__main__ import main
begun = time.process_time()
status = main(["annotate", *sys.argv[1:]])
lines = open("/proc/self/status").read().splitlines()
(peak,) = (int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
print(json.dumps({"s": time.process_time() - begun, "mb": peak / 1024}))
sys.exit(status)
"""


def events(size: int, newest: int) -> pd.DataFrame:
    """Return events drawn at random, the same each time."""
    draw = np.random.default_rng(18)
    first = number_of(SPAN_START)
    return pd.DataFrame(
        {
            "id": np.arange(size),
            "lat": draw.uniform(20, 33.2, size),
            "lon": draw.uniform(9.5, 25.2, size),
            "date": draw.integers(first, newest + 1, size).astype("datetime64[D]"),
        }
    )


def measure(
    browser: Browser, pictures: Path | None, sizes: tuple[int, ...] = SIZES
) -> Iterator[Table]:
    """Yield the table of this part."""
    atlas = load()
    newest = number_of(atlas.records.newest)
    table = Table("Events, annotated")
    table.rows += _warm(atlas)
    peaks = []
    with (
        tempfile.TemporaryDirectory() as name,
        databases.peers(Path(name), atlas) as peers,
    ):
        folder = Path(name)
        at_once = events(MANY + 1, newest)
        ready, again = (_command(folder, at_once)["s"] for _ in range(2))
        table.rows.append(Row("made ready once, s", f"{max(0.0, ready - again):.1f}"))
        few = {False: events(1, newest), True: at_once}
        short = {
            (is_many, question): _runs(folder, drawn, *words)
            for is_many, drawn in few.items()
            for question, words in QUESTIONS.items()
        }
        for size in sizes:
            drawn = events(size, newest)
            for question, words in QUESTIONS.items():
                is_many = size > MANY
                took = _runs(folder, drawn, *words)  # the peers read this file
                ours = _rate(took, short[is_many, question], size - len(few[is_many]))
                if not words:
                    peaks.append(median([one["mb"] for one in took]))
                    mb = f"{peaks[-1]:.0f}"
                    table.rows.append(Row(f"{size:,} rows: peak, MB", mb))
                rates = {
                    peer: size / timed(folder / SOURCE, not words)
                    for peer, timed in peers.items()
                }
                if words:
                    rates[GEOPANDAS] = size / peer(atlas, drawn)
                table.rows += [
                    _beside(f"{size:,} rows, {question}", ours, peer, rate)
                    for peer, rate in rates.items()
                ]
    growth = peaks[-1] / peaks[0]
    table.rows.append(
        Row(
            f"peak at {sizes[-1] // sizes[0]} times the rows",
            ratio=f"{growth:.2f}",
            target=f"≤ {FLAT} times",
            holds=growth <= FLAT,
        )
    )
    table.notes = [
        f"The peer's time is that of {PEER_DAYS} days, in proportion.",
        "It gives the camp alone. PostGIS answers from table to table.",
    ]
    yield table


def _beside(label: str, ours: float | None, peer: str, rate: float) -> Row:
    """Return a row of the table; without a rate of ours, none is compared."""
    times = TIMES_DATABASE.get(peer, TIMES_PEER)
    name = f"{label}: rows a second of a core, peer {peer}"
    if ours is None:
        return Row(name, ours="no more than runs differ", peer=f"{rate:,.0f}")
    return Row(
        name,
        ours=f"{ours:,.0f}",
        peer=f"{rate:,.0f}",
        ratio=f"{ours / rate:.1f}",
        target=f"≥ {times} times",
        holds=ours >= times * rate,
    )


def _runs(folder: Path, drawn: pd.DataFrame, *words: str) -> list[dict[str, float]]:
    return [_command(folder, drawn, *words) for _ in range(RUNS)]


def _rate(
    many: list[dict[str, float]], few: list[dict[str, float]], rows: int
) -> float | None:
    """Return how many rows a second more take; None: no more than runs differ."""
    long, short = ([one["s"] for one in runs] for runs in (many, few))
    more = median(long) - median(short)
    spread = max(max(runs) - min(runs) for runs in (long, short))
    return rows / more if more > spread else None


def _warm(atlas: Atlas) -> list[Row]:
    """Return how long one question takes, and all places of a day."""
    days = [day_of(n) for n in range(number_of(SPAN_START), 20400, 7)]
    points = [(place.lat, place.lon) for place in atlas.records.places]
    assert isinstance(atlas.spans, Spans)
    for lat, lon in points:
        atlas.who(lat, lon, days[0])
    single = [
        _seconds(lambda p=point, d=day: atlas.who(*p, d))
        for point, day in zip(points, days, strict=False)
    ]
    on = [_seconds(lambda d=day: states.on(atlas, d)) for day in days]
    us, ms = median(single) * 1e6, median(on) * 1e3
    return [
        Row("who, µs", f"{us:.0f}", "", "", f"< {MOST_WHO_US}", us < MOST_WHO_US),
        Row("all places, ms", f"{ms:.2f}", "", "", f"< {MOST_ON_MS}", ms < MOST_ON_MS),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _command(folder: Path, drawn: pd.DataFrame, *words: str) -> dict[str, float]:
    """Annotate events in a process of its own; return seconds and peak."""
    source, out = folder / SOURCE, folder / "out.parquet"
    drawn.to_parquet(source, index=False)
    done = subprocess.run(
        [sys.executable, "-c", RUN, source, out, *words],
        check=True,
        capture_output=True,
    )
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def peer(atlas: Atlas, drawn: pd.DataFrame) -> float:
    """Return how long geopandas takes, a day after the other."""
    cells = pd.concat([atlas.frames[name] for name in HELD])
    columns = ["camp", "valid_from", "valid_to", "geometry"]
    cells = gpd.GeoDataFrame(cells[columns], crs=4326)
    step = max(1, drawn["date"].nunique() // PEER_DAYS)
    by_day = dict([*drawn.groupby("date")][::step])
    begun = time.process_time()
    for day, rows in by_day.items():
        zones = select.valid(cells, day.date()).dissolve("camp").reset_index()
        points = gpd.GeoDataFrame(
            rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs=4326
        )
        gpd.sjoin(points, zones[["camp", "geometry"]], how="left")
    taken = time.process_time() - begun
    return taken * drawn["date"].nunique() / len(by_day)
