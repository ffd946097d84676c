import re

import pytest

from geo.records import schema
from geo.records.tables import sea as sea_tables


def test_every_table_says_what_a_row_is():
    for table in sea_tables.TABLES.values():
        assert table.description.startswith("One row is ")


def test_they_stand_among_all_tables():
    assert sea_tables.TABLES.items() <= schema.TABLES.items()


@pytest.mark.parametrize(
    ("recipe", "fits"),
    [
        ("median libya crete full", True),
        ("median turkey:mainland libya:baselines none apart egypt+cyprus", True),
        ("limit libya 62", True),
        ("limit greece 12 apart albania inside 18.5 36.4 22.5 40", True),
        ("limit greece 12 inside 18.5 36.4 22.5", False),
        ("median libya full", False),
        ("median libya crete most", False),
        ("limit libya", False),
    ],
)
def test_a_recipe_is_a_median_or_a_limit(recipe, fits):
    assert bool(re.fullmatch(sea_tables.RECIPE, recipe)) == fits
