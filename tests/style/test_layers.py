from geo.control.cells import NO_RECORD_CAMP
from geo.style import FILLS, layers
from geo.web.payload import PANES


def test_each_camp_has_one_layer_and_one_fill():
    camps = [camp for layer in layers.LAYERS for camp in layer.camps]
    assert len(camps) == len(set(camps))
    assert set(camps) == set(FILLS)
    assert NO_RECORD_CAMP in camps


def test_every_layer_has_a_pane():
    for layer in layers.LAYERS:
        assert layer.pane in PANES
        assert not layer.pane_of_points or layer.pane_of_points in PANES


def test_a_click_at_sea_lists_every_layer_there():
    assert set(layers.SEA) <= set(layers.CLICKED) <= set(layers.NAMES)
    assert len(layers.CLICKED) == len(set(layers.CLICKED))


def test_the_sea_has_one_layer_of_each_kind():
    """The map's script tells them apart by what the table says of them."""
    kinds = [
        (layer.geometry, layer.between)
        for layer in map(layers.LAYER_OF.get, layers.SEA)
    ]
    assert sorted(kinds) == [("area", False), ("area", True), ("line", False)]


def test_the_layers_built_are_of_the_geometry_declared(frames):
    kinds = {"point": {"Point"}, "line": {"LineString", "MultiLineString"}}
    kinds["area"] = {"Polygon", "MultiPolygon"}
    kinds["any"] = set().union(*kinds.values())
    for layer in layers.LAYERS:
        assert set(frames[layer.id].geom_type) <= kinds[layer.geometry]
