"""Search by name or coordinate, in any spelling."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from geo.query import folding
from geo.query.coordinates import Point, parse_point
from geo.query.findable import KINDS, POINT, ROAD, Hit, every
from geo.query.ways import Ways, halves, name_between
from geo.records.read import Records
from geo.words import LANGUAGES, SOURCE

MOST = 10
ALIKE = 72.0
"""From this likeness on (percent, of keys) a name may be misspelt."""

WORD_ALIKE = 80.0
"""The same for one word of a longer name."""

SAME = 98.0
"""The score of another spelling of a name."""

BARE = 8.0
"""What a name costs of which a text says more than is on record."""

READ = 88.0
"""The score of a name whose letters stand for others to some."""

SLIP = 80.0
"""The score of a longer name but for one letter too many, missing or wrong."""

NAMED = 60.0
"""From this score on a text has the name of a place among other words."""

_SHORT = 3
"""A shorter skeleton is that of too many names."""

_FEW = 4
"""In a name of no more letters each counts."""

_CLOSE = 80.0
"""From this likeness on a name with a short skeleton too is another's."""

_NEARLY = 88.0
"""From this likeness on a name among other words may be misspelt."""

_LONG = 8
"""A text of more words is not looked through for a name among them."""

_VOWELS = frozenset("aiu")
"""What of a key in Latin letters a skeleton leaves out."""


@dataclass(frozen=True)
class _Item:
    """What can be found, but for points."""

    hit: Hit
    weight: float


@dataclass(frozen=True)
class _Name:
    """One spelling of an item."""

    item: int
    text: str
    plain: str
    key: str
    words: tuple[str, ...]
    skeleton: str
    main: bool


class Finder:
    """Searches an index of names that is made once.

    Parameters
    ----------
    records : geo.records.read.Records
    ways : geo.query.ways.Ways

    Notes
    -----
    Names are compared by their keys (`geo.query.folding`): first those that are equal,
    then those that sound alike, or do as Germans, Turks or Italians write
    (`folding.readings`), then those that begin alike or have the same consonants, then
    those of which each word begins alike, then those that nearly agree: by the
    normalised indel distance of rapidfuzz (`rapidfuzz.fuzz.ratio`), from `ALIKE`
    percent on; and last the places that are named among other words.
    """

    def __init__(self, records: Records, ways: Ways) -> None:
        self._ways = ways
        self._items: list[_Item] = []
        self._names: list[_Name] = []
        for hit, weight, spellings in every(records):
            self._add(hit, weight, spellings)
        self._by_key: dict[str, list[_Name]] = {}
        self._by_word: dict[str, list[_Name]] = {}
        self._by_skeleton: dict[str, list[_Name]] = {}
        self._by_sound: dict[str, list[_Name]] = {}
        for name in self._names:
            self._by_key.setdefault(name.key, []).append(name)
            self._by_sound.setdefault(folding.sound(name.key), []).append(name)
            self._by_skeleton.setdefault(name.skeleton, []).append(name)
            for word in dict.fromkeys(name.words):
                self._by_word.setdefault(word, []).append(name)
        self._keys = sorted(self._by_key)
        self._words = sorted(self._by_word)

    def find(
        self, text: str, kinds: tuple[str, ...] = KINDS, most: int = MOST
    ) -> list[Hit]:
        """Return what a text may mean, the likeliest first.

        Parameters
        ----------
        text : str
            A name or its beginning in either script, misspelt or not; several words of
            one; an id; or a coordinate as `geo.query.coordinates.parse_point` reads it.
        kinds : tuple of str
            Of `KINDS`.
        most : int
            So many at most.

        Returns
        -------
        list of Hit

        Raises
        ------
        PlaceError
            If the text is a coordinate of no point on Earth.
        """
        if POINT in kinds:
            point = parse_point(text)
            if point is not None:
                return [_at(point, text.strip())]
        best = self._scores(text, kinds)
        for item, found in self._bare_places(text, kinds).items():
            best[item] = max(found, best.get(item, found))
        if not best:
            best = self._scores(folding.without_kind(text), kinds)
        for item, found in self._within(text, kinds).items():
            best[item] = max(found, best.get(item, found))
        ranked = sorted(
            best,
            key=lambda i: (
                -round(best[i][0]) - self._items[i].weight,
                self._items[i].hit.item_id,
            ),
        )
        hits = [self._hit(i, *best[i]) for i in ranked[:most]]
        road = self._road_between(text) if ROAD in kinds else None
        if road is None:
            return hits
        first = next((i for i, hit in enumerate(hits) if hit.score < SAME), len(hits))
        return [*hits[:first], road, *hits[first:]][:most]

    def _bare_places(
        self, text: str, kinds: tuple[str, ...]
    ) -> dict[int, tuple[float, str]]:
        """Return the places of just the name that a text has, whatever it calls them.

        The city of Sirte is Sirte, and the port of Brega Brega; an airport is another
        place than its town.
        """
        bare = folding.without_place(text)
        if "place" not in kinds or not bare or bare == " ".join(folding.words(text)):
            return {}
        found = self._scores(bare, ("place",))
        return {
            item: (score - BARE, spelling)
            for item, (score, spelling) in found.items()
            if score >= SAME - 2
        }

    def _within(
        self, text: str, kinds: tuple[str, ...]
    ) -> dict[int, tuple[float, str]]:
        """Return the places whose name a text has among words that are not of it."""
        best: dict[int, tuple[float, str]] = {}
        parts = folding.words(text)
        if "place" not in kinds or not 1 < len(parts) <= _LONG:
            return best
        whole = len(folding.key(text)) or 1
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                key = folding.key(" ".join(parts[first:last]))
                if last - first == len(parts) or len(key) < _SHORT:
                    continue
                share = NAMED + 14 * len(key) / whole
                for name, unlike in self._spelt(key):
                    place = self._items[name.item].hit.kind == "place"
                    score = share - unlike - (0 if name.main else 2)
                    if place and score > best.get(name.item, (0.0, ""))[0]:
                        best[name.item] = (score, name.text)
        return best

    def _spelt(self, key: str) -> Iterator[tuple[_Name, float]]:
        """Yield the names that a key is a spelling of, and how unlike they are."""
        for name in self._by_key.get(key, ()):
            yield name, 0.0
        bones = folding.skeleton(key)
        if len(bones) >= _SHORT:
            for name in self._by_skeleton.get(bones, ()):
                unlike = 100 - fuzz.ratio(key, name.key)
                if unlike <= 100 - _NEARLY:
                    yield name, unlike / 10

    def _road_between(self, text: str) -> Hit | None:
        """Return the road that a text asks for by the names of its ends."""
        for names in halves(text):
            ends = [self._place_called(name) for name in names]
            if None in ends:
                continue
            first, last = (end for end in ends if end)
            if self._ways.between(first.item_id, last.item_id):
                name = name_between(first.name, last.name)
                road_id = f"{first.item_id},{last.item_id}"
                return Hit(ROAD, road_id, name, name[SOURCE], score=SAME)
        return None

    def _place_called(self, text: str) -> Hit | None:
        """Return the place along a road that has just this name, in any spelling."""
        named = self._by_key.get(folding.key(text), ())
        items = [self._items[name.item] for name in named]
        stops = [item for item in items if self._ways.lead_to(item.hit.item_id)]
        return max(stops, key=lambda item: item.weight).hit if stops else None

    def _hit(self, item: int, score: float, spelling: str) -> Hit:
        found = self._items[item].hit
        return replace(found, spelling=spelling, score=round(score, 1))

    def _scores(
        self, text: str, kinds: tuple[str, ...]
    ) -> dict[int, tuple[float, str]]:
        """Return the best score of each item, and the spelling that had it."""
        best: dict[int, tuple[float, str]] = {}
        plain = " ".join(folding.words(text))
        words = folding.keys(text)
        if not words:
            return best
        found = [*self._matches(plain, words), *self._read(text, "".join(words))]
        for name, score in found:
            if self._items[name.item].hit.kind not in kinds:
                continue
            weighed = score if name.main else score - 2
            if weighed > best.get(name.item, (0.0, ""))[0]:
                best[name.item] = (weighed, name.text)
        return best

    def _matches(self, plain: str, words: list[str]) -> Iterator[tuple[_Name, float]]:
        key = "".join(words)
        for name in self._by_key.get(key, ()):
            yield name, 100.0 if name.plain == plain else SAME
        bones = folding.skeleton(key)
        for name in self._by_skeleton.get(bones, ()):
            likeness = fuzz.ratio(folding.sound(key), folding.sound(name.key))
            if len(bones) < _SHORT:
                if likeness >= _CLOSE:
                    yield name, 60 + likeness / 5
                continue
            unlike = (key[0] in _VOWELS) != (name.key[0] in _VOWELS)
            yield name, 76 - 8 * unlike + likeness / 10
        for spelling in _beginning(self._keys, key):
            for name in self._by_key[spelling]:
                yield name, 76 + 14 * len(key) / len(spelling)
        if len(words) > 1 or len(key) > 2:
            yield from self._by_words(words)
        near = process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=40
        )
        for spelling, likeness, _ in near:
            for name in self._by_key[spelling]:
                same = 3 * (folding.skeleton(spelling)[:1] == bones[:1])
                slip = len(key) > _FEW and OSA.distance(key, spelling) == 1
                yield name, max(SLIP * slip, 38 + 0.4 * likeness + same)

    def _read(self, text: str, key: str) -> Iterator[tuple[_Name, float]]:
        """Yield the names that sound like a text, or like it in another spelling."""
        for name in self._by_sound.get(folding.sound(key), ()):
            yield name, READ
        for reading in folding.readings(text):
            for name in self._by_sound.get(folding.sound(reading), ()):
                yield name, READ - 1
            bones = folding.skeleton(reading)
            if len(bones) >= _SHORT:
                for name in self._by_skeleton.get(bones, ()):
                    yield name, 72 + fuzz.ratio(reading, name.key) / 10

    def _by_words(self, words: list[str]) -> Iterator[tuple[_Name, float]]:
        """Yield the names that have each of several words, or nearly."""
        matches: dict[int, tuple[_Name, float]] = {}
        for count, word in enumerate(words):
            here = self._having(word)
            if count:
                here = {i: one for i, one in here.items() if i in matches}
            matches = {
                i: (name, likeness + (matches[i][1] if count else 0))
                for i, (name, likeness) in here.items()
            }
        for name, likeness in matches.values():
            share = sum(map(len, words)) / max(1, sum(map(len, name.words)))
            yield name, 62 + likeness / len(words) * (16 + 12 * min(share, 1))

    def _having(self, word: str) -> dict[int, tuple[_Name, float]]:
        """Return the names that have a word, by their identity, and how nearly."""
        alike = dict.fromkeys(_beginning(self._words, word), 0.95)
        if len(word) > 3:
            near = process.extract(
                word, self._words, scorer=fuzz.ratio, score_cutoff=WORD_ALIKE, limit=20
            )
            alike |= {w: (s / 100) ** 4 for w, s, _ in near if w not in alike}
        if word in self._by_word:
            alike[word] = 1.0
        matches: dict[int, tuple[_Name, float]] = {}
        for one, likeness in alike.items():
            for name in self._by_word[one]:
                if likeness > matches.get(id(name), (name, 0.0))[1]:
                    matches[id(name)] = (name, likeness)
        return matches

    def _add(self, hit: Hit, weight: float, spellings: dict[str, bool]) -> None:
        item = len(self._items)
        self._items.append(_Item(hit, weight))
        for text, main in spellings.items():
            words = tuple(folding.keys(text))
            if words:
                key = "".join(words)
                plain = " ".join(folding.words(text))
                self._names.append(
                    _Name(
                        item, text, plain, key, words, folding.skeleton(key), main=main
                    )
                )


def _at(point: Point, spelling: str) -> Hit:
    lat, lon = (f"{x:.6f}".rstrip("0").rstrip(".") for x in (point.lat, point.lon))
    name = dict.fromkeys(LANGUAGES, f"{lat}, {lon}")
    hit = Hit(POINT, f"{lat},{lon}", name, spelling, "", point.lat, point.lon)
    return replace(hit, swapped=point.swapped)


def _beginning(texts: list[str], start: str) -> list[str]:
    """Return those of sorted texts that begin with another."""
    first = bisect_left(texts, start)
    return texts[first : bisect_left(texts, start + "\U0010ffff", first)]
