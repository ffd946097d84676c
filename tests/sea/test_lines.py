"""Lines as published: their points, and lines drawn by a recipe."""

from types import SimpleNamespace as Row

import pytest
import shapely

from geo.errors import SeaError
from geo.sea import lines as published
from geo.sea import paths


def test_lines_have_their_points_in_order():
    lines = [Row(line_id="b", datum="WGS84"), Row(line_id="a", datum="unknown")]
    points = [
        Row(line_id="a", seq=10, lon=4.0, lat=34.0),
        Row(line_id="b", seq=1, lon=1.0, lat=31.0),
        Row(line_id="a", seq=9, lon=3.0, lat=33.0),
        Row(line_id="b", seq=2, lon=2.0, lat=32.0),
    ]
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
    lines = [Row(line_id="odd", datum="Clarke")]
    points = [Row(line_id="odd", seq=n, lon=float(n), lat=3.0) for n in (1, 2)]
    with pytest.raises(SeaError, match="line odd: 'Clarke' is no datum we know"):
        published.turning_points(lines, points)


def test_the_memorandum_line_is_where_its_text_puts_it(atlas_records):
    points = published.turning_points(
        atlas_records.maritime_lines, atlas_records.maritime_points
    )["tr-ly-2019"]
    assert paths.length_m(points) / 1852 == pytest.approx(17.97, abs=0.05)
    assert shapely.box(26, 34, 27, 34.5).contains(paths.geodesic(points))
