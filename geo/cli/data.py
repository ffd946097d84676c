"""The commands ``check``, ``build`` and ``codebook``: the records and their layers."""

from pathlib import Path

import click

from geo.cli import options
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
    checked = reading.load(records, editorial=True)
    print(
        f"{len(checked.places)} places, {len(checked.control)} claims, "
        f"{len(checked.agreements)} agreements, {len(checked.events)} events, "
        f"{len(checked.sources)} sources: no faults"
    )
    if coverage:
        print(report(checked))


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
    facts = reading.load(records)
    layers.build(facts, records, out)
    print(f"{len(layers.NAMES)} layers written to {out}")


@click.command()
def codebook() -> None:
    """Print what each column means."""
    print(schema.codebook(), end="")
