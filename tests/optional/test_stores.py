"""One contract for every store: the same rows, digests, checks, layers and answers."""

import shutil

import psycopg
import pytest

from geo.dates import parse_day
from geo.errors import GeoError, RecordError
from geo.layers import read as layers
from geo.optional import sync
from geo.optional.postgis import PostgisStore
from geo.query.atlas import Atlas
from geo.records import schema
from geo.records.read import load
from geo.records.store import FileStore
from tests.samples import sampled


@pytest.fixture(params=["file", "postgis"])
def store(request, small):
    """A store with the small records."""
    if request.param == "file":
        return FileStore(small)
    return PostgisStore(request.getfixturevalue("unchanged").url)


@pytest.fixture
def files(small):
    return FileStore(small)


def test_rows_are_as_written(store, files):
    for name in schema.TABLES:
        assert store.read(name) == files.read(name)
    assert store.label == files.label


def test_digests_are_those_of_the_files(store, files):
    assert store.digests() == files.digests()


def test_rows_and_digests_are_of_one_reading(store, small):
    before = {name: store.read(name) for name in schema.TABLES}
    digests = store.digests()
    path = small / "control.csv"
    path.write_text(path.read_text().replace("a source", "another source"))
    assert {name: store.read(name) for name in schema.TABLES} == before
    assert store.digests() == digests


def test_records_layers_and_answers_are_the_same(store, files):
    ours, theirs = load(store, editorial=True), load(files)
    assert ours == theirs
    assert ours.digests == theirs.digests
    texts = {name: layers.dump(layer) for name, layer in layers.features(ours).items()}
    for name, layer in layers.features(theirs).items():
        assert texts[name] == layers.dump(layer), name
    atlas, other = Atlas(ours), Atlas(theirs)
    rows = sampled(atlas)
    assert [_answer(atlas, row) for row in rows] == [
        _answer(other, row) for row in rows
    ]


def _answer(atlas, row):
    try:
        return atlas.who(row["lat"], row["lon"], parse_day(row["date"])).as_json()
    except GeoError as error:
        return str(error)


def test_a_broken_row_is_told_in_the_same_words(stored):
    """What is no matter for the database, the rules find in both."""
    with psycopg.connect(stored.url) as connection:
        connection.execute("set local atlas.why = 'a test'")
        connection.execute(
            "update atlas.control set last_seen = '2013-01-01', note = 'x  ' "
            "where row_order in (3, 5)"
        )
        connection.execute("update atlas.sources set published = 'May' where url = url")
    broken = stored.folder.with_name("broken")
    sync.write(PostgisStore(stored.url), broken)
    faults = []
    for source in (PostgisStore(stored.url), broken):
        with pytest.raises(RecordError) as caught:
            load(source, editorial=True)
        faults.append([fault.text("ar") for fault in caught.value.faults])
    assert faults[0] == faults[1]
    assert len(faults[0]) > 4
    shutil.rmtree(broken)
