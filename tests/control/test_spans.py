import datetime as dt
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.control.cells import Spell
from geo.control.spans import MANY, NONE, Spans
from geo.dates import day_of, number_of
from geo.query import states


def spell(place, start, end):
    def day(number):
        return None if number is None else dt.date(2015, 1, 1) + dt.timedelta(number)

    return Spell(f"p{place}", f"p{place}-{start}", "lna", day(start), day(end), None)


@given(st.lists(st.sets(st.integers(0, 200), max_size=4), max_size=4), st.data())
@settings(max_examples=30)
def test_a_day_is_of_the_last_spell_that_began(drawn, data):
    places = []
    for place, starts in enumerate(drawn):
        bounds = [*sorted(starts), None]
        pairs = pairwise(bounds)
        places.append([spell(place, *pair) for pair in pairs])
    spans = Spans(places)
    day = dt.date(2015, 1, 1) + dt.timedelta(data.draw(st.integers(-2, 203)))
    everywhere = np.arange(len(places))
    found = spans.at(everywhere, np.full(len(places), number_of(day)))
    expected = [states.at(spells, day) for spells in places]
    assert [None if i == NONE else spans.spells[i] for i in found] == expected
    assert spans.on(day) == [one for one in expected if one]
    if places:  # So many are looked up by the table.
        many = np.resize(everywhere, MANY + len(places))
        again = spans.at(many, np.full(len(many), number_of(day)))
        assert np.array_equal(again, np.resize(found, len(many)))


def test_a_day_after_the_end_of_the_last_spell_has_none():
    spans = Spans([[spell(0, 0, 5)]])
    assert spans.on(dt.date(2015, 1, 5)) == spans.spells
    assert spans.on(dt.date(2015, 1, 6)) == []


def test_days_are_counted_as_arrow_and_numpy_do():
    assert number_of(dt.date(2019, 12, 19)) == np.datetime64("2019-12-19").astype(int)
    assert day_of(number_of(dt.date(2019, 12, 19))) == dt.date(2019, 12, 19)
