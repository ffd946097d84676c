"""Part ``heap``: what a thousand date steps leave behind in the browser.

What is measured
    The bytes of JavaScript's heap that live objects take, and the nodes of the page, by
    the DevTools protocol after a forced collection: first when every date has been
    shown once (so that what is made once is there), then after 1,000 steps more, one a
    frame, through the dates on which anything changes, to and fro.

Why it is fair
    The peer is `feature_group_to_add`, the only way of streamlit-folium that keeps its
    map; it is measured in the same way, after 5 steps and after 25 more, for it takes
    a long time for each. The naive way makes a new map each time and is no peer here.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from tests.bench import cdn, peers
from tests.bench.browser import map_of, stepping, visiting
from tests.bench.report import Row, Table
from tests.bench.step import dates
from tests.serving import serving

STEPS = 1000
WARM_UP, PEER_STEPS = 5, 25
GROWTH = 0.10

Use = tuple[float, int]
"""Live heap in MB, and nodes."""


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the tables of this part: ours, then the peer's."""
    days = dates()
    table, grown = _table(f"Heap: {STEPS:,} steps", _ours(browser, days, pictures))
    table.rows.append(
        Row(
            "growth",
            f"{grown:+.1%}",
            target=f"within {GROWTH:.0%}",
            holds=abs(grown) <= GROWTH,
        )
    )
    yield table
    name = f"The peer, `feature_group_to_add`: {PEER_STEPS} steps"
    table, grown = _table(name, _group(browser, days, pictures), peer=True)
    table.rows.append(Row("growth", peer=f"{grown:+.1%}"))
    yield table


def _table(
    title: str, uses: tuple[Use, Use], peer: bool = False
) -> tuple[Table, float]:
    """Return the table of what was in use before and after, and how much it grew."""
    (heap, nodes), (heap_after, nodes_after) = uses
    figures = {
        "live heap before, after, MB": f"{heap:.1f}, {heap_after:.1f}",
        "nodes before, after": f"{nodes:,}, {nodes_after:,}",
    }
    side = "peer" if peer else "ours"
    rows = [Row(name, **{side: figure}) for name, figure in figures.items()]
    return Table(title, rows), heap_after / heap - 1


def _use(session: CDPSession) -> Use:
    """Return what is in use once everything that can go is gone."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    return used / 1e6, session.send("Memory.getDOMCounters")["nodes"]


def _ours(
    browser: Browser, days: list[dt.date], pictures: Path | None
) -> tuple[Use, Use]:
    texts = [day.isoformat() for day in days]
    to_and_fro = islice(cycle([*reversed(texts[:-1]), *texts[1:]]), STEPS)
    scrub = "days => bench.scrub(days, (iso) => atlas.setDate(iso), true).then(() => 0)"
    with serving("app.py") as url, visiting(browser, pictures) as visit:
        visit.page.goto(url)
        frame = map_of(visit.page)
        visit.settle()
        session = visit.cdp()
        frame.evaluate(scrub, texts)
        before = _use(session)
        frame.evaluate(scrub, list(to_and_fro))
        after = _use(session)
        visit.picture("heap-ours")
    return before, after


def _group(
    browser: Browser, days: list[dt.date], pictures: Path | None
) -> tuple[Use, Use]:
    steps = days[: WARM_UP + PEER_STEPS + 1]
    with (
        cdn.serving_scripts() as scripts,
        stepping(browser, scripts, "group", steps, pictures) as visit,
    ):
        session = visit.cdp()
        uses = []
        for count, day in enumerate(steps[1:], 1):
            visit.page.evaluate("m => bench.press(m)", peers.mark(day))
            visit.settle()
            if count in (WARM_UP, WARM_UP + PEER_STEPS):
                uses.append(_use(session))
        visit.picture("heap-group")
    return uses[0], uses[1]
