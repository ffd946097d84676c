"""The command ``log``: what changed between two versions of the records."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import click

from geo.cli import options, output
from geo.cli.command import command, option
from geo.records import log as query
from geo.records import schema, versions
from geo.records.store import Origin
from geo.words import SOURCE, listed, say

Commits = tuple[versions.Commit, ...]

COLUMNS = (
    "table",
    "row",
    "change",
    "name_en",
    "name_ar",
    "columns",
    "before",
    "after",
    "note_en",
    "note_ar",
    "commits",
)
"""Of the answer in CSV and in JSON."""


@command("cli.about.log", "cli.more.log")
@click.argument("first", metavar="FROM")
@click.argument("last", required=False, metavar="[TO]")
@option(
    "--table",
    "tables",
    type=click.Choice([*schema.TABLES]),
    multiple=True,
    about="cli.help.only_table",
)
@options.answer
@options.records
def log(  # noqa: PLR0913 (each is an option)
    first: str,
    last: str | None,
    tables: tuple[str, ...],
    language: str,
    records: Origin,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show what changed between two versions of the records."""
    before, after, made_by = _between(first, last, records)
    found = query.changes(before, after, made_by, tables)
    if as_json or as_csv:
        rows = (change.as_json() for change in found)
        output.print_rows(rows, COLUMNS, as_json=as_json)
        return
    sides = [_side(version, language) for version in (before, after)]
    print(say("log.between", language, first=sides[0], last=sides[1]))
    if not found:
        print(say("log.nothing", language))
    for table, count in query.counts(found).items():
        counted = [
            say(f"log.{kind}", language, count=count[kind])
            for kind in query.KINDS
            if count[kind]
        ]
        print(f"{table}.csv: {listed(counted, language)}")
        for change in found:
            if change.table == table:
                print("\n".join(_lines(change, language)))


def _between(
    first: str, last: str | None, records: Origin
) -> tuple[versions.Version, versions.Version, Mapping[tuple[str, str], Commits]]:
    """Return two versions, and what changed each row between them."""
    if not isinstance(records, Path):
        from geo.optional import postgis, revisions  # noqa: PLC0415 (an extra)

        return revisions.between(cast("postgis.PostgisStore", records), first, last)
    before = versions.read(first, records)
    after = versions.read(last, records) if last else versions.of_folder(records)
    return before, after, versions.commits(records, before, after)


def _side(version: versions.Version, language: str) -> str:
    if version.label is None:
        return version.name
    return say(
        "log.version",
        language,
        name=version.name,
        version=version.label.version,
        date=version.label.date,
    )


def _lines(change: query.Change, language: str) -> Iterator[str]:
    name = change.names.get(language, change.names.get(SOURCE, ""))
    about = f"{change.row} ({name})" if name else change.row
    yield f"  {say(f'log.one.{change.kind}', language)}: {about}"
    if change.kind == query.CHANGED:
        for column, after in change.after.items():
            yield f"    {column}: {change.before[column]!r} > {after!r}"
    note = change.notes.get(language, change.notes.get(SOURCE))
    if note:
        yield f"    {say('log.note', language)}: {note}"
    for one in change.commits:
        key = f"log.signature.{one.signature}"
        signed = f" ({say(key, language, by=one.signer)})" if one.signature else ""
        yield f"    {one.date} {one.commit}: {one.subject}{signed}"
    if not note and not change.commits:
        yield f"    {say('log.no_reason', language)}"
