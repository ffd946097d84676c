"""Reads the size of a picture or film from its headers, without decoding it."""

from collections.abc import Iterator
from dataclasses import dataclass

from geo.errors import RequestError

_FEWEST = 13
"""Bytes of the head of a GIF."""


@dataclass(frozen=True)
class Outline:
    """The size of a picture or film.

    Attributes
    ----------
    pixels : tuple of int
        Width and height.
    count : int
        Pictures that a GIF has.
    seconds : float, optional
        For how long a film plays.
    comment : bytes, optional
        The first comment of a GIF.
    """

    pixels: tuple[int, int]
    count: int = 1
    seconds: float | None = None
    comment: bytes | None = None


def png(data: bytes) -> Outline:
    """Return the size of a PNG."""
    if data[12:16] != b"IHDR":
        raise RequestError("error.pictures.unknown", form="PNG")
    return Outline((_int(data[16:20]), _int(data[20:24])))


def gif(data: bytes) -> Outline:
    """Return the size of a GIF, how many pictures it has, and its first comment.

    Pillow takes a time that grows with the square of a comment's length.

    Raises
    ------
    RequestError
        If it is no GIF.
    """
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < _FEWEST:
        raise RequestError("error.pictures.unknown", form="GIF")
    wide, high = (int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
    count, hundredths = 0, 0
    comment: bytes | None = None
    at = _FEWEST + _colours(data[10])
    while at + 1 < len(data) and (kind := data[at]) != ord(";"):
        if kind == ord(","):
            count += 1
            at += 10 + _colours(data[at + 9 : at + 10] or b"\0") + 1
            label = 0
        elif kind == ord("!"):
            label = data[at + 1]
            at += 2
        else:
            raise RequestError("error.pictures.unknown", form="GIF")
        blocks = list(_blocks(data, at))
        at += sum(size for _, size in blocks) + len(blocks) + 1
        if label == 0xF9 and blocks:
            begun = blocks[0][0]
            hundredths += int.from_bytes(data[begun + 1 : begun + 3], "little")
        if label == 0xFE and comment is None:
            comment = b"".join(data[begun : begun + size] for begun, size in blocks)
    return Outline((wide, high), count, hundredths / 100, comment)


def _colours(flags: int | bytes) -> int:
    """Return the bytes of a table of colours, if flags say that there is one."""
    flags = flags if isinstance(flags, int) else flags[0]
    return 3 * 2 ** (1 + flags % 8) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each block of a chain begins, and its bytes."""
    while at < len(data) and (size := data[at]):
        yield at + 1, size
        at += 1 + size


def mp4(data: bytes) -> Outline | None:
    """Return the size of an MP4 and how long it plays; None if it does not say so."""
    film = _inner(data, b"moov")
    head, track = _inner(film, b"mvhd"), _inner(_inner(film, b"trak"), b"tkhd")
    if len(head) < 20 or len(track) < 84 or head[0] or track[0]:
        return None
    scale = _int(head[12:16]) or 1
    wide, high = (_int(track[at : at + 4]) >> 16 for at in (76, 80))
    return Outline((wide, high), seconds=_int(head[16:20]) / scale)


def _inner(data: bytes, kind: bytes) -> bytes:
    """Return the content of the first box of a kind (ISO/IEC 14496-12)."""
    at = 0
    while at + 8 <= len(data):
        size = _int(data[at : at + 4])
        if data[at + 4 : at + 8] == kind:
            return data[at + 8 : at + size] if size else data[at + 8 :]
        if size < 8:
            break
        at += size
    return b""


def _int(data: bytes) -> int:
    return int.from_bytes(data, "big")
