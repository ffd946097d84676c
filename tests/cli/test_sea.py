import json
import re

import pytest

from geo.layers import read as layers


def test_sea_answers_in_json_and_in_words(run_command):
    status, out, _ = run_command(
        "sea", "--date", "2020-01-01", "--view", "greece", "--json"
    )
    answer = json.loads(out)
    assert status == 0
    assert (answer["date"], answer["view"]) == ("2020-01-01", "greece")
    assert {tuple(d["pair"]) for d in answer["disputed"]} == {
        ("greece", "libya"),
        ("greece", "turkey"),
    }
    words = run_command("sea", "--date", "2020-01-01")[1]
    assert re.search(r"greece and turkey both claim [\d,]+ km2 since 2019-11-27", words)


def test_points_can_be_pasted_or_saved(run_command, tmp_path):
    assert run_command("points", "tr-ly-2019")[1].splitlines()[0] == (
        "A\t34°16'13.720\"N\t26°19'11.640\"E\tprinted, WGS84, line ± 0.1 km"
    )
    table = json.loads(run_command("points", "gr-eg-2020", "--json")[1])
    assert {point["origin"] for point in table["points"]} == {"reconstructed"}
    path = tmp_path / "points.csv"
    run_command("points", "tr-ly-2019", "--as", "csv", "--out", str(path))
    assert path.read_text(encoding="utf-8").startswith("\ufeffline_id,label,")
    assert not run_command("points", "tr-ly-2019", "--as", "csv")[1].startswith(
        "\ufeff"
    )


def test_sea_diff_in_words_and_as_a_file(run_command, tmp_path):
    path = tmp_path / "between.geojson"
    status, out, _ = run_command(
        "sea-diff", "libya-2009", "libya-2009:accepted", "--out", str(path)
    )
    assert status == 0
    assert re.search(r"^libya: 0 km2 gained, 12,7\d\d km2 lost$", out, re.M)
    (feature,) = json.loads(path.read_text())["features"]
    assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_the_sea_is_answered_from_what_is_built(run_command, monkeypatch, built):
    monkeypatch.setattr(layers, "LAYERS", built)
    monkeypatch.setattr("geo.cli.sea.Sea", None)
    status, out, err = run_command("sea", "--date", "2020-01-01", "--view", "libya")
    assert (status, err) == (0, "")
    assert "libya: 359,275 km2 since 2019-11-27; 346,548 km2 measured from" in out
    assert run_command("points", "gr-eg-2020")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["points", "ly-fish-2005"], "ly-fish-2005 lies at a distance from a coast"),
        (["points", "nowhere"], "'nowhere' is no line on record: use one of"),
        (["sea", "--date", "2020-13-01"], "'2020-13-01' is no day of the calendar"),
        (["sea", "--date", "2020-01-01", "--view", "spain"], "'spain' has no claim"),
        (["sea", "--date", "1960-01-01"], "1960-01-01 is out of range: use 19"),
    ],
)
def test_what_is_not_on_record_gets_one_message(run_command, arguments, message):
    status, _, err = run_command(*arguments)
    assert status == 1
    assert len(err.splitlines()) == 1
    assert err.startswith(message)
