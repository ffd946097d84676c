"""The report of a file that was verified: what differs, and the verdict."""

from dataclasses import dataclass
from pathlib import Path

from geo.errors import Text, in_language, shortened
from geo.words import SOURCE

MOST_LINES = 20
"""A report has no more lines: a manifest may name a million members."""

SAME = Text("verify.same")
CHANGED = Text("verify.changed")
REBUILT = Text("verify.rebuilt")
ALTERED = Text("verify.altered")
UNMADE = Text("verify.unmade")


@dataclass(frozen=True)
class Report:
    """Whether a file is what its manifest says.

    Attributes
    ----------
    path : pathlib.Path
    differs : tuple of str
        What is not the same, each in a phrase; none: the file is the same.
    notes : tuple of str
        What changed since without bearing on the file.
    verdict : str
        One of `SAME`, `CHANGED`, `REBUILT`, `ALTERED` and `UNMADE`.
    """

    path: Path
    differs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    verdict: str = ALTERED

    @property
    def same(self) -> bool:
        """Return whether the file is the same."""
        return not self.differs

    def text(self, language: str) -> str:
        """Return it in one of `geo.words.LANGUAGES`: what differs, a line each."""
        verdict = SAME if self.same else self.verdict
        head = Text("verify.verdict", path=self.path, verdict=verdict)
        every_line = [*self.differs, *self.notes]
        lines = [
            shortened(in_language(line, language)) for line in every_line[:MOST_LINES]
        ]
        if (more := len(every_line) - MOST_LINES) > 0:
            lines.append(Text("differ.more", count=more).text(language))
        return "\n".join([head.text(language), *(f"  {line}" for line in lines)])

    def __str__(self) -> str:
        return self.text(SOURCE)
