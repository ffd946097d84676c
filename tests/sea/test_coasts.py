"""Coasts: what belongs to each, the sea between them, and the way to the nearest."""

import numpy as np
import pytest
import shapely

from geo.errors import SeaError
from geo.sea import coasts, limits, medians, waters
from geo.sea import lines as published
from tests.sea.drawn import GEOD, dense, metres_between


def test_every_coast_has_its_mainland():
    states = {s.state for s in coasts.all_stretches() if s.part == "mainland"}
    assert {"libya", "turkey", "greece", "egypt", "malta", "cyprus"} <= states


def test_islands_are_distinguished_from_the_mainland():
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


def test_an_unknown_coast_is_refused():
    with pytest.raises(SeaError, match="'atlantis' is no coast: use one of albania"):
        coasts.select("atlantis")
    with pytest.raises(SeaError, match="nothing has no coast to measure from"):
        coasts.Coast([], "nothing")


def test_the_sea_is_wet_and_its_islands_are_not():
    water = waters.sea()
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
        assert not waters.FRAME.contains(shapely.Point(end)), (
            f"the sea leaks in at {end}"
        )


def test_distance_to_a_coast_is_that_to_its_nearest_point():
    coast = coasts.select("crete")
    rng = np.random.default_rng(1)
    points = rng.uniform((22, 32), (28, 34.5), (20, 2))
    expected = metres_between(points, dense(coast, 20))
    nearest = coast.nearest(points)
    assert nearest.metres == pytest.approx(expected, abs=1.0)
    lons, lats = points.T
    to_foot = np.asarray(GEOD.inv(lons, lats, *nearest.foot.T)[2])
    assert to_foot == pytest.approx(nearest.metres, abs=1e-6)


def test_an_unknown_effect_is_refused():
    with pytest.raises(SeaError, match="'some' is no effect of islands: use full or"):
        coasts.select("libya", "some")
    with pytest.raises(SeaError, match="'some' is no effect of islands: use full"):
        medians.named("libya", "crete", "some")


def test_waters_inside_straight_baselines_are_internal(atlas_records):
    tables = atlas_records.maritime_lines, atlas_records.maritime_points
    coast = coasts.select("libya:baselines", "full", published.baselines(*tables))
    gulf = waters.internal_waters(coast)
    assert gulf.contains(shapely.Point(18.5, 31.5))
    assert not gulf.contains(shapely.Point(18.5, 32.6))
    assert all(not line.intersects(gulf) for line in limits.limit(coast, 12))
    zone = limits.zone(coast, 12)
    assert shapely.intersection(zone, gulf).area < 1e-9
    assert zone.contains(shapely.Point(18.5, 32.6))
    assert waters.internal_waters(coasts.select("libya")).is_empty


def test_far_vertices_have_samples_between_them_numbered_as_their_piece():
    one, other = (20.0, 33.0), (20.02, 33.0)  # 1.9 km: three samples between
    path = np.array([(19.999, 33.0), one, other, (20.021, 33.0)])
    points, elements = coasts._dense(coasts.Stretch("a", "island", "", "", path))
    assert elements.tolist() == [0, 2, 3, 3, 3, 4, 6]
    assert points[elements % 2 == 0].tolist() == path.tolist()
    steps = np.asarray(GEOD.inv(*points[:-1].T, *points[1:].T)[2])
    assert np.ptp(steps[1:5]) < 1e-3
    assert steps.max() <= coasts.SAMPLE_M
