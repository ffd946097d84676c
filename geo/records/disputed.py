"""The accounts of sources that differ on who held a place, or since when.

A record follows one account; where there is another its note tells that, after the word
*disputed* and, in Arabic, its twin. `geo.records.check.evidence` sees to it that such a
record cites two sources at least.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.records.read import Records
from geo.records.rows import notes_of
from geo.records.tables.control import Claim, Source
from geo.words import LANGUAGES, SOURCE

MARK: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\bdisputed\b", re.IGNORECASE),
    "ar": re.compile(r"مختلفٌ? في"),
}
"""What marks another account in a note, by language."""

_ASIDE = re.compile(
    r"^(Corrected:|Draft |New row|inferred|تصحيح:|سطر جديد|مستنتج:|.{0,9}المسودة)"
)
"""Begins a sentence on the record itself."""

_SENTENCE = re.compile(r"(?<=[.؛!?]) +(?=\S)")

_LEAST_LETTERS = 4
"""A publisher's name of fewer could stand in any text by chance."""


@dataclass(frozen=True)
class Disagreement:
    """Two accounts of who held a place, or since when.

    Attributes
    ----------
    claim_id : str
        The record, which follows one of them.
    text : dict of str to str
        What the record says of that, by language.
    named : tuple of str
        Ids of the sources of the record that the text names.
    further : tuple of str
        Ids of its other sources.
    """

    claim_id: str
    text: dict[str, str]
    named: tuple[str, ...]
    further: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the attributes as plain values."""
        return {
            "claim_id": self.claim_id,
            **{f"text_{code}": self.text.get(code) for code in LANGUAGES},
            "named": list(self.named),
            "further": list(self.further),
        }


def disagreement(records: Records, claim: Claim) -> Disagreement | None:
    """Return the accounts that differ on a claim, if its note tells of any.

    Parameters
    ----------
    records : geo.records.read.Records
    claim : geo.records.tables.control.Claim

    Returns
    -------
    Disagreement or None

    Examples
    --------
    >>> from geo.records.read import load
    >>> records = load()
    >>> accounts = [disagreement(records, claim) for claim in records.control]
    >>> sum(one is not None for one in accounts) > 40
    True
    """
    notes = notes_of(claim)
    if not MARK[SOURCE].search(notes[SOURCE]):
        return None
    text = {code: other_account(note, code) for code, note in notes.items()}
    sources = [records.source_of[i] for i in claim.source_ids]
    found = tuple(_named_in(text[SOURCE], sources))
    further = tuple(i for i in claim.source_ids if i not in found)
    return Disagreement(claim.claim_id, text, found, further)


def other_account(note: str, language: str) -> str:
    """Return what a note says of another account; the whole where nothing marks it.

    Examples
    --------
    >>> other_account("LNA took it. Disputed: GNA denies. Corrected: was gna.", "en")
    'Disputed: GNA denies.'
    >>> other_account("Both claim it. Disputed. New row.", "en")
    'Both claim it. Disputed.'
    """
    sentences = _SENTENCE.split(note)
    mark = MARK[language]
    at = next((i for i, text in enumerate(sentences) if mark.search(text)), None)
    if at is None:
        return note
    if not re.match(mark.pattern + r"[^:]*:", sentences[at], re.IGNORECASE):
        first = at - 1 if len(sentences[at].split()) < 3 and at else at
        return " ".join(sentences[first : at + 1])
    end = at + 1
    while end < len(sentences) and not _ASIDE.match(sentences[end]):
        end += 1
    return " ".join(sentences[at:end])


def _named_in(text: str, sources: Iterable[Source]) -> Iterable[str]:
    """Yield the ids of the sources whose publisher a text names."""
    for source in sources:
        names = [name.strip() for name in re.split(r"[/(),]", source.publisher)]
        if any(len(name) >= _LEAST_LETTERS and name in text for name in names):
            yield source.source_id
