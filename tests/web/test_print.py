"""The map on paper."""

FILLS = """() => [...document.querySelectorAll('.leaflet-pane path:not([d="M0 0"])')]
  .filter((path) => getComputedStyle(path).display !== 'none')
  .map((path) => [path.getAttribute('fill'), path.getAttribute('fill-opacity')])"""


def test_on_paper_patterns_are_lines(opened_map):
    shown = opened_map.evaluate(FILLS)
    patterns = sum("url(" in (fill or "") for fill, _ in shown)
    assert patterns > 100
    sheet = opened_map.pdf(landscape=True, format="A4", print_background=True)
    # Chromium makes three images of each pattern that is left.
    assert sheet.count(b"/Subtype /Image") < patterns
    assert opened_map.evaluate(FILLS) == shown


def test_each_pattern_gives_way_to_lines_and_comes_back(opened_map):
    shown = opened_map.evaluate(FILLS)
    opened_map.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = opened_map.evaluate(FILLS)
    assert not any("url(" in (fill or "") for fill, _ in printed)
    assert len(printed) > len(shown)
    opened_map.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened_map.evaluate(FILLS) == shown
