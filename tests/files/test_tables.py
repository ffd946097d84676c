"""Tables as CSV."""

import io

from geo import files


def test_a_table_has_a_header_without_rows_and_only_its_columns():
    text = io.StringIO()
    files.write_csv(text, ("place", "parties"), [])
    assert text.getvalue() == "place,parties\n"
    row = {"parties": ["gna", "lna"], "place": None, "sources": []}
    files.write_csv(text, ("place", "parties"), [row])
    assert text.getvalue().splitlines()[1:] == ["place,parties", ",gna;lna"]
