import csv
import io
import json

REVISED = ("revised", "--date", "2019-12-19", "--as-known-on", "2020-01-31")


def test_revised_in_text_json_and_csv_tells_the_same_places(run_query):
    status, out, err = run_query(*REVISED)
    first, *lines = out.splitlines()
    found = [json.loads(line) for line in run_query(*REVISED, "--json")[1].splitlines()]
    rows = list(csv.DictReader(io.StringIO(run_query(*REVISED, "--csv")[1])))
    assert (status, err) == (0, "")
    assert first == (
        f"Sources published after 31 January 2020 changed {len(found)} places on "
        "19 December 2019"
    )
    heads = [line for line in lines if not line.startswith(" ")]
    assert [head.partition(":")[0] for head in heads] == [r["name_en"] for r in rows]
    assert [row["place_id"] for row in rows] == [one["place_id"] for one in found]
    assert set(found[0]) - set(rows[0]) == {"sources"}


def test_revised_needs_the_day_of_knowledge(run_query):
    status, _, err = run_query("revised", "--date", "2019-12-19")
    assert (status, "--as-known-on" in err) == (2, True)
