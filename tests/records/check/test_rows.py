"""Actors, places and sources with one fault each."""

import pytest

from geo.records import check as rules
from tests.records.check.faults import assert_refused, first_row


def actor_that_ends_before_it_begins(copy):
    row = copy.append(
        "actors",
        2,
        actor_id="zz-back",
        name_en="Back",
        name_ar="Back",
        valid_from="2016",
        valid_to="2015",
    )
    return f"actors.csv {row} valid_to: '2015', must come after valid_from"


def actor_with_a_reserved_id(copy):
    row = copy.append("actors", 2, actor_id="contested", valid_from="1999", valid_to="")
    return f"actors.csv {row} actor_id: 'contested', is reserved: it is no actor"


def place_abroad(copy):
    copy.set("places", 2, lat="30.04", lon="31.24")
    return "places.csv 2 lat: '30.04', lies 60"


def place_in_the_sea(copy):
    copy.set("places", 2, lat="33.5", lon="17.5")
    return "places.csv 2 lat: '33.5', lies "


def latitude_of_95(copy):
    copy.set("places", 2, lat="95")
    return "places.csv 2 lat: '95', must be a number from -90 to 90 (degrees north)"


def lat_and_lon_swapped(copy):
    row = first_row(copy, "places", place_id=copy.read("places")[0]["place_id"])
    place = copy.read("places")[row - 2]
    copy.set("places", row, lat=place["lon"], lon=place["lat"])
    return f"places.csv {row} lat: '{place['lon']}', lies "


def place_with_the_name_of_another(copy):
    name = copy.cell("places", 2, "name_en")
    copy.set("places", 3, name_en=name.upper())
    return f"places.csv 3 name_en: '{name.upper()}', stands twice: one row a place"


def place_with_the_geonames_id_of_another(copy):
    known = [n for n, p in enumerate(copy.read("places"), 2) if p["geonames_id"]]
    first = copy.cell("places", known[0], "geonames_id")
    copy.set("places", known[1], geonames_id=first)
    return f"places.csv {known[1]} geonames_id: '{first}', stands twice: one row a"


def place_on_the_spot_of_another(copy):
    one, *others = copy.read("places")
    on_roads = {i for road in copy.read("routes") for i in road["place_ids"].split(";")}
    at = next(n for n, row in enumerate(others, 3) if row["place_id"] not in on_roads)
    lat = f"{float(one['lat']) + 0.001:.5f}"
    copy.set("places", at, lat=lat, lon=one["lon"])
    return (
        f"places.csv {at} lat: '{lat}', same spot as {one['place_id']}: one row a place"
    )


def place_without_claims(copy):
    row = copy.append(
        "places",
        2,
        place_id="zz-new",
        name_en="Zz New",
        geonames_id="",
        lat="25.111",
        lon="18.222",
        inherits="no",
    )
    return f"places.csv {row} inherits: 'no', must be yes: it has no claims"


def place_that_inherits_in_spite_of_claims(copy):
    row = first_row(copy, "places", inherits="no")
    copy.set("places", row, inherits="yes")
    return f"places.csv {row} inherits: 'yes', must be no: it has claims"


def source_with_the_address_of_another(copy):
    url = (
        copy.cell("sources", 2, "url").replace("https://", "http://") + "?utm_source=x"
    )
    copy.set("sources", 3, url=url)
    return f"sources.csv 3 url: '{url}', stands twice: one row a publication"


def source_with_the_title_of_another(copy):
    one = next(s for s in copy.read("sources") if s["published"])
    row = copy.append(
        "sources",
        first_row(copy, "sources", source_id=one["source_id"]),
        source_id="zz-again",
        url="https://elsewhere.example/again",
        title=one["title"].upper(),
    )
    expected = "stands twice: one row a publication"
    return f"sources.csv {row} title: {one['title'].upper()!r}, {expected}"


def publisher_in_another_spelling(copy):
    row = len(copy.read("sources")) + 1
    name = copy.cell("sources", 2, "publisher")
    assert " / " not in name
    other = f"The {name.upper()}"
    copy.set("sources", row, publisher=f"Somebody else / {other}")
    return (
        f"sources.csv {row} publisher: 'Somebody else / {other}', is {name} in another"
        " row: one spelling a publisher, or a place in brackets after another"
    )


def camp_without_a_beginning(copy):
    row = first_row(copy, "actors", actor_id="tebu")
    copy.set("actors", row, valid_from="")
    return f"actors.csv {row} valid_from: '', must say when: its camp may hold places"


FAULTS = [
    actor_that_ends_before_it_begins,
    actor_with_a_reserved_id,
    place_abroad,
    place_in_the_sea,
    latitude_of_95,
    lat_and_lon_swapped,
    place_with_the_name_of_another,
    place_with_the_geonames_id_of_another,
    place_on_the_spot_of_another,
    place_without_claims,
    place_that_inherits_in_spite_of_claims,
    source_with_the_address_of_another,
    source_with_the_title_of_another,
    publisher_in_another_spelling,
    camp_without_a_beginning,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_copy_with_one_fault_is_refused(copy, check, fault):
    assert_refused(copy, check, fault)


def test_tables_without_rows(copy, check):
    for table in ("places", "control"):
        copy.write(table, [])
    assert {line for line in check() if " rows'" in line} == {
        "places.csv 0 *: '0 rows', needs 2 at least",
        "control.csv 0 *: '0 rows', needs 1 at least",
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://www.un.org/a/b/", "http://un.org/A/b"),
        ("https://un.org/a?id=3&utm_source=x", "https://un.org/a?utm_medium=y&id=3"),
        ("https://m.bbc.com/a#top", "https://bbc.com/a"),
        ("https://un.org/%D8%B3", "https://un.org/س"),
    ],
)
def test_addresses_of_one_page(left, right):
    assert rules.normal_url(left) == rules.normal_url(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("https://un.org/a?id=3", "https://un.org/a?id=4"),
        ("https://un.org/a", "https://un.org/b"),
        ("https://youtube.com/watch?v=abc", "https://youtube.com/watch?v=ABC"),
    ],
)
def test_addresses_of_two_pages(left, right):
    assert rules.normal_url(left) != rules.normal_url(right)
