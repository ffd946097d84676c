"""Fails where too many expressions are of type ``Any``: any_share FOLDER OF A REPORT.

The report is that of ``mypy --any-exprs-report FOLDER``, which counts them.
"""

import sys
from pathlib import Path

MOST = 5.0
"""Per cent of all expressions."""


def share(report: str) -> float:
    """Return what per cent of expressions are of type ``Any``.

    Examples
    --------
    >>> share("geo.dates 2 100 98.00%\\n---\\nTotal 30 1000 97.00%\\n")
    3.0
    """
    total = report.rstrip().splitlines()[-1].split()
    if total[0] != "Total":
        raise ValueError("the report does not end with a line of totals")
    untyped, every = map(int, total[1:3])
    return 100 * untyped / every


def main(folder: Path) -> str | None:
    """Return what is wrong with a report, if anything is."""
    percent = share((folder / "any-exprs.txt").read_text(encoding="utf-8"))
    print(f"{percent:.2f} % of expressions are of type Any")
    return f"that is too many: keep under {MOST:g} %" if percent >= MOST else None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
