"""An open page shows what was edited in its database, without a restart."""

import psycopg
import pytest

from geo.dates import parse_day
from geo.errors import StoreError
from geo.export import manifests, processes, read_manifest
from geo.export.queue import Job
from geo.page import follow, material
from geo.page.world import World
from geo.records.store import STORE, FileStore
from geo.request import Request
from tests.chromium import map_frame, open_map
from tests.page.session import Session
from tests.postgres import PASSWORD
from tests.serving import serving


def rename(url, name, why="another spelling"):
    with psycopg.connect(url) as connection:
        connection.execute("select set_config('atlas.why', %s, true)", [why])
        connection.execute(
            "update atlas.places set name_en = %s where place_id = 'tarhuna'", [name]
        )


def test_a_page_follows_an_edit_and_stays_as_it_is_over_one_that_breaks_a_rule(
    stored, page
):
    with serving("app.py", **{STORE: stored.url}) as url:
        frame = open_map(page, f"{url}/?date=2019-12-19&place=tarhuna")
        assert frame.evaluate("atlas.data.evidence") == "now-1-evidence.json"
        frame.evaluate("window.isOld = true")
        rename(stored.url, "Tarhouna")
        page.wait_for_function("document.title.includes('Tarhouna')")
        page.wait_for_function("!document.querySelector('iframe').contentWindow.isOld")
        frame = map_frame(page)
        assert frame.evaluate("atlas.data.evidence") == "now-2-evidence.json"
        assert frame.evaluate("atlas.date") == "2019-12-19"
        assert frame.evaluate("JSON.stringify(atlas.data).includes('Tarhouna')")
        with psycopg.connect(stored.url) as connection:
            connection.execute("set local atlas.why = 'a slip'")
            connection.execute("update atlas.places set population = 'many'")
        rename(stored.url, "Tarhuna again")  # what was wrong stays
        with psycopg.connect(stored.url) as connection:
            connection.execute("set local atlas.why = 'put right'")
            connection.execute("update atlas.places set population = ''")
        page.wait_for_function("document.title.includes('Tarhuna again')")
        assert page.errors == []


def test_exports_are_made_from_what_the_page_shows(stored, monkeypatch, tmp_path):
    monkeypatch.setenv(STORE, stored.url)
    shown = material._of_store()
    rename(stored.url, "Tarhouna")
    request = Request(parse_day("2019-12-19"))
    job = Job(shown.atlas, request, "geojson", tmp_path)
    job.folder.mkdir()
    processes.run(job)
    made = job.path.read_bytes()
    manifest = manifests.parse(read_manifest(made, "geojson"))
    digests = FileStore(stored.folder).digests()
    rows = manifest["rows"]["places"]
    assert rows.items() <= digests.rows["places"].items()
    assert manifest["tables"].items() >= digests.tables.items()
    assert PASSWORD.encode() not in made


def test_a_database_without_records_is_told(database, monkeypatch):
    monkeypatch.setenv(STORE, database)
    with pytest.raises(StoreError, match="write them there with push"):
        material._of_store()


def test_what_newer_records_lack_is_chosen_no_more(atlas, monkeypatch):
    chosen = Session(selected="tarhuna", agreement="none", line=None)
    monkeypatch.setattr(follow.st, "session_state", chosen)
    world = object.__new__(World)
    object.__setattr__(world, "atlas", atlas)
    follow.forget_missing(world)
    assert chosen == {"selected": "tarhuna", "agreement": None, "line": None}
