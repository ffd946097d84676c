"""What was drawn once comes from the cache, the same to the last bit."""

import ast
import datetime as dt
from pathlib import Path
from types import SimpleNamespace as Row

import pytest
import shapely

from geo.errors import SeaError
from geo.files import cache
from geo.sea import cached, claims, neighbours
from geo.sea import lines as published

RECIPE = "median malta lampedusa full"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    published.draw.cache_clear()
    yield tmp_path
    published.draw.cache_clear()


def test_a_line_is_drawn_once(monkeypatch):
    first = published.draw(RECIPE)
    published.draw.cache_clear()
    monkeypatch.setattr(published, "_draw", None)
    again = published.draw(RECIPE)
    assert again == first
    assert shapely.to_wkb(again.shape) == shapely.to_wkb(first.shape)
    assert first.stretches
    with pytest.raises(TypeError):
        published.draw(RECIPE, (("malta", ((14.0, 36.0), (14.2, 36.1))),))


def test_water_is_drawn_once_from_the_same_claim_and_lines(monkeypatch):
    box = shapely.box(18, 33, 19, 34)
    monkeypatch.setattr(claims, "_water", lambda *_: box)
    claim = {"claim_id": "a", "claimant": "libya", "against": "", "leaves": ""}
    claim = Row(**claim, ring_ids=("edge",), bound_ids=())
    edge = Row(shape=box.exterior, between=())
    assert claims.water(claim, "libya", {"edge": edge}, ()) == box
    monkeypatch.setattr(claims, "_water", None)
    assert claims.water(claim, "libya", {"edge": edge}, ()) == box
    for name, value in (("leaves", "malta 12"), ("claimant", "malta")):
        other = Row(**{**vars(claim), name: value})
        with pytest.raises(TypeError):
            claims.water(other, "libya", {"edge": edge}, ())
    moved = Row(shape=shapely.box(18, 33, 19, 34.1).exterior, between=())
    with pytest.raises(TypeError):
        claims.water(claim, "libya", {"edge": moved}, ())


def test_overlaps_are_sought_once(monkeypatch):
    days = dt.date(2009, 5, 27), dt.date(2019, 11, 27)
    rows = [
        Row(claim_id="a", claimant="libya", valid_from=days[0], valid_to=None),
        Row(claim_id="b", claimant="malta", valid_from=days[0], valid_to=days[1]),
    ]
    waters = {"a": shapely.box(18, 33, 19, 34), "b": shapely.box(18.5, 33, 20, 34)}
    first = claims.overlaps(rows, waters)
    assert [(o.first, o.second, o.valid_to) for o in first] == [("a", "b", days[1])]
    monkeypatch.setattr(claims, "_overlaps", None)
    assert claims.overlaps(rows, waters) == first
    waters["b"] = shapely.box(18.6, 33, 20, 34)
    with pytest.raises(TypeError):
        claims.overlaps(rows, waters)


def test_a_limit_is_drawn_once_for_a_coast_a_distance_and_what_cuts_it(monkeypatch):
    first = neighbours.zone("pantelleria", 24, "sicily")
    assert first.km2_beyond > 0, "Tunisia is nearer to some of it"
    monkeypatch.setattr(neighbours, "_zone", None)
    again = neighbours.zone("pantelleria", 24, "sicily")
    assert again == first
    assert shapely.to_wkb(again.water) == shapely.to_wkb(first.water)
    for name, miles, apart in (("pantelleria", 24, ""), ("pantelleria", 23, "sicily")):
        with pytest.raises(TypeError):
            neighbours.zone(name, miles, apart)


def test_what_cannot_be_drawn_is_not_kept(folder):
    for _ in range(2):
        with pytest.raises(SeaError, match="share no water"):
            published.draw("median libya lebanon full")
    assert not list(folder.glob(f"{cached.KIND}-*"))


def sea_modules(name):
    """Yield the modules of the sea that one of them imports."""
    path = Path(cached.__file__).with_name(f"{name}.py")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "geo.sea":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module.startswith("geo.sea."):
            yield node.module.rpartition(".")[2]


def test_the_key_is_of_all_code_that_draws():
    found, new = set(), {"claims", "lines", "neighbours"}
    while new:
        found |= new
        new = {other for name in new for other in sea_modules(name)} - found
    assert found == set(cached.DRAWN_BY)
