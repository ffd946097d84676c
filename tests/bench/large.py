"""Part ``large``: data of the size of VIINA's, on the canvas renderer.

What is measured
    A page that `geo.web.html.time_page` makes of synthetic layers
    (`tests.bench.synthetic`) is opened from disk; *load* is the time from navigation to
    its first map. Then its date is moved one step a frame as in part ``step``, which
    says what *script* and *painted* are: a day a step through 300 days, and a week a
    step through all 1,700.

    Days have the same number of changes at each number of cells, so what a step costs
    more at 33,000 cells than at 1,000 is what the cells cost, not the changes. A week a
    step has seven times the changes.

Why it is fair
    It is compared with itself alone. No peer is asked: at a few thousand cells the ways
    through the server take seconds a step.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from geo.web import html as maps
from tests.bench import synthetic
from tests.bench.browser import visiting
from tests.bench.report import Row, SkippedError, Table, median, p95, spread

SIZES = (1_000, 10_000, 33_000)
DAY_STEPS = 300
WEEK = 7
SCRUB_MS = 33
TWO_FRAMES_MS = 33.4
"""Frames come in multiples of 16.7 ms, give or take the clock's grain."""
TIMES_SMALL = 3
"""How much more script a step may take with 33 times the cells."""

SCRUB = "days => bench.scrub(days, (iso) => atlas.setDate(iso), true)"


@dataclass(frozen=True)
class Run:
    """What one size took: size of the page, load, and steps by a day and by a week."""

    cells: int
    megabytes: float
    load: float
    day: list[dict[str, float]]
    week: list[dict[str, float]]


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part.

    Raises
    ------
    SkippedError
        If there is no ``geo.web.html.time_page`` yet.
    """
    make = getattr(maps, "time_page", None)
    if make is None:
        raise SkippedError("geo.web.html has no time_page yet")
    runs = [_run(browser, make, size, pictures) for size in SIZES]
    small, big = runs[0], runs[-1]
    table = Table(f"{synthetic.DAYS:,} days, {synthetic.CHANGES} changes a day, canvas")
    for run in runs:
        table.rows += _size(run, small)
    growth = _script(big.day) / _script(small.day)
    table.rows.append(
        Row(
            f"script a step, {big.cells // small.cells} times the cells",
            ratio=f"{growth:.1f}",
            target=f"≤ {TIMES_SMALL} times",
            holds=growth <= TIMES_SMALL,
        )
    )
    table.rows += _judged("a day", big, big.day) + _judged("a week", big, big.week)
    table.notes = ["Ratios are of medians, to 1,000 cells."]
    yield table


def _script(steps: list[dict[str, float]]) -> float:
    return median([step["script"] for step in steps])


def _size(run: Run, small: Run) -> list[Row]:
    rows = [
        Row(f"{run.cells:,} cells: page, MB; load, s", _load(run)),
    ]
    for name, steps, others in (
        ("a day", run.day, small.day),
        ("a week", run.week, small.week),
    ):
        for figure in ("script", "painted"):
            times, base = ([step[figure] for step in all_] for all_ in (steps, others))
            rows.append(
                Row(
                    f"{run.cells:,} cells, {name} a step: {figure}, ms (median / p95)",
                    spread(times),
                    ratio=f"{median(times) / median(base):.1f}",
                )
            )
    return rows


def _load(run: Run) -> str:
    return f"{run.megabytes:.1f}; {run.load / 1000:.1f}"


def _judged(name: str, run: Run, steps: list[dict[str, float]]) -> list[Row]:
    painted = [step["painted"] for step in steps]
    frames = [step["frame"] for step in steps]
    start = f"{run.cells:,} cells, {name} a step:"
    return [
        Row(
            f"{start} to painted, ms (median / p95)",
            spread(painted),
            target=f"p95 < {SCRUB_MS} ms",
            holds=p95(painted) < SCRUB_MS,
        ),
        Row(
            f"{start} between frames, ms (median / p95)",
            spread(frames),
            target="p95 ≤ two frames",
            holds=p95(frames) <= TWO_FRAMES_MS,
        ),
    ]


def _run(
    browser: Browser,
    make: Callable[..., str],
    size: int,
    pictures: Path | None,
) -> Run:
    """Make the page of one size, open it and scrub it."""
    layers: Mapping[str, dict] = synthetic.collections(size)
    text = make(layers, synthetic.START, renderer="canvas")
    days = [synthetic.day(number) for number in range(1, DAY_STEPS + 1)]
    weeks = [synthetic.day(n) for n in range(WEEK, synthetic.DAYS, WEEK)]
    with tempfile.TemporaryDirectory() as folder, visiting(browser, pictures) as visit:
        file = Path(folder, "large.html")
        file.write_text(text, encoding="utf-8")
        visit.page.add_init_script("window.firstMap = bench.firstMap('ours')")
        visit.page.goto(file.as_uri())
        load = visit.page.evaluate("window.firstMap")
        visit.settle()
        visit.page.evaluate(SCRUB, days[20::-1])
        by_day = visit.page.evaluate(SCRUB, days)
        by_week = visit.page.evaluate(SCRUB, weeks)
        visit.settle()
        visit.picture(f"large-{size}")
        return Run(size, len(text) / 1e6, load, by_day, by_week)
