import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import ground
from geo.control import cached, rings
from geo.control import roads as control_roads
from geo.control.cells import EVIDENCE_KM, GRID_M
from geo.records.tables.control import TOWN_KINDS
from geo.style import CORE, MIDDLE, NOMINAL, RIM

LONE = (
    *("hamada-field", "kilinja-gate", "maaten-al-sarra-air-base"),
    *("salvador-pass", "wafa-field"),
)
"""Sites with no other place within `rings.LONE_KM`, and on no road."""


@pytest.fixture(scope="module")
def cells(atlas_records):
    return cached.cells(atlas_records.places)


@pytest.fixture(scope="module")
def points(atlas_records):
    own = [place for place in atlas_records.places if place.inherits == "no"]
    at = gpd.points_from_xy([p.lon for p in own], [p.lat for p in own])
    return gpd.GeoSeries(at, crs=ground.WGS84)


@pytest.fixture(scope="module")
def roads(atlas_records):
    of = atlas_records.place_of
    found = []
    for route in atlas_records.routes:
        stops = [shapely.Point(of[i].lon, of[i].lat) for i in route.place_ids]
        found += control_roads.stages(control_roads.line(stops), stops)
    return found


@pytest.fixture(scope="module")
def sites(atlas_records):
    own = [place for place in atlas_records.places if place.inherits == "no"]
    return [place.kind not in TOWN_KINDS for place in own]


@pytest.fixture(scope="module")
def frame(cells, points, roads, sites):
    return cached.rings(cells, points, roads, sites)


def test_rings_tile_each_cell(frame, cells):
    shapes = frame.geometry.values
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = frame.to_crs(ground.EQUAL_AREA).dissolve(["place_id", "nominal"]).area
    own = cells.to_crs(ground.EQUAL_AREA).set_index(["place_id", "nominal"]).area
    assert list(whole.index) == list(own.index)
    assert np.abs(whole - own).max() < 2 * GRID_M * 400_000
    assert whole.sum() == pytest.approx(own.sum(), rel=1e-6)


def test_rings_lie_as_near_as_they_say(frame, points, roads, sites):
    inner = frame.geometry.to_crs(ground.EQUAL_AREA).representative_point()
    places = np.asarray(points.to_crs(ground.EQUAL_AREA))
    within = {
        site: shapely.distance(np.asarray(inner), shapely.MultiPoint(list(some))) / 1000
        for site, some in ((False, places[~np.array(sites)]), (True, places[sites]))
    }
    off = np.minimum(within[False], within[True])
    # As far as from a town: a ring around a site reaches half as far.
    like = np.minimum(within[False], within[True] / rings.SITE_SHARE)
    stages = shapely.MultiLineString(list(rings._stages(roads)))
    beside = shapely.distance(np.asarray(inner), stages) / 1000
    slack = rings.ARC_M / 1000
    lone = shapely.MultiPoint(list(rings._lone(places[sites], places)))
    off_lone = shapely.distance(np.asarray(inner), lone) / 1000
    told = frame["ring"], frame["nominal"]
    for ring, nominal, km, alike, road, by_lone in zip(
        *told, off, like, beside, off_lone, strict=True
    ):
        if ring == CORE:
            assert alike < rings.CORE_KM + 2 * slack
        if ring == MIDDLE:
            notch = rings.MIDDLE_KM + rings.NOTCH_KM
            assert km < notch or road < rings.ROAD_KM + rings.NOTCH_KM
        if ring in (RIM, NOMINAL):
            assert alike > rings.MIDDLE_KM - 2 * slack
        if ring == RIM:
            assert km < EVIDENCE_KM + slack or road < rings.ROADSIDE_KM + slack
        if ring == NOMINAL:
            assert nominal or by_lone < EVIDENCE_KM + slack
            assert road > rings.ROADSIDE_KM - slack


def test_a_site_without_neighbours_tells_of_no_ground_beyond_its_inner_rings(frame):
    shown = frame[frame["place_id"].isin(LONE) & ~frame["nominal"].astype(bool)]
    for place_id, parts in shown.groupby("place_id"):
        assert RIM not in set(parts["ring"]), place_id
    inner = shown[shown["ring"] != NOMINAL]
    assert set(inner["place_id"]) == {*LONE}
    full = np.pi * rings.ALONE_KM**2
    assert (inner.groupby("place_id")["km2"].sum() < full).all()
    towns = frame[frame["place_id"].isin(["jaghbub", "tazirbu"])]
    assert set(towns.loc[~towns["nominal"].astype(bool), "ring"]) == {CORE, MIDDLE, RIM}


def test_a_road_without_a_place_for_long_says_nothing_of_the_ground():
    far = shapely.LineString([(16, 30), (18.2, 30)])
    near = shapely.LineString([(16, 30), (17.9, 30)])
    assert len(rings._stages([far])) == 0
    assert len(rings._stages([near, far])) == 1


def test_contested_ground_of_one_cell_has_no_gap(frame):
    for place_id in ("ain-zara", "ghat", "sabratha", "sirte", "surman", "zliten"):
        found = rings.rounded(frame[frame["place_id"] == place_id])
        assert shapely.coverage_is_valid(found.geometry.values), place_id


def test_contested_ground_keeps_its_area_and_has_no_corners(frame):
    whole = frame[frame["place_id"].isin(["ubari", "ain-zara", "al-tuwaysha"])]
    found = rings.rounded(whole)
    assert shapely.coverage_is_valid(found.geometry.values)
    assert set(found["ring"]) <= {CORE, RIM, NOMINAL}
    area = found.groupby(["place_id", "nominal"])["km2"].sum()
    assert (area - whole.groupby(["place_id", "nominal"])["km2"].sum()).abs().max() < 1
    cores = found[found["ring"] == CORE].to_crs(ground.EQUAL_AREA).geometry
    assert len(cores) == whole["place_id"].nunique()
    for core in cores:  # of a circle it is 1, of a square 0.79
        assert 4 * np.pi * core.area / core.length**2 > 0.9
