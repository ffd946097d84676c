import csv
import io
import json
import re

import pytest

TRIPOLI = ["32.8872", "13.1913"]


def test_who_answers_in_a_sentence(run_command):
    status, out, err = run_command("who", *TRIPOLI, "--date", "2019-12-19")
    assert (status, err) == (0, "")
    assert out.startswith("32.8872, 13.1913 on 2019-12-19: tripoli, ")
    assert "https://" in out


def test_who_gives_the_holding_apart_from_the_record(run_command):
    _, out, _ = run_command("who", "32.4350", "13.6332", "--date", "2020-05-01")
    assert out.splitlines()[1].startswith(
        "  Held by Libyan National Army and House of Representatives since about "
        "5 April 2019 (attacked from 18 April 2020 until about 22 April 2020); "
        "this record from about 22 April 2020 to 3 June 2020."
    )


def test_who_gives_the_age_of_the_evidence_and_what_is_nominal(run_command):
    _, out, _ = run_command("who", "32.887", "13.187", "--date", "2026-09-01")
    assert re.search(r"\n  Last seen \d+ \w+ ago \(.* 20\d\d\)\. Confidence: ", out)
    assert "nominal" not in out
    _, out, _ = run_command("who", "31", "24", "--date", "2019-12-19")
    assert "95.9 km away: nominal, over 50 km from it)" in out
    assert "\n  Evidence up to " in out


def test_who_answers_in_json(run_command):
    status, out, _ = run_command("who", *TRIPOLI, "--date", "2019-12-19", "--json")
    answer = json.loads(out)
    assert (status, answer["camp"]) == (0, "tripoli")
    assert answer["sources"]


def test_who_outside(run_command):
    _, out, _ = run_command("who", "34", "18", "--date", "2019-12-19")
    assert out == "34, 18 on 2019-12-19: outside Libya\n"
    _, out, _ = run_command("who", "-34", "-18", "--date", "2019-12-19", "--json")
    assert json.loads(out)["camp"] == "outside"


def test_who_names_the_parties_where_nobody_holds_a_place(run_command):
    _, out, _ = run_command("who", "32.11", "20.07", "--date", "2014-07-01")
    first, second, *_ = out.splitlines()
    assert first == (
        "32.11, 20.07 on 2014-07-01: contested by Libyan National Army and House of "
        "Representatives / Benghazi Revolutionaries Shura Council "
        "(Benghazi, 0.6 km away)"
    )
    assert second.startswith("  Held by no side; ")


def test_who_as_known_before_anything_was(run_command):
    status, out, _ = run_command(
        "who", *TRIPOLI, "--date", "2019-12-19", "--as-known-on", "2010-01-01"
    )
    assert status == 0
    assert "on 2019-12-19: no record (" in out


def test_who_answers_one_line_for_each_line(run_command):
    text = "32.8872,13.1913,2019-12-19\n\n 34 , 18 , 2019-12-19 \n32.1,20.07,2019-12-19"
    status, out, err = run_command("who", "-", "--json", text=text)
    assert (status, err) == (0, "")
    camps = [json.loads(line)["camp"] for line in out.splitlines()]
    assert camps == ["tripoli", "outside", "eastern"]


@pytest.mark.parametrize(
    "line",
    [
        '"https://maps.google.com/?q=32.887,13.191",2019-12-19',
        "https://maps.google.com/?q=32.887,13.191,2019-12-19",
        "geo:32.887,13.191\t2019-12-19",
        "32.887 13.191 2019-12-19",
        "32.887N 13.191E;2019-12-19",
    ],
)
def test_a_line_may_have_its_point_as_a_whole(run_command, line):
    status, out, _ = run_command("who", "-", "--json", text=f"{line}\n")
    assert (status, json.loads(out)["camp"]) == (0, "tripoli")


def test_who_asked_nothing_answers_nothing(run_command):
    assert run_command("who", "-", text="") == (0, "", "")


def test_who_names_every_line_that_is_no_question(run_command):
    text = "\n".join(
        [
            "north,east,2019-12-19",
            "32.8,13.1,2019-12-19",
            "32.8,13.1",
            "95,13.1,2019-12-19",
            "32.8,13.1,2019-02-30",
            "32.8,13.1,2013-01-01",
            "32.8,east,2019-12-19",
        ]
    )
    status, out, err = run_command("who", "-", text=text)
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        "standard input, line 1: lat 'north' is no number",
        "standard input, line 3: '32.8,13.1': write lat,lon,date",
        "standard input, line 4: latitude 95 is none: use -90 to 90 degrees north",
        "standard input, line 5: '2019-02-30' is no day of the calendar",
        err.splitlines()[4],
        "standard input, line 7: lon 'east' is no number",
    ]
    assert err.splitlines()[4].startswith("standard input, line 6: 2013-01-01 is out")


@pytest.mark.parametrize(
    "where",
    [
        ["٣٢٫٨٨٧", "١٣٫١٨٧"],
        ["٣٢٫٨٨٧، ١٣٫١٨٧"],
        ["\u200e32.887", "13,187"],
        ["32°53'13.2\"N", "13°11'13.2\"E"],
        ["٣٢°٥٣′١٣٫٢″ش", "١٣°١١′١٣٫٢″ق"],
    ],
)
@pytest.mark.parametrize("day", ["٢٠١٩-١٢-١٩", "\u200f2019/12/19"])
def test_who_reads_what_was_copied_whatever_its_script(run_command, where, day):
    status, out, err = run_command("who", *where, "--date", day)
    assert (status, err) == (0, "")
    assert out.startswith("32.887, 13.187 on 2019-12-19: tripoli, contested")


@pytest.mark.parametrize("first", ["lat,lon,date\n", "Latitude, Longitude, Day\n", ""])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_who_reads_what_a_spreadsheet_saved(run_command, first, mark):
    text = f"{mark}{first}32.887,13.187,2019-12-19\n31.205,16.589,2020-01-10\n"
    status, out, err = run_command("who", "-", "--json", text=text)
    assert (status, err, len(out.splitlines())) == (0, "", 2)


@pytest.mark.parametrize(
    "text",
    [
        "lat;lon;date\r\n32,887;13,187;2019-12-19\r\n",
        "32,887;13,187;2019-12-19",
        "lat\tlon\tdate\n٣٢٫٨٨٧\t١٣٫١٨٧\t٢٠١٩-١٢-١٩",
        '"32.887","13.187","2019-12-19"',
        "٣٢٫٨٨٧، ١٣٫١٨٧، ٢٠١٩/١٢/١٩",
    ],
)
def test_who_reads_lines_as_spreadsheets_of_any_country_part_them(run_command, text):
    status, out, err = run_command("who", "-", text=text)
    assert (status, err) == (0, "")
    assert out.startswith("32.887, 13.187 on 2019-12-19: tripoli")


def test_who_given_bytes_that_are_no_text(monkeypatch, process):
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    done = process("who", "-", text=b"\xff\xfe\x00")
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
        (["32", "13", "--date", "today"], "'today' is no date: write a day as"),
        (["32", "13", "--date", "1999-01-01"], "1999-01-01 is out of range: use"),
        (
            ["32", "13", "--date", "2019-12-19", "--as-known-on", "then"],
            "'then' is no date",
        ),
        (
            ["32", "13", "--date", "2019-12-19", "--records", "nowhere"],
            "--records nowhere: no such folder: name one that holds the",
        ),
    ],
)
def test_who_refuses_what_is_at_fault(run_command, arguments, message):
    status, out, err = run_command("who", *arguments)
    assert (status, out) == (1, "")
    assert err.startswith(message)


def test_who_refuses_to_give_what_will_be_known(run_command):
    words = ("who", "32.887", "13.187", "--date", "2019-12-19")
    status, out, err = run_command(*words, "--as-known-on", "2999-01-01")
    assert (status, out) == (1, "")
    assert err.startswith("known on 2999-01-01 is still to come: use a day up to ")


def test_agreements_gives_statuses_with_their_actors(run_command):
    status, out, err = run_command("agreements", "--date", "2021-02-01")
    assert (status, err) == (0, "")
    head, *lines = out.split("Turkey-Libya MoU on delimitation")[1].splitlines()
    first = lines[: next(i for i, line in enumerate(lines) if line[0] != " ")]
    assert head.endswith(
        "(Maritime delimitation: Turkey, Government of National Accord)"
    )
    assert first[0] == (
        "  in force since 2019-12-08, for Turkey, Government of National Accord"
    )
    assert "  annulled since 2021-01-27, by Court of Appeal in Bayda" in first
    assert "  opposed since 2019-11-28, by Egypt, Greece, Cyprus" in first


def test_agreements_gives_what_is_not_on_record_and_an_heir_from_its_own_day(
    run_command,
):
    _, out, _ = run_command("agreements", "--date", "2021-04-01")
    lines = out.splitlines()
    assert "  in force since 2019-12-08, for Turkey" in lines
    assert "  in force since 2021-03-17, for Government of National Unity" in lines
    assert (
        "  signed since 2007-01-17, by Cyprus, Lebanon; entry into force not on record"
        in lines
    )
    assert "not in force" not in out


def test_agreements_as_json_is_one_object_a_line(run_command):
    status, out, err = run_command("agreements", "--date", "2019-11-28", "--json")
    assert (status, err) == (0, "")
    by_id = {one["agreement_id"]: one for one in map(json.loads, out.splitlines())}
    one = by_id["tr-ly-mou-2019"]
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
    assert "tr-mandate" not in by_id


@pytest.mark.parametrize("date", ["2019-11", "soon", "2999-01-01"])
def test_agreements_refuses_a_day_that_is_none_or_still_to_come(run_command, date):
    status, out, err = run_command("agreements", "--date", date)
    assert (status, out) == (1, "")
    assert date in err
    assert len(err.splitlines()) == 1


def test_agreements_needs_a_day(run_command):
    status, out, err = run_command("agreements")
    assert (status, out) == (2, "")
    assert "--date" in err


def test_agreements_refuses_broken_records(run_command, copy):
    copy.set("agreements", 2, scope="everywhere")
    status, out, err = run_command(
        "agreements", "--date", "2019-11-28", "--records", str(copy.folder)
    )
    assert (status, out) == (1, "")
    assert err.startswith("agreements.csv 2 scope: 'everywhere', must be one of point,")


TABLE = (
    "id;Latitude;Longitude;Date;note\n"
    "a;32,887;13,187;2019-12-19;first\n"
    "b;13.2;32.9;2019-12-19;exchanged\n"
    "c;31.205;16.589;19/12/2019;\n"
    "d;;13;2019-12-19;\n"
    "e;32\N{DEGREE SIGN}54'N;13\N{DEGREE SIGN}12'E;2019-12-19T10:00;\n"
    "f;32;13;1999-01-01;\n"
    "g;32;13\n"
)


def rows_of(out):
    return list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))


def test_who_gives_a_table_back_with_the_answers(run_query):
    status, out, err = run_query("who", "-", text=f"\ufeff{TABLE}")
    rows = rows_of(out)
    assert status == 0
    assert out.startswith("\ufeffid;Latitude;Longitude;Date;note;camp;actor;status;")
    assert "".join(row["id"] for row in rows) == "abcdefg"
    camps = [row["camp"] for row in rows]
    assert camps == ["tripoli", "outside", "", "", "tripoli", "", ""]
    assert rows[0]["source_urls"].startswith("http")
    assert err == "4 of 7 rows have no answer: the column problem says why\n"


def test_who_passes_over_lines_above_the_names(run_query):
    text = "\n\nlat,lon,date\n32.887,13.187,2019-12-19\n"
    status, out, _ = run_query("who", "-", text=text)
    assert (status, out[:28]) == (0, "32.887, 13.187 on 2019-12-19")


def test_who_reads_squares_of_mgrs(run_query):
    text = "mgrs,date\n33SUS3165041637,2019-12-19\nthe gate,2019-12-19\n"
    status, out, err = run_query("who", "-", text=text)
    assert status == 0
    assert out.splitlines()[1].startswith("33SUS3165041637,2019-12-19,tripoli,")
    assert err == "1 of 2 rows have no answer: the column problem says why\n"


def test_who_says_of_each_row_what_is_wrong(run_query):
    problems = [row["problem"] for row in rows_of(run_query("who", "-", text=TABLE)[1])]
    begins = [
        "",
        "latitude and longitude look exchanged",
        "'19/12/2019' may begin with the day or the month: write 2019-12-19, or say",
        "lat is empty",
        "",
        "1999-01-01 is out of range: use",
        "has 3 cells, the header 5",
    ]
    assert all(map(str.startswith, problems, begins))
    assert [bool(problem) for problem in problems] == [bool(begin) for begin in begins]


def test_who_reads_days_as_it_is_reported(run_query):
    _, out, _ = run_query("who", "-", "--dates", "day-first", text=TABLE)
    assert rows_of(out)[2]["camp"] == "tripoli"


def test_who_answers_a_table_in_json_too(run_query):
    _, out, _ = run_query("who", "-", "--json", text=TABLE)
    first = json.loads(out.splitlines()[0])
    assert (first["id"], first["camp"], first["problem"]) == ("a", "tripoli", None)


def test_who_answers_one_point_as_a_table(run_command):
    _, out, _ = run_command("who", *TRIPOLI, "--date", "2019-12-19", "--csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["date"], row["camp"]) == ("2019-12-19", "tripoli")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,breite,laenge\n", "standard input, line 1: no column is called lat: use"),
        ("lat,lon,x,date\n", "standard input, line 1: two columns are called lon: use"),
    ],
)
def test_who_refuses_a_table_without_its_columns(run_command, text, message):
    status, out, err = run_command("who", "-", text=text)
    assert (status, out) == (1, "")
    assert err.startswith(message)


def test_agreements_in_csv_and_in_arabic(run_command):
    _, out, _ = run_command("agreements", "--date", "2019-12-15", "--csv")
    row = next(csv.DictReader(io.StringIO(out)))
    assert row["agreement_id"] == "unscr-1970"
    assert json.loads(row["statuses"])[0]["status"] == "in_force"
    _, out, _ = run_command("agreements", "--date", "2019-12-15", "--lang", "ar")
    assert out.startswith("\u0642\u0631\u0627\u0631 ")


def test_agreements_as_known_before_one_was_made(run_command):
    words = ("agreements", "--date", "2019-12-15", "--json")
    known = {
        json.loads(line)["agreement_id"] for line in run_command(*words)[1].splitlines()
    }
    _, out, _ = run_command(*words, "--as-known-on", "2019-11-01")
    before = {json.loads(line)["agreement_id"] for line in out.splitlines()}
    assert before < known
    assert "tr-ly-mou-2019" in known - before
