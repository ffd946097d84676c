"""Part ``site``: the static site, beside the Streamlit page and folium's own HTML.

What is measured
    *Build*: seconds of the command, into an empty folder and again with nothing new;
    bytes and files. *First map* as part ``first`` measures it; *a place's text*: until
    its name and who holds it are painted. *Requests* and bytes on the wire of a first
    visit, by the browser's own count. Every visit has a cold cache; the site comes from
    Python's plain server of files, without compression.

Why it is fair
    Visits alternate in one run on one machine. folium draws the same layers of one day,
    without evidence or time, and its scripts come from here without a wait.
"""

import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser

from tests.bench import cdn, peers
from tests.bench.browser import visiting
from tests.bench.report import Row, Table, median, spread
from tests.serving import serving

VISITS = 3
BUILD_SECONDS = 120
DAY = dt.date(2019, 12, 19)
PLACE = "sabha"

PAINTED = """() => new Promise((done) =>
  requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""
"""Milliseconds until what is there now is painted."""

TOOK = """() => performance.getEntriesByType("resource").concat(
  performance.getEntriesByType("navigation")).map(one => one.transferSize)"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """Serve a folder, yield its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def build(folder: Path) -> float:
    """Run the command, return the seconds that it takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "geo", "site", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the tables of this part."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        first, again = build(folder), build(folder)
        sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
        yield Table(
            "Build",
            [
                Row(
                    "the whole site, s",
                    f"{first:.0f}",
                    target=f"< {BUILD_SECONDS} s",
                    holds=first < BUILD_SECONDS,
                ),
                Row("again, with nothing new, s", f"{again:.0f}"),
                Row("files", f"{len(sizes)}"),
                Row("size, MB", f"{sum(sizes) / 1e6:.0f}"),
            ],
        )
        chart = peers.canvas()
        peers.add_base(chart)
        peers.add_day(chart, peers.read(), DAY)
        with cdn.serving_scripts() as scripts:
            cdn.use(scripts)
            (folder / "folium.html").write_text(chart.get_root().render())
            with files(folder) as site, serving("app.py") as page:
                yield _visits(browser, pictures, _addresses(site, page))


def _addresses(site: str, page: str) -> dict[str, tuple[str, str]]:
    """Return by what is measured: an address, and what is waited for there."""
    drawn = ".leaflet-pane path"
    return {
        "first map: site": (f"{site}/en/map.html?date={DAY}", drawn),
        "first map: Streamlit page": (f"{page}/?date={DAY}", "ours"),
        "first map: folium's own HTML": (f"{site}/folium.html", drawn),
        "a place's text: site": (f"{site}/en/place/{PLACE}.html", "main .lead"),
        "a place's text: Streamlit page": (f"{page}/?date={DAY}&place={PLACE}", "h4"),
    }


def _visits(
    browser: Browser, pictures: Path | None, addresses: dict[str, tuple[str, str]]
) -> Table:
    waits: dict[str, list[float]] = {name: [] for name in addresses}
    took: dict[str, list[int]] = {}
    for number in range(VISITS + 1):
        for name, (address, shown) in addresses.items():
            with visiting(browser, pictures) as visit:
                requests: list[int] = []
                visit.page.on("request", lambda _, to=requests: to.append(1))
                if shown == "ours":
                    watch = "if (window === top) window.first = bench.firstMap('ours')"
                    visit.page.add_init_script(watch)
                    visit.page.goto(address)
                    wait = visit.page.evaluate("window.first")
                else:
                    visit.page.goto(address, wait_until="commit")
                    seen = visit.page.locator(shown).locator("visible=true")
                    seen.first.wait_for()
                    wait = visit.page.evaluate(PAINTED)
                if number:  # the first warms the servers up
                    waits[name].append(wait)
                visit.settle()
                frames = [frame.evaluate(TOOK) for frame in visit.page.frames]
                took[name] = [len(requests), sum(sum(one) for one in frames)]
    rows = [
        Row(f"{name}, ms (median / p95)", spread(waits[name]), "", "")
        for name in addresses
    ]
    rows += [
        Row(f"{name}: requests, kB", f"{count}, {size / 1000:.0f}")
        for name, (count, size) in took.items()
    ]
    slow = median(waits["first map: site"])
    fast = median(waits["first map: Streamlit page"])
    note = f"The site's first map takes {slow / fast:.2f} times the page's."
    return Table("First map, a place's text, requests", rows, [note])
