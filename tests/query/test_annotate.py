"""Columns of answers are those of `who`, row by row."""

import datetime as dt
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo import ground
from geo.dates import SPAN_START, today
from geo.errors import GeoError
from geo.query import annotate as module
from geo.query import frames, nearness
from geo.query.annotate import COLUMNS, header
from geo.query.questions import questions
from tests.samples import SAMPLE, sampled

AS_WHO = (
    *("camp", "actor", "status", "since", "until", "held_since", "camp_since"),
    *("last_seen", "place", "distance_km", "confidence"),
)


def answers(atlas, questions, known_on=None, **cells):
    columns = atlas.annotator(known_on).columns(questions)
    return {name: frames.plain(values).to_pylist() for name, values in columns.items()}


def one(atlas, lat, lon, date, until=None):
    cells = {"lat": [lat], "lon": [lon], "date": [date]}
    found = answers(atlas, questions(cells | ({"until": [until]} if until else {})))
    return {name: values[0] for name, values in found.items()}


def answer_of_who(atlas, row, known_on):
    """Return the answer of `who`, or why there is none."""
    try:
        day = dt.date.fromisoformat(row["date"])
        return atlas.who(row["lat"], row["lon"], day, known_on).as_json(), None
    except GeoError as error:
        return {}, str(error)


@pytest.mark.parametrize("known_on", [None, dt.date(2020, 1, 31)])
def test_columns_are_the_answers_of_who_row_by_row(atlas, known_on):
    rows = sampled(atlas)
    cells = {name: [row[name] for row in rows] for name in ("lat", "lon", "date")}
    found = answers(atlas, questions(cells), known_on)
    for i, row in enumerate(rows):
        answer, problem = answer_of_who(atlas, row, known_on)
        if not answer:
            assert found["problem"][i] == problem
        for name in AS_WHO:
            value = found[name][i]
            value = value.isoformat() if isinstance(value, dt.date) else value
            assert value == answer.get(name), (row, name)
        urls = " ".join(source["url"] for source in answer.get("sources", ()))
        assert (found["source_urls"][i] or "") == urls
        assert (found["record_ids"][i] is None) == (answer.get("since") is None)


def test_the_sample_has_a_row_of_every_kind(atlas):
    """Lest the contract be kept over rows that are all alike."""
    rows = sampled(atlas)
    cells = {name: [row[name] for row in rows] for name in ("lat", "lon", "date")}
    found = answers(atlas, questions(cells))
    assert set(found["camp"]) >= {"tripoli", "eastern", "contested", "outside", None}
    assert set(found["evidence"]) >= {"core", "middle", "rim", "nominal"}
    assert set(found["disputed"]) >= {True, False}
    assert len(rows) >= SAMPLE


def test_a_span_tells_whether_the_holder_changed_within(atlas):
    tarhuna = (32.4344, 13.6329)
    before = one(atlas, *tarhuna, "2020-06-01", "2020-06-03")
    within = one(atlas, *tarhuna, "2020-06-01", "2020-06-05")
    assert (before["camp"], before["changed"]) == ("eastern", False)
    assert (within["camp"], within["changed"]) == ("eastern", True)
    assert within["record_ids"][: len(before["record_ids"])] == before["record_ids"]
    assert len(within["record_ids"]) > len(before["record_ids"])


def test_a_holder_that_came_back_changed(atlas):
    runs = module._runs(["gna", "lna", "gna", "gna", None])
    assert runs.tolist() == [1, 2, 3, 3, 4, -1]


def test_a_new_record_of_the_same_holder_is_no_change(atlas):
    for spells in atlas.spells.values():
        for a, b in pairwise(spells):
            if a.claim.actor_id == b.claim.actor_id != "contested":
                place = atlas.records.place_of[a.place_id]
                days = (str(a.start), str(b.start))
                found = one(atlas, place.lat, place.lon, *days)
                assert found["changed"] is False
                return


@pytest.mark.parametrize(
    ("date", "until", "message"),
    [
        (
            "2020-06-05",
            "2020-06-01",
            "its last day, 2020-06-01, comes before",
        ),
        ("2020-06-05", "", "its last day is empty"),
        ("", "", "date is empty"),
        ("2020-06-05", "2099-12-31", "2099-12-31 is out of range"),
    ],
)
def test_a_span_that_is_none_says_why(atlas, date, until, message):
    cells = {"lat": [32.9], "lon": [13.2], "date": [date], "until": [until]}
    found = answers(atlas, questions(cells))
    assert found["problem"][0].startswith(message)
    assert found["camp"] == [None]


def test_the_first_day_and_today_are_on_the_record(atlas):
    cells = {"lat": [32.9] * 2, "lon": [13.2] * 2, "date": [SPAN_START, today()]}
    assert answers(atlas, questions(cells))["problem"] == [None, None]


def test_coordinates_that_look_exchanged_are_told_not_mended(atlas):
    found = one(atlas, 13.2, 32.9, "2019-12-19")
    assert found["camp"] == "outside"
    assert found["problem"].startswith("latitude and longitude look exchanged")


def test_the_nearest_front_is_that_of_the_day(atlas):
    day = dt.date(2019, 12, 19)
    shown = atlas.frames["front_lines"]
    on = shown[(shown.valid_from <= "2019-12-19") & ~(shown.valid_to <= "2019-12-19")]
    spot = ground.project_points([13.19], [32.88]).iloc[0]
    km = on.to_crs(ground.EQUAL_AREA).distance(spot).min() / 1000
    assert one(atlas, 32.88, 13.19, day)["front_km"] == pytest.approx(km, abs=0.06)


def test_no_questions_get_no_answers(atlas):
    found = answers(atlas, questions({"lat": [], "lon": [], "date": []}))
    assert {len(values) for values in found.values()} == {0}


def test_names_that_a_table_has_already_are_told_apart():
    assert header(["id"], spans=False)["camp"] == "camp"
    assert "changed" not in header([], spans=False)
    taken = ["place", "atlas_place"]
    assert header(taken, spans=True)["place"] == "atlas_atlas_place"
    assert [*header([], spans=True)] == [*COLUMNS]


def test_a_frame_keeps_its_columns_index_and_geometry(atlas):
    frame = gpd.GeoDataFrame(
        {
            "event_date": pd.to_datetime(["2019-12-19", None]),
            "place": pd.Series(["x", "\ud800"], dtype=object),
        },
        geometry=[shapely.Point(13.2, 32.9), shapely.Point(13.2, 32.9)],
        crs=ground.WGS84,
    ).set_axis([7, 5])
    found = atlas.annotate(frame.to_crs(3857))
    assert isinstance(found, gpd.GeoDataFrame)
    assert found.index.tolist() == [7, 5]
    assert found["place"].tolist() == ["x", "\ud800"]
    assert found["atlas_camp"].iloc[0] == "tripoli"
    assert found["atlas_problem"].tolist()[1] == "date is empty"


def test_a_frame_gets_the_columns_that_are_named(atlas):
    frame = pd.DataFrame({"lat": [32.9], "lon": [13.2], "date": ["2019-12-19"]})
    found = atlas.annotate(frame, only=["front_km", "camp"])
    assert [*found] == ["lat", "lon", "date", "camp", "front_km", "problem"]
    with pytest.raises(GeoError, match="front is no column that can be appended"):
        atlas.annotate(frame, only=["front"])


def test_a_frame_of_shapes_or_of_other_values_is_refused(atlas):
    square = gpd.GeoDataFrame(
        {"date": ["2019-12-19"]}, geometry=[shapely.box(13, 32, 14, 33)], crs=4326
    )
    with pytest.raises(GeoError, match="the frame: its geometry holds other shapes"):
        atlas.annotate(square)
    with pytest.raises(GeoError, match="column lat: a bool is neither"):
        atlas.annotate(pd.DataFrame({"lat": [True], "lon": [1], "date": ["x"]}))


def test_the_ground_of_a_day_tiles_the_country(atlas):
    ground_of_day = atlas.on("2019-12-19")
    assert ground_of_day["id"].is_monotonic_increasing
    assert shapely.coverage_is_valid(ground_of_day.geometry.values)
    assert len(ground_of_day) == len(atlas.places.cells.place_ids)
    with pytest.raises(GeoError, match="is out of range"):
        atlas.on(dt.date(2014, 5, 15))


def test_off_all_rings_of_its_place_a_point_is_of_the_nearest():
    rings = gpd.GeoDataFrame(
        {"place_id": ["a", "a", "b"], "ring": ["middle", "core", "rim"]},
        geometry=[
            shapely.box(15, 27, 16, 28),
            shapely.box(16, 27, 17, 28),
            shapely.box(17, 27, 18, 28),
        ],
        crs=ground.WGS84,
    )
    evidence = nearness.Evidence(rings, {"a": 0, "b": 1})
    lon, lat = np.array([17.5, 17.5, 16.0]), np.full(3, 27.5)
    assert evidence.at(lon, lat, np.array([0, 1, 0])).tolist() == [0, 2, 0]
