"""Ways along the roads on record, from place to place."""

from collections.abc import Mapping
from itertools import pairwise

from geo.control.roads import shortest
from geo.ground import GEOD
from geo.query import folding
from geo.records.read import Records
from geo.words import say

_SMALL = frozenset(
    folding.words(
        "and between from highway road route the to way طريق الطريق من إلى بين و"
    )
)
"""Words beside the names of places in a text that asks for a road."""

_MOST_WORDS = 6
"""A text of more words than that asks for no road."""


class Ways:
    """The roads on record as one net, whose knots are the places along them.

    Parameters
    ----------
    records : geo.records.read.Records

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> ways = Ways(load().records)
    >>> ways.between("misrata", "sirte")[1:3]
    ('tawergha', 'abu-grein')
    """

    def __init__(self, records: Records) -> None:
        self._places = records.place_of
        self._stops = {one.route_id: tuple(one.place_ids) for one in records.routes}
        self._next: dict[str, dict[str, float]] = {}
        for stops in self._stops.values():
            for first, second in pairwise(stops):
                km = self.km(first, second)
                self._next.setdefault(first, {})[second] = km
                self._next.setdefault(second, {})[first] = km

    def km(self, first: str, second: str) -> float:
        """Return how far two places lie apart, as the crow flies."""
        a, b = self._places[first], self._places[second]
        _, _, metres = GEOD.inv(a.lon, a.lat, b.lon, b.lat)
        return float(metres) / 1000

    def lead_to(self, place_id: str) -> bool:
        """Return whether a place lies along a road on record."""
        return place_id in self._next

    def stops(self, road_id: str) -> tuple[str, ...] | None:
        """Return the places along a road.

        Parameters
        ----------
        road_id : str
            Of a row of ``routes.csv``, or the ids of two places, parted by a comma.

        Returns
        -------
        tuple of str or None
            None: no road on record is called so, or leads from the one to the other.
        """
        if road_id in self._stops:
            return self._stops[road_id]
        first, comma, last = road_id.partition(",")
        return self.between(first, last) if comma else None

    def between(self, first: str, last: str) -> tuple[str, ...] | None:
        """Return the places along the shortest way from one to another, with both.

        The way is the shortest by what lies between neighbours in a straight line.
        """
        if first == last or not {first, last} <= self._next.keys():
            return None
        way = shortest(self._next, first, last)
        return tuple(way) if way else None


def halves(text: str) -> list[tuple[str, str]]:
    """Return how a text that asks for a road may be parted into two names.

    Examples
    --------
    >>> halves("Road from Misrata to Sabha")
    [('misrata', 'sabha')]
    >>> halves("طريق بني وليد - سبها")
    [('بني', 'وليد سبها'), ('بني وليد', 'سبها')]
    >>> halves("Tripoli")
    []
    """
    words = [word for word in folding.words(text) if word not in _SMALL]
    if len(words) > _MOST_WORDS:
        return []
    return [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]


def name_between(first: Mapping[str, str], last: Mapping[str, str]) -> dict[str, str]:
    """Return what the road from one place to another is called, by language.

    Examples
    --------
    >>> name_between({"ar": "هون"}, {"ar": "سبها"})["ar"].split()[:2]
    ['طريق', 'هون']
    """
    return {
        code: say("road.between", code, first=first[code], last=last[code])
        for code in first
    }
