import itertools
import math

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo.errors import SeaError
from geo.sea import coasts, limits, medians, paths, tracing
from geo.sea import lines as published

GEOD = Geod(ellps="WGS84")
FAR = [(20.0, 34.0), (26.0, 35.0)]
OPEN = shapely.box(10, 25, 40, 45)


def metres_between(points, others):
    """Return the distance from each point to the nearest of others, one by one."""
    found = []
    for lon, lat in points:
        lons, lats = np.full(len(others), lon), np.full(len(others), lat)
        found.append(np.min(GEOD.inv(lons, lats, *np.asarray(others).T)[2]))
    return np.array(found)


def dense(coast, step_m=250.0):
    """Return points along a coast's lines every so many metres at least."""
    points = []
    for stretch in coast.stretches:
        for a, b in itertools.pairwise(stretch.path):
            count = int(GEOD.inv(*a, *b)[2] // step_m)
            between = GEOD.npts(*a, *b, count) if count else []
            points += [tuple(a), *between, tuple(b)]
    return np.array(points)


# -- lines of each type --


@pytest.mark.parametrize("line_type", ["geodesic", "loxodrome", "unknown"])
def test_a_line_passes_through_its_points_in_small_steps(line_type):
    points = [*FAR, (28.0, 33.0)]
    path = list(paths.drawn(points, line_type).coords)
    assert set(points) <= set(path)
    assert (path[0], path[-1]) == (points[0], points[-1])
    steps = [GEOD.inv(*a, *b)[2] for a, b in itertools.pairwise(path)]
    assert max(steps) <= paths.STEP_M * 1.01


def test_a_geodesic_is_no_straight_line_on_the_map():
    line = paths.geodesic([(10.0, 32.5), (25.0, 32.5)])
    highest = max(lat for _, lat in line.coords)
    great_circle = math.atan(math.tan(math.radians(32.5)) / math.cos(math.radians(7.5)))
    assert highest == pytest.approx(math.degrees(great_circle), abs=0.01)


def test_a_loxodrome_keeps_its_bearing():
    path = list(paths.loxodrome([(10.0, 32.0), (25.0, 36.0)]).coords)
    bearings = [GEOD.inv(*a, *b)[0] for a, b in itertools.pairwise(path)]
    # A geodesic as long as a step differs from the loxodrome by its convergence.
    assert max(bearings) - min(bearings) < 0.003
    assert GEOD.inv(10, 32, 25, 36)[0] < np.mean(bearings) - 3


def test_a_parallel_stays_on_its_latitude():
    line = paths.parallel([(14.6, 32.5), (20.5, 32.5)])
    assert {lat for _, lat in line.coords} == {32.5}
    with pytest.raises(SeaError, match=r"points from 32 to 32\.5 north lie on no one"):
        paths.parallel([(14.6, 32.5), (20.5, 32.0)])


def test_an_unknown_line_type_is_refused():
    with pytest.raises(SeaError, match="'spline' is no line type: use one of geodesic"):
        paths.drawn(FAR, "spline")


@pytest.mark.parametrize("points", [[], [(20.0, 34.0)]])
def test_a_line_needs_two_points(points):
    with pytest.raises(SeaError, match="a line needs two points at least"):
        paths.geodesic(points)


# -- lengths, areas, datums --


def test_length_is_that_of_the_ellipsoid():
    one_degree = paths.length_m([(20.0, 34.0), (20.0, 35.0)])
    assert one_degree == pytest.approx(110_929, abs=10)
    assert paths.distance_m((20.0, 34.0), (20.0, 35.0)) == one_degree


def test_area_is_that_of_the_ellipsoid():
    area = paths.area_km2(shapely.box(20, 34, 21, 35))
    # R^2 dlon (sin q2 - sin q1) on the authalic sphere, worked by hand.
    assert area == pytest.approx(10_184.7, rel=2e-3)
    assert paths.area_km2(shapely.box(20, 34, 21, 35).reverse()) == area


@pytest.mark.parametrize("datum", ["ED50", "WGS72"])
def test_positions_in_an_older_datum_are_moved(datum):
    (lon, lat), _ = paths.to_wgs84([(14.0, 34.5), (15.0, 34.5)], datum)
    moved = GEOD.inv(14.0, 34.5, lon, lat)[2]
    low, high = {"ED50": (80, 200), "WGS72": (5, 25)}[datum]
    assert low < moved < high


@pytest.mark.parametrize("datum", ["WGS84", "unknown"])
def test_positions_in_wgs84_stay(datum):
    assert paths.to_wgs84(FAR, datum) == FAR


def test_a_datum_nobody_knows_is_refused():
    with pytest.raises(SeaError, match="'Clarke' is no datum we know: use one of"):
        paths.to_wgs84(FAR, "Clarke")


# -- lines as published --


def test_lines_have_their_points_in_order():
    lines = pd.DataFrame({"line_id": ["b", "a"], "datum": ["WGS84", "unknown"]})
    points = pd.DataFrame(
        {
            "line_id": ["a", "b", "a", "b"],
            "seq": [10.0, 1.0, 9.0, 2.0],
            "lon": [4.0, 1.0, 3.0, 2.0],
            "lat": [34.0, 31.0, 33.0, 32.0],
        }
    )
    assert published.turning_points(lines, points) == {
        "b": [(1.0, 31.0), (2.0, 32.0)],
        "a": [(3.0, 33.0), (4.0, 34.0)],
    }


# -- coasts --


def test_every_coast_has_its_mainland():
    states = {s.state for s in coasts.all_stretches() if s.part == "mainland"}
    assert {"libya", "turkey", "greece", "egypt", "malta", "cyprus"} <= states


def test_islands_are_told_from_the_mainland():
    crete = shapely.Point(24.9, 35.24)
    full, none = (coasts.select("greece", effect) for effect in ("full", "none"))
    assert shapely.MultiPoint(full.samples).distance(crete) < 0.2
    assert shapely.MultiPoint(none.samples).distance(crete) > 1
    alone = coasts.select("crete", "none")
    assert [s.name_en for s in alone.stretches] == ["Crete"]
    both = coasts.select("Crete + Kasos")
    assert {s.name_en for s in both.stretches} == {"Crete", "Kasos"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "'' is no coast: use one of albania"),
        ("crete+", "'' is no coast"),
        ("crete:", "'crete:' is no coast"),
        ("libya:islands", "'libya:islands' is no coast"),
        (
            "crete:mainland",
            "crete is an island, and only a state may be followed by :m",
        ),
        (
            "malta:baselines",
            "no straight baselines of malta are on record: there are l",
        ),
    ],
)
def test_a_part_that_a_coast_has_not_is_refused(name, message):
    straight = (("libya", ((14.6, 32.5), (20.5, 32.5))),)
    with pytest.raises(SeaError, match=message):
        coasts.select(name, "full", straight)


def test_a_coast_may_be_that_of_the_mainland_with_its_baselines():
    straight = (("libya", ((14.6, 32.5), (20.5, 32.5))),)
    both = coasts.select("libya:mainland:baselines", "full", straight)
    assert {s.part for s in both.stretches} == {"mainland", "baseline"}


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ([], "spit needs two points at least, not 0"),
        ([(20.0, 33.0)], "spit needs two points at least, not 1"),
        ([(20.0, 33.0), (math.nan, 33.0)], "point 2 of spit: longitude nan is none"),
        ([(20.0, 95.0), (21.0, 33.0)], "point 1 of spit: latitude 95 is none: use -90"),
        ([(200.0, 33.0), (21.0, 33.0)], "point 1 of spit: longitude 200 is none"),
        ([(179.0, 33.0), (-179.0, 33.0)], "across the antimeridian are not drawn"),
        ([("a", "b"), (21.0, 33.0)], "point 1 of spit is .*: give longitude and lat"),
        ([20.0, 33.0], "point 1 of spit is 20.0: give longitude and latitude"),
        ([(20.0, 33.0, 0.0), (21.0, 33.0, 0.0)], "point 1 of spit is"),
    ],
)
def test_points_that_are_none_are_told_one_by_one(points, message):
    with pytest.raises(SeaError, match=message):
        coasts.from_points(points, "spit")
    with pytest.raises(SeaError, match=message.replace("spit", "a line")):
        paths.geodesic(points)


@pytest.mark.parametrize("datum", ["ED50", "WGS72", "WGS84", "unknown"])
def test_a_latitude_of_95_is_moved_from_no_datum(datum):
    with pytest.raises(SeaError, match="point 1 of a line: latitude 95 is none"):
        paths.to_wgs84([(20.0, 95.0)], datum)


@pytest.mark.parametrize(
    "recipe",
    ["", "median", "median libya crete", "limit libya", "limit libya x", "frob a b"],
)
def test_a_recipe_that_is_none_is_refused(recipe):
    with pytest.raises(SeaError, match="is no recipe: write it as median libya crete"):
        published.draw(recipe)


def test_an_error_says_which_line_it_is_about():
    lines = pd.DataFrame({"line_id": ["odd"], "datum": ["Clarke"]})
    points = pd.DataFrame(
        {"line_id": ["odd", "odd"], "seq": [1, 2], "lon": [1, 2], "lat": [3, 4]}
    )
    with pytest.raises(SeaError, match="line odd: 'Clarke' is no datum we know"):
        published.turning_points(lines, points)


def test_a_coast_nobody_knows_is_refused():
    with pytest.raises(SeaError, match="'atlantis' is no coast: use one of albania"):
        coasts.select("atlantis")
    with pytest.raises(SeaError, match="nothing has no coast to measure from"):
        coasts.Coast([], "nothing")


def test_the_sea_is_wet_and_its_islands_are_not():
    water = coasts.sea()
    for lon, lat in [(18, 33), (26.5, 34.2), (25, 38.5), (34, 33), (12, 34.5)]:
        assert water.contains(shapely.Point(lon, lat))
    for lon, lat in [(24.9, 35.24), (14.4, 35.88), (20, 28), (33.2, 35), (30, 38)]:
        assert not water.contains(shapely.Point(lon, lat))
    # Peloponnese, Attica, Thessaly, Chalkidiki, Thrace; Strongyli, which GSHHG lacks.
    for lon, lat in [(22.3, 37.4), (23.8, 38.1), (22.3, 39.5), (23.4, 40.4), (26, 41)]:
        assert not water.contains(shapely.Point(lon, lat))
    assert not water.contains(shapely.Point(29.637, 36.114))


def test_the_coast_of_the_continents_has_no_gap():
    loose: set[tuple[float, float]] = set()
    for stretch in coasts.all_stretches():
        for i in (0, -1):
            loose ^= {tuple(stretch.path[i].tolist())}
    for end in loose:
        assert not coasts.FRAME.contains(shapely.Point(end)), (
            f"the sea leaks in at {end}"
        )


def test_distance_to_a_coast_is_that_to_its_nearest_point():
    coast = coasts.select("crete")
    rng = np.random.default_rng(1)
    points = rng.uniform((22, 32), (28, 34.5), (20, 2))
    expected = metres_between(points, dense(coast, 20))
    found = coast.nearest(points)
    assert found.metres == pytest.approx(expected, abs=1.0)
    lons, lats = points.T
    to_foot = np.asarray(GEOD.inv(lons, lats, *found.foot.T)[2])
    assert to_foot == pytest.approx(found.metres, abs=1e-6)


# -- medians, on coasts drawn at random --


@st.composite
def coast_pairs(draw):
    """Draw two coasts that face each other, north and south of 34 north."""
    made = []
    for base, sign in ((33.0, -1), (35.0, 1)):
        offsets = draw(st.lists(st.integers(0, 50), min_size=4, max_size=12))
        lons = np.linspace(20, 23, len(offsets))
        lats = [base + sign * offset / 100 for offset in offsets]
        made.append(
            coasts.from_points(list(zip(lons, lats, strict=True)), f"at {base}")
        )
    return tuple(made)


@settings(max_examples=15, deadline=None)
@given(coast_pairs())
def test_every_vertex_of_a_median_is_equidistant(pair):
    median = medians.between(*pair, OPEN)
    points = np.vstack([line.coords for line in median.lines])[::5]
    near, far = (metres_between(points, dense(coast)) for coast in pair)
    assert np.abs(near - far).max() < 10
    assert near.max() <= medians.REACH_M + 10


@settings(max_examples=15, deadline=None)
@given(coast_pairs())
def test_between_its_vertices_a_median_strays_by_metres(pair):
    median = medians.between(*pair, OPEN)
    for line in median.lines:
        points = np.array(line.coords)
        middles = (points[1:] + points[:-1]) / 2
        near, far = (coast.nearest(middles).metres for coast in pair)
        assert np.abs(near - far).max() < 2 * 10


@settings(max_examples=10, deadline=None)
@given(coast_pairs())
def test_a_median_is_the_same_from_both_sides(pair):
    there, back = medians.between(*pair, OPEN), medians.between(*reversed(pair), OPEN)
    assert there.length_nm == pytest.approx(back.length_nm, rel=1e-4)
    for ours, theirs in zip(there.lines, back.lines, strict=True):
        assert shapely.hausdorff_distance(ours, theirs) < 1e-3


def test_turning_points_are_where_the_base_points_change():
    south = coasts.from_points([(20.0, 33.0), (20.0, 32.9)], "south")
    north = coasts.from_points([(19.0, 35.1), (19.0, 35.0), (21.0, 35.0)], "north")
    median = medians.between(south, north, shapely.box(18, 33, 22, 35))
    (stretches,) = median.stretches
    bases = [stretch.base[1] for stretch in stretches]
    assert (bases[0].lon, bases[0].lat) == pytest.approx((19.0, 35.0), abs=1e-6)
    assert (bases[-1].lon, bases[-1].lat) == pytest.approx((21.0, 35.0), abs=1e-6)
    assert all(stretch.base[0].lat == pytest.approx(33.0) for stretch in stretches)
    for before, after in itertools.pairwise(stretches):
        assert before.points[-1] == after.points[0]
        turn = np.array([before.points[-1]])
        ends = [(before.base[1]), (after.base[1])]
        away = [GEOD.inv(*turn[0], end.lon, end.lat)[2] for end in ends]
        assert south.nearest(turn).metres[0] == pytest.approx(min(away), abs=50)


def test_an_island_with_half_effect_halves_the_shift():
    lines = {
        effect: medians.named("libya", "italy", effect).lines
        for effect in coasts.EFFECTS
    }
    at = shapely.LineString([(17, 33), (17, 37)])
    lats = {
        effect: shapely.intersection(at, shapely.MultiLineString(found)).centroid.y
        for effect, found in lines.items()
    }
    assert lats["full"] < lats["half"] < lats["none"]
    assert lats["half"] == pytest.approx((lats["full"] + lats["none"]) / 2, abs=0.1)


HALF_WAY = (0.4, 0.6)


@pytest.mark.parametrize(
    ("first", "second"), [("libya", "italy"), ("libya", "greece"), ("malta", "libya")]
)
def test_half_effect_lies_half_way_between_full_and_none(first, second):
    full, half, none = (
        shapely.union_all(medians.named(first, second, effect).lines)
        for effect in coasts.EFFECTS
    )
    shares = []
    for point in shapely.points(shapely.get_coordinates(half))[::10]:
        to_full, to_none = point.distance(full), point.distance(none)
        if to_full + to_none > 0.02:
            shares.append(to_full / (to_full + to_none))
    assert len(shares) > 5
    low, high = np.quantile(shares, [0.1, 0.9])
    assert HALF_WAY[0] < low < np.median(shares) < high < HALF_WAY[1]


def test_half_effect_between_straight_coasts_is_exact():
    # One meridian, worked by hand: the coasts 32 and 36 north, an island at 35.
    mainland = coasts.from_points([(20.0, 36.0), (23.0, 36.0)], "north")
    with_island = coasts.Coast(
        [*mainland.stretches, coasts.Stretch("north", "island", "", "", ISLAND)],
        "north",
    )
    south = coasts.from_points([(20.0, 32.0), (23.0, 32.0)], "south")
    pairs = [(north, south) for north in (with_island, mainland)]
    measures = [limits.Nearer(*pair) for pair in pairs]
    at = np.array([[21.5, lat] for lat in np.linspace(33, 35, 201)])
    full, none = (np.interp(0, -m.read(at).metres, at[:, 1]) for m in measures)
    half = np.interp(0, -medians._half(*pairs).read(at).metres, at[:, 1])
    assert full < 33.55 < none
    assert half == pytest.approx((full + none) / 2, abs=0.002)


ISLAND = np.array([(21.5, 35.0), (21.501, 35.0)])


def test_a_stretch_of_half_effect_tells_base_points_of_both_lines():
    median = medians.named("tunisia", "libya", "half")
    stretches = [s for line in median.stretches for s in line]
    assert {len(s.base) for s in stretches} <= {2, 3, 4}
    assert max(len(s.base) for s in stretches) > 2
    for stretch in stretches:
        middle = np.array([medians._middle(np.array(stretch.points))])
        away = [
            coasts.select(name, effect).nearest(middle).metres.mean() / 1852
            for name in ("tunisia", "libya")
            for effect in ("full", "none")
        ]
        for pair in (away[:2], away[2:]):
            assert np.mean(pair) == pytest.approx(stretch.distance_nm, abs=0.2)


@pytest.mark.parametrize(
    ("first", "second"),
    [("greece", "libya"), ("malta", "libya"), ("cyprus", "egypt"), ("libya", "egypt")],
)
def test_a_turning_point_has_three_base_points_as_far(first, second):
    median = medians.named(first, second)
    both = [coasts.select(name) for name in (first, second)]
    for before, after in itertools.pairwise(median.stretches[0]):
        assert len(before.base) == len(after.base) == 2
        assert before.base != after.base, "nothing turns here"
        turn = before.points[-1]
        for coast, *base in zip(both, before.base, after.base, strict=True):
            nearest = coast.nearest(np.array([turn])).metres[0]
            at_vertex = [np.any(coast.samples == (p.lon, p.lat)) for p in base]
            for point, fixed in zip(base, at_vertex, strict=True):
                away = GEOD.inv(*turn, point.lon, point.lat)[2]
                # A base point on a straight piece of coast moves along with the line.
                assert away == pytest.approx(nearest, abs=25 if fixed else 250)


def test_a_coast_that_the_median_lies_between_cannot_cut_it():
    with pytest.raises(
        SeaError, match="malta cannot cut a line of malta: it is part of that"
    ):
        medians.named("libya", "malta", "full", "malta")


def test_no_median_is_drawn_in_no_water():
    one = coasts.from_points([(20.0, 33.0), (22.0, 33.0)], "one")
    two = coasts.from_points([(20.0, 35.0), (22.0, 35.0)], "two")
    with pytest.raises(SeaError, match="one and two share no water"):
        medians.between(one, two, shapely.Polygon())


def test_an_effect_nobody_knows_is_refused():
    with pytest.raises(SeaError, match="'some' is no effect of islands: use full or"):
        coasts.select("libya", "some")
    with pytest.raises(SeaError, match="'some' is no effect of islands: use full"):
        medians.named("libya", "crete", "some")


def test_coasts_that_touch_are_refused():
    one = coasts.from_points([(20.0, 33.0), (22.0, 33.0)], "one")
    across = coasts.from_points([(21.0, 32.0), (21.0, 34.0)], "across")
    with pytest.raises(SeaError, match=r"one and across touch at 33\.0000, 21\.0000"):
        medians.between(one, across, OPEN)
    with pytest.raises(SeaError, match="the coasts of libya and libya touch at"):
        medians.named("libya", "libya")
    with pytest.raises(SeaError, match="the coasts of greece and crete touch at"):
        medians.named("greece", "crete", "half")


def test_neighbours_meet_where_their_coasts_do():
    median = medians.named("libya", "egypt")
    start = median.lines[0].coords[0]
    assert GEOD.inv(*start, 25.15035, 31.65908)[2] < 10_000


def test_coasts_too_far_apart_have_no_median():
    one = coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one")
    far = coasts.from_points([(35.0, 33.0), (35.1, 33.0)], "far")
    with pytest.raises(SeaError, match="one and far share no water within 200"):
        medians.between(one, far, OPEN)
    with pytest.raises(SeaError, match="one and two share no water within 200"):
        medians.between(
            coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one"),
            coasts.from_points([(26.0, 33.0), (26.1, 33.0)], "two"),
            shapely.box(10, 36.5, 30, 37),
        )


# -- limits --


@settings(max_examples=10, deadline=None)
@given(coast_pairs(), st.sampled_from([6.0, 12.0, 24.0, 62.0]))
def test_a_limit_lies_at_its_distance(pair, miles):
    for line in limits.limit(pair[0], miles):
        points = np.array(line.coords)[::25]
        metres = metres_between(points, dense(pair[0]))
        assert metres == pytest.approx(miles * paths.NM, abs=10)


def test_the_limit_around_a_point_is_its_circle():
    rock = coasts.from_points([(20.0, 33.0), (20.00001, 33.0)], "rock")
    (line,) = limits.limit(rock, 12)
    circle = math.pi * (12 * 1.852) ** 2
    assert line.is_ring
    assert paths.area_km2(shapely.Polygon(line)) == pytest.approx(circle, rel=2e-3)


def test_islands_apart_have_enclaves_of_their_own():
    whole = limits.zone(coasts.select("gavdos+crete"), 6)
    assert whole.geom_type == "MultiPolygon"
    assert len(whole.geoms) == 2
    wide = limits.zone(coasts.select("gavdos+crete"), 12)
    assert wide.geom_type == "Polygon"


@pytest.mark.parametrize("miles", [0, -12, 0.5, 5000, math.nan, math.inf])
def test_a_limit_needs_a_distance(miles):
    with pytest.raises(SeaError, match="nautical miles are no limit: use 1 to 1000"):
        limits.limit(coasts.select("malta"), miles)


def test_waters_inside_straight_baselines_are_internal(atlas_records):
    tables = atlas_records.maritime_lines, atlas_records.maritime_points
    coast = coasts.select("libya:baselines", "full", published.baselines(*tables))
    gulf = coasts.internal_waters(coast)
    assert gulf.contains(shapely.Point(18.5, 31.5))
    assert not gulf.contains(shapely.Point(18.5, 32.6))
    assert all(not line.intersects(gulf) for line in limits.limit(coast, 12))
    zone = limits.zone(coast, 12)
    assert shapely.intersection(zone, gulf).area < 1e-9
    assert zone.contains(shapely.Point(18.5, 32.6))
    assert coasts.internal_waters(coasts.select("libya")).is_empty


def test_each_water_is_nearer_to_its_own_coast():
    own, other = coasts.select("malta"), coasts.select("libya+italy+tunisia+greece")
    water = limits.nearer(own, other, shapely.box(12, 33, 18, 37))
    rng = np.random.default_rng(2)
    points = rng.uniform((12, 33), (18, 36.5), (300, 2))
    inside = shapely.contains_xy(water, points)
    closer = own.nearest(points).metres < other.nearest(points).metres
    assert (inside == closer).all()


def test_the_water_of_a_straight_line_is_on_its_side():
    line = shapely.LineString([(20, 34), (22, 34)])
    north, south = (limits.beside(line, side, 20_000) for side in ("left", "right"))
    assert north.contains(shapely.Point(21, 34.1))
    assert south.contains(shapely.Point(21, 33.9))
    assert paths.area_km2(north) == pytest.approx(20 * 184.9, rel=0.05)


# -- tracing --


def test_nothing_is_traced_where_nothing_is_zero():
    coast = coasts.from_points([(20.0, 33.0), (20.1, 33.0)], "one")
    assert tracing.trace(limits.Within(coast, 1000.0), (30, 33, 31, 34)) == []


def test_the_memorandum_line_is_where_its_text_puts_it(atlas_records):
    points = published.turning_points(
        atlas_records.maritime_lines, atlas_records.maritime_points
    )["tr-ly-2019"]
    assert paths.length_m(points) / 1852 == pytest.approx(17.97, abs=0.05)
    assert shapely.box(26, 34, 27, 34.5).contains(paths.geodesic(points))
