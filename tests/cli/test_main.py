import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.layers import read as layers
from geo.records import schema

ROOT = Path(__file__).parents[2]
TRIPOLI = ["32.8872", "13.1913"]


def geo(*arguments: str, text: str | bytes = "") -> subprocess.CompletedProcess:
    stdin = text if isinstance(text, bytes) else text.encode()
    return subprocess.run(
        [sys.executable, "-m", "geo", *arguments],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def ask(monkeypatch, capsys):
    """Run a command, give back its status and what it prints."""

    def run(*arguments: str, text: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        try:
            status = main(arguments)
        except SystemExit as error:
            status = error.code
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def test_check_counts_what_it_checked(ask):
    status, out, err = ask("check")
    assert (status, err) == (0, "")
    assert out.endswith(" sources: no faults\n")
    assert " agreements, " in out
    assert " events, " in out


def test_check_tells_what_the_events_leave_open(ask):
    status, out, err = ask("check", "--coverage")
    assert (status, err) == (0, "")
    first, second, *_ = out.splitlines()
    assert first.endswith("no faults")
    assert second.startswith("2014-05 to 20")


def test_check_as_a_process_prints_each_fault_on_standard_error(copy):
    copy.set("places", 3, kind="castle", lat="95")
    copy.set("control", 7, status="mine", confidence="certain")
    done = geo("check", "--records", str(copy.folder))
    assert (done.returncode, done.stdout) == (1, b"")
    lines = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "places.csv 3 kind",
        "places.csv 3 lat",
        "control.csv 7 confidence",
        "control.csv 7 status",
    ]
    assert lines[0].startswith("places.csv 3 kind: 'castle', must be one of city, ")


def test_check_refuses_bytes_that_no_terminal_shows(copy):
    data = copy.path("actors").read_bytes()
    copy.path("actors").write_bytes(b"\xff\xfe" + data)
    done = geo("check", "--records", str(copy.folder))
    assert done.returncode == 1
    assert b"actors.csv 1 " in done.stderr
    assert b"Traceback" not in done.stderr


def test_build_writes_the_layers(ask, tmp_path, built):
    status, out, err = ask("build", "--out", str(tmp_path))
    assert (status, err) == (0, "")
    assert out == f"{len(layers.NAMES)} layers written to {tmp_path}\n"
    for path in built.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_build_refuses_broken_records_and_keeps_the_layers(ask, copy, tmp_path):
    copy.set("places", 3, kind="castle")
    target = tmp_path / "layers"
    status, out, err = ask("build", "--records", str(copy.folder), "--out", str(target))
    assert (status, out) == (1, "")
    assert err.startswith("places.csv 3 kind: 'castle'")
    assert not target.exists()


def test_build_into_a_file(ask, tmp_path):
    target = tmp_path / "file"
    target.write_text("")
    status, _, err = ask("build", "--out", str(target))
    assert status == 1
    assert "cannot be written: " in err


def test_who_answers_in_a_sentence(ask):
    status, out, err = ask("who", *TRIPOLI, "--date", "2019-12-19")
    assert (status, err) == (0, "")
    assert out.startswith("32.8872, 13.1913 on 2019-12-19: tripoli, ")
    assert "https://" in out


def test_who_tells_the_holding_apart_from_the_record(ask):
    _, out, _ = ask("who", "32.4350", "13.6332", "--date", "2020-05-01")
    assert out.splitlines()[1].startswith(
        "  Held by Libyan National Army and House of Representatives since about "
        "5 April 2019 (attacked from 18 April 2020 until about 22 April 2020); "
        "this record from about 22 April 2020 to 3 June 2020."
    )


def test_who_answers_in_json(ask):
    status, out, _ = ask("who", *TRIPOLI, "--date", "2019-12-19", "--json")
    answer = json.loads(out)
    assert (status, answer["camp"]) == (0, "tripoli")
    assert answer["sources"]


def test_who_outside(ask):
    _, out, _ = ask("who", "34", "18", "--date", "2019-12-19")
    assert out == "34, 18 on 2019-12-19: outside Libya\n"
    _, out, _ = ask("who", "-34", "-18", "--date", "2019-12-19", "--json")
    assert json.loads(out)["camp"] == "outside"


def test_who_as_known_before_anything_was(ask):
    status, out, _ = ask(
        "who", *TRIPOLI, "--date", "2019-12-19", "--as-known-on", "2010-01-01"
    )
    assert status == 0
    assert "on 2019-12-19: no record (" in out


def test_who_answers_one_line_for_each_line(ask):
    text = "32.8872,13.1913,2019-12-19\n\n 34 , 18 , 2019-12-19 \n32.1,20.07,2019-12-19"
    status, out, err = ask("who", "-", "--json", text=text)
    assert (status, err) == (0, "")
    camps = [json.loads(line)["camp"] for line in out.splitlines()]
    assert camps == ["tripoli", "outside", "eastern"]


def test_who_asked_nothing_answers_nothing(ask):
    assert ask("who", "-", text="") == (0, "", "")


def test_who_names_every_line_that_is_no_question(ask):
    text = "\n".join(
        [
            "lat,lon,time",
            "32.8,13.1,2019-12-19",
            "32.8,13.1",
            "95,13.1,2019-12-19",
            "32.8,13.1,2019-02-30",
            "32.8,13.1,2013-01-01",
            "32.8,east,2019-12-19",
        ]
    )
    status, out, err = ask("who", "-", text=text)
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        "standard input, line 1: lat 'lat' is no number",
        "standard input, line 3: '32.8,13.1': write lat,lon,date",
        "standard input, line 4: latitude 95 is none: use -90 to 90 degrees north",
        "standard input, line 5: '2019-02-30' is no day of the calendar",
        err.splitlines()[4],
        "standard input, line 7: lon 'east' is no number",
    ]
    assert err.splitlines()[4].startswith("standard input, line 6: 2013-01-01 is out")


@pytest.mark.parametrize("first", ["lat,lon,date\n", "Latitude, Longitude, Day\n", ""])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_who_reads_what_a_spreadsheet_saved(ask, first, mark):
    text = f"{mark}{first}32.887,13.187,2019-12-19\n31.205,16.589,2020-01-10\n"
    status, out, err = ask("who", "-", "--json", text=text)
    assert (status, err, len(out.splitlines())) == (0, "", 2)


def test_output_is_utf8_on_a_console_of_another_code_page(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    code = "from geo import __main__ as m; m.main = lambda: print('34°'); m.run()"
    done = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT)
    assert done.decode("utf-8").strip() == "34°"


def test_help_and_who_import_only_what_they_need(monkeypatch):
    code = (
        "import sys; from geo.cli.main import main\n"
        "try: main({words})\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    asked = [*TRIPOLI, "--date", "2019-12-19"]
    for words, unwanted in (
        (["--help"], {"numpy", "pandas", "shapely"}),
        (["who", *asked], {"matplotlib", "scipy", "folium", "pikepdf", "fontTools"}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code.format(words=words)],
            cwd=ROOT,
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert done.stdout
        assert not unwanted & {*done.stderr.decode().split()}


def test_who_given_bytes_that_are_no_text(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    done = geo("who", "-", text=b"\xff\xfe\x00")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stderr == b"standard input must be UTF-8 text\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["95", "13", "--date", "2019-12-19"], "latitude 95 is none"),
        (["nan", "13", "--date", "2019-12-19"], "latitude nan is none"),
        (["x", "13", "--date", "2019-12-19"], "lat 'x' is no number"),
        (["32", "13", "--date", "2019-12"], "'2019-12' is a month: write a day as"),
        (["32", "13", "--date", "today"], "'today' is no date: write 2014, 2014-08"),
        (["32", "13", "--date", "1999-01-01"], "1999-01-01 is out of range: use"),
        (
            ["32", "13", "--date", "2019-12-19", "--as-known-on", "then"],
            "'then' is no date",
        ),
        (
            ["32", "13", "--date", "2019-12-19", "--records", "nowhere"],
            "--records nowhere: no such folder: name one that holds",
        ),
    ],
)
def test_who_refuses_what_is_at_fault(ask, arguments, message):
    status, out, err = ask("who", *arguments)
    assert (status, out) == (1, "")
    assert err.startswith(message)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["whom"],
        ["who"],
        ["who", "32.8", "13.1"],
        ["who", "32.8", "--date", "2019-12-19"],
        ["who", "32.8", "13.1", "5", "--date", "2019-12-19"],
        ["who", "-", "--date", "2019-12-19"],
        ["check", "--colour"],
    ],
)
def test_wrong_usage_is_status_2(ask, arguments):
    status, out, err = ask(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("usage: python -m geo")


def test_who_refuses_to_tell_what_will_be_known(ask):
    words = ("who", "32.887", "13.187", "--date", "2019-12-19")
    status, out, err = ask(*words, "--as-known-on", "2999-01-01")
    assert (status, out) == (1, "")
    assert err.startswith("known on 2999-01-01 is still to come: use a day up to ")


def test_what_is_stopped_says_so(ask, monkeypatch):
    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "codebook", stop)
    assert ask("codebook") == (130, "", "stopped\n")


def test_codebook_prints_the_codebook(ask):
    assert ask("codebook") == (0, schema.codebook(), "")


@pytest.mark.parametrize("command", ["codebook", "check"])
def test_a_reader_that_has_enough_is_no_error(command, monkeypatch):
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    shell = f"'{sys.executable}' -m geo {command} | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", shell], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_agreements_tells_statuses_with_who_says_so(ask):
    status, out, err = ask("agreements", "--date", "2021-02-01")
    assert (status, err) == (0, "")
    head, *lines = out.split("Turkey-Libya MoU on delimitation")[1].splitlines()
    told = lines[: next(i for i, line in enumerate(lines) if line[0] != " ")]
    assert head.endswith(
        "(Maritime delimitation: Turkey, Government of National Accord)"
    )
    assert told[0] == (
        "  in force since 2019-12-08, for Turkey, Government of National Accord"
    )
    assert "  annulled since 2021-01-27, by Court of Appeal in Bayda" in told
    assert "  opposed since 2019-11-28, by Egypt, Greece, Cyprus" in told


def test_agreements_as_json_is_one_object_a_line(ask):
    status, out, err = ask("agreements", "--date", "2019-11-28", "--json")
    assert (status, err) == (0, "")
    told = {one["agreement_id"]: one for one in map(json.loads, out.splitlines())}
    one = told["tr-ly-mou-2019"]
    assert list(one) == [
        "agreement_id",
        "name_en",
        "name_ar",
        "kind",
        "parties",
        "scope",
        "statuses",
        "opposed_by",
        "source_ids",
    ]
    assert [s["status"] for s in one["statuses"]] == ["signed", "opposed", "opposed"]
    assert one["opposed_by"] == ["egypt", "greece", "cyprus", "hor"]
    assert "tr-mandate" not in told


@pytest.mark.parametrize("date", ["2019-11", "soon", "2999-01-01"])
def test_agreements_refuses_a_day_that_is_none_or_still_to_come(ask, date):
    status, out, err = ask("agreements", "--date", date)
    assert (status, out) == (1, "")
    assert date in err
    assert len(err.splitlines()) == 1


def test_agreements_needs_a_day(ask):
    status, out, err = ask("agreements")
    assert (status, out) == (2, "")
    assert "--date" in err


def test_agreements_refuses_broken_records(ask, copy):
    copy.set("agreements", 2, scope="everywhere")
    status, out, err = ask(
        "agreements", "--date", "2019-11-28", "--records", str(copy.folder)
    )
    assert (status, out) == (1, "")
    assert err.startswith("agreements.csv 2 scope: 'everywhere', must be one of point,")


def run(capsys, *arguments) -> tuple[int, str, str]:
    status = main(list(arguments))
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_median_prints_its_turning_points_and_base_points(capsys):
    status, out, _ = run(capsys, "median", "libya", "malta")
    head, first, *_ = out.splitlines()
    assert status == 0
    assert head.startswith("libya - malta, islands full: ")
    assert re.match(r"3\d\.\d{6}, 1\d\.\d{6}: [\d.]+ nm from libya mainland 3", first)


def test_median_writes_geojson(capsys, tmp_path):
    path = tmp_path / "line.geojson"
    arguments = ["median", "turkey", "libya", "--islands", "none", "--out", str(path)]
    assert run(capsys, *arguments)[0] == 0
    kinds = {f["properties"]["kind"] for f in json.loads(path.read_text())["features"]}
    assert kinds == {"line", "turning point"}


def test_median_from_straight_baselines(capsys):
    plain = run(capsys, "median", "libya", "crete")[1].splitlines()[0]
    straight = run(capsys, "median", "libya", "crete", "--baselines")[1].splitlines()[0]
    assert plain != straight


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
        (["points", "ly-fish-2005"], "ly-fish-2005 lies at a distance from a coast"),
        (["points", "nowhere"], "'nowhere' is no line on record: use one of"),
        (["sea", "--date", "2020-13-01"], "'2020-13-01' is no day of the calendar"),
        (["sea", "--date", "2020-01-01", "--view", "spain"], "'spain' has no claim"),
        (["median", "libya", "malta", "--out", "/no/such/dir"], "/no/such/dir: cannot"),
        (["median", "libya", "malta", "--apart", ""], "--apart names no coast: leave"),
        (["limit", "malta", "12", "--apart", " "], "--apart names no coast: leave"),
        (["limit", "malta", "12", "--apart", "malta"], "malta cannot cut a line of"),
        (
            ["median", "libya", "malta", "--records", "/none"],
            "--records /none: no such",
        ),
        (["sea", "--date", "1960-01-01"], "1960-01-01 is out of range: use 19"),
    ],
)
def test_what_the_sea_cannot_answer_gets_one_message(capsys, arguments, message):
    status, _, err = run(capsys, *arguments)
    assert status == 1
    assert len(err.splitlines()) == 1
    assert err.startswith(message)


def test_sea_answers_in_json_and_in_words(capsys):
    status, out, _ = run(
        capsys, "sea", "--date", "2020-01-01", "--view", "greece", "--json"
    )
    answer = json.loads(out)
    assert status == 0
    assert (answer["date"], answer["view"]) == ("2020-01-01", "greece")
    assert {tuple(d["pair"]) for d in answer["disputed"]} == {
        ("greece", "libya"),
        ("greece", "turkey"),
    }
    words = run(capsys, "sea", "--date", "2020-01-01")[1]
    assert re.search(r"greece and turkey both claim [\d,]+ km2 since 2019-11-27", words)


def test_points_can_be_pasted_or_saved(capsys, tmp_path):
    assert run(capsys, "points", "tr-ly-2019")[1].splitlines()[0] == (
        "A\t34°16'13.720\"N\t26°19'11.640\"E\tprinted, WGS84, line ± 0.1 km"
    )
    told = json.loads(run(capsys, "points", "gr-eg-2020", "--json")[1])
    assert {point["origin"] for point in told["points"]} == {"reconstructed"}
    path = tmp_path / "points.csv"
    run(capsys, "points", "tr-ly-2019", "--as", "csv", "--out", str(path))
    assert path.read_text(encoding="utf-8").startswith("line_id,label,")


def test_limit_measures_the_sea_within_it(capsys, tmp_path):
    path = tmp_path / "limit.geojson"
    status, out, _ = run(capsys, "limit", "malta", "12", "--out", str(path))
    assert status == 0
    assert re.match(r"malta, 12 nm: 1 line\(s\), [34],\d{3} km2 of sea within", out)
    (feature,) = json.loads(path.read_text())["features"]
    assert feature["properties"]["nearer_to"] is None
    assert feature["properties"]["nm"] == 12
    wider = run(capsys, "limit", "libya", "12", "--baselines")[1]
    assert wider != run(capsys, "limit", "libya", "12")[1]


def notes_of(capsys, *arguments) -> list[str]:
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    return [line for line in out.splitlines() if line.startswith("note: ")]


def test_a_coast_named_twice_is_measured_once(capsys):
    once, twice = (
        run(capsys, "median", name, "malta")[1].splitlines()
        for name in ("libya", "libya+libya")
    )
    assert once[1:] == twice[1:]


def test_what_the_edge_of_the_data_cuts_is_told(capsys, tmp_path):
    assert notes_of(capsys, "median", "italy", "algeria") == []
    told = notes_of(capsys, "median", "morocco", "spain")
    assert any("the coast of morocco ends with the data at" in note for note in told)
    path = tmp_path / "limit.geojson"
    told = notes_of(capsys, "limit", "libya", "1000", "--out", str(path))
    assert any("the limit meets the edge of the data at" in note for note in told)
    assert any("the sea within goes on beyond the edge" in note for note in told)
    assert [f"note: {x}" for x in json.loads(path.read_text())["notes"]] == told
    for coast in ("italy", "turkey"):
        assert not [x for x in notes_of(capsys, "limit", coast, "12") if "edge" in x]


def test_islands_that_count_although_none_were_to_are_told(capsys):
    told = notes_of(capsys, "median", "crete", "libya", "--islands", "none")
    assert told == ["note: crete was named itself, and counts in full"]
    told = notes_of(capsys, "median", "malta", "libya", "--islands", "none")
    assert told == ["note: the main island of malta counts as its mainland"]


def test_a_limit_marks_where_another_coast_is_nearer(capsys):
    status, out, _ = run(capsys, "limit", "kastellorizo", "6", "--json")
    found = json.loads(out)
    marked = {f["properties"]["nearer_to"] for f in found["features"]}
    assert (status, marked) == (0, {None, "turkey"})
    assert found["km2_nearer_to_others"] == pytest.approx(190, abs=5)
    status, out, _ = run(
        capsys, "limit", "kastellorizo", "6", "--apart", "turkey", "--json"
    )
    cut = json.loads(out)
    assert {f["properties"]["nearer_to"] for f in cut["features"]} == {None}
    assert cut["km2"] == pytest.approx(found["km2"] - 190, abs=5)


def test_sea_diff_in_words_and_as_a_file(capsys, tmp_path):
    path = tmp_path / "between.geojson"
    status, out, _ = run(
        capsys, "sea-diff", "libya-2009", "libya-2009:accepted", "--out", str(path)
    )
    assert status == 0
    assert re.search(r"^libya: 0 km2 gained, 12,7\d\d km2 lost$", out, re.M)
    (feature,) = json.loads(path.read_text())["features"]
    assert feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}


def test_the_sea_is_answered_from_what_is_built(capsys, monkeypatch, built):
    monkeypatch.setattr(layers, "LAYERS", built)
    monkeypatch.setattr("geo.cli.sea.Sea", None)
    status, out, err = run(capsys, "sea", "--date", "2020-01-01", "--view", "libya")
    assert (status, err) == (0, "")
    assert "libya: 359,277 km2 since 2019-11-27; 346,549 km2 measured from" in out
    assert run(capsys, "points", "gr-eg-2020")[0] == 0
