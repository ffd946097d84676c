"""The reader's own points as a table: what was written stays."""

from geo.inputs import located
from geo.inputs.answers import Answers
from geo.page.lookup import answered, read
from geo.query import annotate, written


def test_two_columns_of_one_name_both_stay(atlas):
    text = "\ufeffnote;note;lat;lon;date\r\n=1+1;<b>;32,9;13,2;2019-12-19\r\n"
    table = read(text)
    (batch,) = table.batches()
    columns = located.columns(table.header, batch.cells)
    questions = columns.questions(batch, written.ISO)
    names = annotate.header(table.header, spans="until" in columns.found)
    answers = Answers(atlas.annotator(), names, "en")
    head, row = answered(table, batch, questions, answers).splitlines()
    assert head.startswith("note;note;lat;lon;date;camp;")
    assert row.startswith("=1+1;<b>;32,9;13,2;2019-12-19;tripoli;")
