"""What stands the wrong way round: days, coordinates, addresses and names of files."""

from playwright.sync_api import Frame, Page

TURNED = r"""() => {
  const OWN = new RegExp([
    "\\d{4}-\\d\\d(?:-\\d\\d)?(?!\\d)", // years from and to run as the text does
    "-?\\d+\\.\\d+, -?\\d+\\.\\d+(?:, \\d{4}-\\d\\d-\\d\\d)?",
    "https?://[^\\s<>]+",
    "[\\w-]+(?:[./_][\\w-]+)+",
  ].join("|"), "g");
  const found = [];
  const range = document.createRange();
  const box = (node, at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  const within = (root) => {
    const walker = document.createTreeWalker(root);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.shadowRoot) within(node.shadowRoot);
      for (const { 0: text, index } of node.nodeValue?.matchAll(OWN) ?? []) {
        const parts = [...text.matchAll(/\w+/g)];
        const boxes = parts.map((part) => box(node, index + part.index));
        const turned = boxes.some(({ left, top, width }, i) =>
          i && width && top === boxes[i - 1].top && left < boxes[i - 1].left);
        if (turned) found.push(`${text} in ${node.nodeValue.trim()}`);
      }
    }
  };
  within(document.body);
  return found;
}"""
"""Compares where the parts of each begin."""


def turned(page: Page | Frame) -> list[str]:
    """Return what of a page is read from its end: one line each, with its text."""
    found: list[str] = page.evaluate(TURNED)
    return found
