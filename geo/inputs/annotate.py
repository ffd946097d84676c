"""Annotates a file of events into another: in batches, so that memory stays flat."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from geo import files
from geo.errors import Either, FileError, GeoError
from geo.files import cache
from geo.files.system import unread
from geo.inputs import streams
from geo.inputs.answers import Counts, Lot, Map, Options
from geo.inputs.streams import Stream
from geo.query.annotate import Annotator
from geo.query.atlas import Atlas

FORMS = {
    "csv": (".csv", ".tsv", ".tab", ".txt"),
    "parquet": (".parquet", ".geoparquet", ".pq"),
}
"""Endings of names by form."""

Progress = Callable[[int, int], object]
"""Is called with how much was done since, and how much there is in all (0: unknown)."""

CODE = Path(__file__).parents[1]


def annotate(  # noqa: PLR0913, PLR0917 (all but three may be left out)
    source: Path,
    out: Path,
    load: Callable[[], Atlas],
    options: Options | None = None,
    progress: Progress = lambda _done, _of: None,
    spread: Map = map,
) -> Counts:
    """Write a table with who held each point on its day.

    What was answered of a large table by a run that was stopped is not asked again, if
    table, records, options and code are the same.

    Parameters
    ----------
    source : pathlib.Path
        CSV, Parquet or GeoParquet, by its name, of any size; or a folder of such files,
        in folders within it too: those whose names begin with ``.`` or ``_`` are none.
    out : pathlib.Path
        Of the same form; replaced once all of it is there. It may be the source. Of a
        folder one that is not there, or is empty: it gets files of the same names.
    load : callable
        Returns the atlas, once the table is known to be one.
    options : Options, optional
    progress : callable
        As `Progress`.
    spread : callable
        As `map`: where the questions are answered. Those of a file are sent in lots; of
        a folder its files are, by their names, and read and written there.

    Returns
    -------
    Counts

    Raises
    ------
    GeoError
        If the table cannot be read, lacks a column, or cannot be written; what was
        there before is then as it was.
    """
    options = options or Options()
    if source.is_dir():
        return _folder(source, out, load, (options, progress, spread))
    form = form_of(source)
    if not files.is_stream(out):
        if form_of(out) != form:
            endings = Either(FORMS[form])
            raise GeoError(
                "error.table.other_form", path=source, out=out, endings=endings
            )
        files.check(out)
    with _opened(source, options) as stream:
        atlas = load()
        job = _Job(stream, atlas.annotator(options.known_on), progress, spread)
        if not stream.is_large or files.is_stream(out) or not source.is_file():
            return job.whole(out)
        key = _key(atlas, options, [_digest(source).encode()])
        return job.in_parts(out, key)


def given_back(
    name: str, content: bytes, load: Callable[[], Atlas], options: Options
) -> tuple[bytes, Counts]:
    """Return a table that is at hand with who held each point on its day.

    Parameters
    ----------
    name : str
        Of its file, whose ending says its form.
    content : bytes
    load, options
        As for `annotate`.

    Raises
    ------
    GeoError
        As for `annotate`.
    """
    form_of(Path(name))
    with files.folder() as folder:
        source = folder / f"table{Path(name).suffix}"
        out = folder / f"answers{Path(name).suffix}"
        files.write(source, content)
        counts = annotate(source, out, load, options)
        return out.read_bytes(), counts


def form_of(path: Path) -> str:
    """Return the form of a file, one of `FORMS`, by its name.

    Raises
    ------
    GeoError
        If the name says none.

    Examples
    --------
    >>> form_of(Path("events.CSV"))
    'csv'
    """
    for form, endings in FORMS.items():
        if path.suffix.lower() in endings:
            return form
    endings = Either(ending for each in FORMS.values() for ending in each)
    raise GeoError("error.table.form", path=path, endings=endings)


@contextmanager
def _opened(source: Path, options: Options) -> Iterator[Stream[Any, Any]]:
    """Yield an open table, by its name."""
    if form_of(source) == "csv":
        with streams.csv(source, options) as stream:
            yield stream
    else:
        yield streams.Parquet(source, options)


@dataclass(frozen=True)
class _Job:
    """One table to be answered."""

    stream: Stream[Any, Any]
    annotator: Annotator
    progress: Progress
    spread: Map

    def whole(self, out: Path) -> Counts:
        """Write it at one go."""
        with files.writing(out) as target:
            return self._write(target, self._answered(0))

    def in_parts(self, out: Path, key: str) -> Counts:
        """Write it in parts, and go on after those that are there."""
        counts, size = self._counts(), self.stream.batches_of_part
        with files.parts(out, key) as kept:
            there: list[str] = []
            while (facts := kept.noted(name := f"{len(there):06}")) is not None:
                counts.include(Counts.of(facts))
                there.append(name)
            answered = self._answered(len(there) * size)
            while (first := next(answered, None)) is not None:
                name = f"{len(there):06}"
                pairs = chain([first], islice(answered, size - 1))
                with files.writing(kept.path(name)) as target:
                    part = self._write(target, pairs, len(there))
                kept.note(name, part.facts())
                counts.include(part)
                there.append(name)
            with files.writing(out) as target:
                paths = [kept.path(name) for name in there]
                self.stream.join(paths, target, self.annotator)
        return counts

    def _counts(self) -> Counts:
        return Counts(column=self.stream.names["problem"])

    def _write(
        self,
        target: IO[bytes],
        pairs: Iterable[tuple[Any, Any]],
        part: int | None = None,
    ) -> Counts:
        """Write batches with their answers; return what became of their rows."""
        counts, stream = self._counts(), self.stream
        with stream.writing(target, self.annotator, part) as write:
            for batch, (answer, found) in pairs:
                write(batch, answer)
                counts.include(found)
        return counts

    def _answered(self, skip: int) -> Iterator[tuple[Any, Any]]:
        """Yield batches with their answers, but for the first few."""
        waiting: deque[Any] = deque()

        def lots() -> Iterator[Lot]:
            for batch in islice(self.stream.batches(), skip, None):
                waiting.append(batch)
                yield self.stream.lot(batch)

        done = 0
        for answer in self.spread(self.stream.work(self.annotator), lots()):
            yield waiting.popleft(), answer
            at = self.stream.position()
            self.progress(at - done, self.stream.size)
            done = at


@dataclass(frozen=True)
class _Part:
    """Answers a file of many, wherever it can be reached by its name."""

    annotator: Annotator
    options: Options

    def __call__(self, pair: tuple[Path, Path]) -> Counts:
        source, target = pair
        with _opened(source, self.options) as stream:
            return _Job(stream, self.annotator, lambda *_: None, map).whole(target)


def _folder(
    source: Path,
    out: Path,
    load: Callable[[], Atlas],
    how: tuple[Options, Progress, Map],
) -> Counts:
    options, progress, spread = how
    names = [*_files(source)]
    if not names:
        raise GeoError("error.table.no_files", path=source)
    for name in names:
        form_of(source / name)
    _check_folder(source, out)
    atlas, counts = load(), Counts()
    stats = [(source / name).stat() for name in names]
    facts = [
        f"{n}\0{s.st_size}\0{s.st_mtime_ns}" for n, s in zip(names, stats, strict=True)
    ]
    key = _key(atlas, options, [*map(os.fsencode, facts)])
    work = _Part(atlas.annotator(options.known_on), options)
    with files.parts(out, key) as kept:
        left = []
        for name in names:
            if (found := kept.noted(name)) is None:
                left.append(name)
            else:
                counts.include(Counts.of(found))
        progress(len(names) - len(left), len(names))
        pairs = [((source / name).resolve(), kept.path(name)) for name in left]
        for name, part in zip(left, spread(work, pairs), strict=True):
            kept.note(name, part.facts())
            counts.include(part)
            progress(1, len(names))
        kept.move(out)
    return counts


def _files(folder: Path) -> Iterator[str]:
    """Yield the names of the files of a folder, in order."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part[0] in "._" for part in name.parts):
            yield name.as_posix()


def _check_folder(source: Path, out: Path) -> None:
    """Raise `FileError` unless a folder of answers can be made there."""
    inner, outer = out.resolve(), source.resolve()
    if inner == outer or outer in inner.parents:
        raise FileError("error.table.folder_within", path=out, source=source)
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise FileError("error.table.folder_there", path=out)
    if not inner.parent.is_dir():
        raise FileError("error.files.no_folder", path=out, folder=inner.parent)
    if not os.access(inner.parent, os.W_OK):
        raise FileError("error.files.permission", path=out)


def _key(atlas: Atlas, options: Options, data: Iterable[bytes]) -> str:
    """Return a digest of all that answers follow from."""
    facts = [*map(repr, sorted(atlas.digests.items())), repr(options)]
    return cache.key_of([*(fact.encode() for fact in facts), *data], _code())


def _code() -> Iterable[Path]:
    return CODE.rglob("*.p[oy]")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unread(path, error) from error
