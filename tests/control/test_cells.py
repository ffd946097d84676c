import itertools
from functools import cache

import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import ground
from geo.control import cells as control_cells
from geo.control.cells import EVIDENCE_KM
from geo.records.tables.control import Place
from tests.rows import row
from tests.worlds import SPOTS, day, places, worlds

SLACK_M = 25.0
"""Cells are snapped to a grid of 5 m and rounded to a metre; edges are straight only
between vertices 20 km apart."""

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def assert_tiles_libya(cells):
    shapes = cells.geometry.values
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    projected = cells.to_crs(ground.EQUAL_AREA).geometry.values
    libya = control_cells._projected(ground.libya())
    assert shapely.area(projected).sum() == pytest.approx(libya.area, rel=1e-6)
    whole = shapely.coverage_union_all(projected)
    assert whole.symmetric_difference(libya).area < libya.area * 1e-5
    assert whole.area == pytest.approx(shapely.area(projected).sum(), rel=1e-9)


def test_the_real_cells_tile_libya(atlas_records):
    cells = control_cells.cells(atlas_records.places)
    assert_tiles_libya(cells)
    assert set(cells["place_id"]) == set(atlas_records.place_of)
    assert not cells.duplicated(["place_id", "nominal"]).any()


@few
@given(places())
def test_cells_tile_libya(drawn):
    assert_tiles_libya(control_cells.cells(drawn))


@few
@given(places(), st.randoms())
def test_the_order_of_rows_changes_nothing(drawn, random):
    shuffled = list(drawn)
    random.shuffle(shuffled)
    assert_geodataframe_equal(control_cells.cells(drawn), control_cells.cells(shuffled))


@cache
def districts() -> np.ndarray:
    """Return the districts projected, ready to be asked for many points."""
    shapes = np.array(
        [control_cells._projected(shape) for shape in ground.districts().geometry]
    )
    shapely.prepare(shapes)
    return shapes


@few
@given(places(), st.lists(SPOTS, min_size=20, max_size=20))
def test_a_point_belongs_to_the_nearest_place_or_that_of_its_district(drawn, spots):
    cells = control_cells.cells(drawn)
    shapes = cells.to_crs(ground.EQUAL_AREA).geometry.values
    anchors = points_of(drawn)
    claimed = anchors[[place.inherits == "no" for place in drawn]]
    for point in ground.project_points(*zip(*spots, strict=True)):
        cell = cells.iloc[int(np.argmin(shapely.distance(shapes, point)))]
        evidence = shapely.distance(claimed, point).min() / 1000
        if abs(evidence - EVIDENCE_KM) < 1:
            continue  # on the rim, which is a polygon and not a circle
        assert cell["nominal"] == (evidence > EVIDENCE_KM)
        rivals = np.ones(len(anchors), dtype=bool)
        if cell["nominal"]:
            at = districts()[shapely.intersects(districts(), point)]
            if len(at) != 1 or at[0].boundary.distance(point) < SLACK_M:
                continue
            rivals = shapely.intersects(at[0], anchors)
            if not rivals.any():
                continue
        (owner,) = anchors[[place.place_id == cell["place_id"] for place in drawn]]
        nearest = shapely.distance(anchors[rivals], point).min()
        assert owner.distance(point) <= nearest + SLACK_M


def points_of(drawn) -> np.ndarray:
    lons, lats = [place.lon for place in drawn], [place.lat for place in drawn]
    return ground.project_points(lons, lats).to_numpy()


@few
@given(places())
def test_a_place_with_claims_stands_in_its_own_cell(drawn):
    cells = control_cells.cells(drawn)
    near = cells[~cells["nominal"]].set_index("place_id").to_crs(ground.EQUAL_AREA)
    for place, point in zip(drawn, points_of(drawn), strict=True):
        if place.inherits == "no":
            assert near.geometry[place.place_id].distance(point) < SLACK_M


def test_km2_is_the_area_of_the_cell(atlas_records):
    cells = control_cells.cells(atlas_records.places)
    areas = cells.to_crs(ground.EQUAL_AREA).area / 1e6
    np.testing.assert_allclose(cells["km2"], areas, atol=0.2)


def test_no_vertex_has_more_than_five_decimals(atlas_records):
    cells = control_cells.cells(atlas_records.places)
    vertices = shapely.get_coordinates(cells.geometry.values)
    assert (vertices == np.round(vertices, control_cells.DECIMALS)).all()


def test_an_inheriting_place_takes_the_nearest_claims_of_its_district():
    spots = [
        ("sabha", 14.43, 27.04, "no"),
        ("birak", 14.27, 27.55, "no"),  # Wadi al-Shatii, nearer to some of Sabha
        ("samnu", 14.90, 27.30, "yes"),  # Sabha district
        ("edri", 13.05, 27.45, "yes"),  # Wadi al-Shatii
        ("ghat", 10.18, 24.96, "yes"),  # a district without claims
    ]
    source_of = control_cells.claims_from(
        [
            row(Place, place_id=place_id, lon=lon, lat=lat, inherits=inherits)
            for place_id, lon, lat, inherits in spots
        ]
    )
    assert source_of["sabha"] == "sabha"
    assert source_of["birak"] == "birak"
    assert source_of["edri"] == "birak"
    assert source_of["ghat"] in ("sabha", "birak")


@few
@given(worlds())
def test_spells_cover_the_span_without_gap_or_overlap(world):
    of_place = control_cells.spells(world)
    assert list(of_place) == [place.place_id for place in world.places]
    for spells in of_place.values():
        assert spells[0].start == day(0)
        assert spells[-1].end is None
        for earlier, later in itertools.pairwise(spells):
            assert earlier.end == later.start


def test_real_spells_follow_their_claims(atlas_records):
    of_place = control_cells.spells(atlas_records)
    own = [p.place_id for p in atlas_records.places if p.inherits == "no"]
    claim_of = {claim.claim_id: claim for claim in atlas_records.control}
    spells = [spell for place_id in own for spell in of_place[place_id]]
    assert sorted(spell.claim_id for spell in spells) == sorted(claim_of)
    for spell in spells:
        assert claim_of[spell.claim_id].place_id == spell.place_id
        assert claim_of[spell.claim_id].start == spell.start


def test_the_span_of_the_map(atlas_records):
    first, newest = control_cells.span_of_map(atlas_records)
    assert first == day(0)
    assert newest == atlas_records.newest
