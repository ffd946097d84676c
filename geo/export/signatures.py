"""Content Credentials in pictures and films: what is signed, and by whom.

A signature is a block within the file (C2PA, https://c2pa.org) that leaves all other
bytes as they were; `geo.export.verify` compares the file without it. It is read by the
standard's own library, in a process with bounded memory.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any, NamedTuple
from uuid import UUID

from geo.bounds import (
    MOST_MANIFEST_BYTES,
    MOST_PARTS,
    MOST_SIGNED_BYTES,
    check_size,
    sandbox,
)
from geo.errors import ExportError, Text
from geo.export.forms import named
from geo.export.make import read_manifest

LABEL = "org.libya-control-atlas.manifest"
"""Of the assertion that holds the manifest of a file."""

PACKAGE = "c2pa"

_GIF = b"!\xff\x0bC2PA_GIF\x01\x00\x00"
_MP4 = b"uuid" + UUID("d8fec3d6-1b0e-483c-9297-5828877ec481").bytes
_SVG_NAMESPACE = b' xmlns:c2pa="http://c2pa.org/manifest"'
_SVG = re.compile(rb"<c2pa:manifest>[^<]*</c2pa:manifest>")
_OUTER = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
"""Boxes of an MP4 around those that say where in the file its pieces begin."""


class Signature(NamedTuple):
    """What the signature of a file says of it.

    Attributes
    ----------
    differs : list of Text
        Where the file is not what was signed.
    notes : list of Text
        Who signed it.
    """

    differs: list[Text]
    notes: list[Text]


def unsigned(data: bytes, form: str) -> bytes:
    """Return a file without Content Credentials; the very same if it has none.

    Parameters
    ----------
    data : bytes
        Whatever it is: what is no such file stays as it is.
    form : str
        Of `geo.export.FORMS`.
    """
    strip = _STRIP.get(form)
    return strip(data) if strip else data


Sign = Callable[[bytes, str, str, str], bytes]
"""Signs a file of a media type, with an assertion of a label that holds a manifest."""


def signed(data: bytes, form: str, sign: Sign) -> bytes:
    """Return a file signed: all else of it as it was.

    Raises
    ------
    ExportError
        If it cannot be signed.
    """
    check_form(form)
    manifest = read_manifest(data, form) or ""
    made = sign(data, named(form).media, LABEL, manifest)
    if unsigned(made, form) != data:
        raise ExportError("error.sign.changed")
    return made


def check_form(form: str) -> None:
    """Raise `ExportError` unless files of a form can be signed."""
    if form not in FORMS:
        raise ExportError("error.sign.form", form=form, known=list(FORMS))


def read(data: bytes, media: str, manifest: str, *, large: bool = False) -> Signature:
    """Return what the signature of a file says, as far as it can be read here.

    Parameters
    ----------
    data : bytes
        The file as it was signed.
    media : str
        The media type of its form.
    manifest : str
        JSON text that the file carries itself.
    large : bool
        Whether that of a file is read which has more than `MOST_SIGNED_BYTES`.
    """
    if find_spec(PACKAGE) is None:
        return Signature([], [Text("verify.signed_unread")])
    try:
        if not large:
            check_size(data, MOST_SIGNED_BYTES)
    except ExportError as error:
        return Signature([], [Text("verify.signature_damaged", error=error)])
    try:
        text = sandbox.read("signature", data, MOST_MANIFEST_BYTES, media)
        store = json.loads(text or b"{}")
        active = store["manifests"][store["active_manifest"]]
        by = active["signature_info"]
        found = store["validation_results"]["activeManifest"]["failure"]
        codes = [str(failure["code"]) for failure in found]
        inside = [*_manifests(active)]
    except (ExportError, ValueError, LookupError, TypeError) as error:
        return Signature([Text("verify.signature_damaged", error=error)], [])
    # Whether a certificate is trusted, or outdated, says nothing of the file.
    broken = [code for code in codes if not code.startswith("signingCredential.")]
    doubts = [code for code in codes if code not in broken]
    differs = [Text("verify.signature", why=broken[:3])] if broken else []
    if inside != [manifest]:
        differs.append(Text("verify.signed_other"))
    values = {"name": str(by.get("common_name")), "issuer": str(by.get("issuer"))}
    key = "verify.signed_doubt" if doubts else "verify.signed"
    return Signature(differs, [Text(key, **values, why=doubts[:3])])


def _manifests(active: Mapping[str, Any]) -> Iterator[str]:
    for assertion in active["assertions"]:
        if assertion["label"] == LABEL:
            yield assertion["data"]["manifest"]


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    for _ in range(MOST_PARTS):
        size = 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] != b"caBX":
            kept.append(data[at : at + size])
        at += size
        if at >= len(data):
            break
    kept.append(data[at:])
    return b"".join(kept)


def _gif(data: bytes) -> bytes:
    colours = 3 * 2 ** (1 + data[10] % 8) if data[10:11] and data[10] & 0x80 else 0
    begin = 13 + colours
    if not data.startswith(_GIF, begin):
        return data
    at = begin + len(_GIF)
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return data[:begin] + data[at + 1 :]


def _svg(data: bytes) -> bytes:
    space, block = data.find(_SVG_NAMESPACE), _SVG.search(data)
    cuts = [(space, space + len(_SVG_NAMESPACE))] if space >= 0 else []
    cuts += [block.span()] if block else []
    if not cuts:
        return data
    view, ends = memoryview(data), [0, *(at for cut in sorted(cuts) for at in cut)]
    kept = zip(ends[::2], [*ends[1::2], len(data)], strict=True)
    return b"".join(view[begin:end] for begin, end in kept)


def _mp4(data: bytes) -> bytes:
    for kind, at, size in _boxes(data, 0, len(data)):
        if kind == _MP4[:4] and data.startswith(_MP4, at + 4):
            bare = bytearray(data[:at] + data[at + size :])
            for begin, wide in _offsets(bare, 0, len(bare)):
                place = int.from_bytes(bare[begin : begin + wide], "big")
                if place >= at + size:
                    bare[begin : begin + wide] = (place - size).to_bytes(wide, "big")
            return bytes(bare)
    return data


def _boxes(
    data: bytes | bytearray, at: int, end: int
) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, beginning and size of the boxes between two places."""
    for _ in range(MOST_PARTS):
        size = int.from_bytes(data[at : at + 4], "big")
        if at + 8 > end or not 8 <= size <= end - at:
            return
        yield bytes(data[at + 4 : at + 8]), at, size
        at += size


def _offsets(data: bytearray, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where a place in the file is written, and in how many bytes."""
    for kind, begin, size in _boxes(data, at, end):
        if kind in _OUTER:
            yield from _offsets(data, begin + 8, begin + size)
        elif kind in (b"stco", b"co64"):
            wide = 4 if kind == b"stco" else 8
            count = int.from_bytes(data[begin + 12 : begin + 16], "big")
            most = (size - 16) // wide
            for i in range(min(count, most)):
                yield begin + 16 + wide * i, wide


_STRIP: Mapping[str, Callable[[bytes], bytes]] = {
    "png": _png,
    "svg": _svg,
    "gif": _gif,
    "mp4": _mp4,
}
FORMS = tuple(_STRIP)
"""What can be signed."""
