"""What README and docs promise: links lead somewhere, commands run, names exist."""

import contextlib
import doctest
import importlib
import io
import re
import shlex
import sys
from functools import cache
from pathlib import Path

import pytest

from geo import export
from geo.__main__ import main
from geo.query import atlas as atlases
from geo.records import read

ROOT = Path(__file__).parents[1]
GUIDES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
DOCS = sorted([*ROOT.glob("*.md"), ROOT / "data/README.md", *GUIDES[1:]])
COMMAND = re.compile(r"^(?:\$ )?python -m geo (.*)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)\s]*)?\)")
FILE = re.compile(r"\b(?:geo|tests|docs|deploy)/[\w/.-]+\.(?:py|js|css|md|po|ts)\b")
"""A file of the repository, as prose and comments name it."""

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
POINTS = "32.887,13.187,2019-12-19\n31.205,16.589,2020-01-10\n"
"""What stands in the ``points.txt`` of the docs."""

EVENTS = "event_date,latitude,longitude,where,north,east,first,last\n"
"""What the ``events.csv`` of the docs has for columns."""

DATABASE = "postgresql://ann@db.example.org/libya"
"""The database of the docs."""
LINKS = "https://press.un.org/en/2019/sc13796.doc.htm 200\n"
"""What stands in the ``links.txt`` of the docs."""

EXAMPLES = [
    path
    for path in sorted(ROOT.glob("geo/**/*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]
"""Modules whose docstrings have examples."""

QUICKER = {
    "build": ("--out", "layers"),  # not over the repository's own
    "snapshot": ("--dpi", "72"),
    "timelapse": ("--step", "day", "--to", "2019-04-02", "--size", "640x400"),
}
"""What is added to a command line lest running it take long."""


def written(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ran(arguments: list[str], stdin: str = "") -> tuple[int, str, str]:
    """Run a command; return its status, its output and what it complains of."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        patch.setenv("COLUMNS", "80")
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = stop.code
    return int(status or 0), out.getvalue(), err.getvalue()


@cache
def helps(*command: str) -> str:
    status, out, err = ran([*command, "--help"])
    assert (status, err) == (0, "")
    return out


@cache
def commands() -> tuple[str, ...]:
    """Return the commands that there are: ``--help`` lists each on a line."""
    names = re.findall(r"^ {2,}([a-z][a-z-]*)(?: {2}.*)?$", helps(), re.MULTILINE)
    assert {"who", "snapshot", "timelapse", "sea-diff"} <= {*names}
    return tuple(names)


@pytest.mark.parametrize("path", DOCS, ids=name)
def test_every_link_between_documents_leads_somewhere(path):
    targets = LINK.findall(written(path))
    assert [to for to in targets if not (path.parent / to).exists()] == []


def test_every_file_that_prose_or_a_comment_names_is_there():
    texts = [path for path in DOCS if path.name != "CHANGELOG.md"]
    for end in ("py", "js", "ts", "css"):
        texts += [*ROOT.glob(f"geo/**/*.{end}"), *ROOT.glob(f"tests/**/*.{end}")]
    gone = {
        (name(path), file)
        for path in texts
        for file in FILE.findall(written(path))
        if not (ROOT / file).exists() and "SUBJECT" not in file and "CODE" not in file
    }
    assert gone == set()


def test_every_document_is_reached_from_the_readme():
    targets = set(LINK.findall(written(ROOT / "README.md")))
    assert {name(path) for path in GUIDES[1:]} <= targets


def test_every_command_has_an_example_or_is_named():
    text = "\n".join(map(written, DOCS))
    assert [one for one in commands() if f"python -m geo {one}" not in text] == []


def test_every_option_is_named_in_the_guides():
    named = {option for path in GUIDES for option in OPTION.findall(written(path))}
    for command in commands():
        there = set(OPTION.findall(helps(command))) - {"--help"}
        assert there - named == set(), command


@pytest.mark.parametrize(
    "path", [p for p in GUIDES if COMMAND.search(written(p))], ids=name
)
def test_the_command_lines_of_a_guide_run(path, world, tmp_path, monkeypatch, request):
    """One after another in one folder, as a reader would."""
    database = DATABASE
    if DATABASE in written(path):
        database = request.getfixturevalue("database")
        request.getfixturevalue("small").rename(tmp_path / "records")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(export, "load", lambda *_: world)
    monkeypatch.setattr(atlases, "load", lambda *_: world)
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "links.txt").write_text(LINKS)
    for line in COMMAND.findall(written(path).replace(DATABASE, database)):
        text, _, source = line.partition(" < ")
        command, *arguments = shlex.split(text, comments=True)
        assert not source or source.startswith("points.txt")
        more = QUICKER.get(command, ())
        status, _, complaints = ran([command, *arguments, *more], POINTS)
        assert status == 0, f"{line}: {complaints}"


def test_what_a_guide_shows_of_an_answer_is_the_answer():
    text = written(ROOT / "docs/ask.md")
    (shown,) = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    line, *answer = shown.splitlines()
    status, out, _ = ran(shlex.split(line.removeprefix("$ python -m geo ")))
    assert status == 0
    for expected in answer:
        parts = map(re.escape, expected.split("…"))
        assert re.search(f"^{'.*'.join(parts)}$", out, re.MULTILINE), expected


ADDRESS = (
    "date",
    "layers",
    "view",
    "lang",
    "claimants",
    "ground",
    "story",
    "step",
    "as_known_on",
    "place",
    "road",
    "agreement",
    "line",
    "against",
    "tab",
)


def test_every_parameter_of_the_address_is_named_and_no_other():
    named = re.findall(r"[`?&]([a-z_]+)=", written(ROOT / "docs/map.md"))
    assert {*named} == {*ADDRESS}
    code = "".join(written(path) for path in sorted((ROOT / "geo").rglob("*.py")))
    assert [one for one in ADDRESS if f'"{one}"' not in code] == []


def test_every_member_of_the_maps_interface_is_named_and_no_other():
    script = written(ROOT / "geo/web/static/atlas.js")
    head, _, code = script.partition("*/")
    member = re.compile(r"\batlas\.(\w+)")
    members = {*member.findall(head)} - {"js"}
    named = member.findall(written(ROOT / "docs/embed.md"))
    assert {*named} - {"js"} == members
    for one in members:
        assert re.search(
            rf"^    (?:get )?{one}\(|this\.{one} = ", code, re.MULTILINE
        ), one


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_examples_of_docstrings_hold(path, atlas, atlas_records, monkeypatch):
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    examples = doctest.DocTestFinder().find(importlib.import_module(dotted))
    # What they load is what all tests share: nothing is read anew.
    monkeypatch.setattr(atlases, "load", lambda *_: atlas)
    monkeypatch.setattr(read, "load", lambda *_: atlas_records)
    runner = doctest.DocTestRunner()
    for example in examples:
        runner.run(example)
    assert runner.failures == 0
    assert runner.tries


REFERENCE = re.compile(r"`(geo(?:\.\w+)+)`")


def resolved(dotted: str) -> bool:
    """Return whether a module, or what stands in one, bears a name."""
    parts = dotted.split(".")
    for n in range(len(parts), 0, -1):
        with contextlib.suppress(ModuleNotFoundError):
            thing = importlib.import_module(".".join(parts[:n]))
            for part in parts[n:]:
                fields = getattr(thing, "__annotations__", {})
                if not hasattr(thing, part):
                    return part in fields
                thing = getattr(thing, part)
            return True
    return False


def test_every_name_that_a_docstring_refers_to_exists():
    texts = {name(path): written(path) for path in sorted(ROOT.glob("geo/**/*.py"))}
    named = {(n, one) for n, text in texts.items() for one in REFERENCE.findall(text)}
    assert sorted(pair for pair in named if not resolved(pair[1])) == []
