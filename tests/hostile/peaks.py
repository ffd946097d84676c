"""How much memory and time of this process, and of those it starts, something takes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Peak:
    """Megabytes above those there were before, and seconds."""

    megabytes: float = 0.0
    seconds: float = 0.0


def _resident(name: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1000
    return 0.0


@contextmanager
def measured() -> Iterator[Peak]:
    """Measure what is done within; Linux alone knows the memory."""
    peak = Peak()
    clear: Callable[[str], object] = Path("/proc/self/clear_refs").write_text
    known = Path("/proc/self/clear_refs").exists()
    if known:
        clear("5")
    before, begun = _resident("VmRSS") if known else 0.0, time.monotonic()
    try:
        yield peak
    finally:
        peak.seconds = time.monotonic() - begun
        peak.megabytes = _resident("VmHWM") - before if known else 0.0
