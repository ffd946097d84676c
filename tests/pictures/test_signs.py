import datetime as dt

import pytest

from geo import style
from geo.layers import legend
from geo.layers import select as selection
from geo.pictures import scene, signs, window
from geo.style.looks import LOOKS, SIGNS

KEYS = [e.key for e in legend.ENTRIES if e.sign or e.key == legend.AREA]


def test_agreements_stand_by_their_sign_where_they_apply(frames):
    day = dt.date(2020, 1, 6)
    valid = selection.valid(frames["agreements"], day)
    drawn = signs.with_signs(valid).set_index("agreement_id")
    assert set(drawn["scope"]) == {"point", "line", "area"}
    assert len(drawn) == int((valid["scope"] != "country").sum())
    for agreement, barred in (("tr-ly-mou-2019", True), ("ly-mt-1986", False)):
        assert drawn.loc[agreement, "sign"] == legend.AREA
        assert SIGNS[LOOKS[drawn.loc[agreement, "look"]].sign].barred is barred
    signed = [SIGNS[LOOKS[look].sign] for look in drawn["look"]]
    assert any(sign.hollow and sign.barred for sign in signed)


def test_an_event_fades_for_a_month_and_goes(frames):
    events = frames["events"]
    (event,) = events[events["id"] == "putin-press-2019-12-19"].itertuples()

    def sign_on(day: dt.date) -> list[str]:
        near = signs.by_age(selection.recent(events, day), day)
        return list(near.loc[near["id"] == event.id, "sign"])

    first = event.valid_from.date()
    last_seen = event.valid_to.date() + dt.timedelta(days=style.EVENT_DAYS - 1)
    assert sign_on(first - dt.timedelta(days=1)) == []
    assert sign_on(first) == ["event"]
    assert sign_on(event.valid_to.date()) == ["event_past"]
    assert sign_on(last_seen) == ["event_past"]
    assert sign_on(last_seen + dt.timedelta(days=1)) == []


def test_the_legend_explains_just_the_signs_that_are_there(frames):
    day, gulf = dt.date(2020, 1, 6), window.window("sirte-jufra")
    shown = scene.compose(scene.gather(frames, day, frames), gulf)
    unseen = {"agreement_in_force", "agreement_questioned", "disagreements"}
    # None of these is in the gulf on that day.
    assert set(KEYS) - set(shown.legend()) == unseen
    east = scene.compose(scene.gather(frames, day, frames), window.window("east-med"))
    assert "agreement_questioned" in east.legend()
    only = scene.compose(scene.gather(frames, day, ["events"]), gulf)
    assert set(only.legend()) <= {"event", "event_past"}


def test_a_bar_is_explained_only_where_a_sign_has_one(frames):
    day, gulf = dt.date(2014, 9, 1), window.window("sirte-jufra")
    shown = scene.compose(scene.gather(frames, day, ["agreements"]), gulf)
    assert set(shown.agreements["sign"]) == {legend.AREA}
    assert shown.agreements["look"].str.endswith("questioned").any()
    assert shown.legend() == [legend.AREA]


@pytest.mark.parametrize("key", SIGNS)
def test_every_sign_looks_unlike_the_others(key):
    looks = {other: str(signs.sign_looks(other)) for other in SIGNS}
    assert [other for other in looks if looks[other] == looks[key]] == [key]
