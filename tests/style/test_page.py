"""Names on the live map are read without effort, on light ground and on dark."""

import pytest

from geo.style import DARK_PALETTE, PALETTE
from geo.style.page import BOXES, DARK_BOXES, DARK_GROUND, GROUND

READ = 4.5
"""Least contrast of small text (WCAG 2.2, 1.4.3)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2.2 defines it."""

    def light(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour[1:])]
        linear = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("ground", [GROUND, DARK_GROUND], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("name", "grounds"),
    [
        ("name", ("land", "land-abroad", "sea", "halo")),
        ("name-site", ("land", "land-abroad", "sea", "halo")),
        ("name-country", ("land", "land-abroad", "halo")),
        ("name-sea", ("sea",)),
        ("name-line", ("sea", "halo")),
        ("name-chosen", ("sea", "halo")),
        ("control", ("halo",)),
    ],
)
def test_names_are_read_on_what_they_stand_on(ground, name, grounds):
    for below in grounds:
        assert contrast(ground[name], ground[below]) >= READ, below


@pytest.mark.parametrize("boxes", [BOXES, DARK_BOXES], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["text", "quiet", "accent", "agreement", "event"])
def test_texts_of_boxes_and_counts_on_marks_are_read(boxes, name):
    assert contrast(boxes[name], boxes["paper"]) >= READ


@pytest.mark.parametrize("palette", [PALETTE, DARK_PALETTE], ids=["light", "dark"])
def test_names_of_pictures_are_read(palette):
    assert contrast(palette["quiet_ink"], palette["land_abroad"]) >= READ
    assert contrast(palette["sea_ink"], palette["sea"]) >= READ
    assert contrast(palette["maritime"], palette["sea"]) >= READ
