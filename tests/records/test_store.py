"""Rows and digests come out of one reading."""

import hashlib
from dataclasses import replace

from geo.layers import read as layers
from geo.query.atlas import Atlas
from geo.records import read as records
from geo.records import schema
from geo.records.store import FileStore


def edited(copy) -> None:
    (row, *_) = copy.rows("control", claim_id="abu-grein-2016-05-19")
    copy.set("control", row, note="Another note.")


def test_digests_are_those_of_the_files(copy):
    digests = FileStore(copy.folder).digests()
    assert {f"{name}.csv" for name in schema.TABLES} == digests.tables.keys()
    for name in schema.TABLES:
        data = copy.path(name).read_bytes()
        assert digests.tables[f"{name}.csv"] == hashlib.sha256(data).hexdigest()
        assert len(digests.rows[name]) == len(copy.read(name))


def test_an_edited_record_bears_the_digest_of_what_was_read(copy):
    store = FileStore(copy.folder)
    before = {name: store.read(name) for name in schema.TABLES}
    tables, rows = FileStore(copy.folder).digests()
    edited(copy)
    assert {name: store.read(name) for name in schema.TABLES} == before
    assert store.digests() == (tables, rows)
    again = FileStore(copy.folder).digests()
    assert again.tables["control.csv"] != tables["control.csv"]
    changed = {
        name
        for name, digest in again.rows["control"].items()
        if digest != rows["control"][name]
    }
    assert changed == {"abu-grein-2016-05-19"}


def test_a_world_under_a_running_server_names_the_rows_that_it_holds(copy):
    facts = records.load(copy.folder)
    world = Atlas(facts)
    tables, rows = FileStore(copy.folder).digests()
    edited(copy)
    assert world.rows["control"] == rows["control"]
    assert world.digests["control.csv"] == tables["control.csv"]
    assert layers.digests(facts)["control.csv"] == tables["control.csv"]
    assert layers.digests(copy.folder)["control.csv"] != tables["control.csv"]
    again = Atlas(replace(facts))
    assert again.rows == rows


def test_records_are_read_from_any_store(copy):
    class Upside:
        """The tables, their rows from below."""

        def __init__(self) -> None:
            self.files = FileStore(copy.folder)

        def read(self, table: str) -> list[list[str]]:
            header, *rows = self.files.read(table)
            return [header, *rows[::-1]]

        def digests(self):
            return self.files.digests()

    facts = records.load(Upside())
    assert set(facts.place_of) == {row["place_id"] for row in copy.read("places")}
    assert facts.digests == FileStore(copy.folder).digests()
