"""Draws pictures in a process of its own, on one core, and prints what they took."""

import datetime as dt
import json
import os
import time

from geo.layers import read as layers
from geo.pictures import render as snapshot
from geo.request import Request
from tests.bench.report import peak_mb

DAYS = [dt.date(2019, 12, day) for day in range(10, 20)]
"""Days drawn in turn; the first warms up."""

DPI = 300


def main() -> None:
    """Print seconds, seconds of CPU, the bytes of the last picture and the memory."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    frames = {name: layers.read(name) for name in layers.NAMES}
    measured: dict[str, list[float]] = {"seconds": [], "cpu": []}
    for day in DAYS:
        wall, work = time.perf_counter(), time.process_time()
        data = snapshot.render(frames, Request(day, dpi=DPI), "png")
        measured["seconds"].append(time.perf_counter() - wall)
        measured["cpu"].append(time.process_time() - work)
    print(json.dumps({**measured, "bytes": len(data), "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
