"""Write down anew what the atlas makes: ``python -m tests.golden --update``."""

import argparse
import json
import os
from pathlib import Path

from tests.golden.compare import EXPECTED, MADE_WITH, stored
from tests.golden.make import all_texts
from tests.golden.summary import made_with


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("--update", action="store_true", required=True)
    parser.parse_args()
    texts = dict(all_texts())
    texts[MADE_WITH] = json.dumps(made_with(), indent=1, sort_keys=True) + "\n"
    for name, text in sorted(texts.items()):
        if stored(name) != text:
            print(f"{os.path.relpath(EXPECTED / name)} changed")
            _write(EXPECTED / name, text)
    for path in EXPECTED.rglob("*.*"):
        if path.relative_to(EXPECTED).as_posix() not in texts:
            print(f"{os.path.relpath(path)} gone")
            path.unlink()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
