import datetime as dt

import pytest

from geo.errors import DateError
from geo.query.events import as_json, events

FIRST, LAST = dt.date(2020, 6, 1), dt.date(2020, 6, 10)


def test_events_of_a_time_are_those_that_lasted_on_any_of_its_days(atlas):
    matches = events(atlas, FIRST, LAST)
    ids = {event.event_id for event in matches}
    for event in atlas.records.events:
        days = (event.end - event.start).days
        lasted = {event.start + dt.timedelta(days=n) for n in range(days)}
        inside = any(FIRST <= day <= LAST for day in lasted)
        assert (event.event_id in ids) == inside, event.event_id
    assert [event.start for event in matches] == sorted(
        event.start for event in matches
    )


def test_events_are_narrowed_to_kinds_and_a_place(atlas):
    captures = events(atlas, FIRST, LAST, ("capture",))
    assert {event.kind for event in captures} == {"capture"}
    (one,) = events(atlas, FIRST, LAST, ("capture",), "tarhuna")
    values = as_json(atlas, one)
    assert (values["place_en"], values["place_ar"]) == ("Tarhuna", "ترهونة")
    assert values["start"] == values["last"] == "2020-06-05"
    assert values["sources"]


def test_days_out_of_order_are_refused(atlas):
    with pytest.raises(DateError, match="give the earlier day first"):
        events(atlas, LAST, FIRST)
