"""The commands ``check``, ``build`` and ``codebook``: the records and their layers."""

from pathlib import Path

import click

from geo.cli import options
from geo.cli.language import in_words
from geo.layers import read as layers
from geo.records import read as reading
from geo.records import schema
from geo.records.check.coverage import report


@click.command()
@click.option(
    "--coverage",
    is_flag=True,
    help="List months without any event, kinds that a year lacks, and notes that "
    "have no Arabic twin.",
)
@options.records
def check(records: Path, *, coverage: bool) -> None:
    """Check every record, list every fault."""
    found = reading.load(records, editorial=True)
    print(
        f"{len(found.places)} places, {len(found.control)} claims, "
        f"{len(found.agreements)} agreements, {len(found.events)} events, "
        f"{len(found.sources)} sources: no faults"
    )
    if coverage:
        for line in report(found):
            print(in_words(line))


@click.command()
@click.option(
    "--out",
    type=Path,
    default=layers.LAYERS,
    show_default="data/layers",
    metavar="FOLDER",
    help="Folder for the layers.",
)
@options.records
def build(out: Path, records: Path) -> None:
    """Build the layers from the records."""
    found = reading.load(records)
    layers.build(found, records, out)
    print(f"{len(layers.NAMES)} layers written to {out}")


@click.command()
def codebook() -> None:
    """Print what each column means."""
    print(schema.codebook(), end="")
