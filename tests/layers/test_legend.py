import datetime as dt

from geo import words
from geo.layers import legend
from geo.layers.prominence import SYMBOLS
from geo.layers.quoted import explained
from geo.pictures import captions, drawing
from geo.style import LINES, STATES
from geo.style.layers import LAYER_OF, NAMES
from geo.style.looks import LOOKS, SIGNS


def test_every_entry_is_explained_in_every_language():
    for entry in legend.ENTRIES:
        for language in words.LANGUAGES:
            assert captions.word(entry.key, language, before=dt.date(2019, 4, 3))
            assert not entry.browser or explained(entry.browser)[language]


def test_entries_show_what_there_is():
    for entry in legend.ENTRIES:
        assert not entry.look or entry.look in LOOKS
        assert not entry.sign or entry.sign in SIGNS
        assert not entry.line or drawing.line_look(entry.line)


def test_every_line_sign_and_state_has_an_entry():
    lines = {entry.line for entry in legend.ENTRIES}
    unexplained = {"claimed_maritime", "disputed_maritime", "agreement_line"}
    unexplained |= {"chosen_line"}  # which has its name beside it
    assert set(LINES) - lines == unexplained  # water has entries; a rim is an area's
    hollow = {"agreement_hollow_questioned"}  # two entries explain it
    assert set(SIGNS) - {entry.sign for entry in legend.ENTRIES} == hollow
    assert {legend.SEA_OF + state for state in STATES} <= set(legend.ORDER)
    assert {legend.PLACE + symbol for symbol in SYMBOLS} <= set(legend.ORDER)


def test_no_entry_comes_twice():
    assert len(legend.ORDER) == len(legend.ENTRIES)


def test_beside_the_switch_of_a_layer_stands_how_it_looks():
    for name in NAMES:
        shown = [aged["look"] for aged in legend.of_layer(name)["looks"]]
        assert shown
        fills = {LOOKS[look].fill for look in shown} - {""}
        assert fills == {*LAYER_OF[name].camps}


def test_every_entry_of_the_live_map_stands_in_a_group():
    groups = {entry.group for entry in legend.ENTRIES if entry.browser}
    assert groups == {"sure", "sea", "agreements"}
    for group in groups:
        for language in words.LANGUAGES:
            assert words.say(f"map.groups.{group}", language)
