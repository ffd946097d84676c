"""Whole pictures; what they are made of has tests of its own in tests/snapshot."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from geo import style
from geo.errors import LayerError, RequestError
from geo.layers import read as layers
from geo.pictures import render as snapshot
from geo.request import COMPARISONS, SIZES, Request
from geo.views import VIEWS, Box, View

WAR, BEFORE = dt.date(2019, 12, 19), dt.date(2019, 4, 4)


def pixels(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def painted(frames, **options) -> np.ndarray:
    request = Request(options.pop("day", WAR), **{"size_px": (800, 566)} | options)
    return pixels(snapshot.render(frames, request, "png"))


def share(seen: np.ndarray, colour: str) -> float:
    """Return the share of pixels that have nearly a colour."""
    wanted = np.array(list(bytes.fromhex(colour[1:])))
    return float((np.abs(seen - wanted).max(axis=2) <= 6).mean())


ANY = [*VIEWS, View(32.75, 13.2, 9.5), Box(12, 31, 16, 33)]
PAIRED = [
    (view, language, dark)
    for n, view in enumerate(ANY)
    for language, dark in (("en", n % 2 == 1), ("ar", n % 2 == 0))
]
"""Every two of view, language and theme stand together in one of these."""


@pytest.mark.parametrize(("view", "language", "dark"), PAIRED, ids=str)
def test_every_view_is_drawn_on_its_own_ground(frames, view, language, dark):
    seen = painted(frames, view=view, language=language, dark=dark)
    palette = style.theme(dark).palette
    assert tuple(seen[1, 1]) == tuple(bytes.fromhex(palette["paper"][1:]))
    assert share(seen, palette["paper"]) > 0.1
    assert share(seen, style.theme(not dark).palette["land_abroad"]) < 0.02


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_every_paper_is_drawn(frames, paper, orientation):
    # What stands on a full sheet of every paper is looked at in test_margin.
    options = {"paper": paper, "orientation": orientation, "layers": ("places",)}
    request = Request(WAR, dpi=72, **options)
    seen = pixels(snapshot.render(frames, request, "png"))
    assert seen.shape[:2] == request.pixels[::-1]
    land = style.LIGHT.palette["land_abroad"]
    assert share(seen, land) > 0.08


def test_more_pixels_are_the_same_sheet(frames):
    small, large = (
        painted(frames, view="tripoli", size_px=size)
        for size in ((800, 566), (1600, 1132))
    )
    halved = large.reshape(566, 2, 800, 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - small).mean() < 8


def test_days_look_unlike(frames):
    one, other = (painted(frames, day=day) for day in (BEFORE, WAR))
    assert (np.abs(one - other).max(axis=2) > 30).mean() > 0.01


def test_threads_draw_what_one_after_the_other_draws(frames):
    days = [dt.date(2019, 4, 1), WAR, dt.date(2020, 6, 10)]

    def draw(day):
        request = Request(day, view="tripoli", size_px=(800, 566))
        return snapshot.render(frames, request, "png")

    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(draw, days))
    assert together == [draw(day) for day in days]
    assert len(set(together)) == 3


def test_a_hidden_layer_leaves_the_picture(frames):
    with_sea, without = (
        painted(frames, view="east-med", layers=names)
        for names in (layers.SHOWN, ("places",))
    )
    maritime = style.PALETTE["maritime"]
    assert share(with_sea, maritime) > 4 * share(without, maritime)


def test_claimants_change_the_picture(frames):
    names = ("claimed_maritime", "disputed_maritime", "maritime_lines")
    one, two = (
        painted(frames, view="east-med", layers=names, claimants=claimants)
        for claimants in ((), ("greece", "libya"))
    )
    assert (np.abs(one - two).max(axis=2) > 30).mean() > 0.02


@pytest.mark.parametrize("form", snapshot.FORMS)
def test_two_days_are_compared_in_every_form(frames, form):
    alone = Request(WAR, size_px=(800, 566), view="tripoli")
    compared = [
        replace(alone, against=BEFORE, comparison=comparison)
        for comparison in COMPARISONS
    ]
    drawn = {snapshot.render(frames, request, form) for request in (alone, *compared)}
    assert len(drawn) == 1 + len(COMPARISONS)


def test_unchanged_ground_is_pale(frames):
    day, changed = (
        painted(frames, view="fezzan", **more)
        for more in ({}, {"against": BEFORE, "comparison": "changes"})
    )
    fill = style.ringed(style.FILLS["eastern"], style.MIDDLE).colour
    assert share(day, fill) > 0.01
    assert share(changed, fill) < share(day, fill) / 5


# ---- what is refused


def test_a_layer_that_was_not_handed_over_is_refused():
    with pytest.raises(LayerError, match="layer 'places' is to be shown but was not"):
        snapshot.render({}, Request(WAR, layers=("places",)), "png")


@pytest.mark.parametrize("form", snapshot.FORMS)
def test_a_ribbon_is_refused_only_as_pixels(frames, form):
    request = Request(WAR, view="benghazi", size_px=(400, 1600))
    if form == "png":
        with pytest.raises(RequestError, match="400 x 1600 leaves no room"):
            snapshot.render(frames, request, form)
    else:
        assert snapshot.render(frames, request, form)
    with pytest.raises(RequestError, match="400 x 1600 leaves no room"):
        snapshot.frame(request)
