"""What a page is sent, read as the map's script reads it."""

import datetime as dt

from geo.dates import day_of
from geo.web.columns import ABSENT, HERE, STAGE


def rows_of(tables, places):
    """Return the features of tables: the twin of ``featuresOf`` in columns.js."""
    dotted = tables.get("places", {"place": [], "geometry": []})
    dots = dict(zip(dotted["place"], dotted["geometry"], strict=True))
    return [
        row
        for layer, columns in tables.items()
        for row in _rows(layer, columns, places, dots)
    ]


def _rows(layer, columns, places, dots):
    start = 0
    for i in range(len(columns["geometry"])):
        sent = {name: of[i] for name, of in columns.items() if of[i] != ABSENT}
        days = {
            name: sent.pop(name) for name in ("from", "lasts", "seen") if name in sent
        }
        start += days.get("from") or 0
        row = {"layer": layer, "geometry": dots.get(sent.get("place")), **sent}
        row |= {
            name: _at(places, row[name])
            for name in ("place", "inherited")
            if name in row
        }
        if "places" in row:
            row["places"] = [_at(places, one) for one in row["places"]]
        if "from" in days:
            row |= _days(days, start)
        yield row | {
            name: _whole(row[name], row) for name in ("id", "claim") if name in row
        }


def _at(places, one):
    return one if isinstance(one, str) else places[one]


def _days(sent, start):
    first = 0 if sent["from"] is None else start
    end = None if sent.get("lasts", 1) is None else first + sent.get("lasts", 1)
    days = {"valid_from": None if sent["from"] is None else _text(first)}
    if "lasts" in sent:
        days["valid_to"] = None if end is None else _text(end)
    if "seen" in sent:
        days["last_seen"] = _text((first if end is None else end) - sent["seen"])
    return days


def _text(number: int) -> str:
    day: dt.date = day_of(number)
    return day.isoformat()


def _whole(name, row):
    day = row.get("valid_from")
    if name == HERE:
        return f"{row.get('inherited') or row['place']}-{day}"
    if name == STAGE:
        return f"{row['agreement']}.{day}"
    return f"{name}{day}" if name.endswith("-") else name
