"""Places by who holds them, in a world of two places."""

import datetime as dt

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.layers import holders

DAY = dt.date(2020, 1, 1)
SINCE = dt.date(2019, 1, 1)

PLACES = gpd.GeoDataFrame(
    {
        "id": ["sirte", "jufra"],
        "valid_from": ["2014-05-16"] * 2,
        "valid_to": [None] * 2,
        "last_seen": ["2026-01-01"] * 2,
        "known_from": ["2015-01-01", None],
        "source_ids": [["names"]] * 2,
        "place_id": ["sirte", "jufra"],
        "look": ["place"] * 2,
    },
    geometry=shapely.points([(16.6, 31.2), (16.0, 29.1)]),
    crs="EPSG:4326",
)
for column in ("valid_from", "valid_to", "last_seen", "known_from"):
    PLACES[column] = pd.to_datetime(PLACES[column])


def cells(*spells, place="sirte"):
    """Return a layer of ground, near and nominal, of (start, end, camp, status)."""
    rows = [
        {
            "id": f"{place}-{start}{far}",
            "valid_from": pd.Timestamp(start),
            "valid_to": pd.Timestamp(end),
            "last_seen": pd.Timestamp(start),
            "known_from": pd.Timestamp(start),
            "source_ids": ["names", f"news-{start}"],
            "place_id": place,
            "camp": camp,
            "status": status,
            "camp_since": pd.Timestamp("2018-01-01"),
            "claim_id": f"{place}-{start}",
            "actor_id": f"actor-{start}",
            "geometry": shapely.box(16, 31, 17, 32),
        }
        for start, end, camp, status in spells
        for far in ("", ".nominal")
    ]
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326")


def split(frames, since=SINCE):
    rows = holders.by_holder(PLACES, frames, DAY, since)
    return rows[rows["place_id"] == "sirte"]


FRAMES = {
    "tripoli_held": cells(
        ("2019-01-01", "2019-03-01", "tripoli", "held"),
        ("2019-03-01", "2019-05-01", "tripoli", "held"),
        ("2019-05-01", "2019-06-01", "tripoli", "contested"),
        ("2019-08-01", "2019-09-01", "tripoli", "held"),
        ("2019-09-02", "2020-01-01", "tripoli", "held"),
    ),
    "eastern_held": cells(("2019-06-01", "2019-08-01", "eastern", "held")),
    "no_record": cells(("2020-01-01", None, "no_record", None)),
}


def test_a_place_has_a_row_for_each_time_over_which_it_is_held_alike():
    rows = split(FRAMES)
    told = rows[["id", "camp", "status", "look"]].to_numpy().tolist()
    ends = [None if pd.isna(end) else str(end.date()) for end in rows["valid_to"]]
    assert [[row[0], end, *row[1:]] for row, end in zip(told, ends, strict=True)] == [
        ["sirte.2019-01-01", "2019-05-01", "tripoli", "held", "place-tripoli"],
        ["sirte.2019-05-01", "2019-06-01", "tripoli", "contested", "place-tripoli"],
        ["sirte.2019-06-01", "2019-08-01", "eastern", "held", "place-eastern"],
        ["sirte.2019-08-01", "2019-09-01", "tripoli", "held", "place-tripoli"],
        ["sirte.2019-09-02", "2020-01-01", "tripoli", "held", "place-tripoli"],
        ["sirte.2020-01-01", None, "no_record", None, "place-no_record"],
    ]


def test_records_that_are_one_row_are_all_cited():
    row = split(FRAMES).iloc[0]
    assert row["claim_ids"] == ["sirte-2019-01-01", "sirte-2019-03-01"]
    assert row["actor_ids"] == ["actor-2019-01-01", "actor-2019-03-01"]
    assert row["source_ids"] == ["names", "news-2019-01-01", "news-2019-03-01"]
    assert row["last_seen"] == pd.Timestamp("2019-03-01")
    assert row["known_from"] == pd.Timestamp("2015-01-01")
    assert row["camp_since"] == pd.Timestamp("2018-01-01")


def test_of_one_day_a_place_has_one_row():
    (row,) = split(FRAMES, since=None).to_dict("records")
    assert (row["id"], row["camp"]) == ("sirte.2020-01-01", "no_record")


EMPTY = {"no_record": FRAMES["no_record"].iloc[:0]}


@pytest.mark.parametrize("frames", [{}, EMPTY, FRAMES])
def test_a_place_without_ground_is_one_row_as_it_was(frames):
    rows = holders.by_holder(PLACES, frames, DAY, SINCE)
    row = rows[rows["place_id"] == "jufra"]
    assert row["id"].tolist() == ["jufra"]
    assert row["look"].tolist() == ["place"]
    assert row["camp"].tolist() == row["claim_ids"].tolist() == [None]
    assert row["source_ids"].tolist() == [["names"]]
    assert row["valid_from"].tolist() == [pd.Timestamp("2014-05-16")]
