"""The command ``site``."""

from pathlib import Path

import pytest

from geo.__main__ import main
from geo.export import site as sites
from geo.export.site.folder import Written


@pytest.fixture
def calls(monkeypatch, world):
    """The arguments with which the site is to be written, in place of writing it."""
    found = []

    def write(atlas, folder: Path, address: str) -> Written:
        found.append((folder, address))
        return Written(3, 2, 1, ("en/mine.html",))

    monkeypatch.setattr("geo.export.load", lambda *_: world)
    monkeypatch.setattr(sites, "write", write)
    return found


def test_it_says_what_became_of_the_files(calls, tmp_path, capsys):
    address = "https://atlas.example.org/libya"
    assert main(["site", str(tmp_path), "--address", address]) == 0
    assert calls == [(tmp_path, address)]
    out = capsys.readouterr().out
    assert "3 files written, 2 as before, 1 removed" in out
    assert "en/mine.html" in out


def test_an_address_in_arabic_is_written_in_the_signs_of_addresses(calls, tmp_path):
    address = "https://أطلس.example:8080/خريطة/a%20b/"
    assert main(["site", str(tmp_path), "--address", address]) == 0
    ((_, written),) = calls
    assert written == (
        "https://xn--igb6al6c.example:8080/%D8%AE%D8%B1%D9%8A%D8%B7%D8%A9/a%20b/"
    )


@pytest.mark.parametrize(
    "address",
    ["atlas.example.org", "https://a.example/?x=1", f"https://{'ا' * 80}.example/"],
)
def test_an_address_is_one_of_a_site(calls, tmp_path, capsys, address):
    assert main(["site", str(tmp_path), "--address", address]) == 2
    assert "is no address of a site" in capsys.readouterr().err
    assert calls == []
