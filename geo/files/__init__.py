"""Writes files whole or not at all, tables as CSV, and lends folders for a while."""

from geo.files.folders import LOCK, PREFIX, folder, make_folder, own_folder
from geo.files.parts import PARTS, Parts, parts
from geo.files.system import is_stream, sigint_blocked
from geo.files.tables import CODING, cell, write_csv
from geo.files.writes import LEFT_SECONDS, MARK, check, write, write_all, writing

__all__ = [
    "CODING",
    "LEFT_SECONDS",
    "LOCK",
    "MARK",
    "PARTS",
    "PREFIX",
    "Parts",
    "cell",
    "check",
    "folder",
    "is_stream",
    "make_folder",
    "own_folder",
    "parts",
    "sigint_blocked",
    "write",
    "write_all",
    "write_csv",
    "writing",
]
