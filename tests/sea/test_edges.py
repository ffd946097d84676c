"""What cuts a line off is named: land, a third coast, the edge of the data."""

import numpy as np
import pytest
import shapely

from geo.sea import coasts, edges, medians, neighbours, tracing


def test_land_that_does_not_count_stops_a_median_and_is_named():
    # Its western end is on the shore of Tunisia, which neither coast is.
    line = medians.named("libya", "malta").lines
    pair = coasts.select("libya"), coasts.select("malta")
    (note,) = edges.of_land(line, pair)
    assert note.endswith("stops the line at 36.03, 10.52 (lat, lon)")
    # Neighbours meet at their border, ashore: there nothing is cut.
    neighbours = coasts.select("lebanon"), coasts.select("israel")
    ends = medians.named("lebanon", "israel").lines
    assert edges.of_land(ends, neighbours) == []


def test_a_third_coast_that_ends_a_median_is_named():
    names = "malta", "libya", "italy+tunisia"
    line = medians.named(*names[:2], "full", names[2]).lines
    measured = [coasts.select(name) for name in names]
    (note,) = edges.of_third(line, measured)
    assert note.startswith("Italy + Tunisia is nearer beyond 34.36, 13.83; ")
    assert edges.of_third(line, measured[:2]) == []
    (arabic,) = edges.of_third(line, measured, "ar")
    assert arabic.startswith("إيطاليا + تونس أقرب وراء \u206834.36, 13.83; ")


IN_LIBYA = [(18.5, 30.5), (18.8, 30.1), (19.5, 30.1), (19.8, 30.5)]
TO_THE_ATLANTIC = [(-5.0, 43.0), (-8.0, 42.0), (-9.0, 40.0)]


@pytest.mark.parametrize(
    ("path", "cut"),
    [(IN_LIBYA, False), (TO_THE_ATLANTIC, True), ([(1, 37), (2, 38)], False)],
)
def test_a_limit_that_leaves_the_data_on_known_land_is_not_cut(path, cut):
    assert bool(edges.of_lines([shapely.LineString(path)], "limit")) == cut


def test_what_of_a_limit_lies_beyond_the_data_is_not_called_land():
    path = np.array([(-20.0, 40.0), (-12.0, 40.0), (-7.5, 40.0), (-4.0, 40.0)])
    trace = tracing.Trace(path, np.zeros((4, 1), int), np.zeros(4, bool))
    (part,) = neighbours.parts(
        coasts.select("malta"), 12, coasts.select("gozo"), [trace]
    )
    assert part.on_land
    assert part.line.bounds[0] > -10, "the Atlantic is on no map here"
