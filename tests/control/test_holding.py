"""Since when a place has been held, held to its definition day by day."""

import datetime as dt

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from geo.control import cells
from geo.control.holding import NOBODY, holdings
from geo.records.read import Records
from geo.records.tables.control import Actor, Place
from tests.rows import row
from tests.worlds import LAST_DAY, claims, day, worlds

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
ONE = dt.timedelta(days=1)


def states_by_day(spells):
    """Return (holder, camp, attacked) of each day; where nobody holds it, None."""
    states = []
    for number in range(LAST_DAY + 2):
        (spell,) = [
            spell
            for spell in spells
            if spell.start <= day(number)
            and (spell.end is None or day(number) < spell.end)
        ]
        held = spell.camp not in NOBODY
        attacked = held and spell.claim.status == "contested"
        holder = spell.claim.actor_id if held else None
        states.append((holder, spell.camp if held else None, attacked))
    return states


def first_like(states, number, part):
    """Return the first of the days up to one over which a part did not change."""
    first = number
    while first and states[first - 1][part] == states[number][part]:
        first -= 1
    return day(first)


def days_of(spans, last):
    """Return the days of spans, up to one."""
    days = set()
    for span in spans:
        when = span.start.day
        while when <= last and (span.end is None or when < span.end.day):
            days.add(when)
            when += ONE
    return days


@few
@given(worlds())
def test_a_holding_goes_back_as_far_as_its_definition_says_day_by_day(world):
    for spells in cells.spells(world).values():
        states = states_by_day(spells)
        all_holdings = holdings(spells)
        assert len(all_holdings) == len(spells)
        for spell, holding in zip(spells, all_holdings, strict=True):
            number = (spell.start - day(0)).days
            holder, _, attacked = states[number]
            assert holding.record.start.day == spell.start
            assert holding.under_attack == attacked
            if holder is None:
                assert holding.actor_since is holding.camp_since is None
                assert not holding.attacks
                continue
            since = first_like(states, number, 0)
            assert holding.actor_since.day == since
            assert holding.camp_since.day == first_like(states, number, 1)
            last = (LAST_DAY if spell.end is None else (spell.end - day(0)).days) - 1
            expected = {
                day(n) for n in range((since - day(0)).days, last + 1) if states[n][2]
            }
            assert days_of(holding.attacks, day(last)) == expected


@few
@given(worlds())
def test_attacks_are_apart_and_in_order(world):
    for spells in cells.spells(world).values():
        for holding in holdings(spells):
            for one, other in zip(holding.attacks, holding.attacks[1:], strict=False):
                assert one.end is not None
                assert one.end.day < other.start.day


@pytest.fixture
def held_through_governments():
    """GNA from day 10, attacked 20-25 and 25-30, GNU from 40, lost and won again."""
    chain = [
        *((0, "lna"), (10, "gna"), (20, "gna"), (25, "gna"), (30, "gna"), (40, "gnu")),
        *((50, "contested"), (60, "gnu")),
    ]
    rows = claims("a", chain)
    rows[1] = attrs.evolve(rows[1], start_precision="approx")
    rows[2:4] = [attrs.evolve(claim, status="contested") for claim in rows[2:4]]
    camps = {"gna": "tripoli", "gnu": "tripoli", "lna": "eastern"}
    world = Records(
        places=(row(Place, place_id="a", lon=13.19, lat=32.89, inherits="no"),),
        control=tuple(rows),
        actors=tuple(row(Actor, actor_id=i, camp=camp) for i, camp in camps.items()),
    )
    return holdings(cells.spells(world)["a"])


def test_a_camp_holds_on_through_its_governments(held_through_governments):
    gnu = held_through_governments[5]
    assert gnu.actor_since.day == day(40)
    assert gnu.camp_since == (day(10), "approx")
    assert gnu.attacks == ()


def test_records_of_one_attack_are_one(held_through_governments):
    after = held_through_governments[4]
    assert [(a.start.day, a.end.day) for a in after.attacks] == [(day(20), day(30))]
    assert not after.under_attack
    assert held_through_governments[3].under_attack


def test_a_place_that_nobody_held_in_between_is_held_anew(held_through_governments):
    nobody, again = held_through_governments[6:]
    assert nobody.actor_since is nobody.camp_since is None
    assert again.actor_since.day == again.camp_since.day == day(60)
