"""Part ``picture``: a print-ready picture of the country, and how long it takes.

What is measured
    *Ours* is `geo.pictures.render.render`: A4 at 300 dpi, ten days in turn in a process
    of its own that is held to one core; the first, which loads fonts and cuts the
    ground, is shown apart. Memory is the most that the process ever held, with all it
    imports.

    *Peer* is the way of folium's ``Map._to_png``: the map's HTML is opened in a
    headless browser and photographed, at the same pixels. ``_to_png`` starts a browser,
    waits three seconds by default and quits the browser; so does the peer here, by
    Playwright in place of Selenium, which nothing else here needs. A second row leaves
    out all that can be left out: the browser stays open and the shot is taken at the
    page's load. Memory is the most that the browser's processes held together (PSS),
    without the Python that drives them.

Why it is fair
    Both draw the same day's layers. The peer's map has plain colours, no names, legend,
    inset or sources, and its scripts come from this machine without a wait; its browser
    may use every core.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.bench import cdn, drawing, peers
from tests.bench.browser import CUT_OFF
from tests.bench.report import Row, Table, median
from tests.chromium import FLAGS, executable

SHEET_PX = (1169, 827)
"""A4 at 100 dpi, which three pixels each bring to 300."""

WAIT_S = 3
TIMES_FASTER = 5
MOST_S = 1.5
SHOTS = 5


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    ours = _ours()
    with cdn.serving_scripts() as scripts, tempfile.TemporaryDirectory() as folder:
        cdn.use(scripts)
        page = Path(folder) / "map.html"
        chart = peers.canvas()
        peers.add_base(chart)
        peers.add_day(chart, peers.read(), drawing.DAYS[-1])
        chart.save(str(page))
        with _watching() as peak:
            whole = [_as_to_png(browser, page) for _ in range(SHOTS)]
        warm = [_shot(browser, page, pictures) for _ in range(SHOTS)]
    yield _table(ours, median(whole), median(warm), max(peak))


def _ours() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.drawing"],
        check=True,
        capture_output=True,
        text=True,
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _as_to_png(browser: Browser, page: Path) -> float:
    """Start a browser, open a page, wait, photograph it, quit; return the seconds."""
    start = time.perf_counter()
    flags = [*FLAGS, CUT_OFF, MARK]
    started = browser.browser_type.launch(executable_path=executable(), args=flags)
    _photograph(started, page, WAIT_S)
    started.close()
    return time.perf_counter() - start


def _shot(browser: Browser, page: Path, pictures: Path | None) -> float:
    """Photograph a page in a browser that is open; return the seconds."""
    start = time.perf_counter()
    data = _photograph(browser, page, 0)
    took = time.perf_counter() - start
    if pictures:
        (pictures / "picture-peer.png").write_bytes(data)
    return took


def _photograph(browser: Browser, page: Path, wait_s: float) -> bytes:
    size = {"width": SHEET_PX[0], "height": SHEET_PX[1]}
    context = browser.new_context(viewport=size, device_scale_factor=3)
    tab = context.new_page()
    tab.goto(page.as_uri())
    time.sleep(wait_s)
    if not tab.locator("path.leaflet-interactive").count():
        raise RuntimeError("the peer's map is empty")
    data = tab.screenshot()
    context.close()
    return data


MARK = "--atlas-bench-picture"
"""By this flag the browser's first process is known."""


@contextlib.contextmanager
def _watching() -> Iterator[list[float]]:
    """Fill in what the marked browser's processes hold together, in MB, as they run."""
    held, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            held.append(sum(map(_pss_mb, _family())))

    thread = threading.Thread(target=watch)
    thread.start()
    yield held
    over.set()
    thread.join()


def _family() -> list[Path]:
    """Return the processes of the marked browser."""
    parents, roots = {}, set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            stat = (process / "stat").read_text(encoding="utf-8")
            parents[process.name] = stat.rsplit(")", 1)[1].split()[1]
            if MARK in (process / "cmdline").read_text(encoding="utf-8"):
                roots.add(process.name)
    family = set(roots)
    while more := {pid for pid, up in parents.items() if up in family} - family:
        family |= more
    return [Path("/proc", pid) for pid in family]


def _pss_mb(process: Path) -> float:
    with contextlib.suppress(OSError):
        for line in (process / "smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1000
    return 0.0


def _table(ours: dict[str, Any], whole: float, warm: float, peak_mb: float) -> Table:
    first, *rest = ours["seconds"]
    took = median(rest)
    rows = [
        Row(
            "country, A4, 300 dpi, warm, s (median)",
            f"{took:.2f}",
            target=f"< {MOST_S} s on one core",
            holds=took < MOST_S,
        ),
        Row(
            "the same beside `_to_png`'s way, s (median)",
            f"{took:.2f}",
            f"{whole:.2f}",
            f"{whole / took:.1f}",
            f"≥ {TIMES_FASTER} times faster",
            whole >= TIMES_FASTER * took,
        ),
        Row(
            "beside an open browser, no waiting, s (median)",
            f"{took:.2f}",
            f"{warm:.2f}",
            f"{warm / took:.1f}",
        ),
        Row(
            "peak memory, MB",
            f"{ours['peak_mb']:.0f}",
            f"{peak_mb:.0f}",
            f"{peak_mb / ours['peak_mb']:.1f}",
        ),
    ]
    notes = [
        f"Ours: first picture {first:.2f} s, CPU {median(ours['cpu'][1:]):.2f} s a "
        f"picture, {ours['bytes'] / 1000:.0f} kB.",
        f"Peer: {SHOTS} shots each way; {WAIT_S} s of each in the second row are "
        "`_to_png`'s own wait.",
    ]
    return Table("Picture", rows, notes)
