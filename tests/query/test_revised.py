"""What later sources changed: against what a point's answer was on either day."""

import datetime as dt
from dataclasses import replace

import pytest

from geo.errors import DateError
from geo.query.atlas import Atlas
from geo.query.revised import revised
from geo.records.known import known_from
from geo.records.read import Records
from geo.records.tables.control import Source
from tests.rows import row
from tests.worlds import ACTORS, Actor, Place, claims, day

DAY, KNOWN = dt.date(2019, 12, 19), dt.date(2020, 1, 31)


def small(*published: str) -> Atlas:
    """Return a world whose first place changed hands twice, told on these days."""
    rows = claims("p0", [(0, "lna"), (100, "gna"), (200, "lna")])
    places = tuple(
        row(
            Place,
            place_id=f"p{i}",
            name_en=f"N{i}",
            name_ar="ن",
            kind="town",
            lon=lon,
            lat=32.0,
            location_accuracy_km=1.0,
            inherits="yes" if i else "no",
        )
        for i, lon in enumerate((13.0, 14.0))
    )
    sources = tuple(
        row(Source, source_id=one.source_ids[0], published=when)
        for one, when in zip(rows, published, strict=True)
    )
    actors = tuple(
        row(Actor, actor_id=name, name_en=name, name_ar="ن", camp=camp)
        for name, camp in ACTORS.items()
    )
    return Atlas(
        Records(places=places, control=tuple(rows), actors=actors, sources=sources)
    )


def test_a_source_that_came_out_later_revises_its_day():
    out = [str(day(n)) for n in (1, 300, 201)]
    (one,) = revised(small(*out), day(150), day(250))
    assert (one.place_id, one.before.camp, one.after.camp) == (
        "p0",
        "eastern",
        "tripoli",
    )
    assert (one.published, one.later, one.following) == (day(300), False, ("p1",))
    assert one.source_ids == ("s-p0-100",)


def test_what_was_known_then_is_no_revision_nor_is_another_day():
    out = [str(day(n)) for n in (1, 101, 201)]
    atlas = small(*out)
    assert revised(atlas, day(150), day(250)) == []
    late = small(out[0], str(day(300)), out[2])
    assert revised(late, day(50), day(250)) == []
    assert revised(late, day(150), day(300)) == []


def test_what_began_after_the_day_of_knowledge_says_so():
    (one,) = revised(small(*(str(day(n)) for n in (1, 101, 201))), day(150), day(90))
    assert one.later


@pytest.mark.parametrize(
    ("when", "known"), [(dt.date(2013, 1, 1), KNOWN), (DAY, dt.date(2999, 1, 1))]
)
def test_days_that_are_not_there_are_refused(when, known):
    with pytest.raises(DateError):
        revised(small("", "", ""), when, known)


def test_of_the_real_records_each_agrees_with_who(atlas):
    found = {one.place_id: one for one in revised(atlas, DAY, KNOWN)}
    published = known_from(atlas.records.sources)
    assert found
    for place in atlas.records.places:
        if place.inherits == "yes":
            continue
        where = (place.lat, place.lon, DAY)
        then, now = atlas.who(*where, KNOWN), atlas.who(*where)
        same = (then.camp, then.actor, then.status) == (now.camp, now.actor, now.status)
        assert same != (place.place_id in found), place.place_id
    for one in found.values():
        dated = [published[i] for i in one.source_ids if i in published]
        assert one.published is None or min(dated) == one.published > KNOWN


def test_plain_values_hold_all(atlas):
    (one, *_) = revised(atlas, DAY, KNOWN)
    told = replace(one, published=None).as_json()
    assert told["published"] is None
    assert told["before_camp"] == one.before.camp
    assert told["after_actor_ar"] is not None
    assert one.as_json()["sources"][0]["url"].startswith("http")
