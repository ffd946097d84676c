"""The plan of the house: rooms on floors, imports that only go down."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

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
SOURCES = [*FILES, PAGE]
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


def packages(path: Path) -> set[str]:
    """Return the packages that a file imports from."""
    return {imported.split(".")[0] for imported in imports(path)}


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


def test_heavy_packages_stay_where_they_belong():
    elsewhere = {
        (name(path), package)
        for path in FILES
        for package in packages(path) & ONLY_IN.keys()
        if not name(path).startswith(ONLY_IN[package])
    }
    assert elsewhere == set()


def test_optional_packages_are_imported_by_the_functions_that_need_them():
    wrong = set()
    for path in SOURCES:
        if room_of(path) not in ("optional", "cli", "page"):
            wrong |= {
                (name(path), one)
                for one in imports(path)
                if one.startswith("geo.optional")
            }
        for node in nodes(path):
            if isinstance(node, ast.Import):
                module = node.names[0].name
            elif isinstance(node, ast.ImportFrom):
                module = str(node.module)
            else:
                continue
            package = module.split(".")[0]
            if package in OPTIONAL and not (
                name(path) in OPTIONAL[package] and node.col_offset > 0
            ):
                wrong.add((name(path), package))
    assert wrong == set()


def test_the_page_knows_no_geometry():
    geometry = {"shapely", "geopandas", "pandas", "numpy", "pyproj"}
    assert {name(path) for path in PAGES if packages(path) & geometry} == set()


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


def test_files_are_written_and_today_is_looked_up_in_one_place():
    elsewhere = {
        (name(path), call)
        for path in SOURCES
        for call in calls(path) & HOMES.keys()
        if name(path) not in HOMES[call]
    }
    assert elsewhere == set()


PREPARES = {
    "ground.py": {"prepare"},
    "control/points.py": {"intersects_xy"},  # of what `ground.shared` made ready
    "query/squares.py": {"intersects_xy"},  # of a copy of its own
    "sea/edges.py": {"contains_xy"},  # with a copy of its own
    "sea/tracing.py": {"contains_xy"},  # with a copy of its own
}
"""Where a shape is prepared: two threads that use such a shape end the process."""


def test_shapes_are_prepared_where_no_other_thread_has_them():
    prepare = {"prepare", "prep", "contains_xy", "intersects_xy"}
    found = {}
    for path in FILES:
        found[name(path)] = prepare & {
            node.attr
            for node in nodes(path)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in ("shapely", "prepared")
        }
        assert "shapely.prepared" not in imports(path), path
    assert {path: names for path, names in found.items() if names} == PREPARES


def test_tests_stand_where_their_rooms_do():
    rooms = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    for folder in rooms - {ROOT / "tests", ROOT / "tests/hostile"}:
        assert (ROOT / "geo" / folder.relative_to(ROOT / "tests")).is_dir()


def public(path: Path) -> Iterator[ast.AST]:
    """Yield a module, and its classes, methods and functions without an underscore."""
    todo: list[ast.AST] = [tree_of(path)]
    while todo:
        node = todo.pop()
        yield node
        todo += [
            child
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.FunctionDef | ast.ClassDef)
            and not child.name.startswith("_")
            and not isinstance(node, ast.FunctionDef)
        ]


def test_everything_public_has_a_docstring():
    lacking = {
        (name(path), getattr(node, "name", "the module"))
        for path in SOURCES
        for node in public(path)
        if not ast.get_docstring(node)
    }
    assert lacking == set()


def test_files_and_functions_stay_small():
    long = [
        name(path)
        for path in SOURCES
        if len(path.read_text(encoding="utf-8").splitlines()) > 400
    ]
    long += [
        f"{name(path)}: {node.name}"
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


EXEMPLIFIED = ("dates", "angles", "views", "ground", "control", "sea", "query")
"""The rooms of geometry, of days and of questions."""

NO_EXAMPLE = {
    "control/cached.py": {"cells", "rings"},  # as those that they keep
    "sea/claims.py": {"water", "waters"},  # a claim's water takes a whole sea
    "sea/joining.py": {"join"},  # a step of geo.sea.tracing.trace
    "sea/cached.py": {"cached", "shape"},  # they keep what others draw
    "sea/plain.py": {"as_plain"},  # a step of geo.sea.points.median_features
}


def test_every_function_that_answers_has_an_example():
    lacking = {}
    for path in FILES:
        if room_of(path) in EXEMPLIFIED:
            lacking[name(path)] = {
                node.name
                for node in tree_of(path).body
                if isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and ">>> " not in (ast.get_docstring(node) or "")
            }
    assert {path: names for path, names in lacking.items() if names} == NO_EXAMPLE
