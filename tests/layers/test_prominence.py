from itertools import pairwise

import pytest

from geo import ground
from geo.layers import prominence


@pytest.fixture(scope="module")
def ranked(frames):
    return prominence.ranked(frames["places"])


def test_less_important_places_show_later_and_smaller():
    for upper, lower in pairwise(prominence.TIERS):
        assert upper.least > lower.least
        assert upper.zoom <= lower.zoom
        assert upper.dot_px >= lower.dot_px
        assert upper.name_pt >= lower.name_pt
        assert upper.sign_pt >= lower.sign_pt


def test_every_place_is_ranked_once_by_importance(ranked, frames):
    assert set(ranked["id"]) == set(frames["places"]["id"])
    assert ranked["importance"].is_monotonic_decreasing
    assert set(ranked["symbol"]) <= set(prominence.SYMBOLS)


def test_cities_come_first_after_anchors_and_places_without_claims_last(ranked):
    named = prominence.by_zoom(ranked)
    anchor = named["id"].isin(prominence.ANCHORS)
    large = named["importance"] >= prominence.LARGE
    first = (anchor | large).to_numpy()
    assert first[: first.sum()].all()
    cities = (named["kind"] == "city")[~first]
    assert cities.iloc[: cities.sum()].all()
    zooms = named["tier"].map(lambda tier: tier.zoom)
    assert zooms.is_monotonic_increasing
    assert ranked.loc[ranked["inherits"], "importance"].max() <= prominence.INHERITED


@pytest.mark.parametrize(
    ("place", "style", "zoom"),
    [
        ((1_300_000, "settlement", "city"), "city", 4.5),
        ((40_000, "settlement", "town"), "town", 6.0),
        ((12_000, "settlement", "town"), "town", 7.0),
        ((900, "settlement", "village"), "town", 8.5),
        ((18_000, "air", "air_base"), "site", 7.0),
        ((1_000, "site", "camp"), "site", 9.5),
        ((8_000, "settlement", "district"), "town", 9.5),
    ],
)
def test_a_place_shows_from_the_zoom_of_its_importance_on(place, style, zoom):
    tier = prominence.tier(*place)
    assert (tier.style, tier.zoom) == (style, zoom)


def test_what_paper_shows_of_the_country_the_browser_shows_first(frames, ranked):
    """But for what lies within another place, or stands alone in the desert."""
    metres = frames["places"].to_crs(ground.EQUAL_AREA)
    wide = prominence.ranked(metres, wide=True)
    important = wide[wide["importance"] >= 8_000]
    zooms = [
        prominence.tier(place.importance, place.symbol, place.kind).zoom
        for place in important.itertuples()
        if place.kind not in prominence.NEAR_ZOOM
    ]
    assert max(zooms) <= 7.0


def test_anchors_are_places_that_a_map_of_the_country_names(frames, ranked):
    assert set(frames["places"]["id"]) >= prominence.ANCHORS
    named = prominence.by_zoom(ranked)
    zooms = [tier.zoom for tier in named["tier"][named["id"].isin(prominence.ANCHORS)]]
    assert set(zooms) == {prominence.TIERS[0].zoom}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Egypt's western line (Decree 595/2022)", "Egypt's western line"),
        ("Cyprus: limit deposited in 2019", "Cyprus: limit deposited in 2019"),
    ],
)
def test_the_name_of_a_line_is_what_stands_before_what_is_reported_of_it(name, short):
    assert prominence.line_name(name) == short
