"""A day in a few sentences."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, dataclass
from typing import Any

from geo import agreements
from geo.control.cells import Spell, attacked
from geo.dates import RECENT_DAYS, SPAN_START
from geo.query import areas, states
from geo.query.answer import Source
from geo.query.atlas import Atlas
from geo.query.changes import Change, changes
from geo.query.stats import Stats, name_of, stats
from geo.records.tables import control
from geo.records.tables.agreements import FORCE
from geo.records.tables.control import CONTESTED, Place
from geo.words import listed, named, number, say

MOST_WORDS = 200
NAMES = (3, 2, 1)
"""The most names in a list: the first of these that keeps to `MOST_WORDS` is taken."""

MOST_AGREEMENTS = 2
FIRST_KINDS = (
    ("ceasefire",),
    ("political", "military", "delimitation", "mandate"),
)
"""Kinds of agreement of which those in force are named first, the newest first."""


@dataclass(frozen=True)
class Sentence:
    """A sentence, and on what it rests.

    Attributes
    ----------
    about : str
        ``held``, ``districts``, ``contested``, ``in_force``, ``changes`` or
        ``evidence``.
    text : str
    source_ids : tuple of str
        For each thing that it names the first of its sources; none where it counts.
    """

    about: str
    text: str
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """A day in a few sentences, and the figures behind them.

    Attributes
    ----------
    day : datetime.date
    language : str
    sentences : tuple of Sentence
    stats : geo.query.stats.Stats
    source_ids : tuple of str
        Of all sentences, each once, in their order.
    sources : tuple of geo.query.answer.Source
    """

    day: dt.date
    language: str
    sentences: tuple[Sentence, ...]
    stats: Stats
    source_ids: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def text(self) -> str:
        """Return the sentences one after the other."""
        return " ".join(sentence.text for sentence in self.sentences)

    def as_json(self) -> dict[str, Any]:
        """Return the brief as plain lists and dicts."""
        return {
            "date": self.day.isoformat(),
            "language": self.language,
            "text": self.text,
            "sentences": [
                {
                    "about": sentence.about,
                    "text": sentence.text,
                    "source_ids": list(sentence.source_ids),
                }
                for sentence in self.sentences
            ],
            "camps": self.stats.as_json()["camps"],
            "source_ids": list(self.source_ids),
            "sources": [asdict(source) for source in self.sources],
        }


def brief(atlas: Atlas, day: dt.date, language: str) -> Brief:
    """Return a day in a few sentences.

    Who holds how much, which cities and districts, what is contested, what is in force,
    and what changed in the `RECENT_DAYS` days before.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    day : datetime.date
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    Brief
        Its numbers are those of `geo.query.stats.stats`, rounded as areas are in words.

    Raises
    ------
    DateError
        If the day is not on the map.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> day = brief(load(), dt.date(2019, 12, 19), "en")
    >>> day.sentences[0].text.startswith("On 19 December 2019, ")
    True
    """
    figures = stats(atlas, day)
    first = max(day - dt.timedelta(days=RECENT_DAYS), SPAN_START)
    changed = changes(atlas, first, day) if first < day else []
    for most in NAMES:
        writer = _Writer(atlas, day, language, most)
        sentences = (
            *writer.held(figures),
            *writer.districts(),
            *writer.contested(),
            *writer.in_force(),
            *writer.changes(changed, first),
            writer.evidence(),
        )
        if sum(len(one.text.split()) for one in sentences) <= MOST_WORDS:
            break
    cited = dict.fromkeys(i for one in sentences for i in one.source_ids)
    return Brief(day, language, sentences, figures, tuple(cited), atlas.sources(cited))


class _Writer:
    """Writes the sentences about one day."""

    def __init__(self, atlas: Atlas, day: dt.date, language: str, most: int) -> None:
        self._atlas, self._day, self._language = atlas, day, language
        self._most = most
        self._spells = states.on(atlas, day)
        self._own = [
            place
            for place in atlas.records.places
            if atlas.donors[place.place_id] == place.place_id
        ]

    def _say(self, key: str, **values: Any) -> str:
        return say(f"brief.{key}", self._language, **values)

    def _camp(self, camp: str) -> str:
        return say(f"brief.sides.{camp}", self._language)

    def _names(self, names: Iterable[str], most: int, more: str = "more") -> str:
        """Return names as a list: the first of them, and how many more there are."""
        names = list(names)
        if len(names) <= most + 1:
            return listed(names, self._language, "and")
        rest = self._say(more, count=len(names) - most)
        return listed([*names[:most], rest], self._language, "and")

    def _sources(self, spells: Iterable[Spell]) -> tuple[str, ...]:
        firsts = [spell.claim.source_ids[:1] for spell in spells]
        return tuple(dict.fromkeys(i for ids in firsts for i in ids))

    def held(self, figures: Stats) -> Iterator[Sentence]:
        """Yield how much each camp held, and its largest cities."""
        holding = {c: f for c, f in figures.camps.items() if c in control.CAMPS}
        if not holding:
            yield Sentence("held", self._say("nothing", day=self._day))
        ranked = sorted(holding, key=lambda camp: -holding[camp]["near_km2"].best)
        for rank, camp in enumerate(ranked):
            cities = self._cities(camp)[: self._most + (rank < 2 < self._most)]
            ground = holding[camp]
            area = areas.Area(
                ground["near_km2"].best,
                ground["with_nominal_km2"].best,
                int(ground["places"].best),
            )
            places = say("brief.places", self._language, count=area.places)
            values = {
                "camp": self._camp(camp),
                "places": places,
                "area": self._area(area),
                "day": self._day,
            }
            key = "held_first" if rank == 0 else "held"
            text = self._say(key, **values)
            if cities:
                names = (named(place, self._language) for place in cities)
                text += self._say("cities", names=listed(names, self._language, "and"))
            spells = (self._spells[place.place_id] for place in cities)
            yield Sentence("held", _capital(f"{text}."), self._sources(spells))

    def _area(self, area: areas.Area) -> str:
        near, most = areas.rounded(area)
        if not 0 < near < most:
            return areas.sentence(area, self._language)
        bounds = (number(km2, self._language, 0) for km2 in (near, most))
        return self._say("area", **dict(zip(("near", "most"), bounds, strict=True)))

    def _cities(self, camp: str) -> list[Place]:
        """Return the cities that a camp held, the largest first."""
        cities = [
            place
            for place in self._own
            if place.kind == "city" and self._spells[place.place_id].camp == camp
        ]
        return sorted(cities, key=lambda place: -(place.population or 0))

    def districts(self) -> Iterator[Sentence]:
        """Yield in which districts one camp held every place on record."""
        camps: dict[str, set[str]] = {}
        names: dict[str, str] = {}
        for place in self._own:
            district = self._atlas.districts[place.place_id]
            names[district.district_id] = district.name[self._language]
            spell = self._spells[place.place_id]
            camps.setdefault(district.district_id, set()).add(spell.camp)
        wholly: dict[str, list[str]] = {}
        for district_id, held_by in sorted(camps.items()):
            if len(held_by) == 1:
                wholly.setdefault(next(iter(held_by)), []).append(names[district_id])
        parts = [
            self._say(
                "district",
                camp=self._camp(camp),
                names=self._names(
                    district_names, self._most + (self._most > 1), "more_districts"
                ),
            )
            for camp, district_names in wholly.items()
            if camp in control.CAMPS
        ]
        if parts:
            text = listed(parts, self._language, "semicolons")
            yield Sentence("districts", self._say("districts", parts=text))

    def contested(self) -> Iterator[Sentence]:
        """Yield which places no side held, and which were under attack."""
        for key, places in (
            ("contested", [p for p in self._own if self._at(p).camp == CONTESTED]),
            ("attacked", [p for p in self._own if self._attacked(self._at(p))]),
        ):
            if not places:
                continue
            places.sort(key=lambda place: -(place.population or 0))
            names = self._names([named(p, self._language) for p in places], self._most)
            spells = (self._at(place) for place in places[: self._most])
            yield Sentence(
                "contested", self._say(key, names=names), self._sources(spells)
            )

    def _at(self, place: Place) -> Spell:
        return self._spells[place.place_id]

    def _attacked(self, spell: Spell) -> bool:
        return bool(attacked(spell.claim.status, spell.camp))

    def in_force(self) -> Iterator[Sentence]:
        """Yield what is in force, the accords of war and peace first."""
        records = self._atlas.records
        standings = []
        for standing in agreements.standings_on(records, self._day):
            forces = [s for s in standing.statuses if s.status in FORCE]
            if forces:
                standings.append((standing, forces[-1]))
        if not standings:
            return
        ranks = {kind: rank for rank, kinds in enumerate(FIRST_KINDS) for kind in kinds}
        standings.sort(key=lambda pair: pair[1].since, reverse=True)
        standings.sort(key=lambda pair: ranks.get(pair[0].kind, len(ranks)))
        first = standings[: min(MOST_AGREEMENTS, self._most)]
        names = [standing.name[self._language] for standing, _ in first]
        cited = [records.stage_of[s.stage_id].source_ids[:1] for _, s in first]
        list_of_names = listed(names, self._language, "semicolons")
        text = self._say("in_force", count=len(standings), names=list_of_names)
        ids = tuple(dict.fromkeys(i for ids in cited for i in ids))
        yield Sentence("in_force", text, ids)

    def changes(self, gains: list[Change], first: dt.date) -> Iterator[Sentence]:
        """Yield what changed hands in the days before; on the first day nothing."""
        if first == self._day:
            return
        key = "changes" if gains else "no_changes"
        text = self._say(key, count=len(gains), first=first)
        kept = sorted(gains, key=lambda change: -(change.people or 0))
        groups: dict[str, list[Change]] = {}
        for change in kept:
            groups.setdefault(change.after.camp, []).append(change)
        parts = [
            self._say(
                "to" if camp in control.CAMPS else "to_none",
                camp=self._camp(camp),
                names=self._names([c.name[self._language] for c in group], self._most),
            )
            for camp, group in groups.items()
        ]
        if parts:
            list_of_gains = listed(parts, self._language, "semicolons")
            text = f"{text}: {list_of_gains}."
        cited = [
            c.source_ids[:1] for group in groups.values() for c in group[: self._most]
        ]
        ids = tuple(dict.fromkeys(i for ids in cited for i in ids))
        yield Sentence("changes", text, ids)

    def evidence(self) -> Sentence:
        """Return how new the evidence is, and how far it reaches."""
        newest = self._atlas.records.newest
        text = areas.method(self._language)
        if self._day > newest:
            text = f"{self._say('after', day=newest)} {text}"
        return Sentence("evidence", text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def table(figures: Stats, language: str) -> list[list[str]]:
    """Return the figures of a day as a table, its head first.

    Parameters
    ----------
    figures : geo.query.stats.Stats
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    list of list of str
        A row for each figure, a column for each camp: the best, and in brackets low and
        high where they differ.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> head, *rows = table(stats(load(), dt.date(2019, 12, 19)), "en")
    >>> head[:3]
    ['', 'Tripoli-based', 'Eastern-based']
    """
    rows = [["", *(say(f"camp.short.{camp}", language) for camp in figures.camps)]]
    rounded = {camp: figures.rounded(camp) for camp in figures.camps}
    for name in next(iter(figures.camps.values()), {}):
        cells = []
        for camp in figures.camps:
            figure = rounded[camp][name]
            low, best, high = (number(x, language, 0) for x in astuple(figure))
            text = best if low == high else f"{best} ({low}-{high})"
            cells.append(text)
        rows.append([name_of(name, language), *cells])
    return rows
