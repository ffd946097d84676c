import pytest

from geo.agreements import STATUSES
from geo.export.paint import paints
from geo.layers import looks
from geo.style import FILLS, LINES, PALETTE, RINGS
from geo.style.layers import LAYER_OF_CAMP, NAMES
from geo.style.looks import LOOKS, SIGNS


@pytest.mark.parametrize("layer", NAMES)
def test_every_feature_has_a_look_of_its_layer(frames, layer):
    assert set(frames[layer][looks.COLUMN]) <= set(looks.OF_LAYER[layer])


def test_every_look_belongs_to_one_layer_and_is_painted():
    every = [name for layer in looks.OF_LAYER.values() for name in layer]
    assert len(every) == len(set(every))
    assert set(every) == set(LOOKS) == set(paints())


def test_looks_are_made_of_what_there_is():
    for look in LOOKS.values():
        assert not look.fill or (look.fill in FILLS and look.ring in RINGS)
        assert not look.line or look.line in LINES
        assert not look.sign or look.sign in SIGNS
    assert {sign.colour for sign in SIGNS.values()} <= set(PALETTE)


@pytest.mark.parametrize(
    ("statuses", "look"),
    [
        (["signed"], "agreement-not-in-force"),
        (["signed", "opposed"], "agreement-not-in-force-questioned"),
        (["in_force_in_part"], "agreement-in-force"),
        (["in_force", "annulled"], "agreement-in-force-questioned"),
        (["in_force", "withdrawn"], "agreement-in-force-questioned"),
        (["in_force", "superseded_in_part"], "agreement-in-force"),
        ([], "agreement-not-in-force"),
    ],
)
def test_an_agreement_looks_as_it_stands(statuses, look):
    assert set(statuses) <= set(STATUSES)
    assert looks.of_statuses(statuses) == look


@pytest.mark.parametrize(
    ("cell", "look"),
    [
        (("tripoli", "held", False), "tripoli-core"),
        (("tripoli", "contested", False), "tripoli-core-attacked"),
        (("tripoli", "contested", True), "tripoli-nominal"),
        (("contested", "contested", False), "contested-core"),
        (("no_record", None, False), "no_record-core"),
        (("no_record", None, True), "no_record-nominal"),
    ],
)
def test_ground_looks_as_it_is_held(cell, look):
    camp, status, nominal = cell
    feature = {"camp": camp, "status": status, "nominal": nominal}
    assert looks.look_of(LAYER_OF_CAMP[camp], feature) == look


@pytest.mark.parametrize(
    ("basis", "construction", "look"),
    [
        ("treaty", "published", "line"),
        ("court", "reconstructed", "line"),
        ("treaty", "computed", "line"),
        ("unilateral", "published", "line-claimed"),
        ("unilateral", "reconstructed", "line-claimed"),
        ("unilateral", "computed", "line-worked-out"),
        ("computed", "computed", "line-worked-out"),
    ],
)
def test_a_line_at_sea_looks_agreed_claimed_or_worked_out(basis, construction, look):
    feature = {"basis": basis, "construction": construction}
    assert looks.look_of("maritime_lines", feature) == look


@pytest.mark.parametrize(
    ("ring", "look"),
    [
        ("core", "other-core-attacked"),
        ("rim", "other-rim"),
        ("nominal", "other-nominal"),
    ],
)
def test_only_the_core_of_a_place_shows_an_attack(ring, look):
    feature = {"camp": "other", "status": "contested", "nominal": False, "ring": ring}
    assert looks.look_of("other_held", feature) == look
