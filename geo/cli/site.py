"""The command ``site``: the atlas as a folder of pages that needs no server."""

from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import click

from geo import export
from geo.cli import options
from geo.cli.command import command, option
from geo.cli.language import in_words, usage_error
from geo.errors import Text
from geo.export import site as sites
from geo.records.columns import is_address

_SAFE = "/%:@!$&'()*+,;=~"
"""Signs of a path that are written as they are, as is what is written out already."""


@command("cli.about.site", "cli.more.site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option("--address", metavar="URL", default="", about="cli.help.address")
@options.records
@options.speech
def site(folder: Path, records: Path, address: str) -> None:
    """Write the atlas as a folder of pages that needs no server."""
    done = sites.write(export.load(records), folder, _as_written(address))
    counts = {"written": done.written, "same": done.same, "removed": done.removed}
    print(in_words(Text("cli.site.written", folder=folder, **counts)))
    if done.left:
        print(in_words(Text("cli.site.left", names=list(done.left))))


def _as_written(address: str) -> str:
    """Return the address of a site in the signs in which addresses are written.

    Lists of pages and feeds have no letters of other scripts in theirs.
    """
    if not address:
        return ""
    try:
        if not is_address(address) or {*"?#"} & {*address}:
            raise ValueError(address)
        scheme, place, path, *_ = urlsplit(address)
        host, mark, port = place.partition(":")
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # of a host, too
        raise usage_error("error.cli.address", address=address) from None
    return urlunsplit((scheme, f"{host}{mark}{port}", quote(path, safe=_SAFE), "", ""))
