import doctest

import pytest

from geo.errors import PlaceError
from geo.query import districts


def test_every_place_lies_in_the_district_that_people_name(atlas):
    district_of = atlas.districts
    values = {
        place: district_of[place].district_id for place in ("kufra", "hun", "gharyan")
    }
    assert values == {"kufra": "kufra", "hun": "jufra", "gharyan": "jabal-al-gharbi"}
    assert len(districts.every()) == 22


def test_a_district_has_an_id_and_two_names():
    assert districts.named("الجبل الغربي") == districts.named("jabal-al-gharbi")
    with pytest.raises(
        PlaceError, match="'narnia' is no district: use one of benghazi"
    ):
        districts.named("narnia")


def test_its_examples_hold():
    assert doctest.testmod(districts).failed == 0
