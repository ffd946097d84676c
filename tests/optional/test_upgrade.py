"""A store of another version of the atlas: read, made anew, nothing of it lost."""

import json

import psycopg
import pytest

from geo.optional import ddl, revisions, sync
from geo.optional.postgis import PostgisStore
from tests.optional.test_postgis import ask, change, message
from tests.optional.test_sync import digests, edit

OLDER = """
set local atlas.why = 'of another version';
update atlas.places set name_en = 'Tarhouna' where place_id = 'tarhuna';
set constraints all immediate;
alter table atlas.places add column old_code text not null default 'x';
alter table atlas.control drop column note_ar;
alter table atlas.agreements drop column note_ar;
drop table atlas.routes cascade;
create table atlas.posts (row_order int, row_revision bigint default 1,
    post_id text primary key, name_en text not null);
insert into atlas.posts (post_id, name_en) values ('p1', 'A post');
create role onlooker;
grant usage on schema atlas to onlooker;
grant select on all tables in schema atlas to onlooker;
grant update on atlas.control to public;
update atlas.store set version = 'abc';
"""
"""Makes of a store one of another version: columns and tables more and less."""


@pytest.fixture
def older(stored):
    with psycopg.connect(stored.url) as connection:
        connection.execute(OLDER)
    yield stored
    with psycopg.connect(stored.url) as connection:
        connection.execute("drop owned by onlooker; drop role onlooker")


def test_tables_of_another_version_are_pulled_and_made_anew(
    older, run_command, tmp_path
):
    url, folder = older.url, tmp_path / "mine"
    common = ("--store", url)
    status, out, _ = run_command("pull", folder, "--upgrade", *common)
    assert (status, out) == (
        0,
        f"Revision 2 is in {folder}\n"
        "Left out, which this version does not have: posts, places.old_code\n",
    )
    assert (folder / "routes.csv").read_text(encoding="utf-8").count("\n") == 1
    for name in ("routes", "control", "agreements"):  # what the tables lacked
        (folder / f"{name}.csv").write_bytes(
            (older.folder / f"{name}.csv").read_bytes()
        )
    edit(folder, "places", ",Tripoli,", ",Trablus,")
    before = ask(url, "select id, before, after from atlas.history order by id")
    push = ("push", *common, "--records", folder, "--why", "a new release")
    status, _, err = run_command(*push)
    assert status == 1
    assert "pull --upgrade" in err
    assert ask(url, "select to_regnamespace('atlas_before_3')") == [(None,)]
    status, out, err = run_command(*push, "--upgrade")
    assert (status, err) == (0, "")
    assert "those of before are in the schema atlas_before_3\nRevision 3: " in out
    assert digests(url) == sync.FileStore(folder).digests()
    history = ask(url, "select id, before, after from atlas.history order by id")
    assert history[: len(before)] == before
    made = ask(
        url,
        "select table_name, row_key, change, before ->> 'old_code' from atlas.log "
        "where revision = 3 and why = 'a new release' and table_name in "
        "('places', 'posts', 'routes')",
    )
    places = {key for table, key, *_ in made if table == "places"}
    assert len(places) == len(sync.FileStore(folder).read("places")) - 1
    assert ("posts", "p1", "removed", None) in made
    assert {("places", "changed", "x"), ("routes", "added", None)} <= {
        (table, kind, code) for table, _, kind, code in made
    }
    assert ask(
        url, "select name_en from atlas_before_3.places where place_id = 'tripoli'"
    ) == [("Tripoli",)]
    _holds_as_ever(url, folder)


def _holds_as_ever(url, folder):
    """It is a store like any: rights, history, refusals, what was before."""
    rights = ask(
        url,
        "select has_table_privilege('onlooker', 'atlas.' || name, 'select'), "
        "has_table_privilege('onlooker', 'atlas.control', 'update'), "
        "has_table_privilege('onlooker', 'atlas.places', 'update') "
        "from unnest(array['places', 'routes', 'control_source_ids', 'log']) name",
    )
    assert {*rights} == {(True, True, False)}
    change(url, "update atlas.control set note = note || ' More.' where row_order = 2")
    assert ask(url, "select max(revision) from atlas.revisions") == [(4,)]
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        change(url, "update atlas.control set place_id = 'atlantis'")
    with pytest.raises(psycopg.Error) as caught:
        change(url, "delete from atlas.history")
    assert caught.value.sqlstate == "AT003"
    edit(folder, "places", ",Trablus,", ",Tripoli,")
    said = message(lambda: sync.push(folder, url, "from before"))
    assert "was first, with revision 4" in said
    first, last, _ = revisions.between(PostgisStore(url), "2", "4")
    assert first.tables["places"]["tarhuna"]["old_code"] == "x"
    assert first.tables["posts"] == {"p1": {"post_id": "p1", "name_en": "A post"}}
    assert last.tables["places"]["tarhuna"]["name_en"] == "Tarhouna"


def test_rows_that_stay_as_they_were_leave_no_history(stored, tmp_path):
    with psycopg.connect(stored.url) as connection:
        connection.execute("update atlas.store set version = 'abc'")
        connection.execute("alter table atlas.places drop column other_names")
    folder = tmp_path / "mine"
    content = sync.pull(stored.url, folder, upgraded=True)
    assert (content.revision.number, content.left_out) == (1, ())
    pushed = sync.push(folder, stored.url, "a new release", upgraded=True)
    assert pushed == sync.Pushed(2, before="atlas_before_2")
    assert sync.push(folder, stored.url, "again", upgraded=True) == sync.Pushed(2)
    assert ask(stored.url, "select count(*) from atlas.history where revision = 2") == [
        (0,)
    ]
    assert ask(stored.url, "select distinct row_revision from atlas.control") == [(1,)]
    assert ask(stored.url, "select version from atlas.store") == [(ddl.version(),)]


def test_an_upgrade_is_made_whole_or_not_at_all(stored, small, monkeypatch):
    with psycopg.connect(stored.url) as connection:
        connection.execute("update atlas.store set version = 'abc'")
    edit(small, "places", ",Tarhuna,", ",Tarhouna,")
    said = message(lambda: sync.push(small, stored.url, "mine", upgraded=True))
    assert "was not pulled from there" in said
    base = json.loads((stored.folder / "store.json").read_text())
    (stored.folder / "store.json").write_text(json.dumps(base | {"revision": 0}))
    edit(stored.folder, "places", ",Tarhuna,", ",Tarhouna,")
    said = message(lambda: sync.push(stored.folder, stored.url, "why", upgraded=True))
    assert "was first, with revision 1" in said
    (stored.folder / "store.json").write_text(json.dumps(base))
    monkeypatch.setattr(sync.upgrade, "FILLED", "(select nothing from {row})")
    message(lambda: sync.push(stored.folder, stored.url, "why", upgraded=True))
    assert ask(
        stored.url,
        "select version, to_regnamespace('atlas_before_2') from atlas.store",
    ) == [("abc", None)]
