"""How answers are written beside a table's own columns."""

import pyarrow as pa
import pyarrow.parquet as pq

from geo.inputs import parquet

ROWS = 40_000


def test_columns_are_encoded_as_they_came_and_answers_are_plain_texts(tmp_path):
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    own = {"lat": [i / 7 for i in range(ROWS)], "year": [2019, 2020] * (ROWS // 2)}
    pq.write_table(pa.table({**own, "town": ["Sabha"] * ROWS}), source)
    camps = pa.array(["tripoli", None] * (ROWS // 2)).dictionary_encode()
    columns = {"camp": camps, "problem": pa.nulls(ROWS, pa.string())}
    table = parquet.Table(source)
    empty = {name: of.slice(0, 0) for name, of in columns.items()}
    with out.open("wb") as target, table.writing(target, empty) as write:
        for batch in table.batches():
            write(batch, columns)
    group = pq.ParquetFile(out).metadata.row_group(0)
    facts = {one.path_in_schema: one for one in map(group.column, range(5))}
    kept = {name for name, one in facts.items() if one.has_dictionary_page}
    assert kept == {"year", "town", "camp", "problem"}
    told = {name for name, one in facts.items() if one.is_stats_set}
    assert told == {"lat", "year", "town", "problem"}
    made = pq.read_table(out)
    assert made.schema.field("camp").type == pa.string()
    assert made.select(table.header).equals(pq.read_table(source))
    assert made["camp"].to_pylist() == camps.to_pylist()


def test_few_rows_do_not_carry_all_that_there_could_be(tmp_path):
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"id": [1]}), source)
    words = pa.array([f"{i:0100}" for i in range(ROWS)])
    camp = pa.DictionaryArray.from_arrays(pa.array([7], pa.int32()), words)
    table = parquet.Table(source)
    with out.open("wb") as target, table.writing(target, {"camp": camp[:0]}) as write:
        write(next(table.batches()), {"camp": camp})
    assert out.stat().st_size < ROWS
    assert pq.read_table(out)["camp"].to_pylist() == [f"{7:0100}"]
