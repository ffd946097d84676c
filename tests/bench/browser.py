"""One Chromium for ours and the peers, with every host but localhost out of reach."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Frame, Page, sync_playwright

from tests.chromium import FLAGS, executable
from tests.serving import serving

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
VIEWPORT = {"width": 1366, "height": 950}
WAIT_MS = 120_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium, as the tests do, that can reach this machine alone.

    Names are cut off by the browser itself: Playwright's ``route`` would hand each
    request through another process, which slows pages with many requests.

    Raises
    ------
    RuntimeError
        If there is none.
    """
    path = executable()
    if path is None:
        raise RuntimeError("no Chromium: run make bench, or set ATLAS_CHROMIUM")
    with sync_playwright() as playwright:
        flags = [*FLAGS, CUT_OFF]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in a context of its own: no cache, nothing left of other visits."""

    page: Page
    pictures: Path | None
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def cdp(self) -> CDPSession:
        """Return a session of the DevTools protocol on the page."""
        return self.page.context.new_cdp_session(self.page)

    @contextmanager
    def working(self) -> Iterator[dict[str, float]]:
        """Fill in what the main thread does meanwhile, in ms of CPU by kind of work."""
        session = self.cdp()
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        work: dict[str, float] = {}

        def read() -> dict[str, float]:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return {metric["name"]: metric["value"] * 1000 for metric in metrics}

        before = read()
        yield work
        after = read()
        parts = {"script": "Script", "style": "RecalcStyle", "layout": "Layout"}
        for name, metric in {**parts, "all": "Task"}.items():
            work[name] = after[f"{metric}Duration"] - before[f"{metric}Duration"]
        work["paint and other"] = work["all"] - sum(work[name] for name in parts)
        session.detach()

    def picture(self, name: str) -> None:
        """Keep a picture of the page, if pictures are wanted."""
        if self.pictures:
            self.page.screenshot(path=self.pictures / f"{name}.png")

    def settle(self) -> None:
        """Wait until Streamlit's script has run and the browser has nothing to do."""
        if self.page.query_selector('[data-testid="stApp"]'):
            self.page.wait_for_selector('[data-test-script-state="notRunning"]')
        self.page.wait_for_timeout(200)


@contextmanager
def visiting(browser: Browser, pictures: Path | None = None) -> Iterator[Visit]:
    """Open a blank page with the probe in it, and every page it goes to.

    Raises
    ------
    RuntimeError
        Afterwards, if the page asked for a host elsewhere, or a script failed: then
        what was measured is not what was meant.
    """
    context = browser.new_context(viewport=VIEWPORT)
    context.add_init_script(PROBE)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    visit = Visit(page, pictures)

    def note(url: str) -> None:
        if urlsplit(url).hostname not in ("localhost", None):
            visit.outside.append(url)

    page.on("request", lambda request: note(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    yield visit
    context.close()
    if visit.outside or visit.errors:
        raise RuntimeError(f"asked for {visit.outside}, failed with {visit.errors}")


@contextmanager
def stepping(
    browser: Browser, scripts: str, way: str, days: list[dt.date], pictures: Path | None
) -> Iterator[Visit]:
    """Open a peer's page that asks the server for every date, see `apps.stepping`."""
    environment = {
        "BENCH_DATES": ",".join(day.isoformat() for day in days),
        "BENCH_WAY": way,
    }
    environment |= {"BENCH_SCRIPTS": scripts, "PYTHONPATH": "."}
    with (
        serving("tests/bench/apps/stepping.py", **environment) as url,
        visiting(browser, pictures) as visit,
    ):
        visit.page.goto(url)
        visit.page.wait_for_selector("iframe")
        visit.settle()
        yield visit


def map_of(page: Page) -> Frame:
    """Return the frame of our page's map, once it is on screen; the probe is in it."""
    page.evaluate("bench.firstMap('ours')")
    for frame in page.frames:
        if frame.evaluate("window.atlas !== undefined"):
            if not frame.evaluate("window.bench !== undefined"):
                frame.evaluate(PROBE)
            return frame
    raise RuntimeError(f"{page.url} shows no map")
