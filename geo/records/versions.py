"""Versions of the records: a folder, or a commit of a git checkout, with its tables."""

import csv
import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import Text, VersionError
from geo.records import schema
from geo.records.label import FILE, Label, parse
from geo.records.read import RECORDS
from geo.records.store import key_columns

Rows = Mapping[str, Mapping[str, str]]
"""Cells by column, of each row of a table by what names it."""


@dataclass(frozen=True)
class Version:
    """The records as they were at one time.

    Attributes
    ----------
    name : str
        As it was named: a folder, a commit, a tag.
    tables : mapping of str to mapping
        By table its rows, each by what names it, with cells by column; a table that
        was not there yet is left out.
    label : Label or None
        What it is called; versions before the first label have none.
    commit : str
        Of a checkout the whole name of the commit; empty: a folder.
    """

    name: str
    tables: Mapping[str, Rows] = field(repr=False)
    label: Label | None = None
    commit: str = ""


@dataclass(frozen=True)
class Commit:
    """A change that was committed.

    Attributes
    ----------
    commit, date, subject : str
        Its name, its day and what it says of itself.
    signature : str
        What git finds of its signature, of the values of `SIGNATURES`; empty: none.
    signer : str
        Whose that is, as far as git knows the key.
    """

    commit: str
    date: str
    subject: str
    signature: str = ""
    signer: str = ""


SIGNATURES = {
    "G": "good",
    "U": "untrusted",
    "X": "expired",
    "Y": "expired",
    "R": "revoked",
    "B": "bad",
    "E": "unchecked",
}
"""What a letter of git's ``%G?`` means; of a commit without a signature it is N."""


def read(name: str, records: Path = RECORDS) -> Version:
    """Return a version by its name.

    Parameters
    ----------
    name : str
        A folder that holds record tables; else a commit, tag or branch of the git
        checkout in which `records` lies.
    records : pathlib.Path
        Folder of the record tables.

    Raises
    ------
    VersionError
        If there is no such version, or no git, or a table of it cannot be read.
    """
    folder = Path(name)
    if folder.is_dir():
        return of_folder(folder)
    arguments = ("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    commit = _git(records, *arguments, of=name).decode().strip()
    return _version(name, _files(records, commit), commit)


def of_folder(folder: Path) -> Version:
    """Return the version that lies in a folder.

    Raises
    ------
    VersionError
        If no table lies there.
    """
    names = [*(f"{table}.csv" for table in schema.TABLES), FILE]
    paths = [folder / name for name in names]
    files = {path.name: path.read_bytes() for path in paths if path.is_file()}
    return _version(str(folder), files)


def _version(name: str, files: Mapping[str, bytes], commit: str = "") -> Version:
    if not files.keys() - {FILE}:
        raise VersionError("error.version.no_tables", name=name)
    tables = {
        table: rows(table, files[file])
        for table in schema.TABLES
        if (file := f"{table}.csv") in files
    }
    called = None
    if FILE in files:
        called = parse(files[FILE], f"{name}: {FILE}")
    return Version(name, tables, called, commit)


def rows(table: str, data: bytes) -> dict[str, dict[str, str]]:
    r"""Return the rows of a table, each by what names it.

    Parameters
    ----------
    table : str
        One of `geo.records.schema.TABLES`.
    data : bytes
        Of its file, with a header; columns that the table has no more, or has not yet,
        are kept.

    Raises
    ------
    VersionError
        If it is no such table.

    Examples
    --------
    >>> rows("routes", b"route_id,name_en\ncoast,Coast road\n")
    {'coast': {'route_id': 'coast', 'name_en': 'Coast road'}}
    """
    names = key_columns(table)
    text = data.decode("utf-8-sig", errors="replace")
    try:
        header, *body = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (ValueError, csv.Error) as error:
        raise VersionError("error.version.no_csv", table=table) from error
    missing = [column for column in names if column not in header]
    if missing:
        raise VersionError("error.version.no_column", table=table, missing=missing)
    named = (dict(zip(header, row, strict=False)) for row in body if row)
    return {" ".join(row.get(name, "") for name in names): row for row in named}


def _files(records: Path, commit: str) -> dict[str, bytes]:
    """Return the files beside the tables, as a commit has them."""
    data = _git(records, "archive", "--format=tar", commit, "--", ".", of=commit)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {
            Path(member.name).name: file.read()
            for member in archive
            if (file := archive.extractfile(member))
        }


def _git(folder: Path, *arguments: str, of: str) -> bytes:
    """Return what git prints, or raise that there is no such version."""
    command = ["git", "-C", str(folder), *arguments]
    why: str
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        why = Text("error.version.no_git", error=error)
    except ValueError as error:  # No name of a version has such signs.
        why = str(error)
    else:
        if not done.returncode:
            return done.stdout
        why = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
    raise VersionError("error.version.none", name=of, folder=folder, why=why)


def commits(
    records: Path, first: Version, last: Version
) -> dict[tuple[str, str], tuple[Commit, ...]]:
    """Return which commits changed each row between two versions, newest first.

    Parameters
    ----------
    records : pathlib.Path
        Folder of the record tables, in a git checkout.
    first, last : Version
        Where the last is `records` itself, what is checked out counts.

    Returns
    -------
    dict
        By table and what names the row; empty if either is a folder elsewhere.
    """
    if not first.commit or not (last.commit or Path(last.name) == records):
        return {}
    span = f"{first.commit}...{last.commit or 'HEAD'}"
    form = "--format=%x00%h%x1f%ad%x1f%G?%x1f%GS%x1f%s"
    shape = ("-p", "-U0", "--no-merges", "--no-renames", "--no-color", "--no-ext-diff")
    printed = _git(
        records, "log", *shape, form, "--date=short", span, "--", ".", of=span
    )
    return changed_by(printed.decode(errors="replace"), last)


def changed_by(
    printed: str, last: Version
) -> dict[tuple[str, str], tuple[Commit, ...]]:
    """Return the commits that changed each row, as a log with its patches has them.

    Parameters
    ----------
    printed : str
        Commits, each after a null character, as name, day, letter of the signature,
        signer and subject parted by the unit separator; then its patch without context.
        A row is a line of it.
    last : Version
        By whose columns rows are named.
    """
    found: dict[tuple[str, str], tuple[Commit, ...]] = {}
    for part in printed.split("\0")[1:]:
        head, _, patch = part.partition("\n")
        name, day, letter, signer, subject = head.split("\x1f", 4)
        commit = Commit(name, day, subject, SIGNATURES.get(letter, ""), signer)
        for row in {*_touched(patch, last)}:
            found[row] = (*found.get(row, ()), commit)
    return found


def _touched(patch: str, last: Version) -> Iterator[tuple[str, str]]:
    """Yield table and name of each row that a patch adds or takes away."""
    table, places = "", []
    for line in patch.split("\n"):
        if line.startswith("diff --git "):
            table = Path(line).stem if line.endswith(".csv") else ""
            places = _key_places(table, last)
        elif line.startswith("@@ "):
            table = table if places else ""
        elif table and line[:1] in {"+", "-"} and line[:4] not in {"+++ ", "--- "}:
            cells = next(csv.reader([line[1:]]), [])
            if len(cells) > max(places, default=0):
                yield table, " ".join(cells[place] for place in places)


def _key_places(table: str, last: Version) -> list[int]:
    """Return where in a line of a table what names its row stands."""
    header = [*next(iter(last.tables.get(table, {}).values()), {})]
    if table not in schema.TABLES or not header:
        return []
    return [header.index(column) for column in key_columns(table)]
