import datetime as dt

import pytest

from geo.layers.legend import AREA
from geo.pictures import drawing, scene, signs, swatches, window
from geo.style import LIGHT
from geo.views import Box


@pytest.mark.parametrize(
    ("view", "kinds"),
    [
        (Box(10.9, 33.3, 12.2, 34.4), [signs.LINE, "worked_out"]),
        (Box(15.0, 28.6, 19.2, 31.9), [AREA]),
        ("central-med", [signs.LINE, AREA]),
    ],
)
def test_where_agreements_apply_is_shown_as_it_is_drawn(frames, view, kinds):
    day = scene.gather(frames, dt.date(2026, 1, 31), ["agreements"])
    shown = scene.compose(day, window.window(view))
    drawn = swatches._lines([shown], AREA, (0.0, 0.0, 0.1), LIGHT)
    assert [line.get_linewidth() for line in drawn] == [
        drawing.line_look(kind)["lw"] for kind in kinds
    ]


def test_lines_worked_out_are_dashed_in_the_legend():
    (line,) = swatches._lines([], "worked_out", (0.0, 0.0, 0.1), LIGHT)
    assert line.is_dashed()
    (line,) = swatches._lines([], "agreed_line", (0.0, 0.0, 0.1), LIGHT)
    assert not line.is_dashed()
