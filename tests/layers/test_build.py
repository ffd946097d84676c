import datetime as dt
import json
import re
from collections import Counter, defaultdict

import pytest
import shapely
from shapely.geometry import shape

from geo import agreements, dates, ground
from geo.control import cells as control_cells
from geo.query import who as query
from geo.records.known import known_from
from geo.records.tables import agreements as agreement_tables
from geo.records.tables.control import Source
from geo.style.layers import HELD, NAMES
from tests.rows import row

COMMON = [
    "id",
    "valid_from",
    "valid_to",
    "last_seen",
    "known_from",
    "name_en",
    "name_ar",
    "source_ids",
]


@pytest.fixture(scope="module")
def held(made):
    """The properties of every cell feature, with the layer it stands in."""
    return [
        feature["properties"] | {"layer": name}
        for name in HELD
        for feature in made[name]
    ]


def test_every_layer_is_made(made):
    assert tuple(made) == NAMES
    assert all(made[name] for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_features_have_what_all_layers_have_and_are_sorted(made, name):
    ids = [feature["properties"]["id"] for feature in made[name]]
    assert ids == sorted(set(ids))
    for feature in made[name]:
        properties = feature["properties"]
        assert list(properties)[: len(COMMON)] == COMMON
        assert properties["valid_to"] is None or (
            properties["valid_from"] < properties["valid_to"]
        )
        assert properties["name_en"]
        assert properties["name_ar"]


def test_an_id_names_one_feature_only(made):
    ids = Counter(f["properties"]["id"] for name in HELD for f in made[name])
    assert [feature_id for feature_id, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_geometry_is_valid_geojson(made, name):
    for feature in made[name]:
        geometry = shape(feature["geometry"])
        assert geometry.is_valid
        assert not geometry.is_empty
        assert not shapely.has_z(geometry)
        for polygon in shapely.get_parts(geometry):
            if polygon.geom_type == "Polygon":
                assert polygon.exterior.is_ccw
                assert not any(hole.is_ccw for hole in polygon.interiors)


@pytest.mark.parametrize("name", NAMES)
def test_coordinates_have_six_decimals_at_most(made, name):
    text = json.dumps([feature["geometry"] for feature in made[name]])
    assert re.search(r"\.\d{7}", text) is None


def test_every_cell_is_in_exactly_one_layer_on_every_day(atlas_records, held):
    cells = control_cells.cells(atlas_records.places)
    every = {(cell.place_id, bool(cell.nominal)) for cell in cells.itertuples()}
    newest = [atlas_records.newest]
    for day in [features_start(), *query.change_days(atlas_records), *newest]:
        iso = day.isoformat()
        shown = [
            (cell["place_id"], cell["nominal"])
            for cell in held
            if cell["valid_from"] <= iso
            and (cell["valid_to"] is None or iso < cell["valid_to"])
        ]
        assert len(shown) == len(set(shown)), iso
        assert set(shown) == every, iso


def features_start():
    return dates.parse_day("2014-05-16")


def test_a_cell_keeps_its_shape_through_time(made):
    shapes = defaultdict(set)
    for name in HELD:
        for feature in made[name]:
            properties = feature["properties"]
            key = properties["place_id"], properties["nominal"]
            shapes[key].add(json.dumps(feature["geometry"]))
    assert {len(of_cell) for of_cell in shapes.values()} == {1}


def test_cells_stand_in_the_layer_of_their_camp(held):
    layer_of = {
        "tripoli": "tripoli_held",
        "eastern": "eastern_held",
        "islamic_state": "other_held",
        "other": "other_held",
        "contested": "contested",
        "no_record": "no_record",
    }
    assert all(cell["layer"] == layer_of[cell["camp"]] for cell in held)


def test_only_what_nobody_holds_is_in_the_contested_layer(held):
    for cell in held:
        nobody = cell["actor_id"] == "contested"
        assert (cell["layer"] == "contested") == nobody
    attacked = [
        c for c in held if c["status"] == "contested" and c["layer"] != "contested"
    ]
    assert attacked, "a place that its holder keeps under attack stays the holder's"


def test_cells_repeat_their_claim(atlas_records, held):
    claims = {claim.claim_id: claim for claim in atlas_records.control}
    for cell in held:
        claim = claims[cell["claim_id"]]
        assert cell["source_ids"] == list(claim.source_ids)
        assert cell["last_seen"] == claim.last_seen.isoformat()
        assert cell["inherited_from"] == (
            None if claim.place_id == cell["place_id"] else claim.place_id
        )


def test_known_from_is_the_first_source_out(atlas_records, held):
    known = known_from(atlas_records.sources)
    for cell in held[::7]:
        days = [known[i].isoformat() for i in cell["source_ids"] if i in known]
        assert cell["known_from"] == min(days, default=None)


def test_a_source_of_a_month_is_out_on_its_last_day_or_once_it_was_read():
    sources = [
        row(Source, source_id=source_id, published=published, accessed=accessed)
        for source_id, published, accessed in (
            ("a", "2016-02", "2026-11-28"),
            ("b", "2016", ""),
            ("c", "", ""),
            ("d", "2016", "2016-08-05"),
            ("e", "2016-03-01", ""),
        )
    ]
    assert known_from(sources) == {
        "a": dt.date(2016, 2, 29),
        "b": dt.date(2016, 12, 31),
        "d": dt.date(2016, 8, 5),
        "e": dt.date(2016, 3, 1),
    }


def test_fronts_name_the_claims_of_both_sides(atlas_records, made):
    sources_of = {claim.claim_id: claim.source_ids for claim in atlas_records.control}
    called = {row.front_id: row for row in atlas_records.front_names}
    for feature in made["front_lines"]:
        front = feature["properties"]
        assert front["camps"][0] != front["camps"][1]
        assert front["place_ids"] == sorted(set(front["place_ids"]))
        sources = {i for c in front["claim_ids"] for i in sources_of[c]}
        if front["front_id"]:
            sources |= set(called[front["front_id"]].source_ids)
        assert front["source_ids"] == sorted(sources)


def test_a_front_is_seen_as_late_as_both_its_sides_are(atlas_records, made):
    own = {place.place_id for place in atlas_records.places if place.inherits == "no"}
    claims = {claim.claim_id: claim for claim in atlas_records.control}
    checked = 0
    for feature in made["front_lines"]:
        front = feature["properties"]
        if not set(front["place_ids"]) <= own:
            continue
        of_front = sorted(
            (claims[claim_id] for claim_id in front["claim_ids"]),
            key=lambda claim: claim.start,
        )
        latest = {claim.place_id: claim.last_seen for claim in of_front}
        seen = min(latest.values())
        if front["valid_to"]:
            end = dt.date.fromisoformat(front["valid_to"])
            seen = min(seen, end - dt.timedelta(days=1))
        assert front["last_seen"] == seen.isoformat()
        checked += 1
    assert checked


def test_places_are_points_where_the_records_put_them(atlas_records, made):
    assert len(made["places"]) == len(atlas_records.places)
    for feature in made["places"]:
        place = atlas_records.place_of[feature["properties"]["place_id"]]
        assert feature["geometry"]["coordinates"] == pytest.approx(
            (place.lon, place.lat), abs=1e-5
        )


def test_lines_at_sea_run_through_their_points(atlas_records, made):
    (line,) = [
        f for f in made["maritime_lines"] if f["properties"]["id"] == "tr-ly-2019"
    ]
    points = [p for p in atlas_records.maritime_points if p.line_id == "tr-ly-2019"]
    path = shape(line["geometry"])
    for point in points:
        assert path.distance(shapely.Point(point.lon, point.lat)) < 1e-5
    assert line["properties"]["valid_from"] == "2019-11-27"


def on_day(features_of_layer, day):
    for feature in features_of_layer:
        properties = feature["properties"]
        end = properties["valid_to"]
        if properties["valid_from"] <= day and (end is None or day < end):
            yield properties


def test_an_agreement_has_one_feature_a_day_at_most_and_none_once_over(
    atlas_records, made
):
    for day in ("2014-05-16", "2019-11-28", "2019-12-15", "2021-02-01", "2025-12-31"):
        shown = {p["agreement_id"]: p for p in on_day(made["agreements"], day)}
        assert len(shown) == len(list(on_day(made["agreements"], day)))
        standings = agreements.standings_on(atlas_records, dates.parse_day(day))
        alive = [
            one
            for one in standings
            if not any(s.status in agreement_tables.ENDING for s in one.statuses)
        ]
        assert set(shown) == {one.agreement_id for one in alive}
        for one in alive:
            feature = shown[one.agreement_id]
            assert feature["statuses"] == [s.as_json() for s in one.statuses]
            assert feature["opposed_by"] == list(one.opposed_by)
            assert feature["source_ids"] == list(one.source_ids)


def test_agreements_stand_where_they_apply(atlas_records, made):
    kinds = {"point": "Point", "line": "LineString", "area": "Polygon"}
    shapes = defaultdict(set)
    for feature in made["agreements"]:
        scope = feature["properties"]["scope"]
        kind = kinds.get(scope, feature["geometry"]["type"])
        assert feature["geometry"]["type"].removeprefix("Multi") == kind
        shapes[feature["properties"]["agreement_id"]].add(
            json.dumps(feature["geometry"])
        )
    assert {len(of_one) for of_one in shapes.values()} == {1}
    country = next(
        shape(f["geometry"])
        for f in made["agreements"]
        if f["properties"]["scope"] == "country"
    )
    outline = ground.libya()
    assert country.symmetric_difference(outline).area < 0.01 * outline.area


def test_events_are_points_with_what_they_brought_about(atlas_records, made):
    assert len(made["events"]) == len(atlas_records.events)
    for feature in made["events"]:
        properties = feature["properties"]
        event = atlas_records.event_of[properties["id"]]
        at = atlas_records.place_of[event.place_id] if event.place_id else event
        assert feature["geometry"]["coordinates"] == pytest.approx(
            (at.lon, at.lat), abs=1e-5
        )
        assert properties["valid_from"] == event.start.isoformat()
        assert properties["valid_to"] == event.end.isoformat()
        assert properties["claim_ids"] == list(event.claim_ids)
        assert properties["stage_ids"] == list(event.stage_ids)
        assert properties["name_en"] == event.title_en


def test_19_december_2019_shows_its_events(made):
    shown = {properties["id"] for properties in on_day(made["events"], "2019-12-19")}
    events = ("gna-activates", "misrata-night", "putin-press", "sisi-anastasiades")
    assert shown == {f"{event}-2019-12-19" for event in events}
