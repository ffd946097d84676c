"""Small made-up worlds: a few places in Libya and who held them."""

import datetime as dt

import attrs
import shapely
from hypothesis import strategies as st

from geo import ground
from geo.dates import SPAN_START
from geo.records.read import Records
from geo.records.tables.control import (
    CONTESTED,
    NO_RECORD,
    NOBODY,
    Actor,
    Claim,
    Place,
)
from tests.rows import row

OUTLINE = ground.libya()
shapely.prepare(OUTLINE)

ACTORS = {
    "gna": "tripoli",
    "gnu": "tripoli",
    "lna": "eastern",
    "is": "islamic_state",
    "local": "other",
}
HOLDERS = (*ACTORS, *NOBODY)
LAST_DAY = 900


def _in_libya(spot: tuple[float, float]) -> bool:
    return bool(shapely.contains_xy(OUTLINE, *spot))


def _hundredths(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 100, high * 100).map(lambda n: n / 100)


SPOTS = st.tuples(_hundredths(9, 26), _hundredths(19, 34)).filter(_in_libya)
"""Points (lon, lat) in Libya, a kilometre apart at least."""


@st.composite
def places(draw, least: int = 2, most: int = 7) -> tuple[Place, ...]:
    """Draw places; the first has claims of its own, others may inherit."""
    spots = draw(st.lists(SPOTS, min_size=least, max_size=most, unique=True))
    inherits = [False] + [draw(st.booleans()) for _ in spots[1:]]
    return tuple(
        row(
            Place,
            place_id=f"p{i}",
            name_en="N",
            name_ar="ن",
            kind="town",
            lon=lon,
            lat=lat,
            location_accuracy_km=1.0,
            population=1,
            inherits="yes" if does else "no",
        )
        for i, ((lon, lat), does) in enumerate(zip(spots, inherits, strict=True))
    )


def day(number: int) -> dt.date:
    """Return the day so many days after the first on the map."""
    return SPAN_START + dt.timedelta(days=number)


def claims(place_id: str, chain: list[tuple[int, str]]) -> list[Claim]:
    """Return the claims of a place from (first day, holder) pairs in order."""
    ends = [*(day(start) for start, _ in chain[1:]), None]
    return [
        row(
            Claim,
            claim_id=f"{place_id}-{start}",
            place_id=place_id,
            actor_id=holder,
            parties=("gna", "lna") if holder == CONTESTED else (),
            status="contested" if holder == CONTESTED else "held",
            start=day(start),
            end=end,
            start_precision="day",
            last_seen=day(start),
            confidence="high",
            source_ids=(f"s-{place_id}-{start}",),
            note="n",
        )
        for (start, holder), end in zip(chain, ends, strict=True)
    ]


@st.composite
def worlds(draw) -> Records:
    """Draw places with their claims, as far as cells, spells and fronts need them."""
    drawn = draw(places(least=3, most=6))
    rows: list[Claim] = []
    for place_id in [place.place_id for place in drawn if place.inherits == "no"]:
        later = draw(st.lists(st.integers(1, LAST_DAY), max_size=4, unique=True))
        starts = [0, *sorted(later)]
        chain = [(start, draw(st.sampled_from(HOLDERS))) for start in starts]
        rows += claims(place_id, chain)
    control = tuple(
        attrs.evolve(claim, status=CONTESTED)
        if claim.actor_id != NO_RECORD and draw(st.booleans())
        else claim
        for claim in rows
    )
    actors = tuple(
        row(Actor, actor_id=actor_id, name_en="N", name_ar="ن", camp=camp)
        for actor_id, camp in ACTORS.items()
    )
    return Records(places=drawn, control=control, actors=actors)
