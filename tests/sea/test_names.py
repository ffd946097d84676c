"""What coasts are called, in a language that the records have no names in too."""

import pytest

from geo.sea.names import coast_name


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Crete"), ("ar", "كريت"), ("fr", "Crete")]
)
def test_an_island_without_a_name_in_a_language_has_the_english_one(language, name):
    assert coast_name("crete", language) == name
