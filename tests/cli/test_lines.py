import json
import re

import pytest


def test_median_prints_its_turning_points_and_base_points(run_command):
    status, out, _ = run_command("median", "libya", "malta")
    head, _, _, _, first, *_ = out.splitlines()
    assert status == 0
    assert head.startswith("libya - malta, islands full: ")
    assert re.match(r"3\d\.\d{6}, 1\d\.\d{6}: [\d.]+ nm from libya mainland 3", first)


def test_median_writes_geojson(run_command, tmp_path):
    path = tmp_path / "line.geojson"
    arguments = ["median", "turkey", "libya", "--islands", "none", "--out", str(path)]
    assert run_command(*arguments)[0] == 0
    kinds = {f["properties"]["kind"] for f in json.loads(path.read_text())["features"]}
    assert kinds == {"line", "turning point"}


def test_median_from_straight_baselines(run_command):
    plain = run_command("median", "libya", "crete")[1].splitlines()[0]
    straight = run_command("median", "libya", "crete", "--baselines")[1].splitlines()[0]
    assert plain != straight


def test_limit_measures_the_sea_within_it(run_command, tmp_path):
    path = tmp_path / "limit.geojson"
    status, out, _ = run_command("limit", "malta", "12", "--out", str(path))
    assert status == 0
    assert re.match(r"malta, 12 nm: 1 line\(s\), [34],\d{3} km2 of sea within", out)
    (feature,) = json.loads(path.read_text())["features"]
    assert feature["properties"]["nearer_to"] is None
    assert feature["properties"]["nm"] == 12
    wider = run_command("limit", "libya", "12", "--baselines")[1]
    assert wider != run_command("limit", "libya", "12")[1]


def notes_of(run_command, *arguments) -> list[str]:
    status, out, _ = run_command(*arguments)
    assert status == 0
    notes = [line for line in out.splitlines() if line.startswith("note: ")]
    assert notes.pop() == COMPUTED
    return notes


COMPUTED = (
    "note: every point is computed, in WGS84: exact to a metre on the coasts on record"
)


def test_a_coast_named_twice_is_measured_once(run_command):
    once, twice = (
        run_command("median", name, "malta")[1] for name in ("libya", "Libya + libya")
    )
    assert once == twice


def test_a_median_ends_200_miles_off_and_says_so(run_command):
    assert notes_of(run_command, "median", "libya", "malta") == [
        "note: the line goes no farther than 200 nm from either coast: that ends it at "
        "35.47, 18.64 (lat, lon)",
        "note: land that it is not measured from stops the line at 36.03, 10.52 (lat, "
        "lon)",
    ]


def test_what_the_edge_of_the_data_cuts_is_reported(run_command, tmp_path):
    notes = notes_of(run_command, "median", "italy", "algeria")
    assert not [note for note in notes if "edge" in note]
    notes = notes_of(run_command, "median", "morocco", "spain")
    assert any("the coast of Morocco ends with the data at" in note for note in notes)
    path = tmp_path / "limit.geojson"
    notes = notes_of(run_command, "limit", "libya", "1000", "--out", str(path))
    assert any("the limit meets the edge of the data at" in note for note in notes)
    assert any("the sea within goes on beyond the edge" in note for note in notes)
    written = [f"note: {x}" for x in json.loads(path.read_text())["notes"]]
    assert written == [*notes, COMPUTED]
    for coast in ("italy", "turkey"):
        assert not [
            x for x in notes_of(run_command, "limit", coast, "12") if "edge" in x
        ]


def test_islands_that_count_although_none_were_to_are_reported(run_command):
    notes = notes_of(run_command, "median", "crete", "libya", "--islands", "none")
    assert notes[0] == "note: Crete was named itself, and counts in full"
    notes = notes_of(run_command, "median", "malta", "libya", "--islands", "none")
    assert notes[0] == "note: the main island of Malta counts as its mainland"


def test_a_limit_marks_where_another_coast_is_nearer(run_command):
    status, out, _ = run_command("limit", "kastellorizo", "6", "--json")
    limit = json.loads(out)
    marked = {f["properties"]["nearer_to"] for f in limit["features"]}
    assert (status, marked) == (0, {None, "turkey"})
    assert limit["km2_nearer_to_others"] == pytest.approx(190, abs=5)
    status, out, _ = run_command(
        "limit", "kastellorizo", "6", "--apart", "turkey", "--json"
    )
    cut = json.loads(out)
    assert {f["properties"]["nearer_to"] for f in cut["features"]} == {None}
    assert cut["km2"] == pytest.approx(limit["km2"] - 190, abs=5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["median", "libya", "atlantis"], "'atlantis' is no coast: use one of"),
        (["median", "libya", "libya"], "the coasts of libya and libya touch at"),
        (["median", "libya", "lebanon"], "libya and lebanon share no water"),
        (["limit", "malta", "0"], "0 nautical miles are no limit: use 1 to 1000"),
        (["limit", "", "12"], "'' is no coast: use one of"),
        (["limit", "malta", "nan"], "nan nautical miles are no limit: use 1 to 1000"),
        (["limit", "malta", "12", "--baselines"], "no straight baselines of malta are"),
        (["limit", "crete:mainland", "12"], "'crete:mainland' is no coast: crete"),
        (
            ["median", "libya", "malta", "--apart", "malta"],
            "malta cannot cut a line of malta",
        ),
        (["median", "libya", "malta", "--out", "/no/such/dir"], "/no/such/dir: cannot"),
        (
            ["median", "libya", "malta", "--out", "line.csv"],
            "line.csv: end the name of the file in .geojson, .json or .pdf",
        ),
        (
            ["limit", "malta", "12", "--out", "line.PDF"],
            "line.PDF: end the name of the file in .geojson or .json",
        ),
        (["median", "libya", "malta", "--apart", ""], "--apart names no coast: leave"),
        (["limit", "malta", "12", "--apart", " "], "--apart names no coast: leave"),
        (["limit", "malta", "12", "--apart", "malta"], "malta cannot cut a line of"),
        (["median", "libya", "libya+Libya"], "the coasts of libya and libya touch at"),
        (
            ["median", "libya", "malta", "--records", "/none"],
            "--records /none: no such",
        ),
        (["limit", "malta", "-12"], "-12 nautical miles are no limit: use 1 to 1000"),
    ],
)
def test_a_line_that_cannot_be_drawn_gets_one_message(run_command, arguments, message):
    status, _, err = run_command(*arguments)
    assert status == 1
    assert len(err.splitlines()) == 1
    assert err.startswith(message)


def test_a_certificate_is_a_pdf_that_verify_knows(run_command, tmp_path):
    path = tmp_path / "median.pdf"
    assert run_command("median", "malta", "lampedusa", "--out", str(path))[0] == 0
    assert path.read_bytes().startswith(b"%PDF")
    status, out, _ = run_command("verify", str(path))
    assert (status, out) == (0, f"{path}: same\n")


def test_a_folder_of_other_tables_holds_no_records(run_command, tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n", encoding="utf-8")
    status, _, err = run_command("limit", "malta", "12", "--records", str(tmp_path))
    assert status == 1
    assert err.startswith(f"--records {tmp_path}: no tables in this folder")
