"""Part ``update``: what one update of a page costs the server.

What is measured
    The seconds of a core that the server's process takes, as the system counts them, of
    all its threads, while one reader without a browser (`tests.soak.readers`) goes to
    `STEPS` days, one after another, with a tab of the panel open; so that other work on
    the machine does not count. A reader of the map itself goes to other days without
    the server until it rests; this is what follows then.

Why it is fair
    The peer draws the same layers, in its lighter way (`tests.bench.peers`), as a new
    `st_folium` map for each day, and is asked for days by the same protocol. It has no
    panel beside its map.
"""

import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser

from geo.page.state import TABS
from tests.bench import cdn
from tests.bench.report import Row, Table
from tests.loops import run
from tests.serving import serving
from tests.soak.naive import pressing
from tests.soak.readers import Measures, Reader, server

STEPS = 20
MOST_MS = 100
FIRST = dt.date(2019, 1, 1)
DAYS = [FIRST + dt.timedelta(37 * number) for number in range(STEPS)]
REST_S = 0.3
"""What a run leaves behind is waited for so long."""

Step = Callable[[int], Awaitable[object]]


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    days = ",".join(day.isoformat() for day in DAYS)
    with (
        cdn.serving_scripts() as scripts,
        serving(
            "tests/bench/apps/stepping.py",
            BENCH_SCRIPTS=scripts,
            BENCH_DATES=days,
            BENCH_WAY="naive",
            PYTHONPATH=".",
        ) as url,
    ):
        naive = run(_naive(url))
    table = Table(f"An update of the page: the server's CPU, ms, mean of {STEPS}")
    with serving("app.py") as url:
        for name, taken in run(_ours(url)).items():
            table.rows.append(
                Row(
                    f"another day, tab {name}; beside it naive `st_folium`",
                    f"{taken:.0f}",
                    f"{naive:.0f}",
                    f"{naive / taken:.0f}",
                    f"< {MOST_MS} ms",
                    taken < MOST_MS,
                )
            )
    yield table


def _seconds() -> float:
    """Return how long the server has used a core."""
    fields = (server() / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _mean_ms(step: Step) -> float:
    await step(0)  # what is made once is not counted
    await asyncio.sleep(REST_S)
    before = _seconds()
    for number in range(STEPS):
        await step(number)
    await asyncio.sleep(REST_S)
    return (_seconds() - before) / STEPS * 1000


async def _ours(url: str) -> dict[str, float]:
    measures, found = Measures(), {}
    async with Reader.open(url, DAYS, measures) as reader:
        for tab in TABS:
            await reader.open_tab(tab)
            found[tab] = await _mean_ms(lambda number: reader.go(DAYS[number]))
    if measures.faults:
        raise RuntimeError(measures.faults[0])
    return found


async def _naive(url: str) -> float:
    async with pressing(url) as press:
        return await _mean_ms(lambda _number: press())
