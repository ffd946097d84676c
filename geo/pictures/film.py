"""Films of many days: one picture a change, drawn side by side on every core."""

import datetime as dt
import io
import os
import pickle
import re
import subprocess
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from typing import IO, cast
from uuid import UUID

import geopandas as gpd
import imageio_ffmpeg
from PIL import Image

from geo import files
from geo.errors import Either, ExportError, RequestError, Text
from geo.inputs.answers import Map
from geo.pictures import outline
from geo.pictures import render as snapshot
from geo.query import who as query
from geo.records.read import Records
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

MOST_SIDE_PX = 16_384
"""H.264 as written here knows no wider or higher picture."""

FFMPEG_OPTIONS = (
    *("-crf", "20", "-preset", "medium", "-tune", "stillimage", "-threads", "1"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"),
    *("-movflags", "+faststart"),
)
"""How an MP4 is written: sharp, and the same bytes each time."""

SHORT = 6
"""A film of so many pictures is drawn before other processes are ready to draw."""

FRAMES_IN_FLIGHT = 4
"""The most frames per core that are drawn ahead of the encoder."""

BOX = b"uuid" + UUID("6c1b1c5e-2f0e-5d0a-9b57-4c41746c6173").bytes
"""How the box of an MP4 that holds the manifest begins, after its length."""

Frames = Mapping[str, gpd.GeoDataFrame]
Progress = Callable[[Iterable[Image.Image], int], Iterable[Image.Image]]


def days(records: Records, request: Request) -> list[dt.date]:
    """Return the days that a film shows.

    Parameters
    ----------
    records : geo.records.read.Records
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
    frames: Frames,
    requests: Sequence[Request],
    jobs: int | None = None,
    spread: Map | None = None,
) -> Generator[Image.Image]:
    """Draw the pictures of a film.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        As for `geo.pictures.render.render`.
    requests : sequence of geo.request.Request
        One a picture.
    jobs : int, optional
        Processes that draw at a time; by default one a core, or none for a short film.
        With 1 this process draws.
    spread : callable, optional
        As `map`: where pictures are drawn, in place of processes of this machine.

    Yields
    ------
    PIL.Image.Image
        RGB, in the order of `requests`.

    Raises
    ------
    ExportError
        If a process that draws is ended from outside.
    """
    if spread is not None:
        yield from map(_opened, spread(partial(_draw, dict(frames)), requests))
        return
    jobs = min(jobs or (cores() if len(requests) > SHORT else 1), len(requests))
    if jobs <= 1:
        drawn: Iterator[bytes] = (_draw(frames, request) for request in requests)
        yield from map(_opened, drawn)
        return
    # Not forked: a fork of a process with threads, as the page is, may hang.
    context = get_context("spawn")
    with files.folder() as folder:
        # Layers and pictures do not go through the pipes to and from a process: if that
        # is ended half-way, who writes or reads the rest waits for ever.
        stock = folder / "layers"
        stock.write_bytes(pickle.dumps(dict(frames)))
        others = set(active_children())
        with ProcessPoolExecutor(jobs, context, _begin, (stock,)) as pool:
            try:
                work = [(one, folder / f"{i}.png") for i, one in enumerate(requests)]
                for path in _in_order(pool, work, FRAMES_IN_FLIGHT * jobs):
                    yield _opened(path.read_bytes())
                    path.unlink()
            except BrokenProcessPool as error:
                # The pool forgets one that it was just starting, and waits for it.
                for process in set(active_children()) - others:
                    process.kill()
                raise ExportError("error.pictures.killed") from error


def cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(
    pool: ProcessPoolExecutor, work: Sequence[tuple[Request, Path]], ahead: int
) -> Iterator[Path]:
    """Yield the files of drawn pictures in order, at most some ahead of the reader."""
    waiting = iter(work)

    def drawn_next(count: int) -> list[Future[Path]]:
        with files.sigint_blocked():
            return [
                pool.submit(_draw_worker_frames, *one) for one in islice(waiting, count)
            ]

    drawing = drawn_next(ahead)
    try:
        while drawing:
            yield drawing.pop(0).result()
            drawing += drawn_next(1)
    finally:
        for future in drawing:
            future.cancel()


_WORKER_FRAMES: dict[str, gpd.GeoDataFrame] = {}


def _begin(stock: Path) -> None:
    """Make a process ready to draw: with the layers at hand, and no longer than needed.

    A process that waits for work does not see that nobody is left to give it any.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKER_FRAMES.update(pickle.loads(stock.read_bytes()))


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _draw_worker_frames(request: Request, target: Path) -> Path:
    target.write_bytes(_draw(_WORKER_FRAMES, request))
    return target


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
    spread: Map | None = None,
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
    jobs, spread
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
        If the form is none, or its pictures are larger than it can hold.
    ExportError
        If something keeps it from being drawn or encoded.
    """
    if form not in FORMS:
        raise RequestError("error.pictures.film", form=form, known=Either(FORMS))
    if form == "mp4" and max(request.pixels) > MOST_SIDE_PX:
        wide, high = request.pixels
        raise RequestError(
            "error.pictures.mp4_size", wide=wide, high=high, most=MOST_SIDE_PX
        )
    shown = days(records, request)
    requests = [replace(request, day=day, since=None) for day in shown]
    # Who draw stop as soon as nobody takes their pictures any more.
    with closing(pictures(frames, requests, jobs, spread)) as drawn:
        film = bar(drawn, len(requests)) if bar else drawn
        if form == "gif":
            palette = _palette([_draw(frames, one) for one in _spread(requests)])
            return _gif(film, palette, _pauses_ms(requests), manifest)
        return _mp4(film, request, _pauses_ms(requests)) + _box(manifest)


def read_manifest(data: bytes, form: str) -> str | None:
    """Return the manifest that a film carries; None if it carries none.

    Raises
    ------
    RequestError
        If it is no such film.
    """
    if form == "gif":
        comment = outline.gif(data).comment
        return comment.decode(errors="replace") if comment else None
    begun = data.rfind(BOX)
    if data[4:8] != b"ftyp":
        raise RequestError("error.pictures.no_mp4")
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


def _pauses_ms(requests: Sequence[Request]) -> list[int]:
    """Return for how long each picture stays."""
    pause = round(1000 / requests[0].pace)
    return [pause] * (len(requests) - 1) + [1000 * LAST_SECONDS]


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
    with files.folder() as folder:
        path = folder / "film.mp4"
        command = [
            imageio_ffmpeg.get_ffmpeg_exe(),
            *("-y", "-f", "rawvideo", "-vcodec", "rawvideo", "-s", f"{wide}x{high}"),
            *("-pix_fmt", "rgb24", "-r", str(request.pace), "-i", "-", "-an"),
            *("-vcodec", "libx264", "-pix_fmt", "yuv420p", "-v", "error"),
            *(*FFMPEG_OPTIONS, "-r", str(SMOOTH_FPS), str(path)),
        ]
        with _encoder(command) as encoder:
            for picture, pause in zip(drawn, pauses_ms, strict=True):
                frame = picture.crop((0, 0, wide, high)).tobytes()
                for _ in range(max(1, pause * request.pace // 1000)):
                    encoder(frame)
        return path.read_bytes()


@contextmanager
def _encoder(command: Sequence[str]) -> Iterator[Callable[[bytes], object]]:
    """Yield a function that takes frames; check at the end that all were encoded."""
    with files.sigint_blocked():
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
    try:
        # It may give up half-way; then its own words say why.
        with suppress(BrokenPipeError):
            yield cast(IO[bytes], process.stdin).write
        _, errors = process.communicate()
    finally:
        process.kill()
        process.communicate()
    if process.returncode:
        lines = errors.decode(errors="replace").splitlines()
        last = lines[-1] if lines else ""
        why = (
            re.sub(r"^\[[^]]*\] ", "", last) if lines else Text("error.pictures.ended")
        )
        raise ExportError(
            "error.pictures.unencoded", folder=Path(command[-1]).parent, why=why
        )


def _box(manifest: str) -> bytes:
    """Return a manifest as a box that players skip (ISO/IEC 14496-12, ``uuid``)."""
    if not manifest:
        return b""
    content = BOX + manifest.encode()
    return (4 + len(content)).to_bytes(4, "big") + content
