"""Draws who backed whom on a day: backers at one side, parties at the other, as SVG.

Each support is a line from a row of its own, which has its kind and its day; the kind
is told by the stroke as well, and nothing by colour. In a language that runs from right
to left the backers stand at the right.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from textwrap import wrap

from geo.query.answer import Source
from geo.query.relations import Relation
from geo.records.rows import grouped
from geo.style import PALETTE
from geo.web.markup import text as escape
from geo.words import direction, say

DASHES: Mapping[str, str] = {
    "political": "",
    "arms": "7 3",
    "personnel": "1.5 3",
    "recognition": "10 3 1.5 3",
}
"""The stroke of each kind of support, as SVG has it; mediation is none."""

WIDTH = 360
"""Of the picture, px."""

LEFT, RIGHT = 184, 248
"""Where lines begin and end, px."""

ROW, HEAD, GAP, NODE, LINE = 15, 16, 6, 36, 13
"""Heights in px: of a support, of a backer's name, of the room below its supports, of a
party, and of a line of its name."""

LETTERS, SOURCE_LETTERS = 15, 100
"""The most letters in a line of a party's name, and of a source."""


class Picture:
    """A picture of who backed whom.

    Parameters
    ----------
    found : sequence of geo.query.relations.Relation
        In any order; mediations are left out.
    names : mapping of str to str
        What each actor is called, by its id.
    day : datetime.date
    language : str
        One of `geo.words.LANGUAGES`.
    """

    def __init__(
        self,
        found: Sequence[Relation],
        names: Mapping[str, str],
        day: dt.date,
        language: str,
    ) -> None:
        self.found = [one for one in found if one.kind in DASHES and one.holds_on(day)]
        self._names, self._day, self._language = names, day, language
        self._mirrored = direction(language) == "rtl"
        self._rows, self._height = self._place_rows()
        self._parties = self._place_parties()
        lowest = max(self._parties.values(), default=0) + NODE
        self._height = max(self._height, lowest)

    def inline(self) -> str:
        """Return the picture for a page, in the colour of its text; none: empty."""
        if not self.found:
            return ""
        return self._svg(self._body(), self._height + self._key_height, "currentColor")

    def whole(self, sources: Mapping[str, Sequence[Source]]) -> str:
        """Return the picture as a file of its own, with the sources of each support.

        Parameters
        ----------
        sources : mapping of str to sequence of geo.query.answer.Source
            By the id of the relation.

        Returns
        -------
        str
            An SVG document; its days are those of the records.
        """
        lines = [
            line
            for number, (one, _) in enumerate(self._rows, 1)
            for source in sources[one.relation_id]
            for line in wrap(
                f"[{number}] {source.title} ({source.publisher}, {source.date}) "
                f"{source.url}",
                SOURCE_LETTERS,
            )
        ]
        top = self._height + self._key_height + LINE
        body = self._body(numbered=True)
        for text in lines:
            body.append(
                f'<text x="8" y="{top}" font-size="7" direction="ltr" '
                f'text-anchor="start">{escape(text)}</text>'
            )
            top += 9
        paper = PALETTE["paper"]
        ground = f'<rect width="100%" height="100%" fill="{paper}"/>'
        return self._svg([ground, *body], top + 4, PALETTE["ink"], alone=True)

    def _place_rows(self) -> tuple[list[tuple[Relation, float]], float]:
        """Return each support with the middle of its row, and where the rows end."""
        top = HEAD + 8.0
        rows: list[tuple[Relation, float]] = []
        by_backer = grouped(self.found, lambda one: one.backer)
        for backer in sorted(by_backer, key=self._name):
            top += HEAD
            order = sorted(by_backer[backer], key=lambda one: (one.since, one.kind))
            for one in order:
                rows.append((one, top + ROW / 2))
                top += ROW
            top += GAP
        return rows, top

    def _place_parties(self) -> dict[str, float]:
        """Return the middle of each party, amid those who back it."""
        heights: dict[str, list[float]] = {}
        for one, middle in self._rows:
            for party in one.backed:
                heights.setdefault(party, []).append(middle)
        means = {party: sum(ys) / len(ys) for party, ys in heights.items()}
        placed: dict[str, float] = {}
        lowest = HEAD + 8.0 + NODE / 2
        for party in sorted(means, key=lambda one: (means[one], one)):
            placed[party] = max(means[party], lowest)
            lowest = placed[party] + NODE
        return placed

    def _name(self, actor: str) -> str:
        return self._names[actor]

    def _x(self, x: float) -> float:
        return WIDTH - x if self._mirrored else x

    def _text(self, x: float, y: float, text: str, more: str = "") -> str:
        return f'<text x="{self._x(x):g}" y="{y:g}"{more}>{escape(text)}</text>'

    def _body(self, *, numbered: bool = False) -> list[str]:
        title = say("panel.relations_title", self._language, day=self._day)
        parts = [self._text(4, 14, title, ' font-size="12" font-weight="600"')]
        backer = ""
        for number, (one, middle) in enumerate(self._rows, 1):
            if one.backer != backer:
                backer = one.backer
                name = self._name(backer)
                parts.append(
                    self._text(4, middle - ROW / 2 - 4, name, ' font-weight="600"')
                )
            parts += self._support(one, middle, f" [{number}]" if numbered else "")
        for party, middle in self._parties.items():
            parts += self._party(party, middle)
        return [*parts, *self._key()]

    def _support(self, one: Relation, middle: float, mark: str) -> list[str]:
        """Return a support: its kind and day, and a line to each whom it backs."""
        kind = say(f"relation_kind.{one.kind}", self._language)
        comma = say("map.comma", self._language)
        label = f"{kind}{comma}\u2068{one.since}\u2069{mark}"
        size = ' font-size="10" opacity="0.85"'
        parts = [self._text(10, middle + 3.5, label, size)]
        for party in one.backed:
            end = self._parties[party]
            bend = (LEFT + RIGHT) / 2
            path = (
                f"M{self._x(LEFT):g} {middle:g}C{self._x(bend):g} {middle:g} "
                f"{self._x(bend):g} {end:g} {self._x(RIGHT):g} {end:g}"
            )
            title = f"{self._name(one.backer)} – {self._name(party)}: {label}"
            parts.append(f"<g><title>{escape(title)}</title>{_stroke(path, one)}</g>")
        return parts

    def _party(self, party: str, middle: float) -> list[str]:
        lines = wrap(self._name(party), LETTERS) or [""]
        top = middle + 4 - LINE * (len(lines) - 1) / 2
        dot = (
            f'<circle cx="{self._x(RIGHT + 3):g}" cy="{middle:g}" r="3.5" '
            'fill="currentColor"/>'
        )
        return [
            dot,
            *(
                self._text(RIGHT + 11, top + LINE * n, line, ' font-weight="600"')
                for n, line in enumerate(lines)
            ),
        ]

    @property
    def _kinds(self) -> list[str]:
        return [kind for kind in DASHES if any(one.kind == kind for one in self.found)]

    @property
    def _key_height(self) -> float:
        return ROW * ((len(self._kinds) + 1) // 2) + 8

    def _key(self) -> list[str]:
        """Return what each stroke stands for, two in a row."""
        parts = []
        for place, kind in enumerate(self._kinds):
            x, y = 4 + 175 * (place % 2), self._height + 10 + ROW * (place // 2)
            path = f"M{self._x(x):g} {y:g}H{self._x(x + 30):g}"
            name = say(f"relation_kind.{kind}", self._language)
            parts += [
                _line(path, kind),
                self._text(x + 36, y + 3.5, name, ' font-size="10"'),
            ]
        return parts

    def _svg(
        self, parts: Sequence[str], height: float, ink: str, *, alone: bool = False
    ) -> str:
        label = say("panel.relations_title", self._language, day=self._day)
        # Within a page the style sheet has colours for its small signs.
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
            f'width="{WIDTH * 2 if alone else "100%"}" role="img" '
            f'aria-label="{escape(label)}" lang="{self._language}" '
            f'direction="{direction(self._language)}" text-anchor="start" '
            'font-family="Noto Sans, Noto Sans Arabic, sans-serif" font-size="11" '
            f'style="color: {ink}; fill: currentColor; stroke: none">'
            f"{''.join(parts)}</svg>\n"
        )


def _stroke(path: str, one: Relation) -> str:
    """Return a line of a support; one of low confidence is faint."""
    return _line(path, one.kind, 0.45 if one.confidence == "low" else 0.9)


def _line(path: str, kind: str, opacity: float = 0.9) -> str:
    dash = f' stroke-dasharray="{DASHES[kind]}"' if DASHES[kind] else ""
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.6" '
        f'opacity="{opacity:g}"{dash}/>'
    )
