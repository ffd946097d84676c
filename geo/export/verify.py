"""Makes a file again from its manifest, and says whether it is the same."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from geo import __version__, export
from geo.errors import ExportError, GeoError
from geo.export import certificates, manifests
from geo.export.differences import MOST, differences, few
from geo.export.facts import unlike_facts
from geo.export.forms import named
from geo.export.made_by import made_by, unlike
from geo.layers.read import json_line
from geo.query.atlas import Atlas
from geo.request import from_json

SAME = "same"
CHANGED = "records changed since"
REBUILT = "made by another build (same facts)"
ALTERED = "altered"
UNMADE = "cannot be made again"


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
    verdict : str
        One of `SAME`, `CHANGED`, `REBUILT`, `ALTERED` and `UNMADE`.
    """

    path: Path
    differs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: str = ALTERED

    @property
    def same(self) -> bool:
        """Return whether the file is the same."""
        return not self.differs

    def __str__(self) -> str:
        head = f"{self.path}: {SAME if self.same else self.verdict}"
        return "\n".join(
            [head, *(f"  {line}" for line in (*self.differs, *self.notes))]
        )


def verify(path: Path, atlas: Atlas) -> Report:
    """Make a file again from its manifest and compare the two.

    Parameters
    ----------
    path : pathlib.Path
        A file that `geo.export.save` wrote.
    atlas : geo.query.atlas.Atlas
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
            return _checked(path, data, form, atlas)
    except RecursionError:
        return Report(path, ("file damaged: it is nested too deep to be read",))
    except Image.DecompressionBombWarning:
        return Report(path, ("file damaged: it says that it is too large",))


def _checked(path: Path, data: bytes, form: str, atlas: Atlas) -> Report:
    try:
        text = export.read_manifest(data, form)
    except GeoError as error:
        return Report(path, (f"file damaged: {error}",))
    if text is None:
        raise ExportError(f"{path}: is no snapshot: it bears no manifest")
    if certificates.is_one(text):
        return _certified(path, certificates.check(data, text, atlas.records))
    try:
        manifest = manifests.parse(text)
    except ExportError as error:
        return Report(path, (str(error),), verdict=UNMADE)
    differs = [*_own_faults(manifest, form)]
    if not differs and text != json_line(manifest):
        # Two readers may read it differently: of names told twice, this or the other.
        differs.append("manifest altered: it is not written as the atlas writes it")
    try:
        request = from_json(manifest["request"])
        then = atlas.known_on(request.known_on)
        features = manifests.selected(then, request, form)
        now = manifests.manifest(then, request, form, features)
        made = export.render(then, request, form, text, features)
    except GeoError as error:
        why = f"cannot be made again: {error}"
        lines = (*differs, *filter(None, [_build(manifest)]), why)
        return Report(path, lines, verdict=ALTERED if differs else UNMADE)
    read, look = named(form).read_facts, named(form).look
    facts = partial(unlike_facts, data, made, form, read) if read else None
    found = _Compared(manifest, now, differences(data, made, form, look), facts)
    return _judged(path, differs, found, then)


def _certified(path: Path, found: certificates.Verdict) -> Report:
    """Return whether the certificate of a median is the same."""
    if not found.differs:
        return Report(path, verdict=SAME)
    verdict = ALTERED if found.is_altered else UNMADE
    if found.is_made and not found.is_altered:
        is_since = found.differs[0].startswith(CHANGED)
        verdict = CHANGED if is_since else REBUILT
    return Report(path, found.differs, verdict=verdict)


class _Compared(NamedTuple):
    """A file beside what is made of its manifest.

    `manifest` and `now` are the manifests, `content` says where the files differ, and
    `facts` where their facts do; None: these cannot be read.
    """

    manifest: Mapping[str, Any]
    now: Mapping[str, Any]
    content: list[str]
    facts: Callable[[], list[str]] | None


def _judged(path: Path, differs: list[str], found: _Compared, then: Atlas) -> Report:
    manifest, now, content, _ = found
    build = _build(manifest)
    since, unused = _since(manifest, now, then)
    where = "in no row that this " + ("manifest names" if content else "file uses")
    notes = [f"note: {file} changed since, {where}" for file in unused]
    if not (differs or since):
        differs += _unlike_manifest(manifest, now, bool(notes), build is not None)
    if differs:
        return _report(path, [*differs, *since], content, notes, build)
    if since or (content and notes):
        # What the records changed and what a hand changed cannot be told apart: a
        # place next to those shown, itself in no row named, moves the edges of theirs.
        lines = [*since, *(f"file differs: {place}" for place in content)]
        notes += [f"note: {build}"] if build else []
        return Report(path, tuple(lines), tuple(notes), CHANGED)
    if build is None or not content:
        return _report(path, [], content, notes, build)
    facts = found.facts() if found.facts else []
    if facts:
        return _report(path, [], few(facts), notes, build)
    if found.facts is None:
        notes.append(f"note: of a {manifest['form']} only the manifest can be compared")
    return Report(path, (build,), tuple(notes), REBUILT)


def _report(
    path: Path,
    faults: list[str],
    content: list[str],
    notes: list[str],
    build: str | None,
) -> Report:
    """Return that a file is the same, or was altered where it differs."""
    lines = [*faults, *(f"file altered: {place}" for place in content)]
    notes = [*notes, *([f"note: {build}"] if build else [])]
    return Report(path, tuple(lines), tuple(notes), ALTERED if lines else SAME)


def _build(manifest: Mapping[str, Any]) -> str | None:
    """Return by which other build a file was made, as a phrase; None: by this one."""
    if manifest["version"] != __version__:
        return f"another version: made by {manifest['version']}, this is {__version__}"
    if "made_by" not in manifest:
        return "another version: made before manifests named the build"
    others = unlike(manifest["made_by"], made_by())
    return f"another build: {'; '.join(others)}" if others else None


def _unlike_manifest(
    manifest: Mapping[str, Any], now: Mapping[str, Any], noted: bool, rebuilt: bool
) -> Iterator[str]:
    """Yield the members of a manifest that are not as they would be made."""
    moot = {"tables", "seal"} if noted else set()
    moot |= {"version", "made_by", "seal"} if rebuilt else set()
    for name in {**now, **manifest}:
        if manifest.get(name) != now.get(name) and name not in moot:
            yield f"manifest altered: {name}"
    if manifest["tables"].keys() != now["tables"].keys():
        yield "manifest altered: names of tables"


def _own_faults(manifest: Mapping[str, Any], form: str) -> Iterator[str]:
    if manifest["seal"] != manifests.seal(manifest):
        yield "manifest altered: it does not match its seal"
    if manifest["form"] != form:
        yield f"made as {manifest['form']}, not as {form}"


def _since(
    manifest: Mapping[str, Any], now: Mapping[str, Any], then: Atlas
) -> tuple[list[str], list[str]]:
    """Return what changed since that bears on the file; tables of which none does."""
    differs, unused = [], []
    for file, digest in now["tables"].items():
        if manifest["tables"].get(file) == digest:
            continue
        table = file.removesuffix(".csv")
        if table not in then.rows:
            differs.append(f"records changed since: {file}")
            continue
        rows = [
            *_rows(
                manifest["rows"].get(table, {}),
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
