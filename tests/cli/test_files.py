"""The commands that write and check files: what they write, print and refuse."""

import datetime as dt
import json
import os

import pytest

from geo import dates, export
from geo.request import from_json
from geo.views import Box, View

DATE = ("--date", "2019-12-19")


@pytest.fixture(autouse=True)
def _loaded(monkeypatch, world):
    monkeypatch.setattr(export, "load", lambda *_: world)


def request_of(path):
    manifest = json.loads(export.read_manifest(path.read_bytes(), export.form_of(path)))
    return from_json(manifest["request"])


@pytest.mark.parametrize("ending", export.ENDINGS)
def test_a_snapshot_is_written_and_verified(run_command, tmp_path, ending):
    path = tmp_path / f"map{ending}"
    shown = ("--view", "tripoli", "--layers", "places", "--dpi", 72)
    written = (0, f"{path} written\n", "")
    assert run_command("snapshot", *DATE, "--out", path, *shown) == written
    assert run_command("verify", path) == (0, f"{path}: same\n", "")
    assert list(tmp_path.iterdir()) == [path]


def test_every_option_reaches_the_file(run_command, tmp_path):
    path = tmp_path / "a.geojson"
    options = [
        *("--layers", "tripoli_held,places", "--bbox", "12,31,14,33.5", "--lang", "ar"),
        *("--title", "عنوان", "--paper", "a3", "--orientation", "portrait", "--dark"),
        *("--dpi", 300, "--size", "800x600", "--as-known-on", "2019-12-20"),
        *("--claimants", "libya,greece", "--since", "2019-04-01"),
        *("--site", "https://atlas.example.org/"),
    ]
    assert run_command("snapshot", *DATE, "--out", path, *options)[0] == 0
    request = request_of(path)
    assert request.layers == ("tripoli_held", "places")
    assert request.view == Box(12, 31, 14, 33.5)
    assert (request.language, request.title, request.dark) == ("ar", "عنوان", True)
    assert (request.paper, request.orientation) == ("a3", "portrait")
    assert (request.dpi, request.size_px) == (300, (800, 600))
    assert request.known_on == dt.date(2019, 12, 20)
    assert request.claimants == ("greece", "libya")
    assert (request.since, request.site) == (
        dt.date(2019, 4, 1),
        "https://atlas.example.org/",
    )
    path = tmp_path / "a.svg"
    options = ("--against", "2019-03-01", "--compare", "changes", "--view", "tripoli")
    assert run_command("snapshot", *DATE, "--out", path, *options)[0] == 0
    request = request_of(path)
    assert (request.against, request.comparison) == (dt.date(2019, 3, 1), "changes")


@pytest.mark.parametrize(
    ("name", "option", "message"),
    [
        ("a.png", "--since", "a picture shows one day: leave out --since"),
        ("a.HTML", "--since", "a live map shows all days: leave out --since"),
        ("a.kml", "--against", "only pictures compare two days: leave out --against"),
        ("a.html", "--against", "or end the name in one of .png, .svg, .pdf"),
    ],
)
def test_days_that_a_file_cannot_show_are_refused(
    run_command, tmp_path, name, option, message
):
    path = tmp_path / name
    status, out, err = run_command(
        "snapshot", *DATE, "--out", path, option, "2019-04-01"
    )
    assert (status, out) == (1, "")
    assert err.startswith(f"{path}: ")
    assert message in err
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    """Return the folder in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


DATES = "2020-06-10,2014-08-25,2019-12-19,2016-05-05"


def test_a_sheet_of_four_days_is_called_after_them_and_verified(run_command, in_folder):
    name = "libya-2014-08-25-2016-05-05-2019-12-19-2020-06-10-sirte-jufra-en-square.png"
    request = ("--dates", DATES, "--paper", "square", "--view", "sirte-jufra")
    assert run_command("snapshot", *request) == (0, f"{name} written\n", "")
    assert len(request_of(in_folder / name).days) == 4
    assert run_command("verify", name) == (0, f"{name}: same\n", "")


def test_a_file_in_a_folder_is_called_after_what_it_shows(run_command, tmp_path):
    path = tmp_path / "libya-2019-12-19-tripoli-ar.kml"
    request = ("--view", "tripoli", "--lang", "ar", "--form", "kml")
    status, out, _ = run_command("snapshot", *DATE, "--out", tmp_path, *request)
    assert (status, str(path) in out) == (0, True)
    assert path.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        ((), 2, "give one of --date and --dates"),
        ((*DATE, "--dates", DATES), 2, "give one of --date and --dates"),
        (("--dates", DATES, "--against", "2014-07-01"), 2, "without --against"),
        ((*DATE, "--out", "a.kml", "--form", "kml"), 2, "--form goes with a folder"),
        (("--dates", DATES, "--out", "a.kml"), 1, "only pictures show several days"),
        (("--dates", f"{DATES},2021-01-01"), 1, "5 days of a picture is out of range"),
        (("--dates", "2019-12-19,"), 1, "'' is no date"),
    ],
)
def test_days_are_given_once(run_command, in_folder, arguments, status, message):
    code, _, err = run_command("snapshot", *arguments)
    assert (code, list(in_folder.iterdir())) == (status, [])
    assert message in err


def test_what_a_web_map_shows_may_be_the_view(run_command, tmp_path):
    path = tmp_path / "a.kml"
    assert (
        run_command("snapshot", *DATE, "--out", path, "--view", "32.8,13.2,9")[0] == 0
    )
    assert request_of(path).view == View(32.8, 13.2, 9)


def test_alt_text_and_citation_stand_alone_on_standard_output(run_command, tmp_path):
    path = tmp_path / "a.geojson"
    status, out, err = run_command("snapshot", *DATE, "--out", path, "--alt", "--cite")
    assert (status, err) == (0, f"{path} written\n")
    alt, cited = out.splitlines()
    assert alt.startswith("Map of Libya on 19 December 2019. ")
    count = len(json.loads(path.read_bytes())["manifest"]["sources"])
    assert cited.startswith(
        "Contributors to the Libya Control Atlas, Libya Control Atlas: state on 2019"
    )
    assert f"{count} sources" in cited
    assert cited.endswith(f"accessed {dates.today()}.")
    _, out, _ = run_command("snapshot", *DATE, "--out", path, "--cite", "csl")
    assert json.loads(out)[0]["type"] == "map"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--date", "2013-01-01"), "2013-01-01 is out of range: use 2014-05-16 to "),
        (("--date", "2999-01-01"), "2999-01-01 is out of range: use "),
        (("--date", "2019-12"), "'2019-12' is a month: write a day"),
        ((*DATE, "--layers", "roads"), "'roads' is no layer: use one of "),
        ((*DATE, "--layers", ""), "layers '' are none: use some of tripoli_held, "),
        ((*DATE, "--title", "\udcff"), r"title holds '\udcff': write one line"),
        ((*DATE, "--view", "mars"), "'mars' is no view: use one of country, "),
        ((*DATE, "--view", "1,2"), "view '1,2' is none: write lat,lon,zoom"),
        ((*DATE, "--bbox=-5,30,10"), "box '-5,30,10' is none: write west,south,east,"),
        (
            (*DATE, "--bbox", "-5,91,1,92"),
            "box -5,91,1,92 is none: latitude",
        ),
        ((*DATE, "--bbox", "1,2,3"), "box '1,2,3' is none: write west,south,east,"),
        ((*DATE, "--bbox", "14,31,12,33"), "box 14,31,12,33 is none: write west,"),
        ((*DATE, "--bbox", "100,31,101,33"), "box 100,31,101,33 reaches off the map"),
        ((*DATE, "--bbox", "25,10,27,12"), "box 25,10,27,12 lies outside the data"),
        ((*DATE, "--size", "big"), "size 'big' is none: write 1600x900"),
        ((*DATE, "--dpi", "9999"), "9999 dpi is out of range: use 72 to 600"),
        ((*DATE, "--claimants", "spain"), "no claimant spain: use one or two of "),
        ((*DATE, "--since", "2020-01-01"), "2020-01-01 is not before 2019-12-19"),
        ((*DATE, "--as-known-on", "soon"), "'soon' is no date"),
        (
            (*DATE, "--as-known-on", "2999-01-01"),
            "known on 2999-01-01 is still to come",
        ),
    ],
)
def test_bad_input_is_one_clear_message(run_command, tmp_path, arguments, message):
    path = tmp_path / "a.geojson"
    status, out, err = run_command("snapshot", "--out", path, *arguments)
    assert (status, out) == (1, "")
    assert err.startswith(message)
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.tiff", "end the name in one of .png, .svg, "),
        ("a", "end the name in one of .png, .svg, "),
        ("no/a.png", "cannot be written: "),
        ("a" * 300 + ".png", "cannot be written: File name too long"),
    ],
)
def test_a_file_that_cannot_be_had(run_command, tmp_path, name, message):
    path = tmp_path / name
    status, out, err = run_command("snapshot", *DATE, "--out", path)
    assert (status, out) == (1, "")
    assert err.startswith(f"{path}: {message}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("snapshot",),
        ("snapshot", *DATE, "--out", "a.png", "--lang", "fr"),
        ("snapshot", *DATE, "--out", "a.png", "--view", "tripoli", "--bbox", "1,2,3,4"),
        ("snapshot", *DATE, "--out", "a.png", "--paper", "a0"),
        ("snapshot", *DATE, "--out", "a.png", "--cite", "apa"),
        ("snapshot", *DATE, "--out", "a.png", "--compare", "changes"),
        ("snapshot", *DATE, "--out", "a.png", "--dpi", "many"),
        ("verify",),
    ],
)
def test_usage(run_command, arguments):
    status, out, err = run_command(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("Usage: python -m geo")


def test_verify_names_each_file_and_fails_if_any_differs(run_command, tmp_path):
    good, bad, none = (tmp_path / f"{n}.geojson" for n in ("good", "bad", "none"))
    run_command("snapshot", *DATE, "--out", good)
    bad.write_bytes(
        good.read_bytes().replace(b'"camp":"eastern"', b'"camp":"tripoli"', 1)
    )
    none.write_bytes(b"{}")
    gone = tmp_path / "gone.png"
    status, out, err = run_command("verify", good, bad, none, gone)
    assert status == 1
    lines = out.splitlines()
    assert lines[:2] == [f"{good}: same", f"{bad}: altered"]
    assert lines[2].startswith("  file altered: line ")
    assert err.splitlines() == [
        f"{none}: is no snapshot: it bears no manifest",
        f"{gone}: cannot be read: No such file or directory",
    ]


def test_a_name_that_is_no_text_is_printed_as_it_is(process, monkeypatch, tmp_path):
    """Bytes that are no UTF-8 may be the name of a file, whatever the locale."""
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    name = os.fsencode(tmp_path) + b"/\xff.geojson"
    manifest = {"atlas": "Libya Control Atlas", "manifest": 9}
    with open(name, "w") as file:  # noqa: PTH123 (paths are texts)
        json.dump({"type": "FeatureCollection", "manifest": manifest}, file)
    done = process("verify", os.fsdecode(name))
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(name + b": ")
