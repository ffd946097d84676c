"""Part ``query``: how long answers take that a page shows while a reader waits.

What is measured
    `Finder.find` for every beginning of every spelling in the list of
    ``tests/query/spellings.csv``, as a reader types it; `changes` and `stats` for days
    drawn at random over the whole span, after one was asked for, so that what is worked
    out once is there. The index, and what days rest on, are measured apart. There is no
    peer.
"""

import csv
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser

from geo.dates import SPAN_START
from geo.query.atlas import Atlas, load
from geo.query.changes import changes
from geo.query.find import Finder
from geo.query.stats import stats
from tests.bench.report import Row, Table, median

SPELLINGS = Path(__file__).parents[1] / "query" / "spellings.csv"
MOST_KEY_MS = 20
MOST_DAY_MS = 50
DAYS = 60


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _index(atlas: Atlas) -> Finder:
    return Finder(atlas.records, atlas.ways)


def _row(measure: str, times: list[float], most: float) -> Row:
    times = sorted(times)
    late = times[int(0.95 * (len(times) - 1))]
    return Row(
        f"{measure}, median and p95 of {len(times)}, ms",
        ours=f"{median(times):.1f}, {late:.1f}",
        target=f"p95 under {most:g}",
        holds=late < most,
    )


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    atlas = load()
    table = Table("Answers")
    table.rows.append(
        Row("index of all names, once, ms", f"{_ms(lambda: _index(atlas)):.0f}")
    )
    finder = atlas.finder
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        names = [row["spelling"] for row in csv.DictReader(file)]
    typed = [name[:end] for name in names for end in range(1, len(name) + 1)]
    keys = [_ms(lambda text=text: finder.find(text)) for text in typed]
    table.rows.append(_row("search, a key stroke", keys, MOST_KEY_MS))
    draw = random.Random(15)
    span = (atlas.records.newest - SPAN_START).days
    pairs = [sorted(draw.sample(range(span), 2)) for _ in range(DAYS)]
    days = [
        [SPAN_START.fromordinal(SPAN_START.toordinal() + n) for n in p] for p in pairs
    ]
    first = _ms(lambda: (changes(atlas, *days[0]), stats(atlas, days[0][0])))
    table.rows.append(Row("changes and stats, the first time, ms", f"{first:.0f}"))
    compared = [_ms(lambda pair=pair: changes(atlas, *pair)) for pair in days]
    counted = [_ms(lambda pair=pair: stats(atlas, pair[0])) for pair in days]
    table.rows.append(_row("changes of two days", compared, MOST_DAY_MS))
    table.rows.append(_row("stats of a day", counted, MOST_DAY_MS))
    yield table
