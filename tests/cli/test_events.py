import csv
import io
import json

import pytest


def test_events_gives_what_happened_where(run_query):
    status, out, err = run_query(
        "events", "2020-06-05", "2020-06-05", "--kind", "capture"
    )
    assert (status, err) == (0, "")
    assert out.startswith("2 events from 5 June 2020 to 5 June 2020\n")
    assert (
        "5 June 2020: Forces of the Government of National Accord enter Tarhuna ("
        in out
    )
    assert "https://" in out


def test_events_at_a_place_in_any_spelling(run_query):
    words = ("events", "2014-05-16", "2020-12-31", "--place", "Sebha", "--json")
    events = [json.loads(line) for line in run_query(*words)[1].splitlines()]
    assert {one["place_id"] for one in events} == {"sabha"}
    assert len(events) > 5


def test_events_of_a_day_are_those_that_the_map_shows(run_query):
    _, out, _ = run_query("events", "--date", "2019-12-19", "--csv")
    days = [row["start"] for row in csv.DictReader(io.StringIO(out))]
    assert "2019-11-27" in days
    assert max(days) <= "2019-12-19"


def test_events_in_arabic(run_query):
    _, out, _ = run_query("events", "2020-06-05", "2020-06-05", "--lang", "ar")
    assert out.splitlines()[0].endswith("من 5 يونيو 2020 إلى 5 يونيو 2020")


def test_relations_gives_who_backed_whom_and_who_mediated(run_query):
    status, out, err = run_query("relations", "--date", "2019-12-19")
    assert (status, err) == (0, "")
    assert out.startswith(
        "Support and mediation on record on 19 December 2019, as the "
    )
    assert (
        "\nTurkey backs Government of National Accord (Arms), since 18 May 2019, "
        in out
    )
    _, arms, _ = run_query(
        "relations", "--date", "2019-12-19", "--kind", "arms", "--json"
    )
    assert {json.loads(line)["kind"] for line in arms.splitlines()} == {"arms"}


def test_relations_in_csv(run_query):
    _, out, _ = run_query("relations", "--date", "2019-12-19", "--csv")
    row = next(csv.DictReader(io.StringIO(out)))
    assert (row["backer_en"], row["backed"]) == ("Turkey", "gna")


def test_relations_before_any_is_on_record(run_query):
    assert run_query("relations", "--date", "2001-01-01")[1] == (
        "No support or mediation is on record on this date.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["events", "2020-06-05", "2020-06-01"], 1, "give the earlier day first"),
        (["events", "2020-06-05", "--date", "2020-06-05"], 2, "does not go with FROM"),
        (["events", "--date", "2999-01-01"], 1, "2999-01-01 is still to come"),
        (["events", "--place", "zzqq"], 1, "no place on record is called 'zzqq'"),
        (["relations", "--date", "2999-01-01"], 1, "2999-01-01 is still to come"),
    ],
)
def test_events_and_relations_refuse_in_one_message(
    run_query, arguments, status, message
):
    code, out, err = run_query(*arguments)
    assert (code, out) == (status, "")
    assert message in err
