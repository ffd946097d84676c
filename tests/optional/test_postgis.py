"""A store in PostgreSQL: what it refuses, and what it says when it cannot be read."""

import datetime as dt
import threading

import psycopg
import pytest

from geo.errors import StoreError
from geo.optional import ddl, postgis, sync
from geo.optional.postgis import Address, PostgisStore
from geo.records import schema
from geo.records.store import key_columns
from geo.words import LANGUAGES
from tests.postgres import PASSWORD

WHY = "set local atlas.why = 'a test'"


def change(url, *statements, why=WHY):
    with psycopg.connect(url) as connection:
        for statement in (why, *statements):
            connection.execute(statement)


def ask(url, query):
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchall()


def message(work) -> str:
    """Return what an error says, which names no password in any language."""
    with pytest.raises(StoreError) as caught:
        work()
    for language in LANGUAGES:
        text = caught.value.text(language)
        assert "\n" not in text
        for secret in (PASSWORD, "p4ss", "secret"):
            assert secret not in text
    return str(caught.value)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://a:secret word@h/x", "this is no address of a database"),
        ("postgresql://a:secret@h/x?foo=1", "this is no address of a database"),
        ("postgres:secret", "this is no address of a database"),
        ("", "this is no address of a database"),
    ],
)
def test_what_is_no_address_is_not_quoted(url, said):
    assert message(lambda: PostgisStore(url)).startswith(said)


def test_an_address_is_called_without_its_password():
    address = Address("postgresql://ann:secret@[::1]:5433/atlas?sslmode=require")
    assert str(address) == "postgresql://ann@[::1]:5433/atlas"
    assert str(Address("postgres://h?password=secret&dbname=x")) == "postgresql://h/x"


def test_a_server_that_cannot_be_used_is_told(cluster):
    def read(url):
        return message(lambda: PostgisStore(url).read("places"))

    off = cluster.url("x").replace(f":{cluster.port}/", ":1/")
    assert "the server cannot be reached (Connection refused" in read(off)
    assert "does not take this user" in read(cluster.url("base", "wrong secret"))
    assert "no such database" in read(cluster.url("none"))
    assert "holds no records: write them there with push" in read(cluster.url("base"))


def test_a_store_of_other_declarations_is_told(stored):
    with psycopg.connect(stored.url) as connection:
        connection.execute("update atlas.store set version = 'abc'")
    said = message(lambda: PostgisStore(stored.url).read("places"))
    assert f"version abc, and this atlas works with {ddl.version()}" in said
    folder = stored.folder
    (folder / "places.csv").write_text(
        (folder / "places.csv").read_text().replace(",Tarhuna,", ",Tarhouna,")
    )
    for replace in (False, True):
        told = message(
            lambda r=replace: sync.push(folder, stored.url, "why", replace=r)
        )
        assert told == said
    assert message(lambda: sync.pull(stored.url, folder.parent / "new")) == said
    names = ask(stored.url, "select name_en from atlas.places where name_en ~ '^Tarh'")
    assert names == [("Tarhuna",)]


def test_a_package_that_is_missing_is_told(monkeypatch):
    monkeypatch.setitem(postgis.__dict__["contextlib"].sys.modules, "psycopg", None)
    said = message(lambda: PostgisStore("postgresql://h/x"))
    assert "pip install 'libya-control-atlas[postgis]'" in said


def test_cells_have_their_meaning_beside_them(unchanged):
    (span, empty), *_ = ask(
        unchanged.url,
        "select valid, isempty(valid) from atlas.control where \"end\" <> '' limit 1",
    )
    assert span.lower_inc
    assert not span.upper_inc
    assert not empty
    (where,) = ask(
        unchanged.url,
        "select st_x(geom) = lon::float8, st_y(geom) = lat::float8, st_srid(geom) "
        "from atlas.places limit 1",
    )
    assert where == (True, True, 4326)
    kinds = ask(
        unchanged.url,
        "select distinct c.relname from pg_index join pg_class c on indrelid = c.oid "
        "join pg_class i on indexrelid = i.oid join pg_am a on i.relam = a.oid "
        "where a.amname = 'gist'",
    )
    assert {("control",), ("places",), ("events",)} <= {*kinds}
    for name, days in (
        ("2016-02", (dt.date(2016, 2, 1), dt.date(2016, 2, 29))),
        ("2016", (dt.date(2016, 1, 1), dt.date(2016, 12, 31))),
        ("2016-05-03", (dt.date(2016, 5, 3),) * 2),
    ):
        query = f"select atlas.first_day('{name}'), atlas.last_day('{name}')"
        assert ask(unchanged.url, query) == [days]


def test_every_table_and_reference_is_declared(unchanged):
    for name, table in schema.TABLES.items():
        assert not {*table.columns} & {*ddl.EXTRA}
        found = ask(
            unchanged.url,
            "select column_name from information_schema.columns where table_schema = "
            f"'atlas' and table_name = '{name}' order by ordinal_position",
        )
        assert [column for (column,) in found if column in table.columns] == [
            *table.columns
        ]
    keys = ask(
        unchanged.url,
        "select count(*) from pg_constraint where contype = 'f' and "
        "connamespace = 'atlas'::regnamespace",
    )
    columns = [
        column
        for table in schema.TABLES.values()
        for column in table.columns.values()
        if column.references
    ]
    lists = [column for column in columns if column.kind == "list"]
    assert keys == [(len(columns) + len(lists) + 1,)]  # of links both ends; of history
    assert key_columns("control") == ("claim_id",)


REFUSED = {
    "overlap": (
        "update atlas.control set \"end\" = '2030-01-01' where \"end\" <> ''",
        psycopg.errors.ExclusionViolation,
    ),
    "a place that is none": (
        "update atlas.control set place_id = 'atlantis' where row_order = 1",
        psycopg.errors.ForeignKeyViolation,
    ),
    "a source that is none": (
        "update atlas.control set source_ids = source_ids || '; nobody-says' "
        "where row_order = 1",
        psycopg.errors.ForeignKeyViolation,
    ),
    "a source in use": (
        "delete from atlas.sources where source_id = "
        "(select item_id from atlas.control_source_ids limit 1)",
        psycopg.errors.ForeignKeyViolation,
    ),
    "no such day": (
        "update atlas.control set start = '2021-02-30' where row_order = 1",
        psycopg.errors.DatetimeFieldOverflow,
    ),
    "no such status": (
        "update atlas.control set status = 'liberated' where row_order = 1",
        psycopg.errors.CheckViolation,
    ),
    "another of the same key": (
        "insert into atlas.actors (actor_id, name_en, name_ar, other_names, camp, "
        "valid_from, valid_to, successor, note, note_ar) "
        "select actor_id, name_en, name_ar, other_names, camp, "
        "valid_from, valid_to, successor, note, note_ar from atlas.actors limit 1",
        psycopg.errors.UniqueViolation,
    ),
    "a table emptied": ("truncate atlas.control cascade", psycopg.Error),
    "history changed": ("update atlas.history set after = '{}'", psycopg.Error),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_the_database_refuses(unchanged, kind):
    statement, error = REFUSED[kind]
    before = PostgisStore(unchanged.url).digests()
    with pytest.raises(error):
        change(unchanged.url, statement)
    assert PostgisStore(unchanged.url).digests() == before


def test_nothing_is_changed_without_a_reason(unchanged):
    with pytest.raises(psycopg.Error) as caught:
        change(unchanged.url, "update atlas.control set note = 'x'", why="select 1")
    assert caught.value.sqlstate == "AT001"
    assert "atlas.why" in caught.value.diag.message_hint


def test_a_claim_is_ended_and_another_begun_in_one_change(stored):
    (claim,) = ask(
        stored.url,
        "select claim_id from atlas.control where \"end\" = '' and status = 'held' "
        "and start < '2020-01-01' order by 1 limit 1",
    )
    change(
        stored.url,
        _begun(claim[0]),
        "update atlas.control set \"end\" = '2025-01-01' "
        f"where claim_id = '{claim[0]}'",
    )
    rows = PostgisStore(stored.url).read("control")
    assert rows[-1][0] == "new-2025"


def _begun(claim: str) -> str:
    columns = ", ".join(ddl.name_of(name) for name in schema.TABLES["control"].columns)
    picked = columns.replace('"claim_id"', "'new-2025'").replace(
        '"start"', "'2025-01-01'"
    )
    return (
        f"insert into atlas.control ({columns}) select {picked} from atlas.control "
        f"where claim_id = '{claim}'"
    )


def test_history_says_who_when_and_why(stored):
    note = "update atlas.control set note = note || ' More.' where row_order = 2"
    change(stored.url, "set local atlas.who = 'Ann'", note)
    change(stored.url, "update atlas.control set note = note")  # nothing new
    found = ask(
        stored.url,
        "select revision, who, role, why, table_name, change, "
        "after ->> 'note' = (before ->> 'note') || ' More.', "
        "(after - 'note') = (before - 'note'), now() - at < interval '1 hour' "
        "from atlas.log where revision > 1",
    )
    expected = ("Ann", "editor", "a test", "control", "changed", True, True, True)
    assert found == [(2, *expected)]


def test_an_update_from_an_older_reading_is_refused(stored):
    (key, seen), *_ = ask(
        stored.url, "select claim_id, row_revision from atlas.control"
    )

    def edit(note):
        change(
            stored.url,
            f"update atlas.control set note = '{note}', row_revision = {seen} "
            f"where claim_id = '{key}'",
        )

    edit("The first.")
    with pytest.raises(psycopg.Error) as caught:
        edit("The second.")
    assert caught.value.sqlstate == "AT002"
    assert ask(
        stored.url,
        "select note from atlas.control where note ~ '^The (first|second)[.]$'",
    ) == [("The first.",)]


def test_of_two_editors_at_once_the_second_waits_and_is_held_to_the_rules(stored):
    """Each alone would do; together two claims would overlap."""
    (claim,) = ask(
        stored.url,
        "select claim_id from atlas.control "
        "where \"end\" = '' and start < '2020-01-01' limit 1",
    )
    outcome = []

    def second():
        try:
            change(stored.url, _begun(claim[0]))
        except psycopg.Error as error:
            outcome.append(type(error))
        else:
            outcome.append(None)

    with psycopg.connect(stored.url) as connection:
        connection.execute(WHY)
        connection.execute("update atlas.control set note = 'n' where row_order = 0")
        thread = threading.Thread(target=second)
        thread.start()
        waits = "select count(*) from pg_locks where not granted"
        while ask(stored.url, waits) != [(1,)]:
            pass
        assert not outcome
    thread.join()
    assert outcome == [psycopg.errors.ExclusionViolation]
    assert ask(stored.url, "select max(revision) from atlas.revisions") == [(2,)]


def test_a_follower_hears_of_each_change_and_survives_a_broken_connection(
    stored, monkeypatch
):
    monkeypatch.setattr(postgis, "POLL_S", 60.0)
    monkeypatch.setattr(postgis, "RETRY_S", 0.05)
    stop, told = threading.Event(), []
    revisions = postgis.follow(stored.url, stop, told.append)
    assert next(revisions) == 1
    change(stored.url, "update atlas.control set note = 'n' where row_order = 0")
    assert next(revisions) == 2
    ask(
        stored.url,
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where application_name = 'libya-atlas'",
    )
    change(stored.url, "update atlas.control set note = 'm' where row_order = 0")
    assert next(revisions) == 3
    stop.set()
    assert [*revisions] == []
    assert [type(one) for one in told] == [StoreError, type(None)]
