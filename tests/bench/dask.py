"""Part ``dask``: tables of events, answered by one worker and by two.

What is measured
    10⁵ events in one Parquet file, by the command line without and with ``--dask 1``:
    *overhead* is what the cluster takes beside, its start included. `SIZE` events in
    `PARTS` Parquet files, with ``--dask 1`` and ``--dask 2``: *a million* is seconds a
    million rows, start included, and *peak* the memory of the largest process as the
    system counts it.

Why it is fair
    Same events, same command, one after the other. Two workers on two cores have no
    core for the scheduler and for whoever asks.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from geo.dates import number_of
from geo.query.atlas import load
from tests.bench.annotate import events
from tests.bench.report import Row, Table

SMALL, SIZE, PARTS = 100_000, 10_000_000, 20

RUN = """
import json, resource, sys, time
from geo.__main__ import main
if __name__ == "__main__":
    begun = time.perf_counter()
    status = main(["annotate", *sys.argv[1:]])
    took = time.perf_counter() - begun
    own, others = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps({"s": took, "mb": max(own, others)}))
    sys.exit(status)
"""


def measure(
    browser: Browser, pictures: Path | None, size: int = SIZE, small: int = SMALL
) -> Iterator[Table]:
    """Yield the table of this part."""
    table = Table("Events, annotated on a cluster of this machine")
    newest = number_of(load().records.newest)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script, source = folder / "run.py", folder / "in.parquet"
        script.write_text(RUN)
        events(small, newest).to_parquet(source, index=False)
        alone = _run(script, source, folder / "alone.parquet")
        spread = _run(script, source, folder / "spread.parquet", "--dask", "1")
        same = _same(folder / "alone.parquet", folder / "spread.parquet")
        table.rows += [
            Row(f"{small:,} rows: without a cluster, s", f"{alone['s']:.1f}"),
            Row(f"{small:,} rows: one worker, s", f"{spread['s']:.1f}", holds=same),
            Row("overhead, s", f"{spread['s'] - alone['s']:.1f}"),
        ]
        source = folder / "in"
        source.mkdir()
        for part in range(PARTS):
            drawn = events(size // PARTS, newest)
            drawn["id"] += part * len(drawn)
            drawn.to_parquet(source / f"part.{part:02}.parquet", index=False)
        took = {}
        for workers in (1, 2):
            out = folder / f"out{workers}"
            took[workers] = _run(script, source, out, "--dask", str(workers))
            label = f"{size:,} rows in {PARTS} files: {workers} of one core each"
            million = took[workers]["s"] / size * 1e6
            table.rows += [
                Row(f"{label}, s a million", f"{million:.1f}"),
                Row(f"{label}, peak MB", f"{took[workers]['mb']:.0f}"),
            ]
        same = all(
            _same(path, folder / "out1" / path.name)
            for path in (folder / "out2").iterdir()
        )
        table.rows.append(
            Row(
                "two workers beside one",
                ratio=f"{took[1]['s'] / took[2]['s']:.2f}",
                holds=same,
            )
        )
    yield table


def _run(script: Path, *words: object) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, script, *words],
        check=True,
        capture_output=True,
        env=_environment(),
    )
    taken: dict[str, float] = json.loads(done.stdout)
    return taken


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()
