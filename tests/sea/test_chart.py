import csv
import datetime as dt
import json
import re

import attrs
import pandas as pd
import pytest
import shapely

from geo import sea
from geo.errors import SeaError
from geo.layers import read as layers
from geo.sea import claims, medians, paths, waters


@pytest.fixture(scope="module")
def med(atlas_records):
    return sea.Sea(atlas_records)


def on(med, day: str, view: str = sea.ALL):
    return sea.on_day(med.facts, dt.date.fromisoformat(day), view)


def pairs(answer) -> dict[tuple[str, ...], int]:
    return {tuple(d["pair"]): d["km2"] for d in answer["disputed"]}


def test_every_line_can_be_drawn_and_described(med):
    for row in med.shown_lines():
        line = med.line(row.line_id)
        assert line["length_nm"] * 1.852 == pytest.approx(line["length_km"], abs=0.02)
        assert line["points"] or line["recipe"].startswith("limit")
        assert line["stages"] or line["construction"] == "computed"


def test_a_line_gives_who_objected_and_when(med):
    line = med.line("tr-ly-2019")
    assert "Greece" in line["opposed_by"]
    assert [(o["date"], o["by"]) for o in line["objections"]][:2] == [
        ("2019-11-28", "Egypt; Greece; Cyprus"),
        ("2019-11-28", "House of Representatives"),
    ]
    assert line["between"] == ["turkey", "libya"]


def test_a_line_of_an_agreement_lives_its_life(med, atlas_records):
    theirs = atlas_records.stages_of["tr-ly-mou-2019"]
    stages = med.line("tr-ly-2019")["stages"]
    assert {s["stage_id"] for s in stages} == {stage.stage_id for stage in theirs}
    assert all(s["by"] and s["by_ar"] for s in stages)


def test_on_a_day_a_line_names_no_later_objection(med):
    def opposed(day):
        lines = sea.on_day(med.facts, day)["lines"]
        return {line["id"]: line["opposed_by"].split("; ") for line in lines}

    assert opposed(dt.date(2019, 11, 27))["tr-ly-2019"] == [""]
    assert opposed(dt.date(2019, 11, 28))["tr-ly-2019"] == [
        *("Egypt", "Greece", "Cyprus"),
        "House of Representatives",
    ]
    assert opposed(dt.date(2014, 6, 1))["it-gr-1977"] == [""]
    assert "Government of National Unity" in opposed(dt.date(2025, 5, 27))["it-gr-1977"]


def test_points_stand_as_printed_beside_wgs84(med):
    first = med.points("tr-ly-2019")[0]
    assert first == {
        "label": "A",
        "lat_dms": "34°16'13.720\"N",
        "lon_dms": "26°19'11.640\"E",
        "lat": 34.2704778,
        "lon": 26.3199,
        "origin": "printed",
        "datum": "WGS84",
        "error_km": 0.1,
    }


def test_points_paste_as_degrees_minutes_seconds(med):
    def first(line_id):
        return sea.dms_text(med.points(line_id)).splitlines()[0].split("\t")

    assert first("tr-ly-2019") == [
        "A",
        "34°16'13.720\"N",
        "26°19'11.640\"E",
        "printed, WGS84, line ± 0.1 km",
    ]
    label, lat, _, note = first("gr-eg-2020")
    assert (label, lat) == ("E", "33°23'N"), "8 km bear no seconds"
    assert note == "reconstructed, WGS84, line ± 8 km"
    _, lat, _, note = first("gr-ly-median")
    assert re.fullmatch(r"\d\d°\d\d'\d\d\.\d\"N", lat), "a metre bears tenths"
    assert note.startswith("computed to 1 m on the coasts on record, WGS84")
    assert "datum not stated" in first("ly-mt-1986")[3]


def test_no_digit_says_more_than_the_evidence(med):
    for row in med.shown_lines():
        for point in med.points(row.line_id):
            if point["origin"] == "reconstructed":
                finest = max(point["error_km"] / 111 / 10, 1e-7)
                for axis in ("lat", "lon"):
                    printed = point[f"{axis}_dms"]
                    text = str(point[axis]).partition(".")[2]
                    assert printed or 10.0 ** -len(text) >= finest
            else:
                assert point["origin"] in ("printed", "computed")
            assert point["datum"] in paths.DATUMS or point["datum"] == "unknown"


def test_a_computed_line_names_its_base_points(med):
    line = med.line("gr-ly-median")
    assert len(line["base_points"]) > 10
    for stretch in line["base_points"]:
        assert {point["state"] for point in stretch["base"]} == {"greece", "libya"}
    assert {p["base"][0]["place"] for p in line["base_points"]} >= {"Gavdos", "Crete"}


def test_an_unknown_line_or_state_is_refused(med):
    with pytest.raises(SeaError, match="'tr-ly-1919' is no line on record: use one of"):
        med.line("tr-ly-1919")
    with pytest.raises(
        SeaError, match="'spain' has no claim on record: use one of all"
    ):
        on(med, "2020-01-01", "spain")


def test_each_state_has_one_claim_a_day(med):
    for day in ("2015-01-01", "2019-11-26", "2019-11-27", "2022-12-11", "2025-06-01"):
        claimants = [claim["claimant"] for claim in on(med, day)["claims"]]
        assert sorted(set(claimants)) == sorted(claimants)
        assert {"greece", "turkey", "libya", "egypt"} <= set(claimants)


def test_the_memorandum_widens_the_dispute_of_greece_with_libya(med):
    before, after = pairs(on(med, "2019-11-26")), pairs(on(med, "2019-11-27"))
    assert after["greece", "libya"] > before["greece", "libya"] + 3_000
    assert after["greece", "turkey"] > before["greece", "turkey"] + 10_000


def test_the_limit_of_2025_widens_it(med):
    before, after = pairs(on(med, "2025-05-26")), pairs(on(med, "2025-05-27"))
    assert after["greece", "libya"] > 7 * before["greece", "libya"]
    assert after["libya", "malta"] > before["libya", "malta"] + 5_000


def test_the_decree_of_2022_opens_one_of_egypt_with_libya(med):
    assert pairs(on(med, "2022-12-10")).get(("egypt", "libya"), 0) < 1000
    assert pairs(on(med, "2022-12-11"))["egypt", "libya"] > 10_000


def test_a_view_shows_what_is_its_own(med):
    answer = on(med, "2026-01-01", "egypt")
    assert {claim["claimant"] for claim in answer["claims"]} == {"egypt"}
    assert all("egypt" in d["pair"] for d in answer["disputed"])
    assert "eg-595-2022" in {line["id"] for line in answer["lines"]}
    assert "tr-ly-2019" not in {line["id"] for line in answer["lines"]}


def test_a_dispute_names_the_instruments_of_both_sides(med):
    (dispute,) = [
        d
        for d in on(med, "2026-01-01")["disputed"]
        if d["pair"] == ["greece", "turkey"]
    ]
    greek, turkish = dispute["instruments"]
    assert "gr-eg-2020" in {line["id"] for line in greek["lines"]}
    assert "tr-ly-2019" in {line["id"] for line in turkish["lines"]}
    assert "tr-closing-2019" not in {line["id"] for line in turkish["lines"]}
    assert greek["source_ids"]
    assert turkish["source_ids"]


def test_disputed_water_is_claimed_by_both_and_measured_on_the_ellipsoid(med):
    for overlap in med.overlaps:
        one, two = med.waters[overlap.first], med.waters[overlap.second]
        shared = shapely.intersection(one, two)
        beyond = shapely.difference(overlap.shape, shapely.buffer(shared, 2e-9))
        assert beyond.area < 1e-9
        assert overlap.km2 == pytest.approx(paths.area_km2(overlap.shape))
        assert overlap.valid_to is None or overlap.valid_from < overlap.valid_to


def test_a_claim_that_cannot_be_drawn_is_named(med):
    rows = [attrs.evolve(med.records.maritime_claims[0], own="atlantis")]
    with pytest.raises(SeaError, match="claim greece-2011: 'atlantis' is no coast"):
        claims.waters(rows, med.lines, ())


def test_all_claimed_water_is_sea(med):
    wet = waters.sea()
    for water in med.waters.values():
        assert shapely.difference(water, wet).area < 1e-9


def test_a_state_has_a_name_in_both_scripts():
    assert sea.state_names("libya") == {"en": "Libya", "ar": "ليبيا"}


def test_points_come_as_a_table(med):
    text = sea.point_table(med, "tr-ly-2019", "csv")
    assert text.splitlines()[0] == (
        "line_id,label,lat_dms,lon_dms,lat,lon,origin,datum,error_km"
    )
    assert text.splitlines()[2].endswith(",printed,WGS84,0.1")
    assert text.splitlines()[2].startswith('tr-ly-2019,B,"34°09\'07.9""N"')
    features = json.loads(sea.point_table(med, "tr-ly-2019", "geojson"))["features"]
    assert [f["properties"]["label"] for f in features] == ["A", "B"]
    assert features[0]["geometry"]["coordinates"] == [26.3199, 34.2704778]
    assert sea.point_table(med, "tr-ly-2019", "dms") == sea.dms_text(
        med.points("tr-ly-2019")
    )
    table = json.loads(sea.point_table(med, "gr-eg-2020", "json"))
    assert {point["origin"] for point in table["points"]} == {"reconstructed"}
    with pytest.raises(SeaError, match="'xls' is no form of a table: use csv, geojson"):
        sea.point_table(med, "tr-ly-2019", "xls")


def test_points_come_as_a_table_for_charts(med):
    def rows(line_id):
        text = sea.point_table(med, line_id, "s121")
        return list(csv.DictReader(text.splitlines()))

    first, *_ = rows("it-gr-1977")
    assert (first["pointName"], first["publishedLatitude"]) == ("1", "39°57.7'N")
    assert first["horizontalDatum"] == "EPSG:4326"
    assert (first["publishedDatum"], first["interpolation"]) == ("unknown", "geodesic")
    assert (first["origin"], first["horizontalUncertainty"]) == ("printed", "500")
    assert first["sourceID"].startswith("franco-wiki-greece-italy")
    assert rows("ly-sidra-1973")[0]["interpolation"] == "loxodromic"
    assert rows("tr-trnc-2011")[0]["publishedDatum"] == "EPSG:4230"
    assert rows("gr-ly-median")[0]["publishedDatum"] == ""


def test_a_line_in_parts_is_not_joined_across_what_parts_it(med):
    table = sea.point_table(med, "tr-msp-2025", "s121")
    rows = list(csv.DictReader(table.splitlines()))
    parts = len(shapely.get_parts(med.lines["tr-msp-2025"].shape))
    assert parts > 1
    ends = [row for row in rows if not row["interpolation"]]
    assert len(ends) == parts
    assert (rows[0]["pointName"], rows[-1] in ends) == ("1.1", True)
    assert rows[rows.index(ends[0]) + 1]["pointName"] == "2.1"
    assert len(med.points("tr-msp-2025")) == len(rows)


def test_a_median_comes_as_geojson_with_its_turning_points():
    median = medians.named("libya", "malta")
    features = sea.median_features(median, "full")["features"]
    lines = [f for f in features if f["properties"]["kind"] == "line"]
    turns = [f for f in features if f["properties"]["kind"] == "turning point"]
    assert len(lines) == len(median.lines)
    stretches = lines[0]["properties"]["stretches"]
    assert len(turns) == len(stretches) + 1
    assert turns[0]["geometry"]["coordinates"] == pytest.approx(
        stretches[0]["from"], abs=1e-5
    )
    assert turns[0]["properties"]["lat_dms"].endswith("N")
    for feature in features:
        assert feature["properties"]["origin"] == "computed"
        assert feature["properties"]["datum"] == "WGS84"


def test_every_dispute_gives_since_when_it_is_known(built):
    frame = layers.read("disputed_maritime", built)
    assert frame["known_from"].notna().all()
    assert (frame["known_from"] >= frame["valid_from"] - pd.Timedelta(days=1)).all()
    greek = frame.set_index("id").loc["greece-2020.libya-2025"]
    assert greek["known_from"] == pd.Timestamp("2025-07-31")
