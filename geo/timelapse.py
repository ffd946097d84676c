"""Films of many days: one picture a change, drawn side by side on every core."""

import datetime as dt
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import geopandas as gpd
import imageio_ffmpeg
from PIL import Image

from geo import query, snapshot
from geo.errors import DateError, RequestError
from geo.records import Records
from geo.request import Request

FORMS = ("gif", "mp4")
CHANGE = "change"
STEPS: Mapping[str, dt.timedelta | None] = {
    CHANGE: None,
    "day": dt.timedelta(days=1),
    "week": dt.timedelta(weeks=1),
}
"""How far apart frames may be; ``change``: one a day on which a place changed hands."""

SIZE_PX = (1280, 720)
PER_SECOND = (1, 30)
"""Least and most frames a second."""

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

Frames = Mapping[str, gpd.GeoDataFrame]


def days(
    records: Records, first: dt.date, last: dt.date, step: str = CHANGE
) -> list[dt.date]:
    """Return the days that a film shows.

    Parameters
    ----------
    records : geo.records.Records
    first, last : datetime.date
        The film's first and last day, both shown.
    step : str
        Of `STEPS`.

    Returns
    -------
    list of datetime.date
        In order of time.

    Raises
    ------
    DateError
        If a day lies outside the span, or the last before the first.
    RequestError
        If the step is none.
    """
    for day in (first, last):
        query.check_day(day)
    if last < first:
        raise DateError(f"{last} is before {first}: the last day comes after the first")
    if step not in STEPS:
        raise RequestError(f"{step!r} is no step: use one of {', '.join(STEPS)}")
    stride = STEPS[step]
    if stride is None:
        inner = [day for day in query.change_days(records) if first < day < last]
    else:
        count = (last - first) // stride
        inner = [first + i * stride for i in range(1, count + 1)]
    return sorted({first, *inner, last})


@dataclass(frozen=True)
class Film:
    """What a film shows.

    Attributes
    ----------
    asked : geo.request.Request
        What each picture shows but for its day; width and height in px even.
    days : tuple of datetime.date
        The days shown, in order, see `days`.
    form : str
        Of `FORMS`.
    per_second : int
        Frames a second, within `PER_SECOND`.

    Raises
    ------
    RequestError
        If the form, the size or the pace is none.
    """

    asked: Request
    days: tuple[dt.date, ...]
    form: str = FORMS[0]
    per_second: int = 4

    def __post_init__(self) -> None:
        least, most = PER_SECOND
        if not least <= self.per_second <= most:
            raise RequestError(
                f"{self.per_second} frames a second: use {least} to {most}"
            )
        if self.form not in FORMS:
            raise RequestError(f"{self.form!r} is no film: use {' or '.join(FORMS)}")
        wide, high = self.asked.pixels
        if wide % 2 or high % 2:
            raise RequestError(f"a film of {wide} x {high} px: use even numbers")

    def requests(self) -> list[Request]:
        """Return what each picture shows."""
        return [replace(self.asked, day=day) for day in self.days]

    def pauses_ms(self) -> list[int]:
        """Return for how long each picture stays."""
        pause = round(1000 / self.per_second)
        return [pause] * (len(self.days) - 1) + [1000 * LAST_SECONDS]


def pictures(
    frames: Frames, requests: Sequence[Request], jobs: int | None = None
) -> Iterator[Image.Image]:
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


def write(
    frames: Frames,
    film: Film,
    path: Path,
    *,
    jobs: int | None = None,
    told: Callable[[Iterable[Image.Image]], Iterable[Image.Image]] = iter,
) -> None:
    """Draw a film and write it.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        As for `geo.snapshot.render`.
    film : Film
    path : pathlib.Path
        File to write.
    jobs : int, optional
        As for `pictures`.
    told : callable
        Is handed the pictures and hands them on: a progress bar.
    """
    requests = film.requests()
    with _closing(pictures(frames, requests, jobs)) as drawn:
        if film.form == "gif":
            palette = _palette([_draw(frames, one) for one in _spread(requests)])
            _write_gif(told(drawn), palette, path, film.pauses_ms())
        else:
            _write_mp4(told(drawn), film, path)


@contextmanager
def _closing(drawn: Iterator[Image.Image]) -> Iterator[Iterator[Image.Image]]:
    """Stop those who draw as soon as nobody takes their pictures any more."""
    try:
        yield drawn
    finally:
        drawn.close()  # type: ignore[attr-defined]


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


def _write_gif(
    drawn: Iterable[Image.Image],
    palette: Image.Image,
    path: Path,
    pauses_ms: list[int],
) -> None:
    plain = Image.Dither.NONE
    flat = (picture.quantize(palette=palette, dither=plain) for picture in drawn)
    first = next(flat)
    first.save(
        path,
        "GIF",
        save_all=True,
        append_images=flat,
        duration=pauses_ms,
        loop=0,
        optimize=True,
    )


def _write_mp4(drawn: Iterable[Image.Image], film: Film, path: Path) -> None:
    encoder = imageio_ffmpeg.write_frames(
        str(path),
        film.asked.pixels,
        fps=film.per_second,
        codec="libx264",
        pix_fmt_out="yuv420p",
        macro_block_size=2,
        quality=None,
        output_params=[*PLAIN, "-r", str(SMOOTH_FPS)],
        ffmpeg_log_level="error",
    )
    encoder.send(None)
    try:
        for picture, pause in zip(drawn, film.pauses_ms(), strict=True):
            for _ in range(max(1, pause * film.per_second // 1000)):
                encoder.send(picture.tobytes())
    finally:
        encoder.close()
