"""Answers in JSON, on standard output or in a file."""

import json
from pathlib import Path
from typing import Any

from geo import files


def print_json(found: dict[str, Any]) -> None:
    """Print an answer on a line of its own."""
    print(json.dumps(found, ensure_ascii=False))


def write_json(path: Path | None, found: dict[str, Any]) -> None:
    """Write an answer into a file, if one is named.

    Raises
    ------
    geo.errors.GeoError
        If it cannot be written.
    """
    if path:
        files.write(path, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
