"""Who backed whom, on days that the records tell."""

import datetime as dt

from geo.query import relations


def backing(records, day, **wanted):
    return {
        (r.backer, r.kind)
        for r in relations.relations_on(records, dt.date.fromisoformat(day))
        if all(value in getattr(r, name) for name, value in wanted.items())
    }


def test_who_backed_whom_on_19_december_2019(atlas_records):
    tripoli = backing(atlas_records, "2019-12-19", backed="gna")
    east = backing(atlas_records, "2019-12-19", backed="lna-command")
    assert {("turkey", "political"), ("turkey", "arms")} <= tripoli
    assert ("un-security-council", "recognition") in tripoli
    assert {("russia", "political"), ("russia", "personnel"), ("uae", "arms")} <= east
    assert ("turkey", "personnel") not in tripoli


def test_a_relation_holds_from_its_start_until_its_end(atlas_records):
    troops = ("turkey", "personnel")
    assert troops not in backing(atlas_records, "2020-01-04", backed="gna")
    assert troops in backing(atlas_records, "2020-01-05", backed="gna")
    assert troops in backing(atlas_records, "2021-03-15", backed="gna")
    assert troops not in backing(atlas_records, "2021-03-16", backed="gna")
    assert troops in backing(atlas_records, "2021-03-16", backed="gnu")


def test_a_relation_of_a_month_counts_from_its_last_day(atlas_records):
    wagner = ("russia", "personnel")
    assert wagner not in backing(atlas_records, "2019-09-29", backed="lna-command")
    assert wagner in backing(atlas_records, "2019-09-30", backed="lna-command")


def test_a_mediation_is_between_those_it_names(atlas_records):
    (one,) = [
        r
        for r in relations.relations_on(atlas_records, dt.date(2020, 1, 13))
        if (r.backer, r.kind) == ("russia", "mediation")
    ]
    assert one.backed == ("gna", "lna-command")
    assert one.until == dt.date(2020, 1, 14)
    assert set(one.source_ids) <= set(atlas_records.source_of)
