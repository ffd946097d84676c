"""Answers to a reader's own points, as HTML."""

from geo.inputs import located
from geo.page.lookup import read
from geo.query import written
from geo.web.lookup import MOST_ROWS, Lookup, answers


def answered(atlas, text: str, language: str = "en") -> str:
    table = read(text)
    (batch,) = table.batches()
    columns = located.columns(table.header, batch.cells)
    questions = columns.questions(batch, written.ISO)
    found = Lookup(batch.cells, columns.shown, questions)
    return answers(found, atlas.places, language)


def test_lines_and_tables_are_answered_row_by_row(atlas):
    lines = answered(atlas, "32.887, 13.187, 2019-12-19\n31.205,16.589,2020-01-10")
    assert "2 rows." in lines
    assert "Government of National Accord" in lines
    assert "Libyan National Army" in lines
    table = answered(atlas, "id;date;lat;lon\nA7;2019-12-19;32,887;13,187\n")
    assert "A7, 32,887, 13,187, 2019-12-19" in table
    assert "حكومة الوفاق الوطني" in answered(atlas, "٣٢٫٩,١٣٫٢,2019-12-19", "ar")


def test_what_has_no_answer_says_why_and_markup_stays_text(atlas):
    html = answered(atlas, "48.9,2.3,2019-12-19\n<b>,1,1\n32.9,13.2,yesterday")
    assert "2 have no answer" in html
    assert "Outside Libya" in html
    assert "&lt;b&gt;" in html
    assert "<b><b>" not in html


def test_a_long_table_is_cut_and_says_so(atlas):
    html = answered(atlas, "32.9,13.2,2019-12-19\n" * (MOST_ROWS + 1))
    assert html.count("<article") == MOST_ROWS
    assert f"The first {MOST_ROWS} are shown" in html
