"""Peers of part ``annotate``: databases that are asked for all events at once."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import psycopg

from geo.export import sql
from geo.query.atlas import Atlas
from geo.style.layers import HELD
from tests import postgres

Timed = Callable[[pd.DataFrame], float]
"""Returns how many seconds of a core a database takes to answer events it has."""

TABLES = """
create table held (
    camp text, place_id text, valid daterange, geom geometry(Geometry, 4326)
);
create table events (id bigint, lat float8, lon float8, day date);
"""

INDEX = """
create index on held using gist (geom, valid);
analyze held;
"""

JOIN = """
create temporary table answered as
select id, camp, place_id
from events
left join held
  on st_intersects(geom, st_setsrid(st_makepoint(lon, lat), 4326)) and valid @> day
"""


@contextlib.contextmanager
def asked(folder: Path, atlas: Atlas) -> Iterator[dict[str, Timed]]:
    """Yield databases by name: PostGIS only where its programs are."""
    with contextlib.ExitStack() as stack:
        peers = {"DuckDB, `who.sql`": stack.enter_context(_duckdb(folder, atlas))}
        if programs := postgres.programs():
            cluster = stack.enter_context(postgres.running(programs))
            peers["PostGIS, GiST"] = stack.enter_context(_postgis(cluster, atlas))
        yield peers


@contextlib.contextmanager
def _duckdb(folder: Path, atlas: Atlas) -> Iterator[Timed]:
    sql.write(folder / "sql", atlas, atlas.annotator())
    query = (folder / "sql" / "who.sql").read_text()
    with duckdb.connect() as database:
        database.execute((folder / "sql" / "tables.sql").read_text())

        def timed(drawn: pd.DataFrame) -> float:
            database.register("given", drawn)
            database.execute(
                "create or replace table events as "
                "select id, lat, lon, date::date as day from given"
            )
            begun = time.process_time()
            database.execute(query).fetch_df()
            return time.process_time() - begun

        yield timed


def _seconds_of(process: int) -> float:
    """Return how long a process has used a core."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _postgis(cluster: postgres.Cluster, atlas: Atlas) -> Iterator[Timed]:
    with psycopg.connect(cluster.copied(), autocommit=True) as connection:
        connection.execute("set max_parallel_workers_per_gather = 0")
        connection.execute(TABLES)
        copied = "copy held (camp, place_id, valid, geom) from stdin"
        with connection.cursor().copy(copied) as copy:
            for row in (r for name in HELD for r in atlas.frames[name].itertuples()):
                end = "" if pd.isna(row.valid_to) else row.valid_to.date()
                span = f"[{row.valid_from.date()},{end})"
                copy.write_row((row.camp, row.place_id, span, row.geometry.wkb_hex))
        connection.execute(INDEX)

        def timed(drawn: pd.DataFrame) -> float:
            connection.execute("truncate events; drop table if exists answered")
            with connection.cursor().copy("copy events from stdin") as copy:
                copy.write(drawn.to_csv(sep="\t", header=False, index=False))
            connection.execute("analyze events")
            begun = _seconds_of(connection.info.backend_pid)
            connection.execute(JOIN)
            return _seconds_of(connection.info.backend_pid) - begun

        yield timed
