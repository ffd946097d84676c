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


def test_cities_come_first_and_places_without_claims_last(ranked):
    named = prominence.by_zoom(ranked)
    cities = named["kind"] == "city"
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
