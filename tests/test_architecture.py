"""The plan of the house: rooms on floors, imports that only go down."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = (
    ("__init__", "errors", "ground", "style"),
    ("words", "dates", "angles", "files", "bounds"),
    ("views",),
    ("records",),
    ("control", "agreements", "sea"),
    ("layers",),
    ("query", "shown"),
    ("request", "inputs"),
    ("web", "pictures"),
    ("export", "optional"),
    ("page", "cli"),
    ("__main__",),
)
"""From low to high: a room may import those on the floors below its own."""

FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

ONLY_IN = {
    "altair": "web",
    "folium": "web/html.py",
    "branca": "web/html.py",
    "matplotlib": "pictures",
    "streamlit": "page",
    "click": "cli",
    "babel": "words.py",
    "rapidfuzz": "query/find.py",
}
OPTIONAL = {
    "dask": {"optional/dask.py"},
    "distributed": {"optional/dask.py"},
    "c2pa": {"optional/credentials.py", "bounds/child.py"},
    "cryptography": {"optional/credentials.py"},
    "psycopg": {"optional/postgis.py", "optional/sync.py"},
}
"""Packages of extras, and where they are imported: in functions alone."""

FILES = sorted((ROOT / "geo").rglob("*.py"))
PAGE = ROOT / "app.py"
PAGES = [PAGE, *sorted((ROOT / "geo" / "page").glob("*.py"))]
"""What Streamlit runs."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("geo/")


def room_of(path: Path) -> str:
    return name(path).split("/")[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return what a file's syntax tree is made of."""
    return tuple(ast.walk(tree_of(path)))


def imports(path: Path) -> set[str]:
    """Return the dotted names that a file imports."""
    modules = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports by a relative name"
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    return modules


def upward() -> set[tuple[str, str]]:
    arrows = set()
    for path in FILES:
        own = room_of(path)
        for imported in imports(path):
            room = imported.split(".")[1] if imported.startswith("geo.") else own
            if room in FLOOR and room != own and FLOOR[room] >= FLOOR[own]:
                arrows.add((name(path), room))
    return arrows


def test_imports_go_down():
    assert {room_of(path) for path in FILES} == set(FLOOR)
    assert len(FLOORS) <= 12
    assert len(FLOOR) <= 26
    assert upward() == set()


def test_the_design_names_every_room_on_its_floor():
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \|", text, re.MULTILINE)
    named = {
        room: int(floor) - 1
        for floor, rooms in rows
        for room in re.findall(r"\w+", rooms)
    }
    assert named == {room: floor for room, floor in FLOOR.items() if room != "__init__"}


@pytest.mark.parametrize("path", [*FILES, PAGE], ids=name)
def test_heavy_packages_stay_where_they_belong(path):
    packages = {imported.split(".")[0] for imported in imports(path)}
    for package in packages & set(ONLY_IN):
        assert path == PAGE or name(path).startswith(ONLY_IN[package])


@pytest.mark.parametrize("path", [*FILES, PAGE], ids=name)
def test_what_is_optional_is_imported_when_it_is_asked_for(path):
    if room_of(path) not in ("optional", "cli", "page"):
        assert not {one for one in imports(path) if one.startswith("geo.optional")}
    for node in nodes(path):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        package = str(module).split(".")[0]
        if package in OPTIONAL:
            assert name(path) in OPTIONAL[package]
            assert node.col_offset > 0


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_the_page_knows_no_geometry(path):
    packages = {imported.split(".")[0] for imported in imports(path)}
    assert not packages & {"shapely", "geopandas", "pandas", "numpy", "pyproj"}


HOMES = {
    "write_text": {"files/writes.py"},
    # The latter within its scratch.
    "write_bytes": {"files/writes.py", "pictures/film.py"},
    "mkstemp": {"files/writes.py"},
    "date.today": {"dates.py"},
    "datetime.now": {"dates.py"},
}
"""What is done in few places: calls, and the files that may make them."""


def calls(path: Path) -> set[str]:
    """Return the methods that a file calls, alone and with what they are called on."""
    names = set()
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            own_name = getattr(owner, "attr", getattr(owner, "id", ""))
            names |= {node.func.attr, f"{own_name}.{node.func.attr}"}
    return names


@pytest.mark.parametrize("path", [*FILES, PAGE], ids=name)
def test_files_are_written_and_today_is_asked_for_in_one_place(path):
    for call in calls(path) & HOMES.keys():
        assert name(path) in HOMES[call], call


PREPARES = {
    "ground.py": {"prepare"},
    "control/points.py": {"intersects_xy"},  # of what `ground.shared` made ready
    "sea/edges.py": {"contains_xy"},  # with a copy of its own
    "sea/tracing.py": {"contains_xy"},  # with a copy of its own
}
"""Where a shape is prepared: two threads that use such a shape end the process."""


@pytest.mark.parametrize("path", FILES, ids=name)
def test_shapes_are_prepared_where_no_other_thread_has_them(path):
    prepare = {"prepare", "prep", "contains_xy", "intersects_xy"}
    named = {
        node.attr
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("shapely", "prepared")
    }
    assert named & prepare == PREPARES.get(name(path), set())
    assert "shapely.prepared" not in imports(path)


def test_tests_stand_where_their_rooms_do():
    rooms = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    for folder in rooms - {ROOT / "tests", ROOT / "tests/hostile"}:
        assert (ROOT / "geo" / folder.relative_to(ROOT / "tests")).is_dir()


@pytest.mark.parametrize("path", [*FILES, PAGE], ids=name)
def test_everything_public_has_a_docstring(path):
    nodes: list[ast.AST] = [tree_of(path)]
    while nodes:
        node = nodes.pop()
        assert ast.get_docstring(node), getattr(node, "name", "the module")
        nodes += [
            child
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.FunctionDef | ast.ClassDef)
            and not child.name.startswith("_")
            and not isinstance(node, ast.FunctionDef)
        ]


@pytest.mark.parametrize("path", [*FILES, PAGE], ids=name)
def test_files_and_functions_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, f"{node.name} is too long"


EXEMPLIFIED = ("dates", "angles", "views", "ground", "control", "sea", "query")
"""The rooms of geometry, of days and of questions."""

NO_EXAMPLE = {
    "control/kept.py": {"cells", "rings"},  # as those that they keep
    "sea/claims.py": {"water", "waters"},  # a claim's water takes a whole sea
    "sea/joining.py": {"join"},  # a step of geo.sea.tracing.trace
    "sea/kept.py": {"kept", "shape"},  # they keep what others draw
    "sea/plain.py": {"as_plain"},  # a step of geo.sea.points.median_features
}


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(path) in EXEMPLIFIED], ids=name
)
def test_every_function_that_answers_has_an_example(path):
    lacking = {
        node.name
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and ">>> " not in (ast.get_docstring(node) or "")
    }
    assert lacking == NO_EXAMPLE.get(name(path), set())
