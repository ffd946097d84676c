import csv
from pathlib import Path

import pytest

from geo.records.columns import split_list


def read(name):
    path = Path(__file__).parent / name
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SPELLINGS = read("spellings.csv")
OF_ACTORS = read("actor_spellings.csv")


@pytest.fixture(scope="module")
def finder(atlas):
    return atlas.finder


def test_the_list_of_spellings_is_long_and_in_both_scripts(finder):
    known = {name.text for name in finder._names}
    assert len({row["spelling"] for row in SPELLINGS}) == len(SPELLINGS) >= 400
    assert sum(row["spelling"] not in known for row in SPELLINGS) >= 150
    assert sum(row["script"] == "arabic" for row in SPELLINGS) >= 80


@pytest.mark.parametrize("kinds", [("place",), None], ids=["places", "all"])
def test_the_first_hit_of_every_spelling_is_its_place(finder, kinds):
    missed = {}
    for row in SPELLINGS:
        hits = finder.find(row["spelling"], *([kinds] if kinds else []))
        if not hits or hits[0].item_id != row["place_id"]:
            missed[row["spelling"]] = [hit.item_id for hit in hits[:2]]
    assert missed == {}


def test_the_first_hit_of_what_actors_are_called_is_meant(finder):
    """Places and agreements among them bear names that are like those of actors."""
    assert len(OF_ACTORS) >= 110
    missed = {}
    for row in OF_ACTORS:
        hits = finder.find(row["spelling"])
        if not hits or hits[0].item_id != row["item_id"]:
            missed[row["spelling"]] = [hit.item_id for hit in hits[:2]]
    assert missed == {}


def test_each_other_name_of_an_actor_finds_it_first_of_all(finder, atlas):
    missed = {}
    for actor in atlas.records.actors:
        assert actor.other_names, actor.actor_id
        for name in split_list(actor.other_names):
            found = finder.find(name)[0].item_id
            if found != actor.actor_id:
                missed[name] = actor.actor_id, found
    assert missed == {}


@pytest.mark.parametrize(
    ("text", "kind", "item_id"),
    [
        ("Ajdbaya", "place", "ajdabiya"),
        ("Bengahzi", "place", "benghazi"),
        ("Tripoly", "place", "tripoli"),
        ("مصرانة", "place", "misrata"),
        ("بوابة ٢٧", "place", "gate-27"),
        ("Tripoli airport", "place", "tripoli-international-airport"),
        ("skhirat", "agreement", "lpa-2015"),
        ("libian political agrement", "agreement", "lpa-2015"),
        ("الصخيرات", "agreement", "lpa-2015"),
        ("Turkey Libya maritime deal", "agreement", "tr-ly-mou-2019"),
        ("LNA", "actor", "lna"),
        ("حكومة الوفاق", "actor", "gna"),
        ("battle for tripoli", "story", "battle-for-tripoli"),
        ("tr-ly-2019", "line", "tr-ly-2019"),
        ("Jufra", "district", "jufra"),
    ],
)
def test_other_things_are_found_too(finder, text, kind, item_id):
    first = finder.find(text)[0]
    assert (first.kind, first.item_id) == (kind, item_id)


def test_each_beginning_of_a_name_finds_it(finder):
    for end in range(3, len("misrata") + 1):
        assert finder.find("misrata"[:end])[0].item_id == "misrata"


def test_a_name_on_record_outranks_one_that_is_alike(finder, atlas):
    for place in atlas.records.places:
        same = [hit.item_id for hit in finder.find(place.name_en, ("place",), 40)]
        assert place.place_id in same[:2], place.name_en


def test_nothing_is_found_where_nothing_is_alike(finder):
    assert finder.find("zzzqqq") == []
    assert finder.find("  ") == []
    assert finder.find("!?") == []


def test_a_coordinate_is_a_point(finder):
    (point,) = finder.find("٣٢٫٩ ١٣٫٢")
    assert (point.kind, point.item_id, point.lat, point.lon) == (
        "point",
        "32.9,13.2",
        32.9,
        13.2,
    )


def test_only_some_kinds_are_looked_for(finder):
    assert {hit.kind for hit in finder.find("tripoli", ("agreement", "actor"))} == {
        "agreement",
        "actor",
    }
