"""The package as pip installs it."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_both_lists_of_requirements_are_the_same():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [line for line in lines if line and not line.startswith("#")]
    assert project["project"]["dependencies"] == listed


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
    assert (installed / "geo" / "_data" / "layers" / "build.json").is_file()
    assert list(tmp_path.iterdir()) == []
