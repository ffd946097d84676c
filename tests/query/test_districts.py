import pytest

from geo.errors import PlaceError
from geo.query import districts
from geo.records import read


def test_every_place_lies_in_the_district_that_people_name():
    found = districts.of_places(read.load().places)
    told = {place: found[place].district_id for place in ("kufra", "hun", "gharyan")}
    assert told == {"kufra": "kufra", "hun": "jufra", "gharyan": "jabal-al-gharbi"}
    assert len(districts.every()) == 22


def test_a_district_has_an_id_and_two_names():
    assert districts.named("الجبل الغربي") == districts.named("jabal-al-gharbi")
    with pytest.raises(
        PlaceError, match="'narnia' is no district: use one of benghazi"
    ):
        districts.named("narnia")
