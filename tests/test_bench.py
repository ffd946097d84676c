"""What the benchmark makes and draws; measuring is a run of its own."""

import datetime as dt
import itertools
from collections import Counter

import pandas as pd
import pytest
import shapely

from geo.layers import read as layers
from geo.query.atlas import Atlas
from tests import worlds
from tests.bench import cdn, first, peers, start, synthetic, world
from tests.bench.report import Row, Table


def test_synthetic_cells_tile_their_window():
    shapes = synthetic.cells(200)
    assert len(shapes) == 200
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).area == pytest.approx(
        shapely.box(*synthetic.EXTENT).area, rel=1e-6
    )


@pytest.mark.parametrize("number", [500, 2000])
def test_synthetic_days_have_the_same_number_of_changes(number):
    spells = list(synthetic.spells(number, days=300))
    ends = Counter(spell.end for spell in spells)
    assert ends.pop(None) == number
    assert set(ends.values()) == {synthetic.CHANGES}
    assert len(ends) == 299


def test_synthetic_cells_are_in_one_hand_at_a_time():
    spells = sorted(
        synthetic.spells(300, days=200), key=lambda spell: (spell.cell, spell.start)
    )
    for one, other in itertools.pairwise(spells):
        if one.cell == other.cell:
            assert (one.end, one.layer != other.layer) == (other.start, True)
        else:
            assert one.end is None


def test_the_larger_world_has_the_spells_of_the_made_up_war():
    atlas = Atlas(world.records(200, days=60))
    assert len(atlas.records.places) == 200
    for spell in synthetic.spells(200, days=60):
        if spell.end is None:
            place = atlas.records.places[spell.cell]
            answer = atlas.who(place.lat, place.lon, worlds.day(59))
            assert answer.camp == worlds.ACTORS[world.HOLDERS[spell.layer]]
            assert answer.since == worlds.day(spell.start).isoformat()


def test_peers_draw_what_is_valid_on_the_day():
    day = dt.date(2019, 12, 19)
    frames = peers.read()
    for name in peers.CELLS:
        raw = layers.read(name)
        kept = [
            record
            for record in raw.itertuples()
            if record.valid_from.date() <= day
            and (pd.isna(record.valid_to) or day < record.valid_to.date())
        ]
        assert len(peers.on(frames[name], day)) == len(kept)


def test_every_script_that_folium_names_is_served():
    for element in cdn.ELEMENTS:
        links = (*element.default_js, *getattr(element, "default_css", []))
        assert {name for name, _ in links} <= set(cdn.FILES)


def test_only_what_carries_dates_counts_as_dated():
    data = b'"2019-12-19",' * 300
    assert first._dated("text/html", b"<html>\n" + data + b"\n</html>") == data
    assert first._dated("application/json", b'{"tripoli_held":1}') != b""
    assert first._dated("text/javascript", b"var a = 1;" * 900) == b""


def test_tables_say_what_holds():
    table = Table("T", [Row("a", "1", holds=False), Row("b", "2")], ["n"])
    lines = list(table.lines())
    assert lines[4:6] == ["| a | 1 |  |  |  | **no** |", "| b | 2 |  |  |  |  |"]
    assert "- n" in lines


def test_the_start_of_a_process_is_measured_as_its_own(tmp_path):
    run = start._run(("-c", "sum(range(3_000_000))"), str(tmp_path))
    assert 0 < run.cpu_s < run.wall_s + 0.1
    with pytest.raises(RuntimeError, match="status 3"):
        start._run(("-c", "raise SystemExit(3)"), str(tmp_path))


def test_the_start_is_shown_beside_that_of_python():
    took = {"pass": 0.02, "geopandas": 0.8, "help": 0.1, "who": 1.6}
    runs = {name: [start.Run(cpu, cpu)] for name, cpu in took.items()}
    table = start.table(start.Run(4.0, 4.0), runs)
    shown = [(row.ours, row.ratio, row.holds) for row in table.rows]
    assert shown == [
        ("0.10", "5.0", True),
        ("1.60", "80.0", False),
        ("1.60", "2.0", None),
        ("4.00", "200.0", None),
    ]
