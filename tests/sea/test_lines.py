"""Lines as published: their points, and lines drawn by a recipe."""

import pandas as pd
import pytest
import shapely

from geo.errors import SeaError
from geo.sea import lines as published
from geo.sea import paths


def test_lines_have_their_points_in_order():
    lines = pd.DataFrame({"line_id": ["b", "a"], "datum": ["WGS84", "unknown"]})
    points = pd.DataFrame(
        {
            "line_id": ["a", "b", "a", "b"],
            "seq": [10.0, 1.0, 9.0, 2.0],
            "lon": [4.0, 1.0, 3.0, 2.0],
            "lat": [34.0, 31.0, 33.0, 32.0],
        }
    )
    assert published.turning_points(lines, points) == {
        "b": [(1.0, 31.0), (2.0, 32.0)],
        "a": [(3.0, 33.0), (4.0, 34.0)],
    }


@pytest.mark.parametrize(
    "recipe",
    ["", "median", "median libya crete", "limit libya", "limit libya x", "frob a b"],
)
def test_a_recipe_that_is_none_is_refused(recipe):
    with pytest.raises(SeaError, match="is no recipe: write it as median libya crete"):
        published.draw(recipe)


def test_an_error_says_which_line_it_is_about():
    lines = pd.DataFrame({"line_id": ["odd"], "datum": ["Clarke"]})
    points = pd.DataFrame(
        {"line_id": ["odd", "odd"], "seq": [1, 2], "lon": [1, 2], "lat": [3, 4]}
    )
    with pytest.raises(SeaError, match="line odd: 'Clarke' is no datum we know"):
        published.turning_points(lines, points)


def test_the_memorandum_line_is_where_its_text_puts_it(atlas_records):
    points = published.turning_points(
        atlas_records.maritime_lines, atlas_records.maritime_points
    )["tr-ly-2019"]
    assert paths.length_m(points) / 1852 == pytest.approx(17.97, abs=0.05)
    assert shapely.box(26, 34, 27, 34.5).contains(paths.geodesic(points))
