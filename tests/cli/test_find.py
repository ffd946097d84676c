import csv
import io
import json

import pytest

from geo import words
from geo.records.tables.control import PLACE_KINDS


def test_find_gives_the_likeliest_first(run_query):
    status, out, err = run_query("find", "Sebha")
    assert (status, err) == (0, "")
    assert (
        out.splitlines()[0]
        == "Sabha: city (sabha), found as Sebha, at 27.0377, 14.4283"
    )


def test_find_answers_in_arabic(run_query):
    _, out, _ = run_query(
        "find", "سبها", "--lang", "ar", "--kind", "place", "--most", "1"
    )
    assert out == "سبها: مدينة (sabha)، عند 27.0377، 14.4283\n"


def test_find_answers_in_json_and_csv_alike(run_query):
    words = ("find", "turkey", "memorandum", "--kind", "agreement")
    hits = [json.loads(line) for line in run_query(*words, "--json")[1].splitlines()]
    rows = list(csv.DictReader(io.StringIO(run_query(*words, "--csv")[1])))
    assert [row["id"] for row in rows] == [one["id"] for one in hits]
    assert list(rows[0]) == list(hits[0])
    assert {one["kind"] for one in hits} == {"agreement"}


def test_find_reads_a_coordinate(run_query):
    assert run_query("find", "32.9N", "13.2E")[1] == "32.9, 13.2: a point\n"
    assert run_query("find", "13.2, 32.9")[1] == (
        "13.2, 32.9: a point; latitude and longitude look exchanged: 32.9, 13.2 lies "
        "in Libya\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["zzzqqq"], 1, "nothing on record is called 'zzzqqq': try another spelling"),
        (["95, 13"], 1, "'95, 13' is no coordinate: latitude 95 is none"),
        (["sabha", "--json", "--csv"], 2, "--json does not go with --csv"),
        (["sabha", "--most", "0"], 2, "0 is not in the range x>=1"),
    ],
)
def test_find_refuses_in_one_message(run_query, arguments, status, message):
    code, out, err = run_query("find", *arguments)
    assert (code, out) == (status, "")
    assert message in err


def test_every_kind_of_place_has_a_name():
    assert [kind for kind in PLACE_KINDS if not words.has(f"place_kind.{kind}")] == []
