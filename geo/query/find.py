"""What a person may mean by a few words: places, agreements, actors, points."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from math import log10
from typing import Any

from rapidfuzz import fuzz, process

from geo.query import districts, folding
from geo.query.coordinates import Point, parse_point
from geo.query.ways import Ways, halves, name_between
from geo.records.columns import split_list
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables.control import Place
from geo.words import LANGUAGES, SOURCE

KINDS = ("point", "place", "district", "road", "agreement", "actor", "line", "story")
"""What can be found."""

POINT, ROAD = "point", "road"
MOST = 10
ALIKE = 72.0
"""From this likeness on (percent, of keys) a name may be misspelt."""

WORD_ALIKE = 80.0
"""The same for one word of a longer name."""

SAME = 98.0
"""The score of another spelling of a name."""

BARE = 8.0
"""What a name costs of which a text says more than is on record."""

_SHORT = 3
"""A shorter skeleton is that of too many names."""

_VOWELS = frozenset("aiu")
"""What of a key in Latin letters a skeleton leaves out."""

_SIZES = {"city": 0.6, "town": 0.5, "village": 0.3, "district": 0.2}
_WEIGHTS = {
    "actor": 0.55,
    "district": 0.45,
    "road": 0.42,
    "agreement": 0.4,
    "line": 0.25,
    "story": 0.2,
}


@dataclass(frozen=True)
class Hit:
    """Something that was found.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    item_id : str
        Its id in the records; of a point ``LAT,LON``, of a road from one place to
        another the ids of both, parted by a comma.
    name : dict of str to str
        By language.
    spelling : str
        The name on record that was found, which may be another spelling.
    what : str
        Kind of a place, agreement or line, camp of an actor; else empty.
    lat, lon : float or None
        Where a place or point lies, or a point in a district, degrees (WGS84).
    score : float
        100 for a name as on record, less the farther the words are from it.
    swapped : bool
        Of a point: whether latitude and longitude look exchanged.
    """

    kind: str
    item_id: str
    name: dict[str, str]
    spelling: str
    what: str = ""
    lat: float | None = None
    lon: float | None = None
    score: float = 100.0
    swapped: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the attributes, with a name in each language."""
        values = asdict(self)
        names = {f"name_{code}": text for code, text in values.pop("name").items()}
        head = {"kind": values.pop("kind"), "id": values.pop("item_id")}
        return head | names | values


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
    """Finds what a person may mean, by an index that is made once.

    Parameters
    ----------
    records : geo.records.read.Records
    ways : geo.query.ways.Ways

    Notes
    -----
    Names are compared by their keys (`geo.query.folding`): first those that are equal,
    then those that begin alike or have the same consonants, then those of which each
    word begins alike, and last those that nearly agree: by the normalised indel
    distance of rapidfuzz (`rapidfuzz.fuzz.ratio`), from `ALIKE` percent on.
    """

    def __init__(self, records: Records, ways: Ways) -> None:
        self._ways = ways
        self._items: list[_Item] = []
        self._names: list[_Name] = []
        for hit, weight, spellings in _all_items(records):
            self._add(hit, weight, spellings)
        self._by_key: dict[str, list[_Name]] = {}
        self._by_word: dict[str, list[_Name]] = {}
        self._by_skeleton: dict[str, list[_Name]] = {}
        for name in self._names:
            self._by_key.setdefault(name.key, []).append(name)
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
        for name, score in self._matches(plain, words):
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
        if len(bones) >= _SHORT:
            for name in self._by_skeleton.get(bones, ()):
                unlike = (key[0] in _VOWELS) != (name.key[0] in _VOWELS)
                yield name, 76 - 8 * unlike + fuzz.ratio(key, name.key) / 10
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
                yield name, 38 + 0.4 * likeness + same

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


def _all_items(records: Records) -> Iterator[tuple[Hit, float, dict[str, bool]]]:
    """Yield all that can be found, how well known it is, and its spellings.

    Of each spelling: whether it is its name on the map, in a language.
    """
    for place in records.places:
        spellings = {place.name_en: True, place.name_ar: True}
        spellings = _with_others(place.other_names, spellings)
        if place.kind == "border_crossing":
            for text in [*spellings]:
                spellings.setdefault(folding.without_place(text), False)
        what = place.kind, place.lat, place.lon
        hit = Hit("place", place.place_id, names_of(place), place.name_en, *what)
        yield hit, _prominence(place), _with_id(place.place_id, spellings)
    for district in districts.every():
        name = district.name
        hit = Hit(
            "district",
            district.district_id,
            name,
            name[SOURCE],
            lat=district.lat,
            lon=district.lon,
        )
        yield hit, _WEIGHTS["district"], dict.fromkeys(name.values(), True)
    for agreement in records.agreements:
        yield _of("agreement", agreement.agreement_id, agreement, agreement.kind)
    for actor in records.actors:
        hit, weight, spellings = _of("actor", actor.actor_id, actor, actor.camp)
        yield hit, weight, _with_others(actor.other_names, spellings)
    for route in records.routes:
        yield _of(ROAD, route.route_id, route, "")
    for line in records.maritime_lines:
        yield _of("line", line.line_id, line, line.role)
    for story in records.stories:
        yield _of("story", story.story_id, story, "")


def _of(
    kind: str, item_id: str, row: Any, what: str
) -> tuple[Hit, float, dict[str, bool]]:
    name = names_of(row)
    hit = Hit(kind, item_id, name, name[SOURCE], what)
    spellings = dict.fromkeys(name.values(), True)
    spellings |= dict.fromkeys(map(folding.in_full, name.values()), True)
    return hit, _WEIGHTS[kind], _with_id(item_id, spellings)


def _with_others(cell: str, spellings: dict[str, bool]) -> dict[str, bool]:
    return dict.fromkeys(split_list(cell), False) | spellings


def _with_id(item_id: str, spellings: dict[str, bool]) -> dict[str, bool]:
    return {**spellings, item_id: spellings.get(item_id, False)}


def _prominence(place: Place) -> float:
    """Return how well a place is known: below 1, by its kind and population."""
    people = log10(place.population) / 20 if place.population else 0.0
    return _SIZES.get(place.kind, 0.25) + people
