import csv
import io
import json
import re

import pytest

JUNE = ("changes", "2020-05-31", "2020-06-30")


def test_changes_gives_each_place_with_its_sources(run_query):
    status, out, err = run_query(*JUNE)
    first, total, *_ = out.splitlines()
    assert (status, err) == (0, "")
    assert first == "32 places changed hands from 31 May 2020 to 30 June 2020"
    assert total.startswith("  Tripoli-based: near places on record 59,000 km² more, ")
    assert (
        "Tarhuna, 5 June 2020: from Libyan National Army and House of Representatives "
        "(Eastern-based) to Government of National Accord (Tripoli-based)\n"
    ) in out
    assert re.search(r"al-Asabaa, .*: changed hands and is again with ", out)


def test_changes_in_json_and_csv_are_the_same(run_query):
    changes = [json.loads(line) for line in run_query(*JUNE, "--json")[1].splitlines()]
    rows = list(csv.DictReader(io.StringIO(run_query(*JUNE, "--csv")[1])))
    assert [row["place_id"] for row in rows] == [one["place_id"] for one in changes]
    assert [float(row["near_km2"]) for row in rows] == [
        one["near_km2"] for one in changes
    ]
    assert set(changes[0]) - set(rows[0]) == {"sources"}


def test_changes_of_a_district_and_camp_in_arabic(run_query):
    _, out, _ = run_query(
        *JUNE, "--district", "wadi-al-hayat", "--camp", "eastern", "--lang", "ar"
    )
    assert out.startswith(
        "تغيرت السيطرة على مكان واحد من 31 مايو 2020 إلى 30 يونيو 2020\n"
    )
    assert "أوباري" in out


def test_changes_as_known_on_a_day_know_no_later_source(run_query):
    _, out, _ = run_query(*JUNE, "--as-known-on", "2020-06-03", "--json")
    assert all(json.loads(line)["day"] <= "2020-06-03" for line in out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2020-06-30", "2020-05-31"], "2020-06-30 is not before 2020-05-31: give"),
        (["2020-06"], "'2020-06' is a month: write a day as 2014-08-27"),
        (["2020-05-31", "--district", "narnia"], "'narnia' is no district: use one of"),
    ],
)
def test_changes_refuses_in_one_message(run_query, arguments, message):
    status, out, err = run_query("changes", *arguments)
    assert (status, out) == (1, "")
    assert err.startswith(message)


def test_changes_gives_ground_near_places_apart_from_nominal(run_query):
    """From April to December 2019 one side won places and lost empty ground."""
    _, out, _ = run_query("changes", "2019-04-03", "2019-12-19")
    totals = [line for line in out.splitlines() if ": near places on record " in line]
    assert len(totals) >= 2
    for line in totals:
        assert re.search(r" (?:more|less|no change), with nominal ground .*", line)
