import geopandas as gpd
import numpy as np
import shapely

from geo import ground
from geo.control.points import NOWHERE, Cells

SQUARES = gpd.GeoDataFrame(
    {"place_id": ["a", "b"]},
    geometry=[shapely.box(15, 27, 16, 28), shapely.box(16, 27, 17, 28)],
    crs=ground.WGS84,
)


def test_a_point_on_an_edge_belongs_to_the_first_of_its_cells():
    cells, turned = Cells(SQUARES), Cells(SQUARES[::-1])
    assert [cells.one(16, 27.5), turned.one(16, 27.5)] == [0, 0]
    assert cells.at(np.array([16.0, 16.0]), np.array([27.5, 28.0])).tolist() == [0, 0]


def test_a_point_that_no_cell_covers_belongs_to_the_nearest_of_libya():
    cells = Cells(SQUARES)
    assert cells.at(np.array([15.2, 16.9]), np.array([28.1, 28.1])).tolist() == [0, 1]


def test_a_point_as_near_to_two_cells_belongs_to_the_first():
    peak = (16, 28)
    halves = [
        shapely.Polygon([(15, 27), (16, 27), peak]),
        shapely.Polygon([(16, 27), (17, 27), peak]),
    ]
    for order in (halves, halves[::-1]):
        columns = {"place_id": ["first", "second"]}
        cells = Cells(gpd.GeoDataFrame(columns, geometry=order, crs=ground.WGS84))
        assert cells.one(16, 28.1) == 0


def test_one_point_is_found_as_many_are(atlas):
    draw = np.random.default_rng(18)
    lon, lat = draw.uniform(8, 27, 400), draw.uniform(18, 35, 400)
    cells = atlas.places.cells
    vertices = shapely.get_coordinates(atlas.frames["tripoli_held"].geometry[:40])
    lon, lat = np.append(lon, vertices[::9, 0]), np.append(lat, vertices[::9, 1])
    many = cells.at(lon, lat)
    assert many.tolist() == list(map(cells.one, lon.tolist(), lat.tolist()))
    assert {NOWHERE} < set(many.tolist())


def test_where_the_layers_say_a_point_lies_it_is(atlas):
    """Whoever asks the published polygons gets the answer of `who`."""
    layers = atlas.frames["tripoli_held"].drop_duplicates("id")[::7]
    inner = layers.geometry.representative_point()
    found = atlas.places.cells.at(inner.x.to_numpy(), inner.y.to_numpy())
    assert [atlas.places.cells.place_ids[i] for i in found] == list(layers["place_id"])
