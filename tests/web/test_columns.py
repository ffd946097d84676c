"""Features as columns: nothing is lost, and what is known is not sent twice."""

from geo.web.columns import columns
from tests.web.sent import rows_of

PLACES = ["sabha", "sirte"]


def feature(**values):
    return {"layer": "a", "geometry": 0, "valid_from": "2020-05-06"} | values


def test_features_come_back_from_their_columns():
    features = [
        feature(layer="places", geometry=7, place="sirte", valid_to=None),
        feature(layer="events", geometry=7, place="sirte"),
        feature(layer="events", geometry=5, place="sabha", id="raid-2020-05-06"),
        feature(layer="events", geometry=5, place="of no dot", valid_from="2020-01-01"),
        feature(place="sirte", claim="sirte-2020-05-06", last_seen="2020-06-01"),
        feature(
            place="sabha", claim="other-2020", valid_to=None, last_seen="2021-01-01"
        ),
        feature(
            **{"place": "sabha", "inherited": "sirte", "claim": "sirte-2020-05-06"},
            **{"valid_to": "2022-01-02", "last_seen": "2022-01-01"},
        ),
        feature(valid_from=None, valid_to="2020-02-02"),
        feature(agreement="truce", id="truce.2020-05-06", states=["libya"], km2=0),
        feature(places=["sirte", "sabha", "of no dot"], name={"en": "Sirte"}),
    ]
    assert rows_of(columns(features, PLACES), PLACES) == features


def test_what_stands_beside_it_is_not_sent_again():
    dot = feature(layer="places", geometry=7, place="sirte")
    event = feature(layer="events", geometry=7, place="sirte")
    sent = columns([dot, event], PLACES)
    assert sent["places"]["geometry"] == [7]
    assert sent["events"] == {"geometry": [""], "place": [1], "from": [18388]}
