"""Answers in JSON, on standard output or in a file."""

import json
from pathlib import Path
from typing import Any

from geo.errors import SeaError


def print_json(found: dict[str, Any]) -> None:
    """Print an answer on a line of its own."""
    print(json.dumps(found, ensure_ascii=False))


def write_json(path: Path | None, found: dict[str, Any]) -> None:
    """Write an answer into a file, if one is named.

    Raises
    ------
    SeaError
        If it cannot be written.
    """
    if path:
        write(path, json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def write(path: Path, text: str) -> None:
    """Write a text into a file.

    Raises
    ------
    SeaError
        If it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SeaError(
            f"{path}: cannot be written ({error.strerror}): name a file in a folder "
            "that you may write to"
        ) from error
