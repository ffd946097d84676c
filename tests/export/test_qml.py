"""Styles of QGIS."""

import re
import xml.etree.ElementTree as ET

import pytest

from geo.export.qml import qml
from geo.export.qml_places import ATTACKED, SHAPES, names
from geo.layers import read as layers
from geo.records.tables.control import PLACE_KINDS
from geo.style import PALETTE


@pytest.mark.parametrize("layer", layers.NAMES)
def test_a_qgis_style_sets_time_and_colours(layer):
    text = qml(layer)
    root = ET.fromstring(text.split("\n", 1)[1])
    temporal = root.find("temporal")
    wanted = {"enabled": "1", "mode": "2", "limitMode": "0"}  # the end excluded
    wanted |= {"startField": "valid_from", "endField": "valid_to"}
    assert wanted.items() <= temporal.attrib.items()
    rules = root.findall("renderer-v2/rules/rule")
    symbols = {
        symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")
    }
    assert [rule.get("symbol") for rule in rules]
    assert {rule.get("symbol") for rule in rules} == symbols
    if layer in ("tripoli_held", "eastern_held"):
        colour = PALETTE[layer.removesuffix("_held")]
        rgb = ",".join(str(n) for n in bytes.fromhex(colour[1:]))
        assert f'value="{rgb},255"' in text
        assert "LinePatternFill" in text


def test_a_qgis_style_names_places_and_lines_at_sea_by_a_column_they_have():
    frames = {layer: qml(layer) for layer in layers.NAMES}
    named = {name: ET.fromstring(t.split("\n", 1)[1]) for name, t in frames.items()}
    labelled = {
        name for name, root in named.items() if root.get("labelsEnabled") == "1"
    }
    assert labelled == {"places", "maritime_lines"}
    for name in labelled:
        style = named[name].find("labeling/settings/text-style")
        assert style.get("fieldName") in layers.read(name).columns


def test_dots_of_places_tell_kind_age_and_attacks():
    root = ET.fromstring(qml("places", "2019-12-19").split("\n", 1)[1])
    of_look = {
        rule.get("label"): root.find(
            f"renderer-v2/symbols/symbol[@name='{rule.get('symbol')}']"
        )
        for rule in root.findall("renderer-v2/rules/rule")
    }
    star, dot = of_look["place-tripoli"].findall("layer")
    defined = "data_defined_properties/Option/Option[@name='properties']/Option"
    expressions = {
        by.get("name"): by.find("Option[@name='expression']").get("value")
        for by in dot.findall(defined)
    }
    assert set(expressions) == {"name", "fillColor", "outlineColor", "outlineWidth"}
    shapes = expressions["name"]
    listed = re.findall(r"IN \(([^)]*)\) THEN '(\w+)'", shapes)
    shown = {
        kind.strip(" '"): shape for kinds, shape in listed for kind in kinds.split(",")
    }
    assert {shown.get(kind, "circle") for kind in PLACE_KINDS} == set(SHAPES.values())
    assert (shown["air_base"], shown["oil_field"]) == ("triangle", "diamond")
    fill = expressions["fillColor"]
    assert "coalesce(@map_start_time, to_datetime('2019-12-19'))" in fill
    assert [int(days) for days in re.findall(r"> (\d+)", fill)] == [365, 180]
    (enabled,) = star.findall(defined)
    assert enabled.get("name") == "enabled"
    assert ATTACKED in [option.get("value") for option in enabled]
    assert len(of_look["place"].findall("layer")) == 1


def test_an_agreement_frames_no_country_and_hides_no_line_at_sea():
    text = qml("agreements")
    rules = ET.fromstring(text.split("\n", 1)[1]).iter("rule")
    filters = [rule.get("filter") for rule in rules if rule.get("filter")]
    shapes = {"Line": "line", "Polygon": "country"}
    for shape, scope in shapes.items():
        drawn = [only for only in filters if f"'{shape}'" in only]
        assert drawn
        assert all(f"\"scope\" <> '{scope}'" in only for only in drawn)


def test_names_of_cities_come_first_and_show_on_every_scale():
    shown = names()
    assert shown["Priority"].startswith("CASE WHEN \"kind\" = 'city' THEN 10 ")
    assert "= 'city' THEN 1000000000 " in shown["Show"]
    text = qml("places")
    labels = text[text.index("<labeling") :]
    assert labels.count('value="true"') == len(shown)
