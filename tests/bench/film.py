"""Part ``film``: how many pictures a second a film takes.

What is measured
    The film of all changes of 2019 and 2020, of 1280 x 720 px, from the first request
    to the last picture: on every core, starting the processes included, and one by one
    in one process. Encoding is left out; it is the same for both.

Why it is fair
    Both draw the same pictures with the same code, in this order: side by side first,
    so that no cache of the first run helps it.
"""

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from geo.layers import read as layers
from geo.pictures import film as timelapse
from geo.records import read as records
from geo.request import Request
from tests.bench.report import Row, Table

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2020, 12, 31)


def measure(_browser: Browser, _pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    frames = {name: layers.read(name) for name in layers.NAMES}
    whole = Request(LAST, since=FIRST, size_px=timelapse.SIZE_PX)
    days = timelapse.days(records.load(), whole)
    requests = [replace(whole, day=day, since=None) for day in days]
    paces = []
    for jobs in (timelapse.cores(), 1):
        start = time.perf_counter()
        count = sum(1 for _ in timelapse.pictures(frames, requests, jobs))
        paces.append(count / (time.perf_counter() - start))
    together, alone = paces
    row = Row(
        "frames a second: on every core, and one by one in one process",
        f"{together:.2f}",
        f"{alone:.2f}",
        f"{together / alone:.2f} times faster",
    )
    notes = [f"{len(days)} frames, {timelapse.cores()} cores."]
    yield Table("A film of all changes of 2019-2020", [row], notes)
