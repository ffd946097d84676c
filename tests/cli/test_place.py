import csv
import io
import json

import pytest

TARHUNA = ("place", "Tarhuna", "--date", "2020-05-01")


def test_place_gives_a_place_with_its_history(run_query):
    status, out, err = run_query(*TARHUNA)
    assert (status, err) == (0, "")
    assert out.startswith(
        "Tarhuna, 1 May 2020: Held by Libyan National Army and House of "
        "Representatives since about 5 April 2019 (attacked "
    )
    assert "\ncity, district Murqub, 32.4350, 13.6332, located to within 2 km\n" in out
    assert "\n  16 May 2014 or earlier: Local councils and armed groups" in out
    assert out.endswith("\n?date=2020-05-01&view=32.435,13.6332,9&place=tarhuna\n")


def test_place_marks_weak_sources(run_query):
    _, out, _ = run_query(*TARHUNA)
    (line,) = [one for one in out.splitlines() if "almasdarnews.com" in one]
    assert line.endswith("(weak: a party, wiki or blog, or partial to the holder)")


def test_place_has_a_sentence_to_copy_in_each_language(run_query):
    answer = json.loads(run_query(*TARHUNA, "--json")[1])
    assert answer["sentence_en"] == run_query(*TARHUNA)[1].splitlines()[0]
    assert answer["sentence_ar"].startswith("ترهونة، 1 مايو 2020: ")
    assert answer["held_since"] == "2019-04-05"


def test_place_in_csv_is_the_history_of_its_holders(run_query):
    rows = list(csv.DictReader(io.StringIO(run_query(*TARHUNA, "--csv")[1])))
    assert {row["place_id"] for row in rows} == {"tarhuna"}
    assert rows[0]["since"] == "2014-05-16"
    assert rows[-1]["until"] == ""


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("Ain Zara", "Ain Zara, 19 December 2019: Held by no side; "),
        ("abu-aisha", "Abu Aisha airfield, 19 December 2019: "),
    ],
)
def test_place_without_a_holder_or_claims(run_query, name, beginning):
    _, out, _ = run_query("place", name, "--date", "2019-12-19")
    assert out.startswith(beginning)
    extra = (
        "Contested between " if name == "Ain Zara" else "It has no claims of its own"
    )
    assert extra in out.splitlines()[0]


def test_place_as_known_before_anything_was(run_query):
    _, out, _ = run_query(*TARHUNA, "--as-known-on", "2010-01-01")
    assert out.startswith("Tarhuna, 1 May 2020: Who holds it is not on record")


def test_place_refuses_what_is_none(run_query):
    status, out, err = run_query("place", "zzqq")
    assert (status, out) == (1, "")
    assert err.startswith("no place on record is called 'zzqq': ")
