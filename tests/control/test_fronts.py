import datetime as dt
from collections import defaultdict

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from shapely.geometry.base import BaseGeometry

from geo import ground
from geo.control import cached, fronts
from geo.control import cells as control_cells
from geo.control.cells import DECIMALS, NO_RECORD_CAMP, Spell
from geo.control.fronts import FRONT_KM, Front
from geo.records.tables.control import CONTESTED, FrontName, Place
from tests.rows import row
from tests.worlds import claims, day, worlds

few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def two_places() -> list[Place]:
    return [
        row(Place, place_id="a", lon=0.9, lat=0.5),
        row(Place, place_id="b", lon=1.1, lat=0.5),
    ]


def near(line: BaseGeometry, places: list[Place]) -> BaseGeometry:
    """Return what of a line lies near all of some places."""
    points = ground.project_points([p.lon for p in places], [p.lat for p in places])
    for reach in points.buffer(FRONT_KM * 1000).to_crs(ground.WGS84):
        line = shapely.intersection(line, reach)
    return line


def camp_on(spells: list[Spell], when: dt.date) -> str:
    (spell,) = [
        s for s in spells if s.start <= when and (s.end is None or when < s.end)
    ]
    return spell.camp


def fronts_on(every: list[Front], when: dt.date) -> list[Front]:
    return [f for f in every if f.start <= when and (f.end is None or when < f.end)]


EXACT = 1e-4
"""Degrees to which the length of a front is held: its vertices are rounded."""


@few
@given(worlds())
def test_fronts_run_between_unlike_camps_and_only_while_unlike(world):
    cells = control_cells.cells(world.places)
    of_place = control_cells.spells(world)
    every = list(fronts.fronts(cells, of_place, world.places))
    edges = fronts.shared_edges(cells.geometry.values)
    owners = list(cells["place_id"])
    starts = {spell.start for spells in of_place.values() for spell in spells}
    for when in starts | {start - dt.timedelta(days=1) for start in starts - {day(0)}}:
        camp = {place: camp_on(spells, when) for place, spells in of_place.items()}
        expected: dict[tuple[str, str], float] = defaultdict(float)
        for (i, j), line in edges.items():
            pair = tuple(sorted((owners[i], owners[j])))
            camps = {camp[place] for place in pair}
            if len(camps) == 2 and not camps & {NO_RECORD_CAMP, CONTESTED}:
                expected[pair] += near(line, [world.place_of[i] for i in pair]).length
        lengths: dict[tuple[str, str], float] = defaultdict(float)
        for front in fronts_on(every, when):
            pair = tuple(sorted((front.left[0].place_id, front.right[0].place_id)))
            lengths[pair] += front.geometry.length
            for side in (front.left, front.right):
                assert {spell.camp for spell in side} == {camp[side[0].place_id]}
        for pair in {*expected, *lengths}:
            assert lengths[pair] == pytest.approx(expected[pair], abs=EXACT)


def spells_of(place_id: str, *chain: tuple[int, str]) -> list[Spell]:
    camp = {"gna": "tripoli", "lna": "eastern", "no-record": NO_RECORD_CAMP}
    return [
        Spell(
            place_id,
            claim.claim_id,
            camp[claim.actor_id],
            claim.start,
            claim.end,
            claim,
        )
        for claim in claims(place_id, list(chain))
    ]


def two_cells(*, nominal: bool = False):
    return gpd.GeoDataFrame(
        {"place_id": ["a", "b"], "nominal": [False, nominal]},
        geometry=[shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)],
        crs=4326,
    )


def test_a_front_outlives_a_new_claim_of_the_same_camp():
    of_place = {
        "a": spells_of("a", (0, "gna"), (10, "gna"), (50, "lna")),
        "b": spells_of("b", (0, "lna"), (30, "lna")),
    }
    (front,) = fronts.fronts(two_cells(), of_place, two_places())
    assert [spell.claim_id for spell in front.left] == ["a-0", "a-10"]
    assert [spell.claim_id for spell in front.right] == ["b-0", "b-30"]
    assert (front.start, front.end) == (day(0), day(50))
    whole = near(shapely.LineString([(1, 0), (1, 1)]), two_places())
    assert front.geometry.equals_exact(whole, 10**-DECIMALS)


def test_a_front_that_comes_back_is_another_front():
    of_place = {
        "a": spells_of("a", (0, "gna"), (10, "lna"), (20, "gna")),
        "b": spells_of("b", (0, "lna")),
    }
    spans = [
        (f.start, f.end) for f in fronts.fronts(two_cells(), of_place, two_places())
    ]
    assert spans[0] == (day(0), day(10))
    assert spans[1][0] == day(20)
    assert spans[1][1] is None


def test_ground_without_record_makes_no_front():
    of_place = {
        "a": spells_of("a", (0, "gna")),
        "b": spells_of("b", (0, "no-record"), (10, "gna")),
    }
    assert list(fronts.fronts(two_cells(), of_place, two_places())) == []


def test_a_front_is_firm_only_with_evidence_of_their_own_on_both_sides():
    own = {"a": spells_of("a", (0, "gna")), "b": spells_of("b", (0, "lna"))}
    inherited = own | {
        "b": [
            Spell("b", s.claim_id, s.camp, s.start, s.end, s.claim)
            for s in spells_of("c", (0, "lna"))
        ]
    }
    for cells, of_place, firm in (
        (two_cells(), own, True),
        (two_cells(nominal=True), own, False),
        (two_cells(), inherited, False),
    ):
        lines = fronts.fronts(cells, of_place, two_places())
        assert [front.firm for front in lines] == [firm]


def test_a_front_runs_no_farther_than_its_places_are_near():
    far = [
        row(Place, place_id="a", lon=0.6, lat=0.0),
        row(Place, place_id="b", lon=1.4, lat=0.0),
    ]
    of_place = {"a": spells_of("a", (0, "gna")), "b": spells_of("b", (0, "lna"))}
    (front,) = fronts.fronts(two_cells(), of_place, far)
    assert 0 < front.geometry.length < 0.5
    away = [row(Place, place_id=p.place_id, lon=p.lon, lat=-2.0) for p in far]
    assert list(fronts.fronts(two_cells(), of_place, away)) == []


def test_a_front_has_its_name_on_the_days_of_the_name():
    of_place = {"a": spells_of("a", (0, "gna")), "b": spells_of("b", (0, "lna"))}
    (front,) = fronts.fronts(two_cells(), of_place, two_places())
    name = row(
        FrontName,
        front_id="line",
        place_ids=("a", "b"),
        valid_from=day(10),
        valid_to=day(20),
    )
    spans = [
        (start, end, name and name.front_id)
        for start, end, name in fronts.named(front, [name])
    ]
    assert spans == [
        (day(0), day(10), None),
        (day(10), day(20), "line"),
        (day(20), None, None),
    ]
    other = row(FrontName, place_ids=("a", "c"), valid_from=day(10), valid_to=None)
    assert [name for _, _, name in fronts.named(front, [other])] == [None]


def test_shared_edges():
    shapes = np.array(
        [
            shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)]),
            shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1)]),
            shapely.Polygon([(5, 5), (6, 5), (6, 6)]),
        ]
    )
    edges = fronts.shared_edges(shapes)
    assert list(edges) == [(0, 1)]
    assert edges[0, 1].equals(shapely.LineString([(1, 0), (1, 1)]))


def test_an_area_in_parts_shares_the_edges_of_each():
    left, right, far = (shapely.box(x, 0, x + 1, 1) for x in (0, 1, 3))
    island = shapely.box(4, 0, 5, 1)
    shapes = np.array([shapely.MultiPolygon([left, island]), right, far])
    edges = fronts.shared_edges(shapes)
    assert {pair: line.length for pair, line in edges.items()} == {(0, 1): 1, (0, 2): 1}


def test_every_two_cells_that_touch_along_a_line_share_it(atlas_records):
    """Found by another way: by their intersection."""
    shapes = cached.cells(atlas_records.places).geometry.values
    pairs = np.unique(
        np.sort(shapely.STRtree(shapes).query(shapes, "touches").T), axis=0
    )
    touching = {
        (int(i), int(j))
        for i, j in pairs
        if shapely.intersection(shapes[i], shapes[j]).length > 0
    }
    assert set(fronts.shared_edges(shapes)) == touching
