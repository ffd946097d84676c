"""Makes a file again from its manifest, and says whether it is the same."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from geo import __version__, export
from geo.bounds import MOST_FILE_BYTES, check_manifest, first_of
from geo.errors import ExportError, GeoError, Semicolons, Text
from geo.errors.system import reason
from geo.export import certificates, cost, manifests, signatures
from geo.export.cost import unlike_outline
from geo.export.differences import MOST, differences, few
from geo.export.facts import unlike_facts
from geo.export.forms import named
from geo.export.made_by import made_by, unlike
from geo.export.report import ALTERED, CHANGED, REBUILT, SAME, UNMADE, Report
from geo.layers.read import json_line
from geo.query.atlas import Atlas
from geo.request import from_json


def verify(path: Path, atlas: Atlas, *, large: bool = False) -> Report:
    """Make a file again from its manifest and compare the two.

    Nothing of the file is run, and nothing is written. What is read of it is bounded
    by `geo.bounds`; what its manifest asks for by `geo.export.cost`, before it is made.

    Parameters
    ----------
    path : pathlib.Path
        A file that `geo.export.save` wrote.
    atlas : geo.query.atlas.Atlas
        The records as they are now.
    large : bool
        Whether what takes more than 500 MB or 20 s to make again is made.

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
    data = _read(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _checked(path, data, form, atlas, large)
    except RecursionError:
        return Report(path, (Text("verify.damaged_deep"),))
    except (Image.DecompressionBombWarning, MemoryError):
        return Report(path, (Text("verify.damaged_large"),))


def _read(path: Path) -> bytes:
    """Return what a file holds, or raise `ExportError`: a pipe might never end."""
    try:
        size = path.stat().st_size
        if path.exists() and not path.is_file():
            raise ExportError("error.bounds.no_file", path=path)
        if size > MOST_FILE_BYTES:
            megabytes = {"size": size / 1e6, "most": MOST_FILE_BYTES / 1e6}
            raise ExportError("error.bounds.file", path=path, **megabytes)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ExportError("error.files.unread", path=path, why=reason(error)) from error


def _checked(path: Path, data: bytes, form: str, atlas: Atlas, large: bool) -> Report:
    """Return the report of a file: of its content, and of its signature if any."""
    bare = signatures.unsigned(data, form)
    report = _compared(path, bare, form, atlas, large)
    if bare == data or not (manifest := _manifest_of(bare, form)):
        return report
    del bare  # as large as the file
    found = signatures.read(data, named(form).media, manifest, large=large)
    verdict = ALTERED if found.differs else report.verdict
    differs, notes = (*report.differs, *found.differs), (*report.notes, *found.notes)
    return Report(path, differs, notes, verdict)


def _manifest_of(data: bytes, form: str) -> str:
    try:
        return export.read_manifest(data, form) or ""
    except GeoError:
        return ""


def _compared(path: Path, data: bytes, form: str, atlas: Atlas, large: bool) -> Report:
    try:
        text = export.read_manifest(data, form)
        if text is not None:
            check_manifest(text)
    except GeoError as error:
        return Report(path, (Text("verify.damaged", error=error),))
    if text is None:
        raise ExportError("error.export.no_snapshot", path=path)
    if certificates.is_one(text):
        return certificates.check(path, data, text, atlas.records)
    try:
        manifest = manifests.parse(text)
    except ExportError as error:
        return Report(path, (Text(error.key, **error.values),), verdict=UNMADE)
    differs = [*_own_faults(manifest, form)]
    if not differs and text != json_line(manifest):
        # Readers may differ on it: of a name that occurs twice, which one counts.
        differs.append(Text("verify.rewritten"))
    try:
        request = from_json(manifest["request"])
        if unlike := [*unlike_outline(data, request, form)]:
            places = (Text("verify.altered_at", place=place) for place in unlike)
            return Report(path, (*differs, *places))
        atlas_then = atlas.known_on(request.known_on)
        if not large:
            cost.check(request, form, atlas_then)
        features = manifests.selected(atlas_then, request, form)
        now = manifests.manifest(atlas_then, request, form, features)
        made = export.render(atlas_then, request, form, text, features)
    except GeoError as error:
        why = Text("verify.unmade_because", error=error)
        lines = (*differs, *filter(None, [_build(manifest)]), why)
        return Report(path, lines, verdict=ALTERED if differs else UNMADE)
    kind = named(form)
    read = kind.read_facts
    facts = partial(unlike_facts, data, made, form, read) if read else None
    written = kind.untouched(data, made) if kind.untouched else data
    content = differences(written, made, form, kind.look)
    report = _judged(path, differs, _Sides(manifest, now, content, facts), atlas_then)
    opened = report.same and written != data
    notes = [Text("verify.opened")] if opened else []
    return replace(report, notes=(*report.notes, *notes))


class _Sides(NamedTuple):
    """A file beside what is made of its manifest.

    `manifest` and `now` are the manifests, `content` says where the files differ, and
    `facts` where their facts do; None: these cannot be read.
    """

    manifest: Mapping[str, Any]
    now: Mapping[str, Any]
    content: list[str]
    facts: Callable[[], list[str]] | None


def _judged(
    path: Path, differs: list[str], compared: _Sides, atlas_then: Atlas
) -> Report:
    manifest, now, content, _ = compared
    build = _build(manifest)
    since, unused = _since(manifest, now, atlas_then)
    where = "verify.not_named" if content else "verify.not_used"
    notes: list[str] = [Text(where, file=file) for file in unused]
    if not (differs or since):
        unlike = _unlike_manifest(manifest, now, bool(notes), build is not None)
        differs += first_of(unlike)
    if differs:
        return _report(path, [*differs, *since], content, notes, build)
    if since or (content and notes):
        # What the records changed and what a hand changed cannot be separated: a
        # place next to those shown, itself in no row named, moves the edges of theirs.
        lines = [*since, *(Text("verify.differs_at", place=place) for place in content)]
        notes += [Text("verify.note", build=build)] if build else []
        return Report(path, tuple(lines), tuple(notes), CHANGED)
    if build is None or not content:
        return _report(path, [], content, notes, build)
    facts = compared.facts() if compared.facts else []
    if facts:
        return _report(path, [], few(facts), notes, build)
    if compared.facts is None:
        notes.append(Text("verify.manifest_only", form=manifest["form"]))
    return Report(path, (build,), tuple(notes), REBUILT)


def _report(
    path: Path,
    faults: list[str],
    content: list[str],
    notes: list[str],
    build: str | None,
) -> Report:
    """Return that a file is the same, or was altered where it differs."""
    lines = [*faults, *(Text("verify.altered_at", place=place) for place in content)]
    notes = [*notes, *([Text("verify.note", build=build)] if build else [])]
    return Report(path, tuple(lines), tuple(notes), ALTERED if lines else SAME)


def _build(manifest: Mapping[str, Any]) -> str | None:
    """Return by which other build a file was made, as a phrase; None: by this one."""
    if manifest["version"] != __version__:
        return Text("verify.version", version=manifest["version"], own=__version__)
    if "made_by" not in manifest:
        return Text("verify.old")
    others = unlike(manifest["made_by"], made_by())
    return Text("verify.build", others=Semicolons(others)) if others else None


def _unlike_manifest(
    manifest: Mapping[str, Any], now: Mapping[str, Any], noted: bool, rebuilt: bool
) -> Iterator[str]:
    """Yield the members of a manifest that are not as they would be made."""
    moot = {"data"}  # what records are called proves nothing: their digests do
    moot |= {"seal"} if manifest.get("data") != now["data"] else set()
    moot |= {"tables", "seal"} if noted else set()
    moot |= {"version", "made_by", "seal"} if rebuilt else set()
    for name in {**now, **manifest}:
        if manifest.get(name) != now.get(name) and name not in moot:
            yield Text("verify.member", name=name)
    if manifest["tables"].keys() != now["tables"].keys():
        yield Text("verify.tables")


def _own_faults(manifest: Mapping[str, Any], form: str) -> Iterator[str]:
    if manifest["seal"] != manifests.seal(manifest):
        yield Text("verify.seal")
    if manifest["form"] != form:
        yield Text("verify.made_as", made=manifest["form"], form=form)


def _since(
    manifest: Mapping[str, Any], now: Mapping[str, Any], atlas_then: Atlas
) -> tuple[list[str], list[str]]:
    """Return the changes since that affect a file, and changed tables that do not."""
    differs: list[str] = []
    unused: list[str] = []
    for file, digest in now["tables"].items():
        if manifest["tables"].get(file) == digest:
            continue
        table = file.removesuffix(".csv")
        if table not in atlas_then.rows:
            differs.append(Text("verify.since", file=file))
            continue
        ours, theirs = (part["rows"].get(table, {}) for part in (manifest, now))
        rows = [*first_of(_rows(ours, theirs, atlas_then.rows[table]))]
        if rows:
            values = {"file": file, "rows": rows[:MOST]}
            if len(rows) > MOST:
                values["count"] = len(rows) - MOST
            key = "verify.since_more" if len(rows) > MOST else "verify.since_rows"
            differs.append(Text(key, **values))
        else:
            unused.append(file)
    return differs, unused


def _rows(
    then: Mapping[str, str], used: Mapping[str, str], now: Mapping[str, str]
) -> Iterator[str]:
    """Yield the rows that changed, went or came."""
    for row, digest in then.items():
        if row not in now:
            yield Text("verify.gone", row=row)
        elif now[row] != digest:
            yield Text("verify.row_changed", row=row)
        elif row not in used:
            yield Text("verify.unused", row=row)
    for row in used.keys() - then.keys():
        yield Text("verify.new", row=row)
