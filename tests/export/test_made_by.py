"""The build by which a file was made."""

from geo.export.made_by import digest_of, made_by, unlike


def test_names_the_code_and_what_draws_and_writes():
    build = made_by()
    assert {"code", "machine", "matplotlib", "freetype", "gdal", "geos"} <= build.keys()
    assert {"proj", "pillow", "pyarrow"} <= build.keys()
    assert "unknown" not in build.values()
    assert unlike(build, build) == []


def test_every_line_of_code_counts_and_no_line_end(tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "a.py").write_bytes(b"a = 1\n")
    (tmp_path / "web" / "a.css").write_bytes(b"a {}\n")
    first = digest_of(tmp_path)
    (tmp_path / "a.py").write_bytes(b"a = 1\r\n")
    (tmp_path / "a.pyc").write_bytes(b"compiled")
    assert digest_of(tmp_path) == first
    (tmp_path / "web" / "a.css").write_bytes(b"a{}\n")
    second = digest_of(tmp_path)
    (tmp_path / "web" / "a.css").rename(tmp_path / "web" / "b.css")
    assert len({first, second, digest_of(tmp_path)}) == 3
