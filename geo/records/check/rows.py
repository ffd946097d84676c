"""The rules that all tables keep: rows that are there, referred to, and not twice."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from geo import ground
from geo.dates import parse_span
from geo.errors import Fault
from geo.records import schema
from geo.records.check.tables import Rule, Tables, nearest
from geo.records.columns import split_list

SAME_SPOT_M = 150.0
LEAST_ROWS = {"places": 2, "control": 1}


def _enough_rows(tables: Tables) -> Iterator[Fault]:
    for name, least in LEAST_ROWS.items():
        rows = len(tables.text[name])
        if rows < least:
            expected = f"needs {least} at least"
            yield Fault(f"{name}.csv", 0, "*", f"{rows} rows", expected)


def _references(tables: Tables) -> Iterator[Fault]:
    """Yield every id that its table does not have."""
    for name in schema.TABLES:
        for column, target in schema.references(name):
            known = set(tables.text[target][schema.key_of(target)])
            if column == "actor_id":
                known |= set(schema.NOBODY)
            for index, cell in tables.text[name][column].items():
                for item in split_list(cell):
                    if item not in known:
                        expected = f"is not in {target}.csv: "
                        expected += nearest(item, sorted(known))
                        yield tables.fault(name, index, column, expected, item)


def _reserved_actors(tables: Tables) -> Iterator[Fault]:
    for actor in tables.typed("actors", "actor_id").itertuples():
        if actor.actor_id in schema.NOBODY:
            expected = "is reserved: it is no actor"
            yield tables.fault("actors", actor.Index, "actor_id", expected)


def _lives(tables: Tables) -> Iterator[Fault]:
    """Yield actors, lines and claims at sea that end before they begin."""
    for name in ("actors", "maritime_lines", "maritime_claims"):
        rows = tables.text[name].loc[tables.typed(name, "valid_from", "valid_to").index]
        both = (rows["valid_from"] != "") & (rows["valid_to"] != "")
        for row in rows[both].itertuples():
            if parse_span(row.valid_to).end <= parse_span(row.valid_from).start:
                expected = "must come after valid_from"
                yield tables.fault(name, row.Index, "valid_to", expected)


def _places_in_libya(tables: Tables) -> Iterator[Fault]:
    places = tables.typed("places", "lat", "lon")
    points = ground.project_points(list(places["lon"]), list(places["lat"]))
    for index, metres in zip(places.index, ground.outside_by(points), strict=True):
        if metres > ground.OUTLINE_TOLERANCE_M:
            expected = f"lies {metres / 1000:.0f} km outside Libya: check lat and lon"
            yield tables.fault("places", index, "lat", expected)


def _same_places(tables: Tables) -> Iterator[Fault]:
    expected = "stands twice: one row a place"
    for column in ("name_en", "geonames_id"):
        known = tables.text["places"][column].str.lower()
        known = known[known != ""]
        for index in known.index[known.duplicated()]:
            yield tables.fault("places", index, column, expected)
    places = tables.typed("places", "lat", "lon")
    points = ground.project_points(list(places["lon"]), list(places["lat"]))
    left, right = points.sindex.query(points, "dwithin", distance=SAME_SPOT_M)
    for i, j in sorted(zip(left.tolist(), right.tolist(), strict=True)):
        if i < j:
            other = tables.text["places"]["place_id"].loc[places.index[i]]
            expected = f"same spot as {other}: one row a place"
            yield tables.fault("places", places.index[j], "lat", expected)


_TRACKING = re.compile(r"(?:utm_\w+|origin|noamp|hpt)=.*")


def normal_url(url: str) -> str:
    """Return an address without what does not change the page it names.

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
    expected = "stands twice: one row a publication"
    urls = tables.typed("sources", "url")["url"].map(normal_url)
    for index in urls.index[urls.duplicated()]:
        yield tables.fault("sources", index, "url", expected)
    sources = tables.text["sources"]
    articles = sources[sources["published"] != ""]
    articles = articles[["title", "publisher", "published"]]
    same = articles.apply(lambda column: column.str.lower()).duplicated()
    for index in articles.index[same]:
        yield tables.fault("sources", index, "title", expected)


RULES: tuple[Rule, ...] = (
    _enough_rows,
    _references,
    _reserved_actors,
    _lives,
    _places_in_libya,
    _same_places,
    _same_sources,
)
