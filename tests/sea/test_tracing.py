"""Tracing the zero of a measure."""

from geo.sea import coasts, limits, tracing


def test_nothing_is_traced_where_nothing_is_zero():
    coast = coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one")
    assert tracing.trace(limits.Within(coast, 1000.0), (30, 33, 31, 34)) == []
