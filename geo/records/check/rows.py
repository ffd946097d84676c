"""The rules that all tables keep: rows that are there, referred to, and not twice."""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from geo import ground
from geo.dates import parse_span
from geo.errors import Fault, Text
from geo.records import schema
from geo.records.check.tables import Rule, Tables, nearest, repeated
from geo.records.columns import split_list
from geo.records.tables.control import NOBODY, Actor, Place, Source

if TYPE_CHECKING:
    import geopandas as gpd

SAME_SPOT_M = 150.0
LEAST_ROWS = {"places": 2, "control": 1}


def _enough_rows(tables: Tables) -> Iterator[Fault]:
    for name, least in LEAST_ROWS.items():
        rows = len(tables.cells[name].text)
        if rows < least:
            expected = Text("fault.rows.least", least=least)
            yield Fault(
                f"{name}.csv", 0, "*", Text("fault.rows.count", count=rows), expected
            )


def _references(tables: Tables) -> Iterator[Fault]:
    """Yield every id that its table does not have."""
    for name in schema.TABLES:
        for column, target in schema.references(name):
            ids = set(tables.text(target, schema.key_of(target)))
            if column == "actor_id":
                ids |= set(NOBODY)
            for index, cell in enumerate(tables.text(name, column)):
                for item in split_list(cell):
                    if item not in ids:
                        near = nearest(item, sorted(ids))
                        expected = Text(
                            "fault.rows.unknown", file=f"{target}.csv", nearest=near
                        )
                        yield tables.fault(name, index, column, expected, item)


def _reserved_actors(tables: Tables) -> Iterator[Fault]:
    for index, actor in tables.rows(Actor, "actor_id"):
        if actor.actor_id in NOBODY:
            expected = Text("fault.actors.reserved")
            yield tables.fault("actors", index, "actor_id", expected)


def _lives(tables: Tables) -> Iterator[Fault]:
    """Yield actors, lines and claims at sea that end before they begin."""
    columns = ("valid_from", "valid_to")
    for name in ("actors", "maritime_lines", "maritime_claims"):
        begun, ended = (tables.text(name, column) for column in columns)
        for index in tables.cells[name].sound(columns):
            start, end = begun[index], ended[index]
            if start and end and parse_span(end).end <= parse_span(start).start:
                expected = Text("fault.lives.ends")
                yield tables.fault(name, index, "valid_to", expected)


def _places_in_libya(tables: Tables) -> Iterator[Fault]:
    places = tables.rows(Place, "lat", "lon")
    outside = ground.outside_by(_projected(places))
    for (index, _), metres in zip(places, outside, strict=True):
        if metres > ground.OUTLINE_TOLERANCE_M:
            expected = Text("fault.places.outside", km=metres / 1000)
            yield tables.fault("places", index, "lat", expected)


def _projected(places: list[tuple[int, Place]]) -> "gpd.GeoSeries":
    lons, lats = [p.lon for _, p in places], [p.lat for _, p in places]
    return ground.project_points(lons, lats)


def _same_places(tables: Tables) -> Iterator[Fault]:
    expected = Text("fault.places.twice")
    for column in ("name_en", "geonames_id"):
        texts = [text.lower() for text in tables.text("places", column)]
        for index in repeated(texts):
            if texts[index]:
                yield tables.fault("places", index, column, expected)
    places = tables.rows(Place, "lat", "lon")
    points = _projected(places)
    left, right = points.sindex.query(points, "dwithin", distance=SAME_SPOT_M)
    for i, j in sorted(zip(left.tolist(), right.tolist(), strict=True)):
        if i < j:
            other = tables.text("places", "place_id")[places[i][0]]
            expected = Text("fault.places.same_spot", other=other)
            yield tables.fault("places", places[j][0], "lat", expected)


_TRACKING = re.compile(r"(?:utm_\w+|origin|noamp|hpt)=.*")


def normal_url(url: str) -> str:
    """Return an address without the parts that do not change its page.

    Parameters
    ----------
    url : str
        A web address.

    Returns
    -------
    str
        Host, path and query without scheme, mobile prefix, tracking and fragment.
    """
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m|amp)\.", "", parts.netloc.lower())
    query = [q for q in parts.query.split("&") if q and not _TRACKING.fullmatch(q)]
    path = unquote(parts.path).rstrip("/").lower()
    return host + path + ("?" + "&".join(query) if query else "")


def _same_sources(tables: Tables) -> Iterator[Fault]:
    expected = Text("fault.sources.twice")
    sources = tables.rows(Source, "url")
    for place in repeated(normal_url(source.url) for _, source in sources):
        yield tables.fault("sources", sources[place][0], "url", expected)
    columns = ("title", "publisher", "published")
    texts = zip(*(tables.text("sources", column) for column in columns), strict=True)
    articles = [tuple(text.lower() for text in article) for article in texts]
    for index in repeated(articles):
        if articles[index][-1]:
            yield tables.fault("sources", index, "title", expected)


def _folded(name: str) -> str:
    """Return what is the same in each spelling of a publisher's name."""
    plain = unicodedata.normalize("NFKD", name.casefold().removeprefix("the "))
    return re.sub(r"[\s\u0300-\u036f-]", "", plain.replace("’", "'"))


def _spelling(tables: Tables) -> Iterator[Fault]:
    """Each publisher's name has one spelling: claims are told apart by it."""
    first: dict[str, str] = {}
    for row, source in tables.rows(Source, "publisher"):
        for name in source.publisher.split(" / "):
            other = first.setdefault(_folded(name), name)
            if other != name:
                expected = Text("fault.sources.spelling", other=other)
                yield tables.fault("sources", row, "publisher", expected)


RULES: tuple[Rule, ...] = (
    _enough_rows,
    _references,
    _reserved_actors,
    _lives,
    _places_in_libya,
    _same_places,
    _same_sources,
    _spelling,
)
