"""Films: their days, their pictures, and what an independent reader finds in them."""

import datetime as dt
import io
from collections.abc import Sequence

import geopandas as gpd
import imageio_ffmpeg
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageSequence

from geo import layers, query, snapshot, timelapse
from geo.errors import DateError, GeoError, RequestError
from geo.request import Request
from geo.timelapse import Film

FIRST, LAST = dt.date(2019, 4, 3), dt.date(2019, 4, 20)
SIZE = (640, 400)


@pytest.fixture(scope="module")
def frames(built) -> dict[str, gpd.GeoDataFrame]:
    return {name: layers.read(name, built) for name in layers.NAMES}


@pytest.fixture(scope="module")
def asked() -> Request:
    return Request(FIRST, layers=("tripoli_held", "eastern_held"), size_px=SIZE)


@pytest.fixture(scope="module")
def shown(atlas_records) -> list[dt.date]:
    return timelapse.days(atlas_records, FIRST, LAST)[:6]


def test_a_frame_a_change_shows_each_day_on_which_a_place_changed(atlas_records):
    days = timelapse.days(atlas_records, FIRST, LAST)
    changes = set(query.change_days(atlas_records))
    assert days[0] == FIRST
    assert days[-1] == LAST
    assert set(days[1:-1]) == {day for day in changes if FIRST < day < LAST}
    assert dt.date(2019, 4, 4) in days


@given(
    st.dates(dt.date(2014, 6, 1), dt.date(2025, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(["day", "week"]),
)
def test_steps_are_even_but_for_the_last(atlas_records, first, length, step):
    last = first + dt.timedelta(days=length)
    days = timelapse.days(atlas_records, first, last, step)
    assert (days[0], days[-1]) == (first, last)
    gaps = np.diff(np.array(days, dtype="datetime64[D]")).astype(int)
    stride = {"day": 1, "week": 7}[step]
    assert all(gap == stride for gap in gaps[:-1])
    assert all(0 < gap <= stride for gap in gaps)


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ((LAST, FIRST, "day"), DateError, "is before"),
        ((dt.date(2010, 1, 1), LAST, "day"), DateError, "out of range"),
        (
            (FIRST, LAST, "decade"),
            RequestError,
            "no step: use one of change, day, week",
        ),
    ],
)
def test_days_that_are_none_are_refused(atlas_records, asked, error, message):
    with pytest.raises(error, match=message):
        timelapse.days(atlas_records, *asked)


def test_pictures_drawn_side_by_side_are_those_drawn_alone(frames, asked, shown):
    requests = [Request(day, layers=asked.layers, size_px=SIZE) for day in shown[:3]]
    together = list(timelapse.pictures(frames, requests, jobs=2))
    assert len(together) == len(requests)
    for picture, request in zip(together, requests, strict=True):
        alone = Image.open(io.BytesIO(snapshot.render(frames, request, "png")))
        assert not ImageChops.difference(picture, alone.convert("RGB")).getbbox()


def write(frames, asked, shown: Sequence[dt.date], path, per_second=4, **more):
    film = Film(asked, tuple(shown), path.suffix[1:], per_second)
    timelapse.write(frames, film, path, jobs=1, **more)
    return path


def test_a_gif_shows_every_frame_in_turn(frames, asked, shown, tmp_path):
    path = write(frames, asked, shown, tmp_path / "film.gif")
    with Image.open(path) as film:
        assert film.size == SIZE
        assert film.info["loop"] == 0
        turns = [
            (frame.convert("RGB"), frame.info["duration"])
            for frame in ImageSequence.Iterator(film)
        ]
    assert [pause for _, pause in turns] == [250] * 5 + [3000]
    for (picture, _), day in zip(turns, shown, strict=True):
        request = Request(day, layers=asked.layers, size_px=SIZE)
        drawn = Image.open(io.BytesIO(snapshot.render(frames, request, "png")))
        off = np.abs(np.asarray(picture, int) - np.asarray(drawn.convert("RGB"), int))
        # 255 colours for all: a few levels off, and no ground in another's colour.
        assert off.mean() < 2
        assert np.percentile(off, 99) < 40


def test_an_mp4_lasts_as_long_as_its_frames(frames, asked, shown, tmp_path):
    path = write(frames, asked, shown, tmp_path / "film.mp4", per_second=2)
    reader = imageio_ffmpeg.read_frames(str(path))
    told = next(reader)
    first = np.frombuffer(next(reader), np.uint8).reshape(SIZE[1], SIZE[0], 3)
    reader.close()
    assert told["size"] == SIZE
    assert told["codec"] == "h264"
    seconds = (len(shown) - 1) / 2 + timelapse.LAST_SECONDS
    assert told["duration"] == pytest.approx(seconds, abs=0.2)
    request = Request(shown[0], layers=asked.layers, size_px=SIZE)
    drawn = Image.open(io.BytesIO(snapshot.render(frames, request, "png")))
    off = np.abs(first.astype(int) - np.asarray(drawn.convert("RGB"), int))
    assert off.mean() < 4


@pytest.mark.parametrize("form", timelapse.FORMS)
def test_a_film_is_the_same_each_time(frames, asked, shown, tmp_path, form):
    one, other = (
        write(frames, asked, shown[:2], tmp_path / f"{name}.{form}").read_bytes()
        for name in ("one", "other")
    )
    assert one == other


def test_a_film_of_one_day_is_one_frame(frames, asked, tmp_path):
    path = write(frames, asked, [FIRST], tmp_path / "film.gif")
    with Image.open(path) as film:
        assert film.n_frames == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"form": "avi"}, "no film: use gif or mp4"),
        ({"per_second": 90}, "use 1 to 30"),
        ({"asked": Request(FIRST, size_px=(641, 400))}, "use even numbers"),
    ],
)
def test_what_is_no_film_is_refused(asked, wrong, message):
    with pytest.raises(GeoError, match=message):
        Film(**({"asked": asked, "days": (FIRST,)} | wrong))


def test_progress_is_told_once_a_frame(frames, asked, shown, tmp_path):
    told = []

    def count(pictures):
        for picture in pictures:
            told.append(picture.size)
            yield picture

    write(frames, asked, shown[:3], tmp_path / "film.gif", told=count)
    assert told == [SIZE] * 3
