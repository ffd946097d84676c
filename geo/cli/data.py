"""The commands ``check``, ``build`` and ``codebook``: the records and their layers."""

from pathlib import Path

from geo.cli import options
from geo.cli.command import command, option
from geo.cli.language import in_words
from geo.errors import Text
from geo.layers import read as layers
from geo.records import links as saved
from geo.records import read as reading
from geo.records import schema
from geo.records.check.coverage import report
from geo.records.store import Origin


@command("cli.about.check")
@option(
    "--coverage",
    is_flag=True,
    about="cli.help.coverage",
)
@option(
    "--links",
    type=Path,
    metavar="FILE",
    about="cli.help.links",
)
@options.records
@options.speech
def check(records: Origin, links: Path | None, *, coverage: bool) -> None:
    """Check every record, list every fault."""
    answers = saved.saved(links) if links else None
    checked = reading.load(records, editorial=True)
    counts = [
        Text(f"cli.check.{name}", count=len(getattr(checked, name)))
        for name in ("places", "control", "agreements", "events", "sources")
    ]
    print(in_words(Text("cli.check.sound", counts=counts)))
    if coverage:
        for line in report(checked):
            print(in_words(line))
    if answers is not None:
        for line in saved.report(checked.sources, answers):
            print(in_words(line))


@command("cli.about.build")
@option(
    "--out",
    type=Path,
    default=layers.LAYERS,
    show_default="data/layers",
    metavar="FOLDER",
    about="cli.help.layers_out",
)
@options.records
@options.speech
def build(out: Path, records: Origin) -> None:
    """Build the layers from the records."""
    facts = reading.load(records)
    layers.build(facts, records, out)
    print(in_words(Text("cli.built", count=len(layers.NAMES), folder=out)))


@command("cli.about.codebook")
@options.speech
def codebook() -> None:
    """Print what each column means."""
    print(schema.codebook(), end="")
