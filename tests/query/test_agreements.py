"""Which agreements are listed."""

import datetime as dt

import pytest

from geo import agreements
from geo.query.agreements import EVERY, LASTING, Wanted, is_over, listed

DAY = dt.date(2019, 12, 19)


@pytest.fixture(scope="module")
def ids(atlas):
    def found(day=DAY, **wanted) -> list[str]:
        return [one.agreement_id for one in listed(atlas, day, Wanted(**wanted))]

    return found


def test_what_is_in_force_or_of_the_last_year_is_listed_unless_more_is_wanted(
    atlas, ids
):
    current = ids()
    for one in agreements.standings_on(atlas.records, DAY):
        in_force = any(status.status.startswith("in_force") for status in one.statuses)
        assert not in_force or one.agreement_id in current
    assert "tr-ly-sec-2019" in current  # signed three weeks before
    assert "lpa-2015" not in current  # signed four years before, not in force
    assert "lpa-2015" in ids(stands=LASTING)
    assert set(current) < set(ids(stands=LASTING)) < set(ids(stands=EVERY))


def test_those_that_ended_are_listed_only_where_all_are_wanted(atlas, ids):
    over = {
        one.agreement_id
        for one in agreements.standings_on(atlas.records, DAY)
        if is_over(one)
    }
    assert "unscr-1973" in over
    assert set(ids(stands=EVERY)) - set(ids(stands=LASTING)) == over


def test_party_and_kind_narrow_the_list(ids):
    turkish = set(ids(party="turkey"))
    assert {"tr-ly-mou-2019", "tr-ly-sec-2019"} <= turkish
    assert "unscr-1970" not in turkish
    assert ids(party="turkey", kind="military") == ["tr-ly-sec-2019"]
    assert ids(party="turkey", kind="un_resolution") == []


def test_a_successor_finds_what_is_in_force_for_it(ids):
    assert "tr-ly-mou-2019" in ids(dt.date(2022, 1, 1), party="gnu")


@pytest.mark.parametrize("text", ["memorandum Turky", "مذكرة تركيا"])
def test_a_text_finds_names_in_any_spelling(ids, text):
    found = ids(text=text)
    assert {"tr-ly-mou-2019", "tr-ly-sec-2019"} <= set(found)
    assert all(one.startswith("tr-") for one in found)
    assert ids(text="tr-ly-mou-2019") == ["tr-ly-mou-2019"]
    assert ids(text="  ") == ids()
    assert ids(text="zzzqqq") == []


def test_a_text_finds_what_is_not_in_force_and_out_of_sight(ids):
    assert ids(text="Skhirat", among=())[0] == "lpa-2015"
    assert ids(text="resolution 1973") == ["unscr-1973"]
    assert ids(text="Skhirat", kind="un_resolution") == []


def test_one_that_is_chosen_is_listed_whatever_else_is_wanted(ids):
    assert ids(among=()) == []
    assert ids(among=(), besides="unscr-1973") == ["unscr-1973"]
    assert ids(text="zzzqqq", besides="unscr-1973") == ["unscr-1973"]
