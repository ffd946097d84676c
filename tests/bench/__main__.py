"""The benchmark's command line."""

import argparse
import os
import sys
from pathlib import Path

from tests.bench import (
    annotate,
    dask,
    film,
    first,
    heap,
    large,
    picture,
    query,
    site,
    start,
    step,
    tabs,
    update,
    world,
)
from tests.bench.browser import chromium
from tests.bench.report import SkippedError

PARTS = {
    "start": start,
    "step": step,
    "first": first,
    "tabs": tabs,
    "update": update,
    "heap": heap,
    "large": large,
    "picture": picture,
    "film": film,
    "query": query,
    "annotate": annotate,
    "site": site,
    "dask": dask,
    "world": world,
}


def main() -> int:
    """Measure the parts asked for, and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--pictures", type=Path, help="a folder for pictures of every measured page"
    )
    chosen = parser.parse_args()
    if chosen.pictures:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
    failed = False
    for name in chosen.only:
        try:  # a fresh browser a part: none pays for what another left behind
            with chromium() as browser:
                print(
                    f"# {name} (Chromium {browser.version}, {os.cpu_count()} cores, "
                    f"load {os.getloadavg()[0]:.1f} at the start)\n",
                    flush=True,
                )
                for table in PARTS[name].measure(browser, chosen.pictures):
                    print("\n".join(table.lines()), flush=True)
        except SkippedError as why:
            print(f"Skipped: {why}.\n", flush=True)
        except RuntimeError as error:
            print(f"bench: {name}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
