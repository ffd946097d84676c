"""The reader's own points as a table: what was written stays."""

from geo.inputs import delimited
from geo.inputs.answers import Answers
from geo.page.lookup import answered, read
from geo.query import annotate, written


def test_two_columns_of_one_name_both_stay(atlas):
    text = "\ufeffnote;note;lat;lon;date\r\n=1+1;<b>;32,9;13,2;2019-12-19\r\n"
    table = read(text)
    columns = written.columns(table.header)
    (batch,) = table.batches()
    questions = delimited.questions(batch, columns, written.ISO)
    names = annotate.header(table.header, spans="until" in columns)
    answers = Answers(atlas.annotator(), names, "en")
    head, row = answered(table, batch, questions, answers).splitlines()
    assert head.startswith("note;note;lat;lon;date;camp;")
    assert row.startswith("=1+1;<b>;32,9;13,2;2019-12-19;tripoli;")
