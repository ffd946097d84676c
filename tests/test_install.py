"""The package as pip installs it, and the locks of what it needs."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import geo

ROOT = Path(__file__).parents[1]
OWN = "libya-control-atlas"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": [
        *PROJECT["dependencies"],
        *(
            text
            for extra in PROJECT["optional-dependencies"].values()
            for text in extra
            if not text.startswith(OWN)  # its own extras, which stand here too
        ),
    ],
}
"""Each lock, and the direct dependencies that it is compiled from."""


@cache
def locked(name: str) -> dict[str, str]:
    """Return the entries of a lock by package, each with its hashes on one line.

    Of a package that stands in it twice, for two ages of Python, the one for this.
    """
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "")
    entries = [line for line in text.splitlines() if not line.strip().startswith("#")]
    found: dict[str, str] = {}
    for line in entries:
        one = Requirement(line.partition("--hash")[0])
        if canonicalize_name(one.name) not in found or one.marker.evaluate():
            found[canonicalize_name(one.name)] = line
    return found


def pinned(name: str) -> dict[str, str]:
    """Return the version of each package in a lock."""
    return {
        package: re.match(r"[\w.-]+==(\S+) ", line)[1]
        for package, line in locked(name).items()
    }


def needed(requirements: Iterable[str], extras: Iterable[str] = ("",)) -> Iterator[str]:
    """Yield what requirements need on this machine, level by level, once each."""
    seen, waiting = set(), [(Requirement(text), tuple(extras)) for text in requirements]
    while waiting:
        one, of = waiting.pop()
        name = canonicalize_name(one.name)
        if (name, *one.extras) in seen:
            continue
        if one.marker and not any(one.marker.evaluate({"extra": x}) for x in of):
            continue
        seen.add((name, *one.extras))
        yield name
        waiting += [
            (Requirement(text), ("", *one.extras))
            for text in distribution(name).requires or ()
        ]


@pytest.mark.parametrize("name", LOCKS)
def test_direct_dependencies_are_locked_as_they_are_declared(name):
    for text in LOCKS[name]:
        one = Requirement(text)
        assert str(one.specifier) == f"=={pinned(name)[canonicalize_name(one.name)]}"


@pytest.mark.parametrize("name", LOCKS)
def test_all_that_is_needed_in_turn_is_locked_with_hashes(name):
    for package in needed(LOCKS[name]):
        assert package in locked(name), f"{package}: run make lock"
        assert distribution(package).version == pinned(name)[package]
    for line in locked(name).values():
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", line)


def test_the_lock_for_tests_holds_all_of_the_other():
    run, dev = map(pinned, LOCKS)
    assert run.items() <= dev.items()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_place_to_fetch_from(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash)", text, re.MULTILINE)


def test_the_version_stands_in_one_place():
    assert PROJECT["dynamic"] == ["version"]
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {geo.__version__}\n" in cited


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder with the package in it, and what it needs left to this environment."""
    folder = tmp_path_factory.mktemp("installed")
    alone = ("--no-deps", "--no-index", "--no-build-isolation", "--quiet")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", *alone, "--target", folder, ROOT],
        check=True,
        timeout=300,
    )
    return folder


def test_the_installed_command_answers_from_its_own_data(installed, tmp_path):
    script = installed / "bin" / "libya-atlas"
    question = ["who", "32.887", "13.187", "--date", "2019-12-19"]
    path = os.environ | {"PYTHONPATH": str(installed)}
    there = subprocess.check_output([script, *question], cwd=tmp_path, env=path)
    command = [sys.executable, "-m", "geo", *question]
    assert there == subprocess.check_output(command, cwd=ROOT)
    shown = subprocess.check_output([script, "--version"], cwd=tmp_path, env=path)
    assert shown.decode().split() == ["libya-atlas,", "version", geo.__version__]
    assert (installed / "geo" / "_data" / "layers" / "build.json").is_file()
    assert list(tmp_path.iterdir()) == []
