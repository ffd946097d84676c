"""DuckDB answers from the tables alone as `who` and `annotate` do, row by row."""

import datetime as dt
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.control import cached
from geo.errors import FileError
from geo.export import sql
from tests.samples import sampled

SAME = (
    *("camp", "actor", "status", "since", "until", "held_since", "camp_since"),
    *("last_seen", "place", "evidence", "confidence", "disputed", "source_urls"),
)


@pytest.fixture(scope="module")
def database(atlas, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sql") / "it's here"
    sql.write(folder, atlas, atlas.annotator())
    with duckdb.connect() as database:
        database.execute((folder / "tables.sql").read_text())
        yield database, (folder / "who.sql").read_text()


def on_edges(atlas):
    """Return points on edges, and some kilometres off the coast and the border."""
    draw = np.random.default_rng(18)
    shapes = cached.cells(atlas.records.places).geometry.values
    vertices = shapely.get_coordinates(shapes)
    rim = shapely.get_coordinates(shapely.boundary(shapely.union_all(shapes)))
    near = rim + draw.normal(0, 0.03, rim.shape)
    points = np.vstack([vertices[::4], (vertices[:-1:8] + vertices[1::8]) / 2, near])
    days = draw.integers(16300, 20400, len(points)).astype("datetime64[D]")
    return pd.DataFrame({"lon": points[:, 0], "lat": points[:, 1], "day": days})


def answers(database, query, events):
    database.register("given", events.assign(id=range(len(events))))
    database.execute(
        "create or replace view events as "
        "select id, lat, lon, day::date as day from given"
    )
    return database.execute(query).fetch_df().set_index("id").sort_index()


def compared(atlas, database, events):
    return same(atlas, answers(*database, events), events)


def same(atlas, found, events):
    """Hold answers of a database to those of `annotate`, which are returned."""
    expected = atlas.annotate(events.rename(columns={"day": "date"}))
    for name in SAME:
        ours, theirs = (
            one[name].astype(object).where(one[name].notna(), None)
            for one in (expected, found)
        )
        assert ours.tolist() == theirs.tolist(), name
    ids = expected["record_ids"].map(lambda ids: ids[0], na_action="ignore")
    assert ids.fillna("").tolist() == found["record_id"].fillna("").tolist()
    for name, off in (("distance_km", 0.11), ("front_km", 0.11)):
        assert (expected[name].isna() == found[name].isna()).all(), name
        assert np.nanmax(abs(expected[name] - found[name])) < off, name
    return expected


def test_the_query_answers_a_sample_of_every_kind(atlas, database):
    rows = sampled(atlas)
    events = pd.DataFrame(rows).rename(columns={"date": "day"})
    events["day"] = [dt.date.fromisoformat(day) for day in events["day"]]
    compared(atlas, database, events)


def test_the_query_answers_on_edges_and_off_the_coast(atlas, database):
    expected = compared(atlas, database, on_edges(atlas))
    assert set(expected["camp"]) >= {"outside", "tripoli", "eastern"}


def test_what_was_known_on_a_day_can_be_exported(atlas):
    known = atlas.annotator(dt.date(2015, 1, 1)).spells()
    assert 0 < known.num_rows < atlas.annotator().spells().num_rows
    assert known["valid_to"].null_count < known.num_rows


def test_no_point_falls_between_triangles(atlas):
    cells = cached.cells(atlas.records.places)
    numbers, ids = np.arange(len(cells)), cells["place_id"].to_numpy()
    table = sql._triangles("cell", cells.geometry.to_numpy(), (numbers, ids), 0.2)
    assert 0 not in set(table["turn"].to_pylist())


def test_a_folder_that_cannot_be_made(atlas, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        sql.write(file / "in", atlas, atlas.annotator())
    assert [*tmp_path.iterdir()] == [file]
    assert Path(sql.QUERY).name == "who.sql"
