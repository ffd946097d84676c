"""The command ``site``: the atlas as a folder of pages that needs no server."""

from pathlib import Path

import click

from geo import export
from geo.cli import options
from geo.cli.command import command, option
from geo.cli.language import in_words, usage_error
from geo.errors import Text
from geo.export import site as sites
from geo.records.columns import is_address


@command("cli.about.site", "cli.more.site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option("--address", metavar="URL", default="", about="cli.help.address")
@options.records
@options.speech
def site(folder: Path, records: Path, address: str) -> None:
    """Write the atlas as a folder of pages that needs no server."""
    if address and not (is_address(address) and not {*"?#"} & {*address}):
        raise usage_error("error.cli.address", address=address)
    done = sites.write(export.load(records), folder, address)
    counts = {"written": done.written, "same": done.same, "removed": done.removed}
    print(in_words(Text("cli.site.written", folder=folder, **counts)))
    if done.left:
        print(in_words(Text("cli.site.left", names=list(done.left))))
