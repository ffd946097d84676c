"""What another process makes, with other hashes and in another time zone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MANIFEST = json.dumps({"title": "ليبيا – <Libya> & 'co'", "rows": list(range(900))})
"""What the Arabic pictures bear."""

SCRIPT = """
import datetime as dt, sys
from pathlib import Path
from geo import export
from geo.pictures import render as snapshot
from geo.request import Request

folder, manifest = Path(sys.argv[1]), sys.stdin.buffer.read().decode()
day, world = dt.date(2019, 12, 19), export.load()
for ending in export.ENDINGS:
    request = Request(day, dpi=72, size_px=(700, 500))
    export.save(world, request, folder / f"atlas{ending}")
for form in snapshot.FORMS:
    request = Request(day, language="ar", dpi=72)
    picture = snapshot.render(world.frames, request, form, manifest)
    (folder / f"arabic.{form}").write_bytes(picture)
"""


@pytest.fixture(scope="session")
def elsewhere(shared) -> Path:
    """A folder with a file of every form, and with Arabic pictures."""

    def fill(to: Path) -> None:
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(to)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": ""},
            input=MANIFEST.encode(),
            check=True,
            timeout=300,
        )

    return shared("elsewhere", fill)
