"""Small made-up worlds: a few places in Libya and who held them."""

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import shapely
from hypothesis import strategies as st

from geo import ground
from geo.dates import SPAN_START
from geo.records import schema

OUTLINE = ground.libya()
shapely.prepare(OUTLINE)

ACTORS = {
    "gna": "tripoli",
    "gnu": "tripoli",
    "lna": "eastern",
    "is": "islamic_state",
    "local": "other",
}
HOLDERS = (*ACTORS, *schema.NOBODY)
LAST_DAY = 900


def _in_libya(spot: tuple[float, float]) -> bool:
    return bool(shapely.contains_xy(OUTLINE, *spot))


def _hundredths(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 100, high * 100).map(lambda n: n / 100)


SPOTS = st.tuples(_hundredths(9, 26), _hundredths(19, 34)).filter(_in_libya)
"""Points (lon, lat) in Libya, a kilometre apart at least."""


@st.composite
def places(draw, least: int = 2, most: int = 7) -> pd.DataFrame:
    """Draw places; the first has claims of its own, others may inherit."""
    spots = draw(st.lists(SPOTS, min_size=least, max_size=most, unique=True))
    inherits = [False] + [draw(st.booleans()) for _ in spots[1:]]
    return pd.DataFrame(
        {
            "place_id": [f"p{i}" for i in range(len(spots))],
            "lon": [lon for lon, _ in spots],
            "lat": [lat for _, lat in spots],
            "inherits": ["yes" if does else "no" for does in inherits],
        }
    )


def day(number: int) -> pd.Timestamp:
    """Return the day so many days after the first on the map."""
    return pd.Timestamp(SPAN_START + dt.timedelta(days=number))


def claims(place_id: str, chain: list[tuple[int, str]]) -> list[dict[str, object]]:
    """Return the claims of a place from (first day, holder) pairs in order."""
    starts = [start for start, _ in chain]
    ends = [day(start) for start in starts[1:]] + [pd.NaT]
    return [
        {
            "claim_id": f"{place_id}-{start}",
            "place_id": place_id,
            "actor_id": holder,
            "parties": ("gna", "lna") if holder == schema.CONTESTED else (),
            "status": "contested" if holder == schema.CONTESTED else "held",
            "start": day(start),
            "end": end,
            "start_precision": "day",
            "last_seen": day(start),
            "source_ids": (f"s-{place_id}-{start}",),
        }
        for (start, holder), end in zip(chain, ends, strict=True)
    ]


@st.composite
def worlds(draw) -> SimpleNamespace:
    """Draw places with their claims, as far as cells, spells and fronts need them."""
    drawn = draw(places(least=3, most=6))
    rows = []
    for place_id in drawn.loc[drawn["inherits"] == "no", "place_id"]:
        later = draw(st.lists(st.integers(1, LAST_DAY), max_size=4, unique=True))
        starts = [0, *sorted(later)]
        chain = [(start, draw(st.sampled_from(HOLDERS))) for start in starts]
        rows += claims(place_id, chain)
    for row in rows:
        if row["actor_id"] != schema.NO_RECORD and draw(st.booleans()):
            row["status"] = schema.CONTESTED
    actors = pd.DataFrame({"actor_id": list(ACTORS), "camp": list(ACTORS.values())})
    control = pd.DataFrame(rows)
    return SimpleNamespace(places=drawn, control=control, actors=actors)
