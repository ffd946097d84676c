"""Run all parts, or those that are named: ``python -m tests.soak verify``."""

import sys

from tests.soak import fuzzing, readers, verifying, writing

PARTS = {
    "verify": verifying.run,
    "records": fuzzing.records,
    "commands": fuzzing.commands,
    "writes": writing.run,
    "readers": readers.run,
}

if __name__ == "__main__":
    names = sys.argv[1:] or [*PARTS]
    held = [PARTS[name]() for name in names]
    raise SystemExit(not all(held))
