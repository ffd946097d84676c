"""Marks of the timeline: new standings of agreements, and events."""

from collections.abc import Mapping
from typing import NamedTuple

import geopandas as gpd

from geo import words
from geo.dates import SPAN_START
from geo.layers.read import day_text
from geo.layers.rows import Agreement, Event, rows
from geo.query import standing
from geo.records.rows import names_of
from geo.style.layers import AGREEMENTS, EVENTS


class Mark(NamedTuple):
    """A mark: its day, ``agreement`` or ``event``, and what it stands for."""

    date: str
    kind: str
    title: dict[str, str]


def marks(frames: Mapping[str, gpd.GeoDataFrame]) -> list[Mark]:
    """Return the marks of the timeline by day.

    Parameters
    ----------
    frames : mapping of str to GeoDataFrame
        The layers, by name.
    """
    found = []
    for row in rows(frames[AGREEMENTS], Agreement):
        newest = max(row.statuses, key=lambda status: status["since"])
        listed = [status["status"] for status in row.statuses]
        status = newest["status"]
        remark = standing.remark(status, row.kind, listed)
        keys = [standing.key(status, row.kind), *([remark] if remark else [])]
        title = {
            code: f"{name}: "
            + words.listed((words.say(one, code) for one in keys), code, "semicolons")
            for code, name in names_of(row).items()
        }
        found.append(Mark(day_text(row.valid_from) or "", "agreement", title))
    found += [
        Mark(day_text(row.valid_from) or "", "event", names_of(row))
        for row in rows(frames[EVENTS], Event)
    ]
    first = SPAN_START.isoformat()
    return sorted(
        (mark for mark in found if mark.date >= first), key=lambda mark: mark.date
    )
