import datetime as dt

import pytest

from geo import words
from geo.layers import legend, prominence
from geo.pictures import captions
from geo.request import Request
from geo.views import View

WAR = dt.date(2019, 12, 19)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("lon", 12.5, "12.5°E"),
        ("lat", 30, "30°N"),
        ("lat", -5, "5°S"),
        ("lon", 0, "0°"),
    ],
)
def test_degrees(kind, value, written):
    assert captions.degrees(kind, value, "en") == written
    assert captions.degrees("lat", 30, "ar") == "30°ش"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_areas_mean_names_nominal_ones_where_there_are_any(language):
    plain, nominal = (
        captions.statement(language, any_nominal) for any_nominal in (False, True)
    )
    assert nominal.startswith(plain.rstrip("."))
    assert "50" in nominal
    assert "50" not in plain


@pytest.mark.parametrize(
    ("wanted_request", "title"),
    [
        ({}, "Who controls what in Libya"),
        ({"title": "My own"}, "My own"),
        ({"view": View(32.6, 13.3, 9.5)}, "Who controls what: Tripoli and its"),
        ({"view": View(25.0, 20.0, 9)}, "Who controls what in Libya"),
        ({"view": "east-med"}, "Whose sea: the eastern Mediterranean"),
        ({"view": "east-med", "layers": ("places",)}, "Who controls what: the eas"),
        ({"claimants": ("libya", "greece")}, "Whose sea: Libya"),
        ({"layers": ("maritime_lines",)}, "Whose sea: Libya"),
        ({"layers": ("places",)}, "Who controls what in Libya"),
        ({"against": dt.date(2019, 4, 3)}, "What changed: Libya"),
        ({"earlier": (dt.date(2014, 8, 25),)}, "Who controlled what, 2014–2019: L"),
        ({"earlier": (dt.date(2019, 4, 3),)}, "Who controlled what, 2019: Libya"),
        ({"language": "ar", "view": "east-med"}, "لمن البحر: شرق البحر المتوسط"),
    ],
)
def test_a_picture_is_called_after_what_it_shows(wanted_request, title):
    assert captions.title(Request(WAR, **wanted_request)).startswith(title)


@pytest.mark.parametrize("key", legend.ORDER)
def test_an_entry_of_a_legend_stands_by_itself(key):
    assert not captions.word(key, "en", before=WAR).startswith("The same")


def test_only_latin_names_are_spread_out():
    assert captions.spaced("تونس", "ar") == "تونس"
    assert captions.spaced("AB", "en") == "A\u2009B"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Turkey-Libya memorandum line (A-B)", "Turkey-Libya memorandum line"),
        ("Gulf of Sidra closing line, 32°30'N", "Gulf of Sidra closing line"),
        ("Greek position: median with Libya", "Greek position"),
        ("خط إغلاق خليج سرت، 32°30'", "خط إغلاق خليج سرت"),
    ],
)
def test_lines_have_short_names(name, short):
    assert prominence.line_name(name) == short


def test_names_fold_in_the_middle():
    assert captions.folded("Malta") == [["Malta"]]
    folded = captions.folded("Libya-Malta continental shelf line")
    assert folded[1] == ["Libya-Malta", "continental shelf line"]


def test_the_most_used_publishers_are_named_and_the_rest_counted():
    known = {f"{name}-{i}": f"{name} News" for name in "abcdef" for i in range(9)}
    used = [f"{name}-{i}" for n, name in enumerate("abcdef") for i in range(7 - n)]
    line = captions.sources(used, "en", known).replace("\u00a0", " ")
    assert line.startswith(f"{len(used)} sources, most from a News, b News")
    assert line.endswith("; 2 more publishers in the manifest.")
    assert captions.sources(used[:1], "en", known).startswith("1 source: a")
    assert captions.sources(used, "en", {}) == f"{len(used)} sources."
    assert captions.sources([], "en", known).startswith("No sources")
