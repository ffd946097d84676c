"""Part ``step``: from a date step to the frame that shows it.

What is measured
    Ours and `TimelineSlider`: dates are shown one a frame, at the moment of a frame at
    which the browser hands out pointer moves. *Script* is the time in the call and in
    the callbacks that it leaves for the frame. *Painted* runs from the call to the end
    of the main thread's work on the frame (script, style, layout, paint), or to the
    page's own ``atlas:painted`` if that comes later; a frame of a 60 Hz display lasts
    16.7 ms. *Frames dropped* are those that a step took beyond its own, from the times
    that the browser stamps on frames, which also tell of painting beside the main
    thread.

    The two ways of streamlit-folium: a press on the page's button from within the page
    (so no test driver's time is in it), to the end of the frame in which the map in the
    component's frame has the new date's features.

Why it is fair
    Same machine, browser, run, layers and dates; every step changes something, as the
    dates are those on which anything does. The ways through the server, which take
    long, go through every n-th of the dates, for their time does not hang on how far a
    step goes. The peers' servers are warm, run here, and have their tables read; their
    scripts come from this machine. `tests.bench.peers` says what they need not draw,
    and each is checked to draw every feature of the rest.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from geo.query import who as query
from geo.records import read as records
from tests.bench import cdn, peers, timeline
from tests.bench.browser import map_of, stepping, visiting
from tests.bench.report import Row, Table, median, p95, spread
from tests.serving import serving

FRAME_MS = 1000 / 60
SCRIPT_MS = 4
TIMES_NAIVE = 20
TIMES_GROUP = 5
SERVER_STEPS = 40

Step = dict[str, float]


def dates() -> list[dt.date]:
    """Return every day on which something on the map changes."""
    return query.change_days(records.load())


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the tables of this part: ours alone, then beside the peers."""
    days = dates()
    few = days[:: max(1, len(days) // SERVER_STEPS)][:SERVER_STEPS]
    with serving("app.py") as url:
        ours, idle, work = _ours(browser, url, days, pictures)
        yield _alone(ours, idle, work)
        with cdn.serving_scripts() as scripts:
            slider, slider_work = _slider(browser, scripts, days, pictures)
            naive = _server(browser, scripts, "naive", few, pictures)
            group = _server(browser, scripts, "group", few, pictures)
        ours += _ours(browser, url, days, None)[0]  # the machine may be busier by now
    painted = [step["painted"] for step in ours]
    script, slider_script = (
        [step["script"] for step in all_] for all_ in (ours, slider)
    )
    table = Table("The same beside the peers")
    table.rows = [
        _against("naive `st_folium`", painted, naive, TIMES_NAIVE),
        _against("`feature_group_to_add`", painted, group, TIMES_GROUP),
        _against("`TimelineSlider`", painted, [step["painted"] for step in slider]),
        Row(
            "`TimelineSlider`: script, ms (median / p95)",
            spread(script),
            spread(slider_script),
            f"{median(slider_script) / median(script):.1f}",
        ),
        Row(
            "`TimelineSlider`: between frames, ms (median / p95); dropped",
            _between(ours),
            _between(slider),
        ),
    ]
    table.notes = [
        f"CPU of `TimelineSlider`'s main thread a step: {slider_work}.",
        f"Ratios are of medians. The ways through the server took {len(few)} dates; "
        "ours was taken before and after the peers.",
    ]
    yield table


def _alone(ours: list[Step], idle: list[float], work: str) -> Table:
    """Return the table of ours without the peers."""
    script = [step["script"] for step in ours]
    painted = [step["painted"] for step in ours]
    table = Table(f"Date step to painted frame: {len(ours)} dates, real records")
    table.rows = [
        Row(
            "script a step, ms (median / p95)",
            spread(script),
            target=f"p95 < {SCRIPT_MS} ms",
            holds=p95(script) < SCRIPT_MS,
        ),
        Row(
            "step to painted frame, ms (median / p95)",
            spread(painted),
            target=f"p95 ≤ {FRAME_MS:.1f} ms",
            holds=p95(painted) <= FRAME_MS,
        ),
        Row("between frames, ms (median / p95); dropped", _between(ours)),
    ]
    table.notes = [
        f"Idle, this display gives a frame every {spread(idle)} ms (median / p95).",
        f"CPU of the main thread a step: {work}.",
    ]
    missed = sum(int(step["missed"]) for step in ours)
    if missed:
        table.notes.append(f"{missed} steps were never said to be painted.")
    return table


def _against(
    name: str, ours: list[float], peer: list[float], target: float | None = None
) -> Row:
    ratio = median(peer) / median(ours)
    return Row(
        f"{name}: to painted, ms (median / p95)",
        spread(ours),
        spread(peer),
        f"{ratio:.1f}",
        f"≥ {target} times faster" if target else "",
        ratio >= target if target else None,
    )


def _between(steps: list[Step]) -> str:
    """Return the times between frames, and how many went by without a step."""
    frames = [step["frame"] for step in steps]
    dropped = sum(max(0, round(frame / FRAME_MS) - 1) for frame in frames)
    return f"{spread(frames)}; {dropped}"


def _shares(work: dict[str, float], steps: int) -> str:
    """Return what the main thread did a step, as text."""
    return ", ".join(f"{name} {ms / steps:.1f} ms" for name, ms in work.items())


def _ours(
    browser: Browser, url: str, days: list[dt.date], pictures: Path | None
) -> tuple[list[Step], list[float], str]:
    """Scrub our page; return its steps, the times between idle frames, its work."""
    with visiting(browser, pictures) as visit:
        visit.page.goto(url)
        frame = map_of(visit.page)
        visit.settle()
        idle = frame.evaluate("bench.idle(120)")
        scrub = "days => bench.scrub(days, (iso) => atlas.setDate(iso), true)"
        texts = [day.isoformat() for day in days]
        frame.evaluate(scrub, texts[-30:-1])  # let the browser compile what it runs
        with visit.working() as work:
            steps = frame.evaluate(scrub, texts)
        visit.settle()
        visit.picture("step-ours")
        return steps, idle, _shares(work, len(texts))


def _slider(
    browser: Browser, scripts: str, days: list[dt.date], pictures: Path | None
) -> tuple[list[Step], str]:
    """Scrub the page with folium's TimelineSlider; return its steps, and its work."""
    cdn.use(scripts)
    frames = peers.read()
    html = timeline.page(frames, days[-1])
    with visiting(browser, pictures) as visit:
        visit.page.goto(f"{scripts}/empty.css")
        visit.page.set_content(html)
        visit.page.wait_for_function("window.slider !== undefined")
        texts = [day.isoformat() for day in days]
        count = "document.querySelectorAll('path').length"
        visit.page.evaluate("day => slider.setTime(Date.parse(day))", texts[0])
        fixed = visit.page.evaluate(count) - peers.drawn(frames, days[0])
        scrub = "days => bench.scrub(days, (iso) => slider.setTime(Date.parse(iso)))"
        visit.page.evaluate(scrub, texts[-30:-1])
        with visit.working() as work:
            steps = visit.page.evaluate(scrub, texts)
        shown = visit.page.evaluate(count)
        _check("TimelineSlider", shown - fixed, peers.drawn(frames, days[-1]))
        visit.picture("step-slider")
        return steps, _shares(work, len(texts))


def _server(
    browser: Browser, scripts: str, way: str, days: list[dt.date], pictures: Path | None
) -> list[float]:
    """Step through a peer's app; return each step's time to its painted frame in ms."""
    with stepping(browser, scripts, way, days, pictures) as visit:
        times = []
        for day in (*days[1:], *days[:2]):
            times.append(visit.page.evaluate("m => bench.press(m)", peers.mark(day)))
            visit.settle()
        shown = sum(
            frame.locator(f"path.{peers.mark(days[1])}").count()
            for frame in visit.page.frames
        )
        _check(way, shown, peers.drawn(peers.read(), days[1]))
        visit.picture(f"step-{way}")
        return times[1:]


def _check(peer: str, shown: int, expected: int) -> None:
    """Raise unless a peer drew all that it has to."""
    if shown != expected:
        raise RuntimeError(f"{peer} drew {shown} features where there are {expected}")
