import pytest

from geo.errors import FileError
from geo.records.links import Answered, report, saved
from geo.records.tables.control import Source
from tests.rows import row

KEPT = "https://web.archive.org/web/2020/https://a.example/kept"
SHA = "ab" * 32
SOURCES = (
    row(Source, source_id="kept", url="https://a.example/kept", archived=KEPT),
    row(Source, source_id="lost", url="https://www.a.example/lost/?utm_source=x"),
    row(Source, source_id="file", url="https://a.example/file.csv", digest=SHA),
    row(Source, source_id="same", url="https://a.example/same.csv", digest=SHA),
    row(Source, source_id="shut", url="https://a.example/shut"),
    row(Source, source_id="unasked", url="https://a.example/unasked"),
)


def lines(answers):
    return [line.text("en") for line in report(SOURCES, answers)]


def test_each_page_that_is_gone_is_told_and_whether_a_copy_is_known():
    report = lines(
        [
            Answered("http://a.example/kept", 404),
            Answered("https://a.example/lost", 410),
            Answered("https://a.example/file.csv", 200, "cd" * 32),
            Answered("https://a.example/same.csv", 301, SHA),
            Answered("https://a.example/shut", 403),
            Answered("https://a.example/other", 200),
        ]
    )
    assert report == [
        "5 of 6 sources are in the list",
        f"sources.csv 2 url: kept is gone (404); archived copy: {KEPT}",
        "sources.csv 3 url: lost is gone (410); no archived copy is known",
        "sources.csv 4 digest: file is another file than the one that was read",
        "2 answer",
        "2 pages are gone",
        "1 does not say: no answer, refused, or at fault",
        "1 address of the list is of no source",
    ]


def test_of_an_address_that_is_listed_twice_the_last_answer_counts():
    asked_twice = [Answered("https://a.example/shut", s) for s in (404, 200)]
    assert "0 pages are gone" in lines(asked_twice)


def test_a_list_is_read_as_link_checkers_write_it(tmp_path):
    path = tmp_path / "links.txt"
    text = (
        "\ufeff# asked on 1 May\n\nhttps://a.example/x 200\r\n"
        "https://a.example/y,000\nhttps://a.example/z\t404\n"
        f"https://a.example/f;200;{SHA.upper()}\n"
    )
    path.write_text(text, encoding="utf-8", newline="")
    assert saved(path) == [
        Answered("https://a.example/x", 200),
        Answered("https://a.example/y", 0),
        Answered("https://a.example/z", 404),
        Answered("https://a.example/f", 200, SHA),
    ]


@pytest.mark.parametrize(
    "line",
    [
        b"https://a.example/x",
        b"https://a.example/x OK",
        b"a.example 200",
        b"https://a.example/x 200 not-a-digest",
        b"200 https://a.example/x",
        b"https://a.example/x 200 " + b"a" * 9000,
    ],
)
def test_a_line_that_is_none_is_told_by_its_number(tmp_path, line):
    path = tmp_path / "links.txt"
    path.write_bytes(b"https://a.example/x 200\n" + line)
    with pytest.raises(FileError) as error:
        saved(path)
    assert " line 2: " in str(error.value)
    assert len(str(error.value)) < 1000


def test_what_cannot_be_read_is_one_message(tmp_path, monkeypatch):
    with pytest.raises(FileError, match="cannot be read"):
        saved(tmp_path / "none.txt")
    path = tmp_path / "links.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(FileError, match="UTF-8"):
        saved(path)
    monkeypatch.setattr("geo.records.links.MOST_BYTES", 1)
    with pytest.raises(FileError, match="too long"):
        saved(path)
