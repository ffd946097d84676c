"""What others published about these lines and waters, and ours beside it.

Each figure names its source (an id of ``sources.csv``, or a text given in full); where
ours and theirs differ, its ``why`` says by what.
"""

from typing import NamedTuple

import numpy as np
import pytest
import shapely
from shapely.ops import nearest_points

from geo import sea
from geo.sea import coasts, limits, medians, paths
from geo.sea.paths import NM


class Figure(NamedTuple):
    """A published figure, how near ours must come, and why no nearer."""

    published: float
    tolerance: float
    source: str
    why: str


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


def miles_to(name: str, point) -> float:
    return float(coasts.select(name).nearest(np.array([point])).metres[0]) / NM


def foot_on(name: str, point) -> tuple[float, float]:
    return tuple(coasts.select(name).nearest(np.array([point])).foot[0])


def miles_off(points, lines) -> list[float]:
    """Return how far points lie from the nearest of some lines."""
    drawn = shapely.union_all(lines)
    miles = []
    for lon, lat in points:
        near, _ = nearest_points(drawn, shapely.Point(lon, lat))
        miles.append(paths.distance_m((lon, lat), (near.x, near.y)) / NM)
    return miles


def check(ours: float, figure: Figure, source_ids: set[str]) -> None:
    assert figure.source in source_ids or " " in figure.source, "name the source"
    assert ours == pytest.approx(figure.published, abs=figure.tolerance), figure.why


@pytest.fixture(scope="module")
def source_ids(atlas_records):
    return set(atlas_records.source_of)


LENGTHS = {
    "tr-ly-2019": Figure(
        18,
        0.05,
        "Sovereign Limits, Libya-Turkey maritime boundary",
        "Ours is 17.97 nm; they round. Naftemporiki's 18.6 nm (December 2019) fits no "
        "datum: ED50 would move both ends alike.",
    ),
    "ly-mt-1986": Figure(67, 0.5, "sovereign-limits-libya-malta", "They round."),
    "eg-cy-2003": Figure(
        155,
        0.5,
        "sovereign-limits-cyprus-egypt-maritime",
        "They round: ours is 154.9 nm.",
    ),
    "ly-tn-1988": Figure(
        152 - 12,
        1.5,
        "sovereign-limits-libya-tunisia-maritime",
        "Theirs runs from Ras Ajdir; the first 12 miles are not part of the line. Ours "
        "is cut at their length, so this only checks the cut.",
    ),
    "ly-sidra-1973": Figure(
        300,
        2,
        "american-journal-of-1986-gulf-sidra-incident",
        "'About 300 miles'; ours is 300.7 nm.",
    ),
    "gr-eg-2020": Figure(
        192.75 / 1.852,
        0.2,
        "jplib17-2020-08-aoz-egypt",
        "Ours is placed by that length: this only checks that it is kept.",
    ),
}


@pytest.mark.parametrize("line_id", LENGTHS)
def test_lengths_are_those_published(med, source_ids, line_id):
    check(med.line(line_id)["length_nm"], LENGTHS[line_id], source_ids)


def test_the_italian_greek_line_is_published_with_its_way_to_libya(med, source_ids):
    points = med.lines["it-gr-1977"].points
    assert len(points) == 16
    tripoint = (18.3577, 35.0211)
    metres = [
        coasts.select(name).nearest(np.array([tripoint])).metres[0]
        for name in ("italy", "greece", "libya")
    ]
    assert np.ptp(metres) < 0.5 * NM
    length = med.line("it-gr-1977")["length_nm"]
    whole = length + paths.distance_m(points[-1], tripoint) / NM
    why = "Ours is 268 nm over the 16 points, 301 to the tripoint with Libya."
    check(whole, Figure(304, 3.5, "sovereign-limits-greece-italy", why), source_ids)


# -- the memorandum --


def test_a_and_b_are_equidistant_from_the_mainlands_of_turkey_and_libya(med):
    # Turkey's own account (turkish-mfa-2020-greece-egypt): a line between mainlands.
    for point in med.lines["tr-ly-2019"].points:
        turkey, libya = (miles_to(f"{s}:mainland", point) for s in ("turkey", "libya"))
        assert turkey == pytest.approx(libya, abs=1), "ours differ by 0.5 nm"


def test_b_is_as_far_from_egypt_too(med):
    b = med.lines["tr-ly-2019"].points[1]
    assert miles_to("egypt:mainland", b) == pytest.approx(
        miles_to("libya:mainland", b), abs=1
    ), "ours differ by 0.2 nm: B is the tripoint of three mainlands"


def test_their_base_points_are_the_datca_peninsula_and_the_coast_north_of_bardia(med):
    for point in med.lines["tr-ly-2019"].points:
        assert foot_on("turkey:mainland", point) == pytest.approx(
            (27.41, 36.66), abs=0.02
        )
        assert foot_on("libya:mainland", point) == pytest.approx(
            (24.98, 31.97), abs=0.03
        )


def test_greek_islands_are_nearer_to_the_memorandum_line_than_either_party(med):
    for point in med.lines["tr-ly-2019"].points:
        for island in ("crete", "koufonisi", "kasos", "karpathos", "rhodes"):
            assert miles_to(island, point) < miles_to("turkey", point) - 30


def test_the_memorandum_line_lies_on_our_mainland_median(med):
    line = medians.named("turkey", "libya", "none")
    off = miles_off(med.lines["tr-ly-2019"].points, line.lines)
    assert max(off) < 0.5, "ours: 0.25 and 0.26 nm; their baselines are not ours"


# -- Turkey's letters --


def test_points_a_to_n_are_equidistant_from_turkey_and_egypt(med):
    # A/74/550 calls them the median of the two coasts.
    for point in med.lines["tr-eg-a74550"].points:
        mainland = miles_to("turkey:mainland", point) - miles_to(
            "egypt:mainland", point
        )
        assert abs(mainland) < 2.5, "ours: 2.2 nm at most, at H and I"
        whole = miles_to("turkey", point) - miles_to("egypt", point)
        assert abs(whole) < 1.1, "with Turkey's own islets, as it must have drawn it"


def test_the_area_of_the_turkish_claim(med, source_ids):
    figure = Figure(
        162_300,
        2_500,
        "greater-turkiye-2026-maritime",
        "Theirs is schematic too; the two close the area along the islands and in the "
        "east each in its own way. Ours is 161,991 km2.",
    )
    check(paths.area_km2(med.waters["turkey-2019"]), figure, source_ids)


# -- treaty medians --


def test_the_judgment_of_1985_meets_its_meridian_where_the_court_says(med, source_ids):
    line = med.lines["ly-mt-1985-icj"].points
    figure = Figure(
        34.5,
        0.01,
        "international-court-of-1985-06-03-continental-shelf-libyan",
        "'Approximately 34°30'N': 34.495.",
    )
    check(line[-1][1], figure, source_ids)


def test_the_treaty_of_1986_carries_the_judgment_out(med):
    # The computed median of Malta (without Filfla, as the Court held) and Libya, moved
    # 18' north, against the treaty's eleven points.
    judged = med.lines["ly-mt-1985-icj"].shape
    off = miles_off(med.lines["ly-mt-1986"].points, [judged])
    assert max(off) < 0.25, "ours: 0.16 nm at most, 300 m; their datum is not stated"


def test_filfla_would_move_that_line(med):
    with_filfla = medians.named("malta", "libya").lines
    without = medians.named("malta:mainland+gozo", "libya").lines
    west = shapely.LineString([(13 + 50 / 60, 33), (13 + 50 / 60, 36)])
    lats = [
        shapely.intersection(west, shapely.union_all(lines)).centroid.y
        for lines in (with_filfla, without)
    ]
    treaty = med.lines["ly-mt-1986"].points[0][1]
    assert lats[1] + 0.3 == pytest.approx(treaty, abs=0.001)
    assert lats[0] + 0.3 < treaty - 0.02


def test_the_egyptian_cypriot_line_is_a_median(med):
    off = miles_off(
        med.lines["eg-cy-2003"].points, medians.named("egypt", "cyprus").lines
    )
    assert max(off[1:]) < 1.6, "ours: 0.2 to 1.5 nm, for baselines that are not ours"
    # Point 1, the western end, lies 3 nm off: eight points stand in for a curve, and
    # its datum is not stated.
    assert off[0] < 3.2


def test_the_italian_greek_line_is_near_the_median(med):
    # Sovereign Limits calls it modified equidistance; between Kefalonia and Calabria
    # (point 8) it departs 3.5 nm from the strict one and at point 16 3.3, elsewhere
    # 1.6 nm at most.
    off = miles_off(
        med.lines["it-gr-1977"].points, medians.named("italy", "greece").lines
    )
    assert max(off[:7] + off[8:15]) < 1.7
    assert [off[7], off[15]] == pytest.approx([3.5, 3.3], abs=0.2)


def test_the_line_of_turkey_and_the_trnc_is_no_median(med):
    # The parties speak of equity: up to point 23 the line runs as far as 12 nm off the
    # strict median, and from point 15 on it keeps the 12 nm of a territorial sea.
    points = med.lines["tr-trnc-2011"].points
    off = miles_off(points, medians.named("turkey", "cyprus").lines)
    assert max(off[:23]) == pytest.approx(12.2, abs=0.3)
    assert max(off) == pytest.approx(19.9, abs=0.3)
    for point in points[14:]:
        assert miles_to("cyprus", point) == pytest.approx(12, abs=0.4)


def test_the_court_s_bearing_from_ras_ajdir(med, source_ids):
    start, turn, end = med.lines["ly-tn-1988"].points
    first, second = (paths.GEOD.inv(*a, *b)[0] for a, b in ((start, turn), (turn, end)))
    source = "international-court-of-1982-continental-shelf-tunisia"
    check(first, Figure(26, 0.3, source, "'About 26°'"), source_ids)
    check(second, Figure(52, 0.6, source, "a loxodrome of 52°"), source_ids)


def test_the_tripoint_of_greece_cyprus_and_egypt(source_ids):
    line = medians.named("cyprus", "egypt", "full", "greece+israel+palestine+lebanon")
    lon, lat = line.lines[0].coords[0]
    source = "iilss.net, Maritime boundaries between Greece and Cyprus"
    why = "'Near 33°40'N 29°54'E': ours is 33°48'N 29°51'E; they round, on a chart."
    check(lat, Figure(33 + 40 / 60, 0.15, source, why), source_ids)
    check(lon, Figure(29 + 54 / 60, 0.06, source, why), source_ids)
    check(
        line.length_nm,
        Figure(165, 3, source, "Ours: 167 nm, to the Levant"),
        source_ids,
    )


# -- shares and areas --


def test_what_the_greek_egyptian_line_gives_up(med, source_ids):
    ceded = shapely.intersection(med.waters["greece-2011"], med.waters["egypt-2020"])
    figure = Figure(
        36_600 / (1 - 0.1766) - 36_600,
        500,
        "SLpress, Greece ceded 17.66% of the EEZ that equidistance would give",
        "17.66 % ceded of what became 36,600 km2 (jplib17) is 7,850; ours is 7,665 by "
        "a line whose latitudes are worked out, 352 of it beside the line's eastern "
        "end. Pronews's 4,600 km2 fits neither.",
    )
    check(paths.area_km2(ceded), figure, source_ids)


def test_egypt_s_share_along_the_greek_line(med, source_ids):
    # jplib17: 46,800 km2 to Egypt and 36,600 to Greece between 26°E and 27°59'02"E.
    band = shapely.box(26.0, 30.0, 27.9838889, 37.0)
    egypt = paths.area_km2(shapely.intersection(med.waters["egypt-2020"], band))
    figure = Figure(
        46_800,
        3_000,
        "jplib17-2020-08-aoz-egypt",
        "Theirs is bounded by the relevant coasts, ours by two meridians.",
    )
    check(egypt, figure, source_ids)


def test_territorial_seas_are_envelopes_of_arcs():
    for name, miles in (("crete", 6), ("libya", 12)):
        coast = coasts.select(name)
        for line in limits.limit(coast, miles):
            metres = coast.nearest(np.array(line.coords)).metres
            assert metres == pytest.approx(miles * NM, abs=1)
