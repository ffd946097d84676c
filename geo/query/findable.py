"""What can be found by name: places, agreements, actors, lines and others."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import log10
from typing import Any

from geo.query import districts, folding
from geo.records.columns import split_list
from geo.records.read import Records
from geo.records.rows import names_of
from geo.records.tables.control import Place
from geo.words import SOURCE

KINDS = ("point", "place", "district", "road", "agreement", "actor", "line", "story")
"""What can be found."""

POINT, ROAD = "point", "road"
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


def every(records: Records) -> Iterator[tuple[Hit, float, dict[str, bool]]]:
    """Yield all that can be found, with its prominence and spellings.

    Of each spelling: whether it is its name on the map, in a language.

    Examples
    --------
    >>> from geo.records.read import load
    >>> next(hit.item_id for hit, _, names in every(load()) if "Sebha" in names)
    'sabha'
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
