"""Widths of straits, ways between islands, and areas that others printed, and ours.

As in ``test_published_figures.py`` each figure names its source; where ours and theirs
differ, its ``why`` says by what.
"""

import numpy as np
import pytest
import shapely

from geo import sea
from geo.sea import coasts, medians, paths, waters
from tests.sea.test_published_extents import km_between
from tests.sea.test_published_figures import Figure, check

LEBANON = "lebanese-petroleum-administration-blocks"
LCPS, MEES = "lcps-2021-05-19-decree-6433", "mees-2012-09-28-cyprus-lebanon-cyprus"
LINOSA = "digilander.libero.it/linosanet, Linosa Island"
KRETA = "kretakultur.dk, Geography: Crete lies "
DISTANCES = {
    ("italy", "albania"): Figure(
        72, 1.5, "Kiddle, Strait of Otranto: less than 72 km", "72.9; others: 71, 75."
    ),
    ("corfu", "albania"): Figure(
        2, 0.15, "Wikiwand, Stretto di Corfù: a little less than 2 km", "Ours is 1.9."
    ),
    ("linosa", "lampedusa"): Figure(
        43, 0.5, "understandingitaly.com, Pelagie: 43 km", "42.7; others: 30, 50 km."
    ),
    ("linosa", "malta"): Figure(118, 4, LINOSA, "Ours is 120.8 km, to Gozo."),
    ("linosa", "pantelleria"): Figure(121, 4, LINOSA, "Ours is 118.6 km."),
    ("linosa", "sicily"): Figure(
        167, 6, LINOSA, "Ours is 161.9 km; Licata, to which theirs runs, is 167 off."
    ),
    ("lampedusa", "malta"): Figure(
        150,
        3,
        "sicilyroutes.com, Lampedusa: 150 km from Malta",
        "152.1; Wikipedia's 176 km is about as far as Valletta and the east coast.",
    ),
    ("pantelleria", "tunisia"): Figure(
        70,
        11,
        "Times of Malta, Migrants' shuttle service: a mere 60 km off the African shore",
        "Ours is 70.7 km, to Cape Mustafa: theirs is rounded, in a reader's letter.",
    ),
    ("malta", "tunisia"): Figure(
        280, 5, "Times of Malta, Migrants' shuttle service: over 280 km", "284.4 km."
    ),
    ("cyprus", "israel"): Figure(
        230,
        2,
        "un-truth.com, Israel: agreement with Cyprus: 'roughly 230 nautical miles'",
        "Ours is 228.4 km: theirs must be kilometres, for in miles it is 123.",
    ),
    ("kastellorizo", "greece:mainland"): Figure(
        580,
        75,
        "Al Jazeera Mubasher, 22 September 2020: about 580 km from the Greek mainland",
        "Ours is 506 km, to Attica; from Athens or Piraeus it is some 540.",
    ),
    ("kastellorizo", "cyprus"): Figure(
        280,
        13,
        "Wikipedia, Kastellorizo: 280 km (170 mi) to Cyprus",
        "Ours is 267.8 km, shore to shore; their 170 miles are 274.",
    ),
    ("sicily", "tunisia"): Figure(
        145,
        2.5,
        "it.wikipedia, Canale di Sicilia: about 145 km from Capo Feto to Cape Bon",
        "Ours is 142.9 km, where they are nearest; theirs is 90 miles.",
    ),
    ("crete", "greece:mainland"): Figure(
        100, 5, KRETA + "100 km from the Peloponnese", "Ours is 95.3 km."
    ),
    ("crete", "turkey"): Figure(175, 4, KRETA + "175 km from Turkey", "178.9 km."),
    ("crete", "libya"): Figure(
        300, 16, KRETA + "300 km from Africa", "Ours is 284.4 km; they round."
    ),
}


@pytest.fixture(scope="module")
def source_ids(atlas_records):
    return set(atlas_records.source_of)


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


@pytest.mark.parametrize("pair", DISTANCES)
def test_coasts_lie_as_far_apart_as_published(source_ids, pair):
    check(km_between(*pair), DISTANCES[pair], source_ids)


def test_the_gulf_of_sidra_is_as_deep_as_published(source_ids):
    west, east = (15.2, 32.4), (20.05, 32.12)  # Misratah and Benghazi
    shore = coasts.select("libya").samples
    south = tuple(shore[shore[:, 1].argmin()])
    across = np.linspace(west, east, 300)
    ours = min(paths.distance_m(south, tuple(point)) for point in across) / 1000
    source = "it.wiki34.com, Golfo de Sirte: 465 km long, at most 210 km wide"
    why = "Ours is 210.8 km, from the line of its two towns to the shore by El Agheila."
    check(ours, Figure(210, 1.5, source, why), source_ids)


def test_what_twelve_miles_add_in_the_ionian(source_ids):
    # Kathimerini, 12 January 2021: 10,079 km2, over 13,000 with the bays closed.
    lons, lats = np.meshgrid(
        np.arange(18.5, 22.483, 0.02), np.arange(36.386, 40.2, 0.02)
    )
    points = np.column_stack([lons.ravel(), lats.ravel()])
    points = points[shapely.contains_xy(waters.sea(), points)]
    greece = coasts.select("greece").nearest(points).metres
    ring = (greece > 6 * paths.NM) & (greece <= 12 * paths.NM)
    points, greece = points[ring], greece[ring]
    own = coasts.select("albania").nearest(points).metres > greece
    cells = shapely.box(*(points[own] - 0.01).T, *(points[own] + 0.01).T)
    ours = sum(paths.area_km2(cell) for cell in cells)
    source = "Kathimerini, 12 January 2021: territory grows by 10,079 km2"
    why = (
        "Ours is 9,630 km2, 4.5 % less: from the shore, while theirs starts from the "
        "closed bays and baselines of Decree 107/2020, which are not at hand."
    )
    check(ours, Figure(10_079, 500, source, why), source_ids)


@pytest.mark.parametrize(("km2", "source"), [(854, MEES), (860, LCPS)])
def test_the_triangle_north_of_line_23_is_larger_if_its_sides_are_straight(
    med, source_ids, km2, source
):
    line = med.lines["il-lb-2022"].points
    corner = med.lines["cy-lb-2007"].points[0]
    why = (
        "Ours is 1,022 km2 to a straight line from the buoys to point 1: the line that "
        "Israel claimed in 2011 has points between, not at hand, and runs south of it."
    )
    ours = paths.area_km2(shapely.Polygon([*line, corner]))
    check(ours, Figure(km2, 175, source, why), source_ids)


def test_line_23_ends_on_the_line_of_cyprus_and_israel(med):
    end = shapely.Point(med.lines["il-lb-2022"].points[-1])
    way = shapely.shortest_line(end, med.lines["cy-il-2010"].shape)
    assert paths.distance_m(*way.coords) < 100


def test_the_italian_tunisian_line_begins_at_its_tripoint(med):
    start = np.array([med.lines["it-tn-1971"].points[0]])
    metres = [
        coasts.select(name).nearest(start).metres[0]
        for name in ("italy", "tunisia", "algeria")
    ]
    assert np.ptp(metres) < 1.2 * paths.NM, "ours: 58.0, 58.9 and 59.2 nm"


def test_the_area_south_of_line_23_is_that_to_a_median_without_islets(med, source_ids):
    # Line 29, proposed in 2020: "an additional 1,430 square km".
    line = med.lines["il-lb-2022"].points
    km2 = {}
    for israel in ("israel:mainland", "israel"):
        (median,) = medians.named("lebanon", israel, "full", "cyprus").lines
        ring = [*line[::-1], *median.coords[::-1]]
        km2[israel] = paths.area_km2(shapely.Polygon(ring))
    why = (
        "Ours is 1,322 km2 with Israel's islets left out, as Lebanon's army would have "
        "it, and 642 with them. Line 23 is reconstructed to 3 km: 108 km2 are 0.9 km."
    )
    check(km2["israel:mainland"], Figure(1_430, 110, LCPS, why), source_ids)
    assert km2["israel"] == pytest.approx(642, abs=3)


def test_the_waters_of_lebanon_are_smaller_than_published(med, source_ids):
    # Decree 6433 of 2011 by LCPS, and the Lebanese Petroleum Administration's page on
    # block delineation: 22,700 km2, territorial waters among them.
    south = sorted(med.lines["il-lb-2022"].points)
    west = sorted(med.lines["cy-lb-2007"].points)
    (north,) = medians.named("lebanon", "syria", "full", "cyprus").lines
    east = [(36.3, 34.65), (36.3, 33.0), (35.2, 32.95), (35.103, 33.0937)]
    ring = [*west, *sorted(north.coords), *east, south[1], south[0]]
    sea_of_lebanon = shapely.intersection(shapely.Polygon(ring), waters.sea())
    ours = paths.area_km2(sea_of_lebanon)
    assert ours == pytest.approx(18_982, abs=20)
    why = "A sixth less: no line on record, and not Line 29, leads to theirs."
    check(ours, Figure(22_700, 3_800, LCPS, why), source_ids)
    degree = paths.distance_m((35, 33.4), (35, 34.4)) / 1000
    why = "With degrees of longitude as long as those of latitude ours is 22,777 km2."
    square = sea_of_lebanon.area * degree**2
    check(square, Figure(22_700, 120, LEBANON, why), source_ids)
