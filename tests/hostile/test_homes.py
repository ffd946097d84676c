"""What could run a text stands in a few named places, each with its reason."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import FILES, PAGE, PAGES, ROOT, imports, tree_of

RUNS_TEXT = {
    # In Python: what makes a template, code or HTML of a text.
    "Element": {"geo/inputs/marked.py": "elements of the XML that it writes"},
    "MacroElement": {},
    "Template": {},
    "Environment": {},
    "from_string": {},
    "eval": {},
    "exec": {},
    "system": {"geo/export/made_by.py": "names the operating system, runs nothing"},
    "shell": {},
    "unsafe_allow_html": {},
    "executescript": {"geo/export/geopackage.py": "creates tables of our own names"},
    "Popen": {
        "geo/bounds/sandbox.py": "Python, with a kind of ours; a path is an argument",
        "geo/pictures/film.py": "ffmpeg, with numbers and paths of our own",
        "geo/export/processes.py": "this program, which gets the request as JSON",
    },
    "html": {
        "app.py": "styles of our own",
        "geo/page/making.py": "a preview, with the names of files and titles escaped",
        "geo/page/share.py": "the description of a file, escaped",
        "geo/page/story.py": "HTML that geo.web.pieces has escaped",
        "geo/page/world.py": "an empty element for a panel",
    },
}
"""What could run a text: where it may be used all the same, and why."""

RUNS_IN_BROWSER = {
    r"\.innerHTML\s*=": {"panel.js": "shows HTML that geo.web.pieces has escaped"},
    r"insertAdjacentHTML|outerHTML|document\.write": {},
    r"\beval\(|new Function\(|createContextualFragment": {},
    r"setAttribute\(\s*[\"'](on|style|src|srcdoc)": {},
    r"setTimeout\(\s*[\"']|javascript:": {},
}
"""The same in scripts, as patterns."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def used(path: Path) -> set[str]:
    """Return the names that a file calls, imports or passes as keywords."""
    names = {imported.split(".")[-1] for imported in imports(path)} - {"html"}
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            names.add(node.func.id)
        elif isinstance(node.func, ast.Attribute):
            names.add(node.func.attr)
        names |= {keyword.arg for keyword in node.keywords if keyword.arg}
    return names


@pytest.mark.parametrize("path", [*FILES, PAGE], ids=name)
def test_no_text_reaches_what_would_run_it(path):
    calls = used(path)
    if path not in PAGES:  # elsewhere a function of that name makes a file
        calls -= {"html"}
    for what in calls & set(RUNS_TEXT):
        assert name(path) in RUNS_TEXT[what], f"{what}: say in RUNS_TEXT why it is safe"


def test_what_may_run_a_text_is_still_used():
    for what, homes in RUNS_TEXT.items():
        for home in homes:
            assert what in used(ROOT / home), f"{home} uses {what} no more"


@pytest.mark.parametrize("path", sorted((ROOT / "geo").rglob("*.js")), ids=name)
def test_no_script_makes_markup_of_text(path):
    text = path.read_text(encoding="utf-8")
    for pattern, homes in RUNS_IN_BROWSER.items():
        assert path.name in homes or not re.search(pattern, text), pattern
