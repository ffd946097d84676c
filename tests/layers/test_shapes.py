"""Shapes that processors work out alike, though they differ in the last bits."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.layers import shapes
from geo.sea import claims

TURNS = np.linspace(0, 2 * np.pi, 400, endpoint=False)


def ring(start=0, noise=0.0):
    """Return points of a wavy circle, which begins at any of them."""
    reach = 1 + 0.02 * np.sin(40 * TURNS) + noise * np.sin(1e6 * TURNS)
    points = np.column_stack([20 + reach * np.cos(TURNS), 34 + reach * np.sin(TURNS)])
    return np.roll(points, -start, axis=0)


@given(st.integers(1, 399), st.sampled_from([1e-12, -1e-13]))
@settings(deadline=None, max_examples=25)
def test_a_water_is_drawn_alike_wherever_its_ring_begins(start, noise):
    one = shapes.light(shapely.Polygon(ring()))
    other = shapes.light(shapely.Polygon(ring(start, noise)))
    assert shapely.to_wkt(one) == shapely.to_wkt(other)
    assert len(one.exterior.coords) < 300  # points were left out


def test_an_edge_that_two_claims_share_leaves_no_spike():
    life = {"valid_from": dt.date(2020, 1, 1), "valid_to": None}
    rows = [
        SimpleNamespace(claim_id=name, claimant=name, **life)
        for name in ("greece", "libya")
    ]
    above = 33 + 1e-11
    other = [(20, 32), (22, 32), (22, above), (21, above), (21, 33.5), (20, 33.5)]
    waters = {"greece": shapely.box(20, 33, 22, 34), "libya": shapely.Polygon(other)}
    (shared,) = claims.overlaps(rows, waters)
    assert len(shared.shape.exterior.coords) == 5
