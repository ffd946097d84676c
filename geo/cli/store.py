"""The commands ``push`` and ``pull``: records in a database and in a folder."""

import os
from pathlib import Path

import click

from geo.cli import options
from geo.cli.command import command, option
from geo.cli.language import in_words
from geo.errors import Text
from geo.optional import sync


@command("cli.about.push", "cli.more.push")
@options.store(required=True)
@option("--why", required=True, metavar="TEXT", about="cli.help.why")
@option("--who", default="", metavar="NAME", about="cli.help.who")
@option("--replace", is_flag=True, about="cli.help.push_replace")
@option("--upgrade", is_flag=True, about="cli.help.push_upgrade")
@options.folder()
@options.speech
def push(  # noqa: PLR0913 (each is an option)
    store: str, why: str, who: str, folder: Path, *, replace: bool, upgrade: bool
) -> None:
    """Write the records of a folder to a database."""
    pushed = sync.push(folder, store, why, who, replace=replace, upgraded=upgrade)
    rows = [
        Text(f"cli.store.{name}", count=getattr(pushed, name))
        for name in ("added", "changed", "removed")
        if getattr(pushed, name)
    ]
    if pushed.before:
        print(in_words(Text("cli.store.upgraded", schema=pushed.before)))
    if rows or not pushed.before:
        done = "cli.store.pushed" if rows else "cli.store.same"
        print(in_words(Text(done, revision=pushed.revision, rows=rows)))


@command("cli.about.pull", "cli.more.pull")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.store(required=True)
@option("--replace", is_flag=True, about="cli.help.pull_replace")
@option("--upgrade", is_flag=True, about="cli.help.pull_upgrade")
@options.speech
def pull(folder: Path, store: str, *, replace: bool, upgrade: bool) -> None:
    """Write the records of a database to a folder."""
    content = sync.pull(store, folder, replace=replace, upgraded=upgrade)
    revision = content.revision.number if content.revision else 0
    name = os.fspath(folder)
    print(in_words(Text("cli.store.pulled", revision=revision, folder=name)))
    if content.left_out:
        print(in_words(Text("cli.store.left_out", names=content.left_out)))
