"""Runs commands, in this process or as one of their own."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.query import atlas as atlases

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run_command(monkeypatch, capsys):
    """Run a command, give back its status and what it prints."""

    def run(*arguments: object, text: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


@pytest.fixture
def run_query(atlas, run_command, monkeypatch):
    """As `ask`, of the real records, which are read once."""
    monkeypatch.setattr(atlases, "load", lambda *_: atlas)
    return run_command


@pytest.fixture
def process():
    """Run a command as a process of its own."""

    def run(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "geo", *arguments],
            cwd=ROOT,
            input=text,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run
