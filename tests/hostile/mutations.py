"""Record tables broken at random, and odd arguments for the command line."""

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import click

from geo.cli.main import MODULES, main

Rows = list[list[str]]

CELLS = (
    "x" * 300_000,
    "\0",
    "\u202e",
    "\ufeff",
    "=1+1",
    "9" * 400,
    "-1",
    "nan",
    "2019-02-30",
    "9999-12-31",
    ";;",
    "a;a",
    '"',
    "\n",
    " ",
    "",
    "ليبيا",
    "\ud7ff",
    "1e309",
)
"""What a cell may have become."""


def _bytes_of(rows: Rows, dialect: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=dialect, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _truncated(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data))]


def _flipped(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _recoded(data: bytes, rng: random.Random) -> bytes:
    code = rng.choice(["utf-16", "utf-8-sig", "cp1256", "utf-32", "latin-1"])
    return data.decode().encode(code, "replace")


def _joined(data: bytes, rng: random.Random) -> bytes:
    return rng.choice([b"", b"\0" * 9, data + data, data.replace(b"\n", b"\r")])


def _of_rows(change: Callable[[Rows, random.Random], None]) -> "Mutation":
    def mutate(data: bytes, rng: random.Random) -> bytes:
        rows = list(csv.reader(io.StringIO(data.decode())))
        change(rows, rng)
        return _bytes_of(rows)

    mutate.__name__ = change.__name__
    return mutate


def _semicolons(data: bytes, _: random.Random) -> bytes:
    return _bytes_of(list(csv.reader(io.StringIO(data.decode()))), ";")


def _shuffled(rows: Rows, rng: random.Random) -> None:
    order = rng.sample(range(len(rows[0])), len(rows[0]))
    rows[:] = [[row[n] for n in order] for row in rows]


def _column_twice(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    rows[:] = [[*row, row[at]] for row in rows]


def _column_missing(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    rows[:] = [[*row[:at], *row[at + 1 :]] for row in rows]


def _header_misspelt(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    rows[0][at] = rng.choice([*CELLS, rows[0][at].upper(), rows[0][at] + "s"])


def _rows_shuffled(rows: Rows, rng: random.Random) -> None:
    rows[1:] = rng.sample(rows[1:], len(rows) - 1)


def _row_twice(rows: Rows, rng: random.Random) -> None:
    rows.insert(rng.randrange(1, len(rows) + 1), rng.choice(rows))


def _rows_missing(rows: Rows, rng: random.Random) -> None:
    rows[1:] = [row for row in rows[1:] if rng.random() > 0.2]


def _row_cut(rows: Rows, rng: random.Random) -> None:
    rng.choice(rows)[rng.randrange(len(rows[0])) :] = rng.choice([[], ["x"] * 50])


def _cell_changed(rows: Rows, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 3)):
        rng.choice(rows)[rng.randrange(len(rows[0]))] = rng.choice(CELLS)


def _cell_moved(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    rng.choice(rows)[at] = rng.choice(rows)[rng.randrange(len(rows[0]))]


Mutation = Callable[[bytes, random.Random], bytes]

MUTATIONS: Sequence[Mutation] = (
    _truncated,
    _flipped,
    _recoded,
    _joined,
    _semicolons,
    *map(
        _of_rows,
        (
            _shuffled,
            _column_twice,
            _column_missing,
            _header_misspelt,
            _rows_shuffled,
            _row_twice,
            _rows_missing,
            _row_cut,
            _cell_changed,
            _cell_moved,
        ),
    ),
)


def broken(source: Path, target: Path, rng: random.Random) -> str:
    """Write record tables of which one is broken; return which, and how."""
    for old in target.iterdir():
        old.unlink()
    tables = sorted(source.glob("*.csv"))
    victim, mutation = rng.choice(tables), rng.choice(MUTATIONS)
    for table in tables:
        data = table.read_bytes()
        if table == victim:
            rows = data.count(b"\n")
            if rows < 2 and mutation not in (_truncated, _flipped, _joined):
                mutation = _joined
            data = mutation(data, rng)
        (target / table.name).write_bytes(data)
    if rng.random() < 0.02:
        (target / victim.name).unlink()
        return f"{victim.name} removed"
    return f"{victim.name} {mutation.__name__}"


VALUES = (
    "",
    "--",
    "-",
    "-1",
    "0",
    "2019-12-19",
    "2019",
    "2014-05-16",
    "9999-99-99",
    "nan",
    "inf",
    "1e999",
    "9" * 400,
    "x" * 100_000,
    "32.9",
    "13.2",
    "tripoli",
    "sirte",
    "greece,libya",
    "gna",
    "10,30,12,32",
    "nan,nan,nan,nan",
    "32.8,13.2,9",
    "a3",
    "csv",
    "json",
    "en",
    "ar",
    "\ufeff",
    "\u202e",
    "\ud800",
    "\0",
    "%s{0}",
    "/",
    "/dev/null/x.png",
    "../../x.gpkg",
    "x.geojson",
    "ليبيا",
)
"""What an option or argument may be given."""

HEAVY = ("build",)
"""What would write the layers anew, whatever it is given."""


def arguments(
    options: Mapping[str, Sequence[str]], rng: random.Random
) -> tuple[str, ...]:
    """Return an odd set of arguments for a command."""
    name = rng.choice([name for name in options if name not in HEAVY])
    words: list[str] = [name]
    for _ in range(rng.randint(0, 5)):
        kind = rng.random()
        option = rng.choice([*options[name], "--help", "--no-such"])
        if kind < 0.4:
            words += [option, rng.choice(VALUES)]
        elif kind < 0.6:
            words.append(f"{option}={rng.choice(VALUES)}")
        elif kind < 0.7:
            words.append(option)
        else:
            words.append(rng.choice(VALUES))
    return tuple(words)


def options_of(group: click.Group) -> dict[str, list[str]]:
    """Return the options of each command."""
    context = click.Context(group)
    commands = {name: group.get_command(context, name) for name in MODULES}
    return {
        name: [one for param in command.params for one in param.opts if one[0] == "-"]
        for name, command in commands.items()
        if command is not None
    }


def run(words: Sequence[str], assert_said: Callable[..., None], capsys) -> None:
    """Run a command with nothing on its standard input, and look at what it says."""
    with patch("sys.stdin", io.StringIO()):
        try:
            status = main(list(words))
        except Exception as error:
            shown = [word[:60] for word in words]
            raise AssertionError(f"{shown}: {error!r}") from error
    assert_said(status, capsys.readouterr())
