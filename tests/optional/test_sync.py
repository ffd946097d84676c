"""Records pushed and pulled: all or nothing, and nobody's work is lost."""

import shutil
import threading

import psycopg
import pytest
from psycopg import sql as composed

from geo.errors import RecordError, StoreError
from geo.files import writes
from geo.optional import ddl, sync
from geo.optional.postgis import PostgisStore
from geo.records import schema
from geo.records.store import FileStore
from tests.optional.test_postgis import ask, message


def edit(folder, table, old, new):
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def digests(url):
    return PostgisStore(url).digests()


def test_what_was_pushed_is_pulled_byte_by_byte(stored, tmp_path):
    (stored.folder / "version.json").write_text(
        '{"version": "1.2.0", "date": "2026-11-28"}\n'
    )
    assert sync.push(stored.folder, stored.url, "a label").revision == 2
    pulled = tmp_path / "new" / "pulled"
    assert sync.pull(stored.url, pulled).revision.number == 2
    for path in sorted(stored.folder.iterdir()):
        assert (pulled / path.name).read_bytes() == path.read_bytes(), path.name
    assert {path.name for path in pulled.iterdir()} == {
        *(f"{name}.csv" for name in schema.TABLES),
        "version.json",
        "store.json",
    }


def test_a_push_writes_what_differs_and_no_more(stored):
    pushed = sync.push(stored.folder, stored.url, "again")
    assert pushed == sync.Pushed(1)
    path = stored.folder / "routes.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    new = "aa-road,A road,طريق,tripoli; tarhuna," + lines[0].split(",", 4)[4]
    changed = lines[0].replace(",", ",The ", 1)
    path.write_text("\n".join([head, new, changed, *lines[1:], ""]), encoding="utf-8")
    pushed = sync.push(stored.folder, stored.url, "roads", "Ann")
    assert pushed == sync.Pushed(2, added=1, changed=1)
    assert digests(stored.url) == FileStore(stored.folder).digests()
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    pushed = sync.push(stored.folder, stored.url, "fewer roads")
    assert pushed == sync.Pushed(3, changed=1, removed=1)
    assert digests(stored.url) == FileStore(stored.folder).digests()
    log = ask(
        stored.url,
        "select revision, who, why, row_key, change from atlas.log where revision > 1",
    )
    first = lines[0].split(",")[0]
    assert sorted(log) == [
        (2, "Ann", "roads", "aa-road", "added"),
        (2, "Ann", "roads", first, "changed"),
        (3, "editor", "fewer roads", "aa-road", "removed"),
        (3, "editor", "fewer roads", first, "changed"),
    ]


def test_records_that_break_a_rule_are_not_pushed(stored, small, database):
    for folder, url in ((stored.folder, stored.url), (small, database)):
        edit(folder, "control", ",held,2014-05-16,", ",held,2014-05-17,")
        with pytest.raises(RecordError):
            sync.push(folder, url, "broken")
    assert ask(database, "select to_regnamespace('atlas')") == [(None,)]
    assert ask(stored.url, "select count(*) from atlas.revisions") == [(1,)]


def test_whoever_comes_second_is_told_and_loses_nothing(stored, tmp_path):
    theirs = tmp_path / "theirs"
    shutil.copytree(stored.folder, theirs)
    edit(theirs, "places", ",Tarhuna,", ",Tarhouna,")
    sync.push(theirs, stored.url, "a spelling", "Ann")
    edit(stored.folder, "places", ",Tripoli,", ",Trablus,")
    mine = FileStore(stored.folder).digests()
    said = message(lambda: sync.push(stored.folder, stored.url, "another spelling"))
    assert "Ann was first, with revision 2" in said
    assert "a spelling" in said
    assert "of revision 1" in said
    assert digests(stored.url) == FileStore(theirs).digests()
    assert FileStore(stored.folder).digests() == mine
    assert "not pushed" in message(lambda: sync.pull(stored.url, stored.folder))
    assert FileStore(stored.folder).digests() == mine
    sync.push(stored.folder, stored.url, "mine it is", replace=True)
    assert digests(stored.url) == mine
    assert sync.pull(stored.url, theirs).revision.number == 3
    assert FileStore(theirs).digests() == mine


def test_of_two_pushes_at_once_one_is_made(stored, tmp_path):
    folders = [stored.folder, tmp_path / "theirs"]
    shutil.copytree(*folders)
    for folder, name in zip(folders, ("Tarhouna", "Tarhunah"), strict=True):
        edit(folder, "places", ",Tarhuna,", f",{name},")
    outcome, start = [], threading.Barrier(2)

    def push(folder):
        start.wait()
        try:
            outcome.append(sync.push(folder, stored.url, "a spelling"))
        except StoreError as error:
            outcome.append(error.key)

    threads = [threading.Thread(target=push, args=(one,)) for one in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcome)) == sorted(
        map(str, ["error.store.lost", sync.Pushed(2, changed=1)])
    )
    held = digests(stored.url)
    assert [FileStore(folder).digests() for folder in folders].count(held) == 1


def test_a_folder_of_no_store_does_not_replace_one(stored, small):
    edit(small, "places", ",Tarhuna,", ",Tarhouna,")
    said = message(lambda: sync.push(small, stored.url, "mine"))
    assert "was not pulled from there" in said
    (small / "store.json").write_text("[]")
    said = message(lambda: sync.push(small, stored.url, "mine"))
    assert "remove it and pull anew" in said


def test_an_edit_left_open_does_not_hold_a_push_for_ever(stored, monkeypatch):
    monkeypatch.setattr(sync, "LOCK_S", 1)
    edit(stored.folder, "places", ",Tarhuna,", ",Tarhouna,")
    with psycopg.connect(stored.url) as connection:
        connection.execute("set local atlas.why = 'a test'")
        connection.execute("update atlas.control set note = 'x' where row_order = 0")
        said = message(lambda: sync.push(stored.folder, stored.url, "mine"))
        assert "somebody else is changing the records" in said
        connection.rollback()


def test_a_pull_that_cannot_be_written_leaves_the_folder_as_it_was(
    stored, tmp_path, monkeypatch
):
    folder = tmp_path / "pulled"
    sync.pull(stored.url, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    edit(stored.folder, "sources", "https", "http")
    edit(stored.folder, "places", ",Tarhuna,", ",Tarhouna,")
    sync.push(stored.folder, stored.url, "two tables")
    moved, replace = [], writes.os.replace

    def full(old, new):
        moved.append(new)
        if len(moved) == 3:
            raise OSError(28, "No space left on device")
        replace(old, new)

    monkeypatch.setattr(writes.os, "replace", full)
    with pytest.raises(Exception, match="No space left"):
        sync.pull(stored.url, folder)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    with pytest.raises(StoreError, match="write them there with push"):
        sync.pull(stored.url.replace(stored.url.rpartition("/")[2], "base"), folder)


def test_without_the_extension_or_the_right_to_add_it_nothing_is_made(cluster, small):
    url = cluster.copied("template1")
    with psycopg.connect(url, autocommit=True) as connection:
        name = composed.Identifier(f"plain_{url.rpartition('/')[2]}")
        connection.execute(
            composed.SQL("create role {} login password 'secret'").format(name)
        )
        connection.execute(
            composed.SQL("grant create on database {} to {}").format(
                composed.Identifier(url.rpartition("/")[2]), name
            )
        )
    plain = f"postgresql://{name.as_string()[1:-1]}:secret@" + url.rpartition("@")[2]
    said = message(lambda: sync.push(small, plain, "first"))
    assert "the extension postgis is missing" in said
    assert ask(url, "select to_regnamespace('atlas')") == [(None,)]
    said = message(lambda: sync.push(small, cluster.url("base", "wrong"), "first"))
    assert "does not take this user" in said


def test_a_reader_without_rights_reads_and_may_not_push(stored):
    with psycopg.connect(stored.url, autocommit=True) as connection:
        connection.execute("create role reader login password 'secret'")
        for kind in ("usage on schema", "select on all tables in schema"):
            connection.execute(f"grant {kind} atlas to reader")
    url = "postgresql://reader:secret@" + stored.url.rpartition("@")[2]
    assert digests(url) == digests(stored.url)
    edit(stored.folder, "places", ",Tarhuna,", ",Tarhouna,")
    said = message(lambda: sync.push(stored.folder, url, "mine"))
    assert "this user may not do that" in said


def test_what_makes_the_tables_says_what_they_are_made_of():
    text = ddl.statements()
    for name in schema.TABLES:
        assert f'create table "atlas"."{name}"' in text
    assert len(ddl.version()) == 12
