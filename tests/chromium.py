"""Real Chromium, the running app, and pages that cannot reach the outside world."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Error,
    Frame,
    Page,
    Request,
    WebSocket,
    expect,
    sync_playwright,
)
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.page.state import TABS
from geo.words import LANGUAGES, say
from tests.serving import ROOT, WAIT_S, serving

WINDOW = {"width": 1366, "height": 950}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "bypass_csp": True,
}
"""How a context is opened that is a phone."""
expect.set_options(timeout=WAIT_S * 1000)
UNUSED = (
    # What Playwright itself turns off, for the last list given holds.
    *("AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable"),
    *("HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning"),
    # Pages of the address bar's own, in each window: they cost as much as a map does.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
)
"""Features of Chromium that no page here needs."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    f"--disable-features={','.join(UNUSED)}",
)
"""No host but this one is ever found. (To intercept requests would cost the cache, by
which the parts of the page are fetched and compiled once.)"""

NODE = ROOT / ".venv" / "chromium" / "node"
if NODE.exists():  # where Playwright's own lacks a library: see install_browser.sh
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))


def executable() -> str | None:
    """Return the Chromium to start, if there is one."""
    local = ROOT / ".venv" / "chromium" / "chromium"
    names = (os.environ.get("ATLAS_CHROMIUM", ""), str(local), "chromium")
    return next(filter(None, map(shutil.which, filter(None, names))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = executable()
    if path is None:
        pytest.skip("no Chromium: run make test, or set ATLAS_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(browser) -> Iterator[BrowserContext]:
    """One profile for all pages, as of a reader who comes again."""
    context = new_context(
        browser,
        viewport=WINDOW,
        accept_downloads=True,
        bypass_csp=True,  # waiting evaluates code; test_hostile keeps to the policy
    )
    yield context
    context.close()


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """Return a profile of its own in which nothing fades or slides.

    What fades is neither there nor gone, and how soon it is hangs on the machine.
    """
    return browser.new_context(reduced_motion="reduce", **options)


def new_page(context: BrowserContext) -> Page:
    """Return a page that lists its requests of other hosts, errors and messages."""
    page = context.new_page()
    page.outside, page.errors, page.sent, page.sockets = [], [], [], []

    def note(request: Request) -> None:
        if urlsplit(request.url).hostname not in ("localhost", None):
            page.outside.append(request.url)

    def listen(socket: WebSocket) -> None:
        page.sockets.append(socket)
        # Playwright cannot take a bound builtin as a listener.
        socket.on("framesent", lambda payload: page.sent.append(payload))  # noqa: PLW0108

    def refuse(dialog: Dialog) -> None:
        page.errors.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("request", note)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("websocket", listen)
    page.set_default_timeout(WAIT_S * 1000)
    return page


def tell(page: Page) -> None:
    """Print where a page stands, to be read beside the test that failed with it."""
    print(page.url, page.errors)
    for part in page.frames:
        try:
            print(part.url, part.locator("body").aria_snapshot(timeout=5000))
        except Error as error:
            print(part.url, error)


class Kept:
    """A page that many tests use one after another, until one of them fails with it."""

    def __init__(self, make: Callable[[], Page]) -> None:
        self.make, self.page = make, None

    @contextlib.contextmanager
    def lent(self, session: pytest.Session) -> Iterator[Page]:
        """Lend the page to a test; what it collects is the test's own."""
        failed = session.testsfailed
        if self.page is None:
            self.page = self.make()
        for collected in (self.page.outside, self.page.errors, self.page.sent):
            collected.clear()
        set_system(self.page)
        yield self.page
        if session.testsfailed > failed:
            tell(self.page)
            self.close()

    def close(self) -> None:
        if self.page is not None:
            self.page.close()
            self.page = None


@pytest.fixture(scope="session")
def kept_page(context) -> Iterator[Kept]:
    kept = Kept(lambda: new_page(context))
    yield kept
    kept.close()


@pytest.fixture
def page(kept_page, request) -> Iterator[Page]:
    """A page with nothing in it, which forgets what a test did with it.

    It is a window that stays, for a third of a load is what a new one costs.
    """
    with kept_page.lent(request.session) as page:
        if page.viewport_size != WINDOW:
            page.set_viewport_size(WINDOW)
        page.bring_to_front()
        page.mouse.move(0, 0)
        yield page
    if kept_page.page:  # no test has failed with it
        page.evaluate("() => { try { sessionStorage.clear(); } catch {} }")
        page.goto("about:blank")


@pytest.fixture(scope="session")
def kept_app(context, app_url) -> Iterator[Kept]:
    def make() -> Page:
        page = new_page(context)
        open_map(page, app_url)
        return page

    kept = Kept(make)
    yield kept
    kept.close()


@pytest.fixture
def app(kept_app, request) -> Iterator[Page]:
    """The app in a page that is loaded once: `go` takes it to an address."""
    with kept_app.lent(request.session) as page:
        yield page


DARK_AND_FORCED = """["(prefers-color-scheme: dark)", "(forced-colors: active)"]
  .map((query) => matchMedia(query).matches)"""


def set_system(page, color_scheme: str = "light", forced_colors: str = "none") -> None:
    """Set how a reader has set the system; done anew, it draws all of a page anew."""
    if page.evaluate(DARK_AND_FORCED) != [
        color_scheme == "dark",
        forced_colors == "active",
    ]:
        page.emulate_media(color_scheme=color_scheme, forced_colors=forced_colors)


def follow(page: Page, query: str) -> None:
    """Take an open page to an address as Back does, without a load."""
    page.evaluate(
        """query => {
          history.pushState(history.state, "", location.pathname + query);
          window.went = location.href;
          dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
        }""",
        query,
    )


def go(page: Page, query: str = "?") -> Frame:
    """Follow an address that is not written out in full; return the map.

    The map writes it out once it shows all that Python has made of it.
    """
    page.bring_to_front()  # what lies behind another page is drawn but now and then
    wait_for_rerun(page)
    follow(page, query)
    page.wait_for_function("location.href !== window.went", polling=50)
    wait_for_rerun(page)
    return map_frame(page)


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """The address of the app, started as the README says, on a free port."""
    with serving("app.py") as url:
        yield url


def map_frame(page: Page) -> Frame:
    """Return the map's frame once it shows a date."""
    element = page.wait_for_selector("iframe")
    frame = element.content_frame()
    frame.wait_for_function("window.atlas !== undefined")
    frame.wait_for_function(
        "document.documentElement.style.visibility === 'visible'", polling=100
    )
    return frame


def open_map(page: Page, url: str) -> Frame:
    """Open the app and return its map's frame, once the panel beside it stands too."""
    page.bring_to_front()
    page.goto(url)
    frame = map_frame(page)
    page.locator(".st-key-beside [role=radiogroup]").first.wait_for()
    wait_for_rerun(page)
    return frame


def open_tab(page: Page, name: str) -> None:
    """Open a tab of the panel beside the map by its name; wait until it has come."""
    wait_for_rerun(page)
    tabs = page.locator(".st-key-tab")
    tabs.get_by_role("radio", name=name, exact=True).click()
    names = {say(f"page.tabs.{tab}", code): tab for tab in TABS for code in LANGUAGES}
    page.locator(f".st-key-shown_{names[name]}").wait_for(state="attached")
    wait_for_rerun(page)


def set_view(frame: Frame, lat: float, lon: float, zoom: float) -> None:
    """Have the map show a view at once."""
    # Its value is the map with all that it holds: to send that takes 15 s of CPU.
    frame.evaluate(
        "([at, zoom]) => void atlas.map.setView(at, zoom, {animate: false})",
        [[lat, lon], zoom],
    )


def wait_for_date(frame: Frame, iso: str) -> None:
    frame.wait_for_function("iso => atlas.date === iso", arg=iso)


def shown(frame: Frame) -> dict[str, int]:
    """Return how many features each shown layer has on the day."""
    layers = frame.evaluate("atlas.layers()")
    return {layer["id"]: layer["count"] for layer in layers if layer["shown"]}


def wait_for_rerun(page) -> None:
    """Wait until the page's script has run."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def wait_for_preview(page) -> None:
    """Wait until the preview of a file stands; until then the page asks for it."""
    expect(page.locator(".atlas-preview:not(.atlas-pending)").first).to_be_visible()
    expect(page.locator(".atlas-clock")).to_have_count(0)
    wait_for_rerun(page)


def _has_run(payload: str | bytes) -> bool:
    """Return whether a message of the server says that a run came to its end."""
    if isinstance(payload, str):
        return False
    message = ForwardMsg.FromString(payload)
    is_end = message.WhichOneof("type") == "script_finished"
    return is_end and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@contextlib.contextmanager
def rerunning(page) -> Iterator[None]:
    """Wait, after what is done within, until the page's script has run for it.

    By the server's word: the page itself may take a short run's beginning and its end
    as one.
    """
    wait_for_rerun(page)
    socket = page.sockets[-1]  # that of the last load
    with socket.expect_event("framereceived", _has_run, timeout=WAIT_S * 1000):
        yield
    wait_for_rerun(page)


def choose(page, label: str, option: str) -> None:
    """Choose from a list of the page by its keyboard: a list closes as it scrolls.

    It closes too when the page's script runs meanwhile; left, it shows what is chosen.
    """
    wait_for_rerun(page)
    field = page.get_by_role("combobox", name=label)
    for _ in range(8):
        field.fill("")
        field.press_sequentially(option)
        with contextlib.suppress(Error):
            option_in_list = page.get_by_role("option", name=option, exact=True)
            option_in_list.wait_for(timeout=3000)
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if field.input_value() == option:
            break
    wait_for_rerun(page)
    expect(field).to_have_value(option)


def save(page, form: str, folder: Path) -> Path:
    """Save what is on the map in a form that the page offers; return the file."""
    if "tab=export" not in page.url:
        open_tab(page, "Export")
    forms = page.get_by_role("combobox", name="Export")
    forms.wait_for()
    wait_for_rerun(page)
    if forms.input_value() != form:
        choose(page, "Export", form)
    button = page.get_by_role("button", name=f"Save {form}", exact=True)
    button.wait_for()
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
