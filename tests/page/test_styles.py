"""The style sheets, as the browser takes them."""

import re

import pytest

from geo.web.html import WEB

SHEETS = sorted(WEB.glob("*.css"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_no_rule_is_left_open(path):
    """One that is takes all that follow into itself, where they mean nothing."""
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    depth = 0
    for line in rules.splitlines():
        if line.startswith((".", ":", "@", "[", "#")):
            assert depth == 0, line
        depth += line.count("{") - line.count("}")
    assert depth == 0
