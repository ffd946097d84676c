"""The option that has a command's work done on a cluster."""

from geo.optional import dask


def test_no_scheduler_is_one_message(run_command, tmp_path, monkeypatch):
    monkeypatch.setattr(dask, "CONNECT_SECONDS", 0.5)
    source = tmp_path / "in.csv"
    source.write_text("id,lat,lon,date\n")
    words = ["annotate", source, tmp_path / "out.csv", "--dask", "tcp://127.0.0.1:9"]
    status, _, said = run_command(*words)
    assert (status, said.count("\n")) == (1, 1)
    assert "no scheduler answers there" in said
    for count in ("many", "0", "2019", "9" * 400):
        status, _, said = run_command(*words[:-1], count)
        assert (status, "write local" in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
