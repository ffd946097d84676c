"""Part ``tabs``: how long a reader waits for a tab of the panel beside the map.

What is measured
    *Is whole*: from the click on a tab to the last change of the panel before it rests,
    the page's script having run, by the page's own clock: the first of its contents is
    there before. *CPU* is what the server took meanwhile: unlike the clock it hardly
    hangs on what else the machine does.

    The peer is the least there can be: a page of Streamlit with as many tabs, a line of
    text in each, beside an empty map of streamlit-folium.

Why it is fair
    Clicks on ours and on the peer alternate; every tab was opened once before. The peer
    shows nothing that is to be worked out, so what it takes is Streamlit's own.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from geo.page.state import TABS
from geo.words import say
from tests.bench import cdn
from tests.bench.browser import visiting
from tests.bench.report import Row, Table, median
from tests.chromium import open_map, wait_for_rerun
from tests.serving import serving

ROUNDS = 5
MOST_MS = 300
TICKS = os.sysconf("SC_CLK_TCK")

OPEN = """name => new Promise(done => {
  const app = document.querySelector('[data-testid=stApp]');
  const panel = document.querySelector('.st-key-beside');
  const tab = [...document.querySelectorAll('.st-key-tab [role=radio]')]
    .find((one) => one.textContent.trim() === name);
  const began = performance.now();
  let running = false;
  let last = 0;
  const observer = new MutationObserver(() => { last = performance.now() - began; });
  observer.observe(panel, { childList: true, subtree: true, characterData: true });
  const watch = () => {
    const now = performance.now() - began;
    running ||= app.dataset.testScriptState !== 'notRunning';
    const idle = running && app.dataset.testScriptState === 'notRunning';
    if ((idle && now - last > 300) || now > 30000) {
      observer.disconnect();
      done(last);
    } else requestAnimationFrame(watch);
  };
  tab.click();
  requestAnimationFrame(watch);
})"""


def measure(browser: Browser, pictures: Path | None) -> Iterator[Table]:
    """Yield the table of this part."""
    names = [say(f"page.tabs.{tab}", "en") for tab in TABS]
    peer_env = {"BENCH_TABS": ",".join(names), "PYTHONPATH": "."}
    with (
        cdn.serving_scripts() as scripts,
        serving("app.py") as ours,
        serving("tests/bench/apps/tabs.py", BENCH_SCRIPTS=scripts, **peer_env) as peer,
        visiting(browser, pictures) as visit,
        visiting(browser) as other,
    ):
        open_map(visit.page, f"{ours}/?date=2020-06-10&place=tarhuna")
        other.page.goto(peer)
        other.page.locator(".st-key-tab [role=radio]").first.wait_for()
        wait_for_rerun(other.page)
        times: dict[str, list[tuple[float, float]]] = {n: [] for n in names}
        beside = []
        for turn in range(ROUNDS + 1):
            for name in (*names[1:], names[0]):
                found = _open(visit.page, ours, name)
                least = _open(other.page, peer, name)
                if turn:  # the first works out what is worked out once
                    times[name].append(found)
                    beside.append(least)
                elif pictures:
                    visit.picture(f"tab-{name}")
        yield _table(times, beside)


def _table(
    times: dict[str, list[tuple[float, float]]],
    beside: list[tuple[float, float]],
) -> Table:
    table = Table("Tabs")
    least = [median(part) for part in zip(*beside, strict=True)]
    for name, taken in times.items():
        whole, cpu = (median(part) for part in zip(*taken, strict=True))
        table.rows.append(
            Row(
                f"*{name}* is whole, CPU of the server, ms",
                f"{whole:.0f}, {cpu:.0f}",
                ", ".join(f"{part:.0f}" for part in least),
                f"{whole / least[0]:.2f}",
                f"in {MOST_MS} ms",
                whole <= MOST_MS,
            )
        )
    table.notes.append(f"Medians of {ROUNDS} clicks each; the peer's of all its tabs.")
    return table


def _open(page: Page, url: str, name: str) -> tuple[float, float]:
    """Click on a tab; return the ms until it is whole, and the CPU."""
    page.bring_to_front()
    before = _cpu_ms(url)
    whole = page.evaluate(OPEN, name)
    return whole, _cpu_ms(url) - before


def _cpu_ms(url: str) -> float:
    """Return the CPU that the server at an address has taken, in ms (Linux)."""
    port = url.rpartition(":")[2].encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if port in (process / "cmdline").read_bytes().split(b"\0"):
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                return 1000 * (int(fields[11]) + int(fields[12])) / TICKS
        except OSError:  # it ended meanwhile
            continue
    return float("nan")
