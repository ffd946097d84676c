"""PostgreSQL answers as `who`, `annotate` and DuckDB do, row by row."""

import datetime as dt

import pandas as pd
import psycopg
import pytest

from geo.export import sql
from geo.optional import answers
from tests.export.test_sql import on_edges, same
from tests.samples import sampled

DAYS = ("since", "until", "held_since", "camp_since", "last_seen")


@pytest.fixture(scope="module")
def url(atlas, cluster):
    url = cluster.copied("template1")
    answers.load(url, sql.tables(atlas, atlas.annotator()))
    return url


def found(url: str, events: pd.DataFrame) -> pd.DataFrame:
    with psycopg.connect(url, options="-c search_path=atlas_answers") as connection:
        connection.execute(
            "create temporary table events "
            "(id int, lat float8, lon float8, day date) on commit drop"
        )
        copied = "copy events (id, lat, lon, day) from stdin"
        with connection.cursor().copy(copied) as copy:
            rows = events[["lat", "lon", "day"]].itertuples(name=None)
            for id_, lat, lon, day in rows:
                copy.write_row((id_, lat, lon, str(day)[:10]))
        connection.execute("analyze events")
        cursor = connection.execute(sql.query())
        columns = [column.name for column in cursor.description]
        frame = pd.DataFrame(cursor.fetchall(), columns=columns)
        for name in DAYS:
            frame[name] = pd.to_datetime(frame[name])
        return frame.set_index("id").sort_index()


def test_postgresql_answers_a_sample_of_every_kind(atlas, url):
    events = pd.DataFrame(sampled(atlas)).rename(columns={"date": "day"})
    events["day"] = [dt.date.fromisoformat(day) for day in events["day"]]
    expected = same(atlas, found(url, events), events)
    assert set(expected["camp"]) >= {"outside", "tripoli", "eastern", "contested"}


def test_postgresql_answers_on_edges_and_off_the_coast(atlas, url):
    events = on_edges(atlas)[::5].reset_index(drop=True)
    same(atlas, found(url, events), events)


def test_tables_are_loaded_anew(atlas, url):
    answers.load(url, {"rings": sql.tables(atlas, atlas.annotator())["rings"]})
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "select count(*) from pg_tables where schemaname = 'atlas_answers'"
        ).fetchone()
    assert tables == (1,)
