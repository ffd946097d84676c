"""The sea on a day, from what is known of every line, claim and dispute."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from geo.dates import parse_span, today
from geo.errors import DateError, SeaError
from geo.records.tables import agreements
from geo.sea.facts import Facts, Life, LineFact, StageFact, Steps

ALL = "all"

AGAINST = (*agreements.DOUBTING, *agreements.LEAVING)
"""Stages that are objections to a line."""

COMMON = {"valid_from", "valid_to", "last_seen", "known_from", "name_ar", "source_ids"}
"""What features have and an answer about a day has not."""


def on_day(facts: Facts, day: dt.date, view: str = ALL) -> dict[str, Any]:
    """Return the sea on a day, as one state sees it or as all do.

    Parameters
    ----------
    facts : geo.sea.facts.Facts
    day : datetime.date
    view : str
        A state with a claim, or ``all``.

    Returns
    -------
    dict
        ``date``, ``view``, ``lines``, ``claims`` and ``disputed``; of the last two
        only those with a part of that state.

    Raises
    ------
    SeaError
        If no claim of that state is on record.
    DateError
        If the day lies before the first line or claim.

    Examples
    --------
    >>> claim = {"id": "a", "claimant": "libya", "valid_from": "2009", "valid_to": ""}
    >>> facts = {"maritime_lines": [], "claimed_maritime": [claim]}
    >>> seas = on_day(facts | {"disputed_maritime": []}, dt.date(2020, 1, 1))
    >>> [claim["claimant"] for claim in seas["claims"]]
    ['libya']
    """
    lines, claims = facts["maritime_lines"], facts["claimed_maritime"]
    known = [ALL, *sorted({claim["claimant"] for claim in claims})]
    if view not in known:
        raise SeaError("error.sea.no_claim", state=view, known=list(known))
    first = min(fact["valid_from"] for fact in [*lines, *claims])
    last = today()
    if not first <= day.isoformat() <= last.isoformat():
        raise DateError("error.dates.range", day=day, first=first, last=last)
    return {
        "date": day.isoformat(),
        "view": view,
        "lines": [
            {"id": line["id"], "name_en": line["name_en"], **_rest(as_of(line, day))}
            for line in lines
            if _holds(line, day) and view in (ALL, *states_of(line["claimants"]))
        ],
        "claims": [
            {"id": claim["id"], "since": claim["valid_from"], **_rest(claim)}
            for claim in claims
            if _holds(claim, day) and view in (ALL, claim["claimant"])
        ],
        "disputed": [
            {"since": dispute["valid_from"], **_rest(dispute)}
            for dispute in facts["disputed_maritime"]
            if _holds(dispute, day) and view in (ALL, *dispute["pair"])
        ],
    }


def _rest(fact: Mapping[str, Any]) -> dict[str, Any]:
    left_out = COMMON | {"id", "name_en"}
    return {key: value for key, value in fact.items() if key not in left_out}


def _holds(fact: Life, day: dt.date) -> bool:
    """Return whether a fact was so on a day; ISO days compare as texts."""
    start, end = fact["valid_from"], fact["valid_to"]
    return start <= day.isoformat() and (not end or day.isoformat() < end)


def as_of(line: LineFact, day: dt.date | None) -> LineFact:
    """Return what is known of a line without the steps of its life after a day.

    Examples
    --------
    >>> signed = {"stage": "signed", "date": "2019-11-27", "by": ""}
    >>> as_of({"stages": [signed]}, dt.date(2019, 11, 26))["stages"]
    []
    """
    return {**line, **steps(line["stages"], day)}


def steps(known: list[StageFact], day: dt.date | None) -> Steps:
    """Return the steps of a line's life up to a day, and who objected in them.

    Examples
    --------
    >>> signed = {"stage": "signed", "date": "2019-11-27", "by": ""}
    >>> len(steps([signed], dt.date(2019, 12, 19))["stages"])
    1
    """
    stages = [
        stage for stage in known if day is None or parse_span(stage["date"]).last <= day
    ]
    objections = [stage for stage in stages if stage["stage"] in AGAINST]
    names = [
        name
        for stage in objections
        if stage["stage"] == "opposed"
        for name in stage["by"].split("; ")
    ]
    opposed = "; ".join(dict.fromkeys(names))
    return {"opposed_by": opposed, "objections": objections, "stages": stages}


def states_of(claimants: str) -> list[str]:
    """Return the lower-case names of the states behind a line's claimants.

    Examples
    --------
    >>> states_of("Turkey; Libya (GNA)")
    ['turkey', 'libya']
    """
    names = (name.split(" (")[0].lower() for name in claimants.split("; "))
    return list(dict.fromkeys(names))
