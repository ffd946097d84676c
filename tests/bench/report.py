"""Figures, and the Markdown tables that show them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np


class SkippedError(Exception):
    """A part that cannot be measured yet; the text says why."""


@dataclass(frozen=True)
class Row:
    """One measure.

    Attributes
    ----------
    measure : str
        What was measured, with its unit.
    ours, peer, ratio : str
        Figures; empty where there is none.
    target : str
        What the issue asks for; empty where the row only informs.
    holds : bool or None
        Whether the target is met; None where the row only informs.
    """

    measure: str
    ours: str = ""
    peer: str = ""
    ratio: str = ""
    target: str = ""
    holds: bool | None = None


@dataclass
class Table:
    """The measures of one part, and what to know when reading them."""

    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the table as Markdown."""
        yield f"## {self.title}"
        yield ""
        yield "| measure | ours | peer | ratio | target | holds |"
        yield "|---|--:|--:|--:|---|---|"
        says = {True: "yes", False: "**no**", None: ""}
        for row in self.rows:
            cells = (row.measure, row.ours, row.peer, row.ratio, row.target)
            yield "| " + " | ".join((*cells, says[row.holds])) + " |"
        yield ""
        yield from (f"- {note}" for note in self.notes)
        yield ""


def peak_mb() -> float:
    """Return the most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1000


def median(values: Sequence[float]) -> float:
    """Return the middle value."""
    return float(np.median(values))


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 in 100 do not exceed."""
    return float(np.percentile(values, 95))


def spread(values: Sequence[float]) -> str:
    """Return median and 95th percentile of times in ms, as text."""
    return f"{median(values):.1f} / {p95(values):.1f}"
