"""The index by which a page of the site finds names, in any spelling."""

from geo.export.site import links
from geo.layers.read import json_line
from geo.query import findable, folding
from geo.records.read import Records
from geo.words import LANGUAGES, say

NAMES = {
    "place": "page.tabs.place",
    "agreement": "panel.tips.name",
    "district": "find.kinds.district",
    "road": "find.kinds.road",
    "actor": "find.kinds.actor",
    "line": "find.kinds.line",
    "story": "find.kinds.story",
}
"""What has a page by its name, and the message that says what it is."""


def index(records: Records) -> tuple[str, str]:
    """Return the index as a script: rules of spelling, and every name by its key.

    A page opened from a folder may fetch no data, but run scripts that lie beside it.
    """
    entries = [
        {
            "kind": hit.kind,
            "id": hit.item_id,
            "name": hit.name,
            "weight": round(weight, 3),
            "spelt": [
                [text, folding.keys(text), int(main)]
                for text, main in spellings.items()
                if folding.keys(text)
            ],
        }
        for hit, weight, spellings in findable.every(records)
        if hit.kind in NAMES
    ]
    kinds = {
        code: {kind: say(key, code) for kind, key in NAMES.items()}
        for code in LANGUAGES
    }
    held = {"rules": folding.rules(), "kinds": kinds, "entries": entries}
    return links.SEARCH_INDEX, f"window.atlasNames = {script_json(held)};\n"


def script_json(value: object) -> str:
    """Return a value as JSON that stands in a script as it is."""
    text = json_line(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.replace("</", "<\\/")
