"""Ways along roads, and texts that ask for one."""

from types import SimpleNamespace

from geo.query.find import Finder
from geo.query.ways import Ways, halves


def place(place_id: str, lat: float, lon: float) -> SimpleNamespace:
    return SimpleNamespace(place_id=place_id, lat=lat, lon=lon)


PLACES = (
    place("north", 32, 14),
    place("near", 31, 14),
    place("far", 31, 19),
    place("south", 30, 14),
    place("alone", 25, 20),
)
RECORDS = SimpleNamespace(
    place_of={one.place_id: one for one in PLACES},
    routes=(
        SimpleNamespace(route_id="detour", place_ids=("north", "far", "south")),
        SimpleNamespace(route_id="straight", place_ids=("near", "north")),
        SimpleNamespace(route_id="rest", place_ids=("near", "south")),
    ),
)


def test_the_shortest_way_is_found_in_both_directions():
    ways = Ways(RECORDS)
    assert ways.between("north", "south") == ("north", "near", "south")
    assert ways.between("south", "north") == ("south", "near", "north")
    assert ways.stops("detour") == ("north", "far", "south")
    assert ways.stops("north,far") == ("north", "far")


def test_there_is_no_way_where_no_road_leads():
    ways = Ways(RECORDS)
    for road_id in ("north,alone", "north,north", "north,atlantis", "none", ","):
        assert ways.stops(road_id) is None


def test_a_text_is_parted_at_each_gap_and_small_words_are_left_out():
    assert halves("the road from Misrata to Sabha") == [("misrata", "sabha")]
    assert halves("الطريق من طرابلس إلى سبها") == [("طرابلس", "سبها")]
    assert halves("road") == []
    assert halves("a b c d e f g") == []


def test_a_road_is_found_by_its_ends_and_by_its_name(atlas):
    for text in (
        "Misrata Sabha",
        "Misrata-Sebha road",
        "from Misurata to Sabhah",
        "طريق مصراتة سبها",
        "الطريق من مصراته إلى سبها",
    ):
        hit = atlas.finder.find(text)[0]
        assert (hit.kind, hit.item_id) == ("road", "misrata,sabha"), text
    assert atlas.finder.find("coast road")[0].item_id == "ras-ajdir-musaid"
    assert atlas.finder.find("طريق أجدابيا طبرق")[0].kind == "road"
    kinds = {hit.kind for hit in atlas.finder.find("Misrata Sabha", ("place",))}
    assert "road" not in kinds


def test_a_name_on_record_comes_before_a_road_between_its_parts(atlas):
    for name in ("Bani Walid", "Ras Lanuf", "Sirte"):
        assert atlas.finder.find(name)[0].kind == "place"
    assert isinstance(atlas.finder, Finder)
