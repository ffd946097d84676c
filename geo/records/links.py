"""Addresses of sources against a saved list of what answered: nothing goes online."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from geo.errors import FileError, Text
from geo.files.system import unread
from geo.records.check import FIRST_ROW
from geo.records.check.rows import normal_url
from geo.records.columns import is_address
from geo.records.tables.control import Source

MOST_BYTES = 32_000_000
"""A longer list is refused."""

GONE = (404, 410)
"""What a server answers where a page is no more."""

_LINE = re.compile(r"(?P<url>\S+)[\s,;]+(?P<status>[0-9]{3})(?:[\s,;]+(?P<rest>\S+))?")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Answered(NamedTuple):
    """The answer of an address to a request that somebody made."""

    url: str
    status: int
    digest: str = ""


def saved(path: Path) -> list[Answered]:
    """Return a saved list of addresses and what each answered.

    Parameters
    ----------
    path : pathlib.Path
        UTF-8; on each line an address, its status (three digits; 000: no answer) and,
        if what came was kept, its SHA-256, parted by spaces, commas, semicolons or
        tabs. Empty lines, and those that begin with ``#``, say nothing.

    Raises
    ------
    geo.errors.FileError
        If it cannot be read, or a line is none of these.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unread(path, error) from error
    if len(data) > MOST_BYTES:
        megabytes = MOST_BYTES // 1_000_000
        raise FileError("error.links.large", path=path, megabytes=megabytes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("error.links.utf8", path=path) from error
    return [
        _answered(line.strip(), path, number)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _answered(line: str, path: Path, number: int) -> Answered:
    found = _LINE.fullmatch(line)
    digest = (found["rest"] or "").lower() if found else ""
    if (
        found is None
        or not is_address(found["url"])
        or (digest and not _DIGEST.fullmatch(digest))
    ):
        raise FileError("error.links.line", path=path, number=number, line=line)
    return Answered(found["url"], int(found["status"]), digest)


def report(sources: Sequence[Source], answers: Sequence[Answered]) -> list[Text]:
    """Return the report on the addresses of sources, line by line.

    Parameters
    ----------
    sources : sequence of geo.records.tables.control.Source
        In the order of the table.
    answers : sequence of Answered
        Of an address that is listed twice the last counts.

    Returns
    -------
    list of Text
        How many of the sources are listed; a line for each whose page is gone, or is
        another file than the one that was read; how many did not answer; and how many
        addresses are of no source.
    """
    listed = {normal_url(one.url): one for one in answers}
    found = [
        (row, source, listed[normal_url(source.url)])
        for row, source in enumerate(sources, FIRST_ROW)
        if normal_url(source.url) in listed
    ]
    statuses = [one.status for _, _, one in found]
    good = sum(200 <= status < 400 for status in statuses)
    gone = sum(status in GONE for status in statuses)
    known = {normal_url(source.url) for source in sources}
    return [
        Text("links.listed", count=len(found), of=len(sources)),
        *(line for one in found for line in _remarks(*one)),
        Text("links.good", count=good),
        Text("links.gone", count=gone),
        Text("links.silent", count=len(found) - good - gone),
        Text("links.of_no_source", count=len(listed.keys() - known)),
    ]


def _remarks(row: int, source: Source, one: Answered) -> Iterator[Text]:
    """Yield what is wrong with the address of a source."""
    values = {"row": row, "source": source.source_id}
    if one.status in GONE:
        if source.archived:
            values |= {"archived": source.archived}
            yield Text("links.gone_but_kept", status=one.status, **values)
        else:
            yield Text("links.gone_for_good", status=one.status, **values)
    elif source.digest and one.digest and source.digest != one.digest:
        yield Text("links.other_file", **values)
