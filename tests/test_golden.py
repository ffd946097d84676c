"""What the atlas makes is what is written down; ``make golden`` writes it anew."""

import pytest

from tests.golden import compare, make


@pytest.mark.parametrize("group", make.GROUPS)
def test_makes_what_is_written_down(group):
    unlike = compare.unlike()
    for name, text in make.GROUPS[group]().items():
        now = compare.comparable(name, text, unlike)
        then = compare.comparable(name, compare.stored(name), unlike)
        assert now.splitlines() == then.splitlines(), f"expected/{name}: make golden"


def test_writes_down_no_more_than_it_makes():
    kept = {path.stem for path in compare.EXPECTED.glob("commands/*")}
    assert kept == {"help", *make.cases.COMMANDS}
    kept = {path.stem for path in compare.EXPECTED.glob("manifests/*")}
    assert kept == {*make.cases.FILES}


def test_names_each_library_once_it_differs(monkeypatch):
    row = '{"name": "a.png", "form": "png", "sha256": "0", "size": [1, 2]}\n'
    kept = compare.comparable("files/a.jsonl", row, {"freetype"})
    assert kept == '{"name": "a.png", "form": "png", "size": [1, 2]}\n'
    assert compare.comparable("files/a.jsonl", row, {"gdal"}) == row
    assert compare.comparable("commands/help.txt", "usage", {"click"}) == ""
