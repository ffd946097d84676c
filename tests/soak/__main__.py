"""Run all parts, or those that are named: ``python -m tests.soak verify``.

Of the writes one command may be named: ``python -m tests.soak writes:site``.
"""

import sys
from functools import partial

from tests.soak import fuzzing, naive, readers, verifying, writing

PARTS = {
    "verify": verifying.run,
    "records": fuzzing.records,
    "commands": fuzzing.commands,
    "writes": writing.run,
    "readers": readers.run,
    "naive": naive.run,
} | {f"writes:{name}": partial(writing.run, names=(name,)) for name in writing.CASES}

WHOLE = [name for name in PARTS if ":" not in name]

if __name__ == "__main__":
    held = [PARTS[name]() for name in sys.argv[1:] or WHOLE]
    raise SystemExit(not all(held))
