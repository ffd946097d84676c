"""The records against statements of sources that they did not cite when graded.

Each row of the two tables was read at its address: who held a place on a day (a camp,
or ``contested``: under attack, or nobody's), and what happened on a day.
"""

import csv
import datetime as dt
from pathlib import Path

from geo.records.tables.control import CONTESTED

HERE = Path(__file__).parent
REPORTED = dt.timedelta(days=1)
"""A source may have a happening a day sooner or later."""


def graded(name: str) -> list[dict[str, str]]:
    with (HERE / f"graded_{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["url"].startswith("http") for row in rows)
    return rows


def test_who_held_a_place_on_a_day(atlas_records):
    rows = graded("holders")
    assert len(rows) >= 130
    camp_of = {actor.actor_id: actor.camp for actor in atlas_records.actors}
    missed = []
    for row in rows:
        day = dt.date.fromisoformat(row["day"])
        (claim,) = [
            claim
            for claim in atlas_records.control
            if claim.place_id == row["place_id"]
            and claim.start <= day
            and (claim.end is None or day < claim.end)
        ]
        wanted = row["holds"]
        found = claim.status if wanted == CONTESTED else camp_of.get(claim.actor_id)
        if found != wanted:
            missed.append((row, claim.claim_id))
    assert missed == []


def test_what_happened_on_a_day(atlas_records):
    rows = graded("events")
    assert len(rows) >= 250
    missed = []
    for row in rows:
        day = dt.date.fromisoformat(row["day"])
        event = atlas_records.event_of.get(row["event_id"])
        if event is None or not event.start - REPORTED <= day < event.end + REPORTED:
            missed.append(row)
    assert missed == []
