"""Compares what is made with what is written down, as far as it can be the same."""

import json
from pathlib import Path

from tests.golden.summary import RESTS_ON, made_with

EXPECTED = Path(__file__).parent / "expected"
MADE_WITH = "made_with.json"


def unlike() -> set[str]:
    """Return the libraries whose versions here are not those written down."""
    then = json.loads((EXPECTED / MADE_WITH).read_text(encoding="utf-8"))
    now = made_with()
    return {name for name in then | now if then.get(name) != now.get(name)}


def comparable(name: str, text: str, unlike: set[str]) -> str:
    """Return a text without the digests that rest on what is not the same here."""
    if name == "commands/help.txt":
        return "" if unlike & {*RESTS_ON["help"]} else text
    if not name.startswith(("layers", "files/")) or not name.endswith(".jsonl"):
        return text
    kept = []
    for one in text.splitlines():
        row = json.loads(one)
        if unlike & {*RESTS_ON[row["form"]]}:
            row = {key: row[key] for key in row if not key.startswith("sha256")}
        kept.append(json.dumps(row, ensure_ascii=False) + "\n")
    return "".join(kept)


def stored(name: str) -> str:
    """Return a text that is written down; none if it is not."""
    path = EXPECTED / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
