"""Peers of part ``annotate``: databases that answer all events at once."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import psycopg
import pyarrow as pa

from geo import ground
from geo.control import cached
from geo.export import sql
from geo.layers import rings
from geo.optional import answers
from geo.query.atlas import Atlas
from geo.style import RINGS
from geo.style.layers import HELD
from tests import postgres

Timed = Callable[[Path, bool], float]
"""Returns how many seconds of a core a database takes to answer a file of events: with
all columns, or with camp and place alone."""

SRID = 990018
"""Of `geo.ground.EQUAL_AREA` in PostGIS."""

OF_SPELL = (
    *("actor", "status", "since", "until", "held_since", "camp_since", "last_seen"),
    *("confidence", "disputed", "record_id", "source_urls"),
)
SPELL = ", ".join(f"spell.{name}" for name in OF_SPELL)

PLAIN = """
select events.id, spell.camp, place.name as place
from events
left join (
    select question.id, min(triangle.number) as cell
    from (
        select
            *, cast(floor(lon * 5) as integer) as sx,
            cast(floor(lat * 5) as integer) as sy
        from events
    ) as question
    join atlas_triangles as triangle
      on triangle.kind = 'cell'
     and triangle.sx = question.sx and triangle.sy = question.sy
     and turn * ((x2 - x1) * (lat - y1) - (y2 - y1) * (lon - x1)) >= 0
     and turn * ((x3 - x2) * (lat - y2) - (y3 - y2) * (lon - x2)) >= 0
     and turn * ((x3 - x1) * (lat - y1) - (y3 - y1) * (lon - x1)) <= 0
    group by question.id
) as located on located.id = events.id
left join atlas_cells as cell on cell.number = located.cell
left join atlas_places as place on place.place_id = cell.place_id
asof left join atlas_spells as spell
  on spell.place_id = cell.place_id and events.day >= spell.valid_from
"""

LOCATED = """
with located as (
    select e.id, any_value(day) as day, any_value(spot) as spot,
        min_by(cells.place_id, cells.number) as place_id
    from (select id, day, st_point(lon, lat) as spot from events) as e
    join cells on st_intersects(cells.geom, e.spot)
    group by e.id
)
"""

SPATIAL = f"""{LOCATED}
select events.id, spell.camp, place.name as place
from events
left join located using (id)
left join atlas_places as place on place.place_id = located.place_id
asof left join atlas_spells as spell
  on spell.place_id = located.place_id and events.day >= spell.valid_from
"""

SPATIAL_WIDE = f"""{LOCATED},
ringed as (
    select e.id, min_by(ring, number) as ring
    from located as e
    join rings on st_intersects(rings.geom, e.spot)
    group by e.id
),
fronted as (
    select e.id, round(min(st_distance(fronts.geom, e.spot)) / 100) / 10 as front_km
    from (
        select id, day, st_transform(spot, 'EPSG:4326', '{{crs}}', true) as spot
        from located
    ) as e
    join fronts on e.day >= fronts.valid_from and e.day < fronts.valid_to
    group by e.id
)
select
    events.id, spell.camp, place.name as place, {SPELL}, ring, front_km,
    round(st_distance_spheroid(
        st_point(place.lat, place.lon), st_point(events.lat, events.lon)
    ) / 100) / 10 as km
from events
left join located using (id)
left join ringed using (id)
left join fronted using (id)
left join atlas_places as place on place.place_id = located.place_id
asof left join atlas_spells as spell
  on spell.place_id = located.place_id and events.day >= spell.valid_from
"""

TABLES = """
create table held (
    camp text, place_id text, valid daterange, geom geometry(Geometry, 4326)
);
create table events (id bigint, lat float8, lon float8, day date);
create table cells (number int, place_id text, geom geometry(Geometry, 4326));
create table rings (
    number int, place_id text, ring text, geom geometry(Geometry, 4326)
);
create table fronts (valid daterange, geom geometry(Geometry, 990018));
create table places (place_id text primary key, name text, spot geography(Point, 4326));
"""

INDEX = """
create index on held using gist (geom, valid);
create index on cells using gist (geom);
create index on rings using gist (geom);
create index on fronts using gist (geom, valid);
create table spells as
select *, daterange(valid_from, valid_to) as valid from atlas_answers.atlas_spells;
create index on spells (place_id, valid_from);
analyze held; analyze cells; analyze rings; analyze fronts; analyze places;
analyze spells;
"""

NARROW = """
create temporary table answered as
select id, camp, place_id
from events
left join held
  on st_intersects(geom, st_setsrid(st_makepoint(lon, lat), 4326)) and valid @> day
"""

WIDE = f"""
create temporary table answered as
select
    e.id, spell.camp, place.name as place, {SPELL}, ring.ring, front.km,
    round(st_distance(place.spot, e.spot::geography) / 100) / 10 as distance_km
from (select *, st_setsrid(st_makepoint(lon, lat), 4326) as spot from events) as e
left join lateral (
    select place_id from cells
    where st_intersects(geom, e.spot) order by number limit 1
) as cell on true
left join places as place on place.place_id = cell.place_id
left join spells as spell on spell.place_id = cell.place_id and spell.valid @> e.day
left join lateral (
    select ring from rings
    where st_intersects(geom, e.spot) and rings.place_id = cell.place_id
    order by number limit 1
) as ring on true
left join lateral (
    select round(st_distance(geom, st_transform(e.spot, 990018)) / 100) / 10 as km
    from fronts
    where valid @> e.day
    order by geom <-> st_transform(e.spot, 990018) limit 1
) as front on cell.place_id is not null
"""


@contextlib.contextmanager
def peers(folder: Path, atlas: Atlas) -> Iterator[dict[str, Timed]]:
    """Yield databases by name: those whose programs and extensions are there."""
    sql.write(folder / "sql", atlas, atlas.annotator())
    with contextlib.ExitStack() as stack:
        found = {"DuckDB, SQL": stack.enter_context(_duckdb(folder))}
        with contextlib.suppress(duckdb.Error):
            spatial = stack.enter_context(_spatial(folder, atlas))
            found["DuckDB, spatial"] = spatial
        if programs := postgres.programs():
            cluster = stack.enter_context(postgres.running(programs))
            found["PostGIS, GiST"] = stack.enter_context(_postgis(cluster, atlas))
        yield found


def _to_file(database: duckdb.DuckDBPyConnection, source: Path, query: str) -> float:
    """Answer a file with another, as ours does; return the seconds it took."""
    out = source.with_name("peer.parquet")
    database.execute(
        "create or replace view events as select id, lat, lon, date::date as day "
        f"from '{source}'"
    )
    begun = time.process_time()
    database.execute(
        f"copy (select given.*, answer.* exclude (id) from '{source}' as given "
        f"join ({query}) as answer using (id)) to '{out}'"
    )
    return time.process_time() - begun


def _ready(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database that has the tables of ``export-sql``, on one core."""
    database = duckdb.connect()
    database.execute("set threads to 1")
    database.execute("set enable_progress_bar to false")
    for path in (folder / "sql").glob("*.parquet"):
        database.execute(f"create table atlas_{path.stem} as from '{path}'")
    return database


@contextlib.contextmanager
def _duckdb(folder: Path) -> Iterator[Timed]:
    query = (folder / "sql" / "who.sql").read_text()
    with _ready(folder) as database:
        yield lambda source, wide: _to_file(database, source, query if wide else PLAIN)


@contextlib.contextmanager
def _spatial(folder: Path, atlas: Atlas) -> Iterator[Timed]:
    with _ready(folder) as database:
        database.execute("load spatial")
        cells, pieces, fronts = _shapes(atlas)
        for name, frame in (("cells", cells), ("rings", pieces), ("fronts", fronts)):
            made = pa.table(
                {
                    **{c: frame[c] for c in frame.columns.drop("geometry")},
                    "wkb": frame.geometry.to_wkb(),
                }
            )
            database.register("given", made)
            database.execute(
                f"create table {name} as select * exclude (wkb), "
                "st_geomfromwkb(wkb) as geom from given"
            )
        query = SPATIAL_WIDE.format(crs=ground.EQUAL_AREA.to_proj4())
        yield lambda source, wide: _to_file(
            database, source, query if wide else SPATIAL
        )


def _shapes(atlas: Atlas) -> tuple[pd.DataFrame, ...]:
    """Return cells, rings and fronts, the last in metres."""
    cells = cached.cells(atlas.records.places)[["place_id", "geometry"]]
    cells.insert(0, "number", range(len(cells)))
    pieces = rings.of_layers(atlas.frames)[["place_id", "ring", "geometry"]]
    pieces.insert(0, "number", [RINGS.index(ring) for ring in pieces["ring"]])
    fronts = atlas.frames["front_lines"][["valid_from", "valid_to", "geometry"]]
    ends = fronts["valid_to"].fillna(pd.Timestamp("2100-01-01"))
    return cells, pieces, fronts.assign(valid_to=ends).to_crs(ground.EQUAL_AREA)


def _seconds_of(process: int) -> float:
    """Return how long a process has used a core."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def _postgis(cluster: postgres.Cluster, atlas: Atlas) -> Iterator[Timed]:
    url = cluster.copied()
    answers.load(url, {"spells": atlas.annotator().spells()})
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set max_parallel_workers_per_gather = 0")
        connection.execute(
            "insert into spatial_ref_sys (srid, proj4text) values (990018, %s)",
            [ground.EQUAL_AREA.to_proj4()],
        )
        connection.execute(TABLES)
        for name, rows in _rows(atlas).items():
            with connection.cursor().copy(f"copy {name} from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        connection.execute(INDEX)

        def timed(source: Path, wide: bool) -> float:
            drawn = pd.read_parquet(source)
            connection.execute("truncate events; drop table if exists answered")
            with connection.cursor().copy("copy events from stdin") as copy:
                copy.write(drawn.to_csv(sep="\t", header=False, index=False))
            connection.execute("analyze events")
            begun = _seconds_of(connection.info.backend_pid)
            connection.execute(WIDE if wide else NARROW)
            return _seconds_of(connection.info.backend_pid) - begun

        yield timed


def _rows(atlas: Atlas) -> dict[str, Iterator[tuple[object, ...]]]:
    """Return the rows of PostGIS's tables, by name."""
    cells, pieces, fronts = _shapes(atlas)
    held = pd.concat([atlas.frames[name] for name in HELD])

    def span(row: Any) -> str:
        end = "" if pd.isna(row.valid_to) else row.valid_to.date()
        return f"[{row.valid_from.date()},{end})"

    return {
        "held": ((r.camp, r.place_id, span(r), r.geometry.wkb_hex) for r in of(held)),
        "cells": ((r.number, r.place_id, r.geometry.wkb_hex) for r in of(cells)),
        "rings": (
            (r.number, r.place_id, r.ring, r.geometry.wkb_hex) for r in of(pieces)
        ),
        "fronts": (
            (
                span(r),
                f"SRID={SRID};{r.geometry.wkt}",
            )
            for r in of(fronts)
        ),
        "places": (
            (r.place_id, r.name_en, f"SRID=4326;POINT({r.lon} {r.lat})")
            for r in atlas.records.places
        ),
    }


def of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame."""
    yield from frame.itertuples()
