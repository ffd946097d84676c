import datetime as dt
import math

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from geo.layers.attacks import FROM, attacks

DAY = pd.Timestamp(dt.date(2019, 4, 4))
SPOTS = {"tripoli": (13.2, 32.9), "gharyan": (13.0, 32.5), "sabha": (14.4, 27.0)}


def cell(place, actor, camp, parties=(), **more):
    own = {
        "place_id": place,
        "claim_id": f"{place}-claim",
        "actor_id": actor,
        "camp": camp,
        "parties": list(parties),
        "status": "contested" if parties else "held",
        "valid_from": DAY,
        "valid_to": pd.NaT,
        "nominal": False,
        "inherited_from": None,
        "source_ids": ["a"],
    }
    return own | more


def side_of(*cells) -> list[float]:
    """Return the side of each attack among cells, in degrees."""
    frame = gpd.GeoDataFrame(list(cells), geometry=[Point()] * len(cells), crs=4326)
    places = gpd.GeoDataFrame(
        {"place_id": list(SPOTS)}, geometry=[Point(*at) for at in SPOTS.values()]
    ).set_crs(4326)
    return attacks(frame, places, frame)[FROM].tolist()


def test_an_attacker_stands_where_its_nearest_place_is():
    attacked = cell("tripoli", "gna", "tripoli", ["lna"])
    (side,) = side_of(attacked, cell("gharyan", "lna", "eastern"))
    assert side == pytest.approx(203, abs=2)


@pytest.mark.parametrize(
    "attacker",
    [
        cell("sabha", "lna", "eastern"),  # too far off
        cell("gharyan", "lna", "eastern", valid_from=DAY + pd.Timedelta(days=1)),
        cell("gharyan", "lna", "eastern", valid_to=DAY),
        cell("gharyan", "lna", "eastern", inherited_from="tarhuna"),
        cell("gharyan", "lna", "eastern", nominal=True),
    ],
)
def test_a_side_that_the_record_does_not_tell_is_none(attacker):
    (side,) = side_of(cell("tripoli", "gna", "tripoli", ["lna"]), attacker)
    assert math.isnan(side)


def test_local_forces_and_unknown_attackers_come_from_no_side():
    beside = cell("gharyan", "local", "other")
    for attackers in (["local"], ["nobody-on-record"], ["gna"]):
        (side,) = side_of(cell("tripoli", "gna", "tripoli", attackers), beside)
        assert math.isnan(side)


def test_only_places_held_under_attack_by_their_own_record_are_told():
    held = cell("tripoli", "gna", "tripoli")
    fought_for = cell("tripoli", "contested", "contested", ["gna", "lna"])
    inherits = cell("tripoli", "gna", "tripoli", ["lna"], inherited_from="gharyan")
    assert side_of(held, fought_for, inherits) == []
