"""Makes a file again from its manifest, and says whether it is the same."""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from geo import __version__, export
from geo.errors import ExportError, GeoError
from geo.export import manifests
from geo.export.differences import MOST, differences
from geo.layers.read import json_line
from geo.query.atlas import World
from geo.request import from_json


@dataclass(frozen=True)
class Report:
    """Whether a file is what its manifest says.

    Attributes
    ----------
    path : pathlib.Path
    differs : tuple of str
        What is not the same, each in a phrase; none: the file is the same.
    notes : tuple of str
        What changed since without bearing on the file.
    """

    path: Path
    differs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Return whether the file is the same."""
        return not self.differs

    def __str__(self) -> str:
        head = f"{self.path}: {'same' if self.same else 'differs'}"
        return "\n".join(
            [head, *(f"  {line}" for line in (*self.differs, *self.notes))]
        )


def verify(path: Path, world: World) -> Report:
    """Make a file again from its manifest and compare the two.

    Parameters
    ----------
    path : pathlib.Path
        A file that `geo.export.save` wrote.
    world : geo.query.atlas.World
        The records as they are now.

    Returns
    -------
    Report

    Raises
    ------
    ExportError
        If there is no such file, its ending is none, or it bears no manifest at all:
        then it is no snapshot.
    """
    form = export.form_of(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ExportError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _checked(path, data, form, world)
    except RecursionError:
        return Report(path, ("file damaged: it is nested too deep to be read",))
    except Image.DecompressionBombWarning:
        return Report(path, ("file damaged: it says that it is too large",))


def _checked(path: Path, data: bytes, form: str, world: World) -> Report:
    try:
        text = export.read_manifest(data, form)
    except GeoError as error:
        return Report(path, (f"file damaged: {error}",))
    if text is None:
        raise ExportError(f"{path}: is no snapshot: it bears no manifest")
    try:
        told = manifests.parse(text)
    except ExportError as error:
        return Report(path, (str(error),))
    differs = [*_own_faults(told, form)]
    if not differs and text != json_line(told):
        # Two readers may read it differently: of names told twice, this or the other.
        differs.append("manifest altered: it is not written as the atlas writes it")
    try:
        request = from_json(told["request"])
        then = world.known(request.known_on)
        now = manifests.manifest(then, request, form)
        made = export.render(then, request, form, text)
    except GeoError as error:
        return Report(path, (*differs, f"cannot be made again: {error}"))
    content = [f"file altered: {place}" for place in differences(data, made, form)]
    since, unused = _since(told, now, then)
    where = "in no row that this " + ("manifest names" if content else "file uses")
    notes = [f"note: {file} changed since, {where}" for file in unused]
    differs += [*since, *content]
    if not differs:
        unlike = [name for name in {**now, **told} if told.get(name) != now.get(name)]
        moot = ("tables", "seal") if notes else ()
        differs += [f"manifest altered: {name}" for name in unlike if name not in moot]
        if told["tables"].keys() != now["tables"].keys():
            differs.append("manifest altered: names of tables")
    if content and (since or notes):
        # What the records changed and what a hand changed cannot be told apart: a
        # place next to those shown, itself in no row named, moves the edges of theirs.
        differs = [line.replace("file altered", "file differs") for line in differs]
    return Report(path, tuple(differs), tuple(notes))


def _own_faults(told: Mapping[str, Any], form: str) -> Iterator[str]:
    if told["seal"] != manifests.seal(told):
        yield "manifest altered: it does not match its seal"
    if told["form"] != form:
        yield f"made as {told['form']}, not as {form}"


def _since(
    told: Mapping[str, Any], now: Mapping[str, Any], then: World
) -> tuple[list[str], list[str]]:
    """Return what changed since that bears on the file; tables of which none does."""
    differs, unused = [], []
    if told["version"] != __version__:
        differs.append(
            f"another version: made by {told['version']}, this is {__version__}"
        )
    for file, digest in now["tables"].items():
        if told["tables"].get(file) == digest:
            continue
        table = file.removesuffix(".csv")
        if table not in then.rows:
            differs.append(f"records changed since: {file}")
            continue
        rows = [
            *_rows(
                told["rows"].get(table, {}),
                now["rows"].get(table, {}),
                then.rows[table],
            )
        ]
        if rows:
            more = f" and {len(rows) - MOST} more" if len(rows) > MOST else ""
            named = ", ".join(rows[:MOST])
            differs.append(f"records changed since: {file}: {named}{more}")
        else:
            unused.append(file)
    return differs, unused


def _rows(
    then: Mapping[str, str], used: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[str]:
    """Yield the rows that changed, went or came."""
    for row, digest in then.items():
        if row not in now:
            yield f"{row} (gone)"
        elif now[row] != digest:
            yield f"{row} (changed)"
        elif row not in used:
            yield f"{row} (no longer used)"
    for row in used.keys() - then.keys():
        yield f"{row} (new)"
