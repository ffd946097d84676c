"""A road on a day: who holds the places along it, and how old the evidence is."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from geo import views
from geo.control.cells import NO_RECORD_CAMP
from geo.dates import check_day
from geo.errors import PlaceError
from geo.query.answer import State
from geo.query.atlas import Atlas
from geo.query.ways import name_between
from geo.records.rows import names_of
from geo.records.tables.control import Place


@dataclass(frozen=True)
class Stop:
    """A place along a road.

    Attributes
    ----------
    place : geo.records.tables.control.Place
    km : float
        From the first stop, in straight lines from each to the next.
    state : geo.query.who.State or None
        On the day; as known on a day before anything was: None.
    """

    place: Place
    km: float
    state: State | None

    @property
    def camp(self) -> str:
        """The camp that holds it, one of `geo.style.layers.CAMPS`."""
        return self.state.camp if self.state else NO_RECORD_CAMP


@dataclass(frozen=True)
class Road:
    """The places along a road on a day.

    Attributes
    ----------
    road_id : str
        As for `geo.query.ways.Ways.stops`.
    name : dict of str to str
        By language.
    day : datetime.date
    stops : tuple of Stop
        In order, two at least.
    """

    road_id: str
    name: dict[str, str]
    day: dt.date
    stops: tuple[Stop, ...]

    @property
    def stretches(self) -> list[tuple[Stop, ...]]:
        """The stops, parted where another camp begins."""
        return [tuple(run) for _, run in groupby(self.stops, lambda one: one.camp)]

    @property
    def oldest(self) -> Stop | None:
        """The stop whose evidence is the oldest; None where nothing is on record."""
        seen = {
            one.state.last_seen: one
            for one in reversed(self.stops)
            if one.state and one.state.confidence
        }
        return seen[min(seen)] if seen else None

    @property
    def view(self) -> views.View:
        """What a map shows of it."""
        lats = [one.place.lat for one in self.stops]
        lons = [one.place.lon for one in self.stops]
        return views.on_shape((min(lons), min(lats), max(lons), max(lats)))


def road(atlas: Atlas, road_id: str, day: dt.date) -> Road:
    """Return a road on a day.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    road_id : str
        Of a row of ``routes.csv``, or the ids of two places, parted by a comma.
    day : datetime.date

    Raises
    ------
    PlaceError
        If no road on record is called so, or leads from the one place to the other.
    DateError
        If the day is not on the map.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> found = road(load(), "misrata,sabha", dt.date(2026, 7, 2))
    >>> [one.camp for one in (found.stops[0], found.stops[-1])]
    ['tripoli', 'eastern']
    """
    check_day(day)
    place_ids = atlas.ways.stops(road_id)
    if place_ids is None:
        raise PlaceError("address.no_road", road=road_id)
    km, stops = 0.0, []
    for before, place_id in zip((None, *place_ids), place_ids, strict=False):
        km += atlas.ways.km(before, place_id) if before else 0.0
        history = atlas.history(place_id)
        state = next((one for one in history if one.holds_on(day)), None)
        stops.append(Stop(atlas.records.place_of[place_id], km, state))
    return Road(road_id, _name(atlas, road_id, stops), day, tuple(stops))


def _name(atlas: Atlas, road_id: str, stops: list[Stop]) -> dict[str, str]:
    for route in atlas.records.routes:
        if route.route_id == road_id:
            return names_of(route)
    first, last = (names_of(one.place) for one in (stops[0], stops[-1]))
    return name_between(first, last)
