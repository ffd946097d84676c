"""What keeps the code in shape: who may import whom, and what every file must have."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ORDER = (
    "__init__",
    "errors",
    "scratch",
    "dates",
    "angles",
    "screen",
    "columns",
    "chronicle",
    "sea_tables",
    "schema",
    "base",
    "rules",
    "records",
    "zones",
    "maritime",
    "sea",
    "agreements",
    "features",
    "known",
    "layers",
    "uploads",
    "query",
    "stories",
    "style",
    "sea_words",
    "words",
    "sea_evidence",
    "evidence",
    "request",
    "selection",
    "cards",
    "payload",
    "maps",
    "snapshot",
    "timelapse",
    "export",
    "page",
    "commands",
    "__main__",
)
"""The modules from low to high: each may import those before it."""

APART = {("maps", "snapshot"), ("snapshot", "maps")}
ONLY_IN = {
    "altair": {"cards"},
    "folium": {"maps"},
    "branca": {"maps"},
    "matplotlib": {"snapshot"},
    "streamlit": {"page"},
    "argparse": {"__main__", "commands"},
}
BESIDE = {
    "architecture",
    "bench",
    "data",
    "app",
    "export_page",
    "medians_by_force",
    "panels",
    "published_extents",
    "published_figures",
    "sea_page",
    "sea_positions",
    "setup",
    "timeline",
}
"""Tests that mirror no module of geo."""

FILES = sorted((ROOT / "geo").rglob("*.py"))
PAGE = ROOT / "app.py"
PAGES = [PAGE, *sorted((ROOT / "geo" / "page").glob("*.py"))]
"""What Streamlit runs."""


def module_of(path: Path) -> str:
    """Return the module or package right under geo that a file belongs to."""
    return path.relative_to(ROOT / "geo").parts[0].removesuffix(".py")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Return the dotted names that a file imports, ``geo.x`` for its own kind."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports by a relative name"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own(path: Path) -> set[str]:
    """Return the modules of geo that a file imports."""
    names = {name.split(".")[1] for name in imports(path) if name.startswith("geo.")}
    return (names & set(ORDER)) - {module_of(path)} if path != PAGE else names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    module = module_of(path)
    assert module in ORDER, f"give {module} its place in ORDER"
    lower = set(ORDER[: ORDER.index(module)])
    assert own(path) <= lower
    assert not {(module, other) for other in own(path)} & APART


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_packages_stay_where_they_belong(path):
    packages = {name.split(".")[0] for name in imports(path)}
    for package, homes in ONLY_IN.items():
        assert package not in packages or module_of(path) in homes


def test_order_names_no_module_that_is_gone():
    assert {module_of(path) for path in FILES} == set(ORDER)


def test_tests_mirror_the_modules():
    tests = {path.stem.removeprefix("test_") for path in ROOT.glob("tests/test_*")}
    mirrored = {module.strip("_") for module in ORDER} - {"init", "page"}
    assert tests - BESIDE == mirrored


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_page_knows_no_geometry(path):
    packages = {name.split(".")[0] for name in imports(path)}
    assert not packages & {"shapely", "geopandas", "pandas", "numpy", "pyproj"}


def public_definitions(path: Path):
    nodes = [tree_of(path)]
    while nodes:
        node = nodes.pop()
        yield node
        if isinstance(node, ast.FunctionDef):
            continue
        nodes += [
            child
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.FunctionDef | ast.ClassDef)
            and not child.name.startswith("_")
        ]


@pytest.mark.parametrize(
    "path", [*FILES, PAGE], ids=lambda path: str(path.relative_to(ROOT))
)
def test_everything_public_has_a_docstring(path):
    for node in public_definitions(path):
        name = getattr(node, "name", "the module")
        assert ast.get_docstring(node), f"{name} has no docstring"


@pytest.mark.parametrize(
    "path", FILES + PAGES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_files_and_functions_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, f"{node.name} is too long"
