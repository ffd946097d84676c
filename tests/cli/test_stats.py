import csv
import io
import json

import pytest

DAY = ("--date", "2019-12-19")


def test_stats_prints_a_table_with_its_method(run_query):
    status, out, err = run_query("stats", *DAY)
    lines = out.splitlines()
    assert (status, err, lines[0]) == (0, "", "19 December 2019")
    assert lines[1].split("  ")[-1] == "Contested"
    assert any(line.startswith("oil fields ") for line in lines)
    assert lines[-1].startswith("Near is ground within 50 km of a place on record;")


def test_stats_brief_and_csv_have_the_same_numbers(run_query):
    stats = json.loads(run_query("stats", *DAY, "--json")[1])
    brief = json.loads(run_query("brief", *DAY, "--json")[1])
    assert stats["camps"] == brief["camps"]
    rows = list(csv.DictReader(io.StringIO(run_query("stats", *DAY, "--csv")[1])))
    for row in rows:
        figure = stats["camps"][row["camp"]][row["figure"]]
        assert [float(row[name]) for name in ("low", "best", "high")] == list(
            figure.values()
        )


def test_stats_makes_a_series(run_query):
    words = ("stats", "--from", "2019-04-01", "--to", "2019-04-30", "--step", "10")
    days = [
        json.loads(line)["date"] for line in run_query(*words, "--json")[1].splitlines()
    ]
    assert days == ["2019-04-01", "2019-04-11", "2019-04-21"]


def test_brief_gives_a_day_with_numbered_sources(run_query):
    status, out, err = run_query("brief", *DAY)
    assert (status, err) == (0, "")
    assert out.startswith("On 19 December 2019, by the evidence on record, the eastern")
    text, _, sources = out.rpartition("\n\n")
    assert sources.startswith("[1] ")
    assert f"[{len(sources.splitlines())}]" in text


def test_brief_in_arabic(run_query):
    _, out, _ = run_query("brief", *DAY, "--lang", "ar")
    begun = "في 19 ديسمبر 2019، وفق الأدلة المسجلة، كان تحت سيطرة سلطات الشرق"
    assert out.startswith(begun)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ["stats", "--date", "2019-12-19", "--from", "2019-01-01"],
            2,
            "does not go with",
        ),
        (["stats", "--to", "2019-01-01"], 2, "--to needs --from"),
        (["stats", "--date", "1999-01-01"], 1, "1999-01-01 is out of range: use"),
        (["brief", "--date", "2999-01-01"], 1, "2999-01-01 is out of range: use"),
        (["brief", "--as-known-on", "2999-01-01"], 1, "2999-01-01 is still to come"),
        (["brief", "--json", "--csv"], 2, "--json does not go with --csv"),
    ],
)
def test_stats_and_brief_refuse_in_one_message(run_query, arguments, status, message):
    code, out, err = run_query(*arguments)
    assert (code, out) == (status, "")
    assert message in err
