"""Films: their days, their pictures, and what an independent reader finds in them."""

import datetime as dt
import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageSequence

from geo.errors import ExportError, RequestError
from geo.pictures import film as timelapse
from geo.pictures import render as snapshot
from geo.query import who as query
from geo.request import Request

ROOT = Path(__file__).parents[2]
FIRST, LAST = dt.date(2019, 4, 3), dt.date(2019, 4, 6)
SIZE = (640, 400)
FILM_REQUEST = Request(
    LAST, since=FIRST, layers=("tripoli_held", "eastern_held"), size_px=SIZE
)


@pytest.fixture(scope="module")
def film(frames, atlas_records):
    def render(form: str, request: Request = FILM_REQUEST, **more) -> bytes:
        return timelapse.render(frames, atlas_records, request, form, jobs=1, **more)

    return render


@pytest.fixture(scope="module")
def drawn(frames):
    """The picture of a day as it is drawn alone, once."""

    @cache
    def draw(day: dt.date) -> Image.Image:
        request = replace(FILM_REQUEST, day=day, since=None)
        data = snapshot.render(frames, request, "png")
        return Image.open(io.BytesIO(data)).convert("RGB")

    return draw


def off(one, other) -> np.ndarray:
    """Return by how much each channel of each pixel differs."""
    return np.abs(np.asarray(one, int) - np.asarray(other, int))


def test_a_picture_a_change_shows_each_day_on_which_a_place_changed(atlas_records):
    days = timelapse.days(atlas_records, FILM_REQUEST)
    changes = set(query.change_days(atlas_records))
    assert (days[0], days[-1]) == (FIRST, LAST)
    assert set(days[1:-1]) == {day for day in changes if FIRST < day < LAST}
    assert dt.date(2019, 4, 4) in days


@given(
    st.dates(dt.date(2014, 6, 1), dt.date(2025, 1, 1)),
    st.integers(1, 400),
    st.sampled_from([("day", 1), ("week", 7)]),
)
def test_steps_are_even_but_for_the_last(atlas_records, first, length, step):
    name, stride = step
    last = first + dt.timedelta(days=length)
    days = timelapse.days(atlas_records, Request(last, since=first, step=name))
    assert (days[0], days[-1]) == (first, last)
    gaps = np.diff(np.array(days, dtype="datetime64[D]")).astype(int)
    assert all(gap == stride for gap in gaps[:-1])
    assert all(0 < gap <= stride for gap in gaps)


def test_pictures_drawn_side_by_side_are_those_drawn_alone(
    frames, drawn, atlas_records
):
    days = timelapse.days(atlas_records, FILM_REQUEST)[:3]
    requests = [replace(FILM_REQUEST, day=day, since=None) for day in days]
    together = list(timelapse.pictures(frames, requests, jobs=2))
    assert len(together) == len(requests)
    for picture, day in zip(together, days, strict=True):
        assert not ImageChops.difference(picture, drawn(day)).getbbox()


def test_a_gif_shows_every_picture_in_turn_and_progress_is_reported(
    drawn, film, atlas_records
):
    days = timelapse.days(atlas_records, FILM_REQUEST)
    sizes = []

    def bar(pictures, count):
        assert count == len(days)
        for picture in pictures:
            sizes.append(picture.size)
            yield picture

    with Image.open(io.BytesIO(film("gif", bar=bar))) as image:
        assert image.size == SIZE
        assert image.info["loop"] == 0
        turns = [
            (frame.convert("RGB"), frame.info["duration"])
            for frame in ImageSequence.Iterator(image)
        ]
    assert sizes == [SIZE] * len(days)
    assert [pause for _, pause in turns] == [250] * (len(days) - 1) + [3000]
    for (picture, _), day in zip(turns, days, strict=True):
        # 255 colours for all: a few levels off, and no ground in another's colour.
        wrong = off(picture, drawn(day))
        assert wrong.mean() < 2
        assert np.percentile(wrong, 99) < 40


def test_an_mp4_lasts_as_long_as_its_pictures(drawn, film, atlas_records, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(
        film("mp4", replace(FILM_REQUEST, pace=2), manifest='{"a":"ليبيا"}')
    )
    reader = imageio_ffmpeg.read_frames(str(path))
    metadata = next(reader)
    first = np.frombuffer(next(reader), np.uint8).reshape(SIZE[1], SIZE[0], 3)
    reader.close()
    assert metadata["size"] == SIZE
    assert metadata["codec"] == "h264"
    pictures = len(timelapse.days(atlas_records, FILM_REQUEST))
    seconds = (pictures - 1) / 2 + timelapse.LAST_SECONDS
    assert metadata["duration"] == pytest.approx(seconds, abs=0.2)
    assert off(first, drawn(FIRST)).mean() < 4


@pytest.mark.parametrize("form", timelapse.FORMS)
def test_a_film_is_the_same_each_time_and_bears_its_manifest(film, form):
    short = replace(FILM_REQUEST, day=dt.date(2019, 4, 4))
    one, other = (film(form, short, manifest='{"a":"ليبيا"}') for _ in range(2))
    assert one == other
    assert timelapse.read_manifest(one, form) == '{"a":"ليبيا"}'
    assert timelapse.read_manifest(film(form, short), form) is None


def test_a_film_of_one_day_is_one_picture(film):
    with Image.open(
        io.BytesIO(film("gif", replace(FILM_REQUEST, since=None)))
    ) as image:
        assert image.n_frames == 1


def test_an_mp4_leaves_out_an_odd_last_pixel(film, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(film("mp4", replace(FILM_REQUEST, since=None, size_px=(641, 401))))
    reader = imageio_ffmpeg.read_frames(str(path))
    assert next(reader)["size"] == (640, 400)
    reader.close()


def test_what_is_no_film_is_refused(film):
    with pytest.raises(RequestError, match="no film: use gif or mp4"):
        film("avi")
    for form in timelapse.FORMS:
        with pytest.raises(RequestError, match=f"no {form.upper()}"):
            timelapse.read_manifest(b"<html>", form)


def test_an_mp4_that_would_be_too_large_is_refused(film):
    with pytest.raises(RequestError, match="17000 x 8000 px are too large for an MP4"):
        film("mp4", replace(FILM_REQUEST, size_px=(17_000, 8_000)))


def test_an_encoder_that_gives_up_is_no_film(film, monkeypatch):
    monkeypatch.setattr(timelapse, "FFMPEG_OPTIONS", ("-preset", "none"))
    with pytest.raises(ExportError, match="no film can be encoded: Nothing was"):
        film("mp4")


def test_a_drawing_process_that_is_ended_ends_the_film(frames):
    requests = [replace(FILM_REQUEST, since=None, layers=("places",))] * 40
    places = {"places": frames["places"]}
    with closing(timelapse.pictures(places, requests, jobs=2)) as drawn:
        next(drawn)
        for process in multiprocessing.active_children():
            process.kill()
        with pytest.raises(ExportError, match="a process that draws was ended"):
            list(drawn)


FILM = """
import datetime as dt, multiprocessing, sys, threading, time
from geo.layers import read as layers
from geo.pictures import film as timelapse
from geo.request import Request

def watch():
    wanted = 2 if sys.argv[1] == "parent" else 1
    while len(found := multiprocessing.active_children()) < wanted:
        time.sleep(0.01)
    print(*(process.pid for process in found), flush=True)
    if sys.argv[1] == "child":
        found[0].kill()

if __name__ == "__main__":
    frames = {"places": layers.read("places")}
    threading.Thread(target=watch, daemon=True).start()
    requests = [Request(dt.date(2019, 4, 9), ("places",), size_px=(640, 400))] * 400
    try:
        list(timelapse.pictures(frames, requests, jobs=2))
    except Exception as error:
        print(error, file=sys.stderr)
"""


def draw_in_another(tmp_path: Path, which: str) -> subprocess.Popen:
    script = tmp_path / "film.py"
    script.write_text(FILM)
    return subprocess.Popen(
        [sys.executable, script, which],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_process_ended_before_it_began_to_draw_hangs_nobody(tmp_path):
    process = draw_in_another(tmp_path, "child")
    try:
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert "a process that draws was ended from outside" in errors


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_who_draw_do_not_outlive_who_started_them(tmp_path):
    process = draw_in_another(tmp_path, "parent")
    drawing = [int(number) for number in process.stdout.readline().split()]
    process.kill()
    process.wait()
    assert len(drawing) == 2
    until = time.monotonic() + 40
    while time.monotonic() < until and any(map(alive, drawing)):
        time.sleep(0.2)
    left = [number for number in drawing if alive(number)]
    for number in left:
        os.kill(number, signal.SIGKILL)
    assert left == []
