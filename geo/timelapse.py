"""Films of many days: one picture a change, drawn side by side on every core."""

import datetime as dt
import io
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import geopandas as gpd
import imageio_ffmpeg
from PIL import Image

from geo import query, snapshot
from geo.errors import RequestError
from geo.records import Records
from geo.request import Request

FORMS = ("gif", "mp4")
_STRIDES = {"day": dt.timedelta(days=1), "week": dt.timedelta(weeks=1)}

SIZE_PX = (1280, 720)
"""A film is as large as this, unless it is asked for in another size."""

LAST_SECONDS = 3
"""The last frame stays for so long."""

COLOURS = 255
"""Colours of a GIF: one is left to say where a frame changes nothing."""

SAMPLES = 5
"""They are chosen from so many of its frames."""

SMOOTH_FPS = 30
"""An MP4 repeats its frames up to this pace: some players falter at a few a second."""

PLAIN = (
    *("-crf", "20", "-preset", "medium", "-tune", "stillimage", "-threads", "1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"),
    *("-movflags", "+faststart"),
)
"""How an MP4 is written: sharp, and the same bytes each time."""

AHEAD = 4
"""So many frames for each core are drawn before the film has taken them."""

BOX = b"uuid" + UUID("6c1b1c5e-2f0e-5d0a-9b57-4c41746c6173").bytes
"""How the box of an MP4 that holds the manifest begins, after its length."""

Frames = Mapping[str, gpd.GeoDataFrame]
Progress = Callable[[Iterable[Image.Image], int], Iterable[Image.Image]]


def days(records: Records, request: Request) -> list[dt.date]:
    """Return the days that a film shows.

    Parameters
    ----------
    records : geo.records.Records
    request : geo.request.Request
        From its ``since`` to its ``day``, both shown, at its ``step``.

    Returns
    -------
    list of datetime.date
        In order of time.
    """
    last, first = request.day, request.since or request.day
    stride = _STRIDES.get(request.step)
    if stride is None:
        inner = [day for day in query.change_days(records) if first < day < last]
    else:
        inner = [first + i * stride for i in range(1, (last - first) // stride + 1)]
    return sorted({first, *inner, last})


def pictures(
    frames: Frames, requests: Sequence[Request], jobs: int | None = None
) -> Generator[Image.Image]:
    """Draw the pictures of a film.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        As for `geo.snapshot.render`.
    requests : sequence of geo.request.Request
        One a picture.
    jobs : int, optional
        Processes that draw at a time; by default one a core. With 1 this process draws.

    Yields
    ------
    PIL.Image.Image
        RGB, in the order of `requests`.
    """
    jobs = min(jobs or cores(), len(requests))
    if jobs <= 1:
        drawn: Iterator[bytes] = (_draw(frames, request) for request in requests)
        yield from map(_opened, drawn)
        return
    # Not forked: a fork of a process with threads, as the page is, may hang.
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, _take_frames, (dict(frames),))
    with pool:
        yield from map(_opened, _in_order(pool, requests, AHEAD * jobs))


def cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(
    pool: ProcessPoolExecutor, requests: Sequence[Request], ahead: int
) -> Iterator[bytes]:
    """Yield drawn pictures in order, no more than some ahead of who takes them."""
    waiting = iter(requests)
    drawing = [pool.submit(_draw_taken, one) for one in islice(waiting, ahead)]
    try:
        while drawing:
            yield drawing.pop(0).result()
            drawing += [pool.submit(_draw_taken, one) for one in islice(waiting, 1)]
    finally:
        for future in drawing:
            future.cancel()


_TAKEN: dict[str, gpd.GeoDataFrame] = {}


def _take_frames(frames: dict[str, gpd.GeoDataFrame]) -> None:
    """Keep the layers in a process that draws, so that they are sent to it once."""
    _TAKEN.update(frames)


def _draw_taken(request: Request) -> bytes:
    return _draw(_TAKEN, request)


def _draw(frames: Frames, request: Request) -> bytes:
    return snapshot.render(frames, request, "png")


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def render(  # noqa: PLR0913 (all but four by name)
    frames: Frames,
    records: Records,
    request: Request,
    form: str,
    *,
    manifest: str = "",
    jobs: int | None = None,
    bar: Progress | None = None,
) -> bytes:
    """Draw a film.

    Parameters
    ----------
    frames, records
        As known on the day that the request asks for.
    request : geo.request.Request
        An MP4 has an even width and height: it leaves out an odd last pixel.
    form : str
        Of `FORMS`.
    manifest : str
        JSON text that the file carries, see `read_manifest`; none: no manifest.
    jobs : int, optional
        As for `pictures`.
    bar : callable, optional
        Is handed the pictures and their number, and hands them on: a progress bar.

    Returns
    -------
    bytes
        The same for the same input.

    Raises
    ------
    RequestError
        If the form is none.
    """
    if form not in FORMS:
        raise RequestError(f"{form!r} is no film: use {' or '.join(FORMS)}")
    shown = days(records, request)
    asked = [replace(request, day=day, since=None) for day in shown]
    # Who draw stop as soon as nobody takes their pictures any more.
    with closing(pictures(frames, asked, jobs)) as drawn:
        film = bar(drawn, len(asked)) if bar else drawn
        if form == "gif":
            palette = _palette([_draw(frames, one) for one in _spread(asked)])
            return _gif(film, palette, _pauses_ms(asked), manifest)
        return _mp4(film, request, _pauses_ms(asked)) + _box(manifest)


def read_manifest(data: bytes, form: str) -> str | None:
    """Return the manifest that a film carries; None if it carries none.

    Raises
    ------
    RequestError
        If it is no such film.
    """
    if form == "gif":
        try:
            with Image.open(io.BytesIO(data), formats=["GIF"]) as film:
                comment = film.info.get("comment")
        except (OSError, SyntaxError) as error:
            raise RequestError(f"no GIF: {error}") from error
        return comment.decode(errors="replace") if comment else None
    begun = data.rfind(BOX)
    if data[4:8] != b"ftyp":
        raise RequestError("no MP4")
    return data[begun + len(BOX) :].decode(errors="replace") if begun >= 0 else None


def _spread(requests: Sequence[Request]) -> list[Request]:
    """Return some of the requests, from the first to the last."""
    count = min(SAMPLES, len(requests))
    step = (len(requests) - 1) / max(count - 1, 1)
    return [requests[round(i * step)] for i in range(count)]


def _palette(samples: Sequence[bytes]) -> Image.Image:
    """Return a picture whose palette suits all: colours do not change as it plays."""
    opened = [_opened(sample) for sample in samples]
    wide, high = opened[0].size
    sheet = Image.new("RGB", (wide, high * len(opened)))
    for i, sample in enumerate(opened):
        sheet.paste(sample, (0, i * high))
    return sheet.quantize(COLOURS, Image.Quantize.MEDIANCUT)


def _pauses_ms(asked: Sequence[Request]) -> list[int]:
    """Return for how long each picture stays."""
    pause = round(1000 / asked[0].pace)
    return [pause] * (len(asked) - 1) + [1000 * LAST_SECONDS]


def _gif(
    drawn: Iterable[Image.Image],
    palette: Image.Image,
    pauses_ms: list[int],
    manifest: str,
) -> bytes:
    plain = Image.Dither.NONE
    flat = (picture.quantize(palette=palette, dither=plain) for picture in drawn)
    stream = io.BytesIO()
    next(flat).save(
        stream,
        "GIF",
        save_all=True,
        append_images=flat,
        duration=pauses_ms,
        loop=0,
        comment=manifest.encode(),
        optimize=True,
    )
    return stream.getvalue()


def _mp4(drawn: Iterable[Image.Image], request: Request, pauses_ms: list[int]) -> bytes:
    wide, high = (side - side % 2 for side in request.pixels)
    with TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
        encoder = imageio_ffmpeg.write_frames(
            str(path),
            (wide, high),
            fps=request.pace,
            codec="libx264",
            pix_fmt_out="yuv420p",
            macro_block_size=2,
            quality=None,
            output_params=[*PLAIN, "-r", str(SMOOTH_FPS)],
            ffmpeg_log_level="error",
        )
        encoder.send(None)
        try:
            for picture, pause in zip(drawn, pauses_ms, strict=True):
                for _ in range(max(1, pause * request.pace // 1000)):
                    encoder.send(picture.crop((0, 0, wide, high)).tobytes())
        finally:
            encoder.close()
        return path.read_bytes()


def _box(manifest: str) -> bytes:
    """Return a manifest as a box that players skip (ISO/IEC 14496-12, ``uuid``)."""
    if not manifest:
        return b""
    content = BOX + manifest.encode()
    return (4 + len(content)).to_bytes(4, "big") + content
