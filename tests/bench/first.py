"""Part ``first``: what a reader waits for when the page opens, and what is sent.

What is measured
    *First map*: from the browser's start of the navigation to the end of the frame in
    which a map is on screen, by the page's own clock. Ours counts when the map has a
    size, is visible and has drawn features of its layers; the empty map of streamlit-
    folium when it has a size and Leaflet has built it. Every visit has a cold browser
    cache.

    *Payload*: the bytes that the map's frame takes, by request and by Streamlit's
    socket. *Dated* is what of it carries dated features, records and their geometry,
    compressed as ``gzip -6`` does: whole responses of data, or of pages and scripts the
    lines with the data. *On the wire* is all that the frame took, scripts and base map
    too, as sent.

Why it is fair
    Visits alternate, both servers are warm and on this machine, and the peer's scripts
    come from here without a wait, where its users wait for four outside hosts. Its map
    is empty, ours is not.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Response, WebSocket

from tests.bench import cdn
from tests.bench.browser import map_of, visiting
from tests.bench.report import Row, Table, median, spread
from tests.serving import serving

VISITS = 9
TIMES_EMPTY = 1.25
DATED_KB = 300

DATE = re.compile(rb"\b(?:19|20)\d\d-\d\d-\d\d\b")
MANY_DATES = 50
LAYER = b"tripoli_held"
"""A line with this many dates, or this layer's name, carries the data..."""
LONG = 2000
"""... if it has so many bytes."""
CODE = ("text/html", "javascript", "text/css", "font")


@dataclass
class Sent:
    """What a map's frame took: names and bytes as sent, and the dated part of it."""

    wire: dict[str, int]
    dated: list[bytes]

    def dated_kb(self) -> float:
        """Return the compressed size of what is dated, in kB."""
        return sum(len(gzip.compress(part, 6)) for part in self.dated) / 1000


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the tables of this part."""
    script = "tests/bench/apps/empty.py"
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    with serving("app.py") as ours:
        yield _payload(_sent(browser, ours))
        with (
            cdn.serving_scripts() as scripts,
            serving(script, BENCH_SCRIPTS=scripts, PYTHONPATH=".") as peer,
        ):
            for visit in range(VISITS + 1):
                for kind, url in (("ours", ours), ("peer", peer)):
                    wait = _first_map(browser, url, kind, pictures)
                    if visit:  # the first warms the servers up
                        times[kind].append(wait)
    yield _waits(times)


def _waits(times: dict[str, list[float]]) -> Table:
    ratio = median(times["ours"]) / median(times["peer"])
    row = Row(
        "navigation to first map, ms (median / p95)",
        spread(times["ours"]),
        spread(times["peer"]),
        f"{ratio:.2f}",
        f"≤ {TIMES_EMPTY} times an empty `st_folium` map",
        ratio <= TIMES_EMPTY,
    )
    note = f"{VISITS} visits each, in turn, cold caches. The ratio is of medians."
    return Table("First map", [row], [note])


def _payload(sent: Sent) -> Table:
    dated, wire = sent.dated_kb(), sum(sent.wire.values()) / 1000
    rows = [
        Row(
            "dated payload of the first page, gzip -6, kB",
            f"{dated:.0f}" if sent.dated else "not found",
            target=f"< {DATED_KB} kB",
            holds=0 < dated < DATED_KB,
        ),
        Row("all that the map's frame took, on the wire, kB", f"{wire:.0f}"),
    ]
    parts = sorted(sent.wire.items(), key=lambda part: -part[1])
    notes = [f"{name}: {size / 1000:.0f} kB on the wire" for name, size in parts[:8]]
    return Table("Payload", rows, notes)


def _first_map(browser: Browser, url: str, kind: str, pictures: Path | None) -> float:
    """Visit a page anew; return the milliseconds to its first map."""
    with visiting(browser, pictures) as visit:
        watch = f"if (window === top) window.firstMap = bench.firstMap('{kind}')"
        visit.page.add_init_script(watch)
        visit.page.goto(url)
        wait = visit.page.evaluate("window.firstMap")
        visit.picture(f"first-{kind}")
        return wait


def _sent(browser: Browser, url: str) -> Sent:
    """Return what the frame of our map takes on a first visit."""
    answers: list[Response] = []
    messages: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: messages.append(_bytes(data)))

    def keep(answer: Response) -> None:
        answers.append(answer)

    with visiting(browser) as visit:
        visit.page.on("response", keep)
        visit.page.on("websocket", listen)
        visit.page.goto(url)
        map_of(visit.page)
        visit.settle()
        return _weigh(visit.page, answers, messages)


def _weigh(page: Page, answers: list[Response], messages: list[bytes]) -> Sent:
    sent = Sent({}, [])
    for answer in answers:
        try:
            body = answer.body()
        except Error:  # a redirect, or nothing
            continue
        dated = _dated(answer.headers.get("content-type", ""), body)
        of_frame = answer.frame != page.main_frame
        if of_frame or dated:
            name = answer.url.partition("//")[2].partition("/")[2].partition("?")[0]
            size = answer.request.sizes()["responseBodySize"]
            sent.wire[name] = sent.wire.get(name, 0) + size
        if dated:
            sent.dated.append(dated)
    for message in messages:
        if part := _lines(message):
            sent.wire["(socket)"] = sent.wire.get("(socket)", 0) + len(message)
            sent.dated.append(part)
    return sent


def _dated(kind: str, body: bytes) -> bytes:
    """Return the part of a response that carries dated data; of code, its lines."""
    if any(word in kind for word in CODE):
        return _lines(body)
    return body if _lines(body) or LAYER in body else b""


def _lines(body: bytes) -> bytes:
    return b"\n".join(
        line
        for line in body.split(b"\n")
        if len(line) > LONG and (LAYER in line or len(DATE.findall(line)) >= MANY_DATES)
    )


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data
