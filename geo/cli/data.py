"""The commands ``check``, ``build`` and ``codebook``: the records and their layers."""

import argparse
from pathlib import Path

from geo.layers import read as layers
from geo.records import read as records
from geo.records import schema
from geo.records.check.coverage import report


def add_check(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``check``."""
    parser.add_argument(
        "--coverage",
        action="store_true",
        help="list the months without any event and the kinds without one in a year",
    )
    parser.set_defaults(run=_check)


def add_build(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``build``."""
    parser.add_argument(
        "--out", type=Path, default=layers.LAYERS, help="folder (data/layers)"
    )
    parser.set_defaults(run=_build)


def add_codebook(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``codebook``."""
    parser.set_defaults(run=_codebook)


def _check(arguments: argparse.Namespace) -> None:
    found = records.load(arguments.records, editorial=True)
    print(
        f"{len(found.places)} places, {len(found.control)} claims, "
        f"{len(found.agreements)} agreements, {len(found.events)} events, "
        f"{len(found.sources)} sources: no faults"
    )
    if arguments.coverage:
        print(report(found))


def _build(arguments: argparse.Namespace) -> None:
    found = records.load(arguments.records)
    layers.build(found, arguments.records, arguments.out)
    print(f"{len(layers.NAMES)} layers written to {arguments.out}")


def _codebook(_arguments: argparse.Namespace) -> None:
    print(schema.codebook(), end="")
