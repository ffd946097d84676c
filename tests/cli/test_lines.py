import json
import re

import pytest


def test_median_prints_its_turning_points_and_base_points(ask):
    status, out, _ = ask("median", "libya", "malta")
    head, first, *_ = out.splitlines()
    assert status == 0
    assert head.startswith("libya - malta, islands full: ")
    assert re.match(r"3\d\.\d{6}, 1\d\.\d{6}: [\d.]+ nm from libya mainland 3", first)


def test_median_writes_geojson(ask, tmp_path):
    path = tmp_path / "line.geojson"
    arguments = ["median", "turkey", "libya", "--islands", "none", "--out", str(path)]
    assert ask(*arguments)[0] == 0
    kinds = {f["properties"]["kind"] for f in json.loads(path.read_text())["features"]}
    assert kinds == {"line", "turning point"}


def test_median_from_straight_baselines(ask):
    plain = ask("median", "libya", "crete")[1].splitlines()[0]
    straight = ask("median", "libya", "crete", "--baselines")[1].splitlines()[0]
    assert plain != straight


def test_limit_measures_the_sea_within_it(ask, tmp_path):
    path = tmp_path / "limit.geojson"
    status, out, _ = ask("limit", "malta", "12", "--out", str(path))
    assert status == 0
    assert re.match(r"malta, 12 nm: 1 line\(s\), [34],\d{3} km2 of sea within", out)
    (feature,) = json.loads(path.read_text())["features"]
    assert feature["properties"]["nearer_to"] is None
    assert feature["properties"]["nm"] == 12
    wider = ask("limit", "libya", "12", "--baselines")[1]
    assert wider != ask("limit", "libya", "12")[1]


def notes_of(ask, *arguments) -> list[str]:
    status, out, _ = ask(*arguments)
    assert status == 0
    return [line for line in out.splitlines() if line.startswith("note: ")]


def test_a_coast_named_twice_is_measured_once(ask):
    once, twice = (
        ask("median", name, "malta")[1].splitlines()
        for name in ("libya", "libya+libya")
    )
    assert once[1:] == twice[1:]


def test_what_the_edge_of_the_data_cuts_is_told(ask, tmp_path):
    assert notes_of(ask, "median", "italy", "algeria") == []
    told = notes_of(ask, "median", "morocco", "spain")
    assert any("the coast of morocco ends with the data at" in note for note in told)
    path = tmp_path / "limit.geojson"
    told = notes_of(ask, "limit", "libya", "1000", "--out", str(path))
    assert any("the limit meets the edge of the data at" in note for note in told)
    assert any("the sea within goes on beyond the edge" in note for note in told)
    assert [f"note: {x}" for x in json.loads(path.read_text())["notes"]] == told
    for coast in ("italy", "turkey"):
        assert not [x for x in notes_of(ask, "limit", coast, "12") if "edge" in x]


def test_islands_that_count_although_none_were_to_are_told(ask):
    told = notes_of(ask, "median", "crete", "libya", "--islands", "none")
    assert told == ["note: crete was named itself, and counts in full"]
    told = notes_of(ask, "median", "malta", "libya", "--islands", "none")
    assert told == ["note: the main island of malta counts as its mainland"]


def test_a_limit_marks_where_another_coast_is_nearer(ask):
    status, out, _ = ask("limit", "kastellorizo", "6", "--json")
    found = json.loads(out)
    marked = {f["properties"]["nearer_to"] for f in found["features"]}
    assert (status, marked) == (0, {None, "turkey"})
    assert found["km2_nearer_to_others"] == pytest.approx(190, abs=5)
    status, out, _ = ask("limit", "kastellorizo", "6", "--apart", "turkey", "--json")
    cut = json.loads(out)
    assert {f["properties"]["nearer_to"] for f in cut["features"]} == {None}
    assert cut["km2"] == pytest.approx(found["km2"] - 190, abs=5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["median", "libya", "atlantis"], "'atlantis' is no coast: use one of"),
        (["median", "libya", "libya"], "the coasts of libya and libya touch at"),
        (["median", "libya", "lebanon"], "libya and lebanon share no water"),
        (["limit", "malta", "0"], "0 nautical miles are no limit: use 1 to 1000"),
        (["limit", "malta", "nan"], "nan nautical miles are no limit: use 1 to 1000"),
        (["limit", "malta", "12", "--baselines"], "no straight baselines of malta are"),
        (["limit", "crete:mainland", "12"], "'crete:mainland' is no coast: crete"),
        (
            ["median", "libya", "malta", "--apart", "malta"],
            "malta cannot cut a line of malta",
        ),
        (["median", "libya", "malta", "--out", "/no/such/dir"], "/no/such/dir: cannot"),
        (["median", "libya", "malta", "--apart", ""], "--apart names no coast: leave"),
        (["limit", "malta", "12", "--apart", " "], "--apart names no coast: leave"),
        (["limit", "malta", "12", "--apart", "malta"], "malta cannot cut a line of"),
        (
            ["median", "libya", "malta", "--records", "/none"],
            "--records /none: no such",
        ),
        (["limit", "malta", "-12"], "-12 nautical miles are no limit: use 1 to 1000"),
    ],
)
def test_a_line_that_cannot_be_drawn_gets_one_message(ask, arguments, message):
    status, _, err = ask(*arguments)
    assert status == 1
    assert len(err.splitlines()) == 1
    assert err.startswith(message)
