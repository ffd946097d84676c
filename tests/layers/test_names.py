from geo.control.cells import NO_RECORD_CAMP
from geo.layers import names
from geo.records.tables.agreements import LAYERS
from geo.style import FILLS
from geo.web.payload import PANES


def test_record_tables_know_the_very_layers_in_their_order():
    assert names.NAMES == LAYERS


def test_each_camp_has_one_layer_and_one_fill():
    camps = [camp for layer in names.LAYERS for camp in layer.camps]
    assert len(camps) == len(set(camps))
    assert set(camps) == set(FILLS)
    assert NO_RECORD_CAMP in camps


def test_every_layer_has_a_pane():
    for layer in names.LAYERS:
        assert layer.pane in PANES
        assert not layer.pane_of_points or layer.pane_of_points in PANES


def test_a_click_at_sea_lists_every_layer_there():
    assert set(names.SEA) <= set(names.CLICKED) <= set(names.NAMES)
    assert len(names.CLICKED) == len(set(names.CLICKED))


def test_the_sea_has_one_layer_of_each_kind():
    """The map's script tells them apart by what the table says of them."""
    kinds = [
        (layer.geometry, layer.between) for layer in map(names.LAYER_OF.get, names.SEA)
    ]
    assert sorted(kinds) == [("area", False), ("area", True), ("line", False)]


def test_the_layers_built_are_of_the_geometry_declared(frames):
    kinds = {"point": {"Point"}, "line": {"LineString", "MultiLineString"}}
    kinds["area"] = {"Polygon", "MultiPolygon"}
    kinds["any"] = set().union(*kinds.values())
    for layer in names.LAYERS:
        assert set(frames[layer.id].geom_type) <= kinds[layer.geometry]
