"""axe-core, which looks for what keeps readers out of a page."""

from playwright.sync_api import Frame, Page

from tests.serving import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""WCAG 2.2 at level AA, and all that it builds on."""

RUN = """async ([levels, leave]) => {
  const found = await axe.run(
    { exclude: leave.map((one) => [one]) },
    { runOnly: levels, resultTypes: ["violations"], iframes: false },
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""


BY_TIME = ("target-size", "data-camp=")
"""A piece of the bar of holders is as wide as its time: the date field goes to each of
its days too (WCAG 2.5.8, the exception for what can be done by another control)."""

ALLOWED = (BY_TIME,)
"""What axe-core cannot know to be allowed: a rule, and what the HTML holds."""


def violations(page: Page | Frame, leave: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds, one line each, but for what is `ALLOWED`.

    Parameters
    ----------
    page : Page or Frame
    leave : tuple of str
        Selectors of what is not ours.
    """
    if not page.evaluate("window.axe !== undefined"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, [list(LEVELS), list(leave)])
    return [
        " ".join(f"{rule}: {html}: {why}".split())
        for rule, html, why in found
        if not any(rule == of and holds in html for of, holds in ALLOWED)
    ]
