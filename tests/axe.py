"""axe-core, which looks for what keeps readers out of a page."""

from playwright.sync_api import Frame, Page

from tests.chromium import ROOT

SCRIPT = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""WCAG 2.2 at level AA, and all that it builds on."""

RUN = """async ([levels, leave, rules]) => {
  const found = await axe.run(
    { exclude: leave.map((one) => [one]) },
    { runOnly: levels, resultTypes: ["violations"], rules, iframes: false },
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target.join(" "), failureSummary]));
}"""


def violations(
    page: Page | Frame, leave: tuple[str, ...] = (), rules: tuple[str, ...] = ()
) -> list[str]:
    """Return what axe-core finds, one line each.

    Parameters
    ----------
    page : Page or Frame
    leave : tuple of str
        Selectors of what is not ours.
    rules : tuple of str
        Ids of rules that are not asked.
    """
    if not page.evaluate("window.axe !== undefined"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    off = {rule: {"enabled": False} for rule in rules}
    found = page.evaluate(RUN, [list(LEVELS), list(leave), off])
    lines = (f"{rule}: {target}: {why}" for rule, target, why in found)
    return [" ".join(line.split()) for line in lines]
