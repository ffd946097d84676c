import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.pictures import lettering
from geo.pictures.lettering import BOLD, REGULAR, TextLine, TextStyle

TRIPOLI = "طرابلس"


def ink(line: str, rtl: bool) -> np.ndarray:
    """Return where a line is dark, cut to its columns."""
    figure = Figure((6, 1), dpi=150)
    canvas = FigureCanvasAgg(figure)
    how = TextStyle(30, REGULAR, "#000000", rtl=rtl)
    figure.add_artist(TextLine(line, (0.1, 0.4), figure.dpi_scale_trans, how))
    canvas.draw()
    dark = np.asarray(canvas.buffer_rgba())[..., 0] < 128
    columns = np.flatnonzero(dark.any(axis=0))
    return dark[:, columns[0] : columns[-1] + 1]


def test_arabic_letters_are_joined():
    joined = lettering.width(TRIPOLI, REGULAR, True)
    apart = sum(lettering.width(letter, REGULAR, True) for letter in TRIPOLI)
    assert joined < 0.9 * apart


def test_arabic_stands_from_right_to_left():
    # "alef alef alef alef heh": upright strokes at the right, the loop at the left.
    word = ink("ااااه", True)
    half = word.shape[1] // 2
    high = np.flatnonzero(word.any(axis=1))[0]
    assert word[high, half:].any()
    assert not word[high, : half // 3].any()


def test_words_follow_each_other_leftwards():
    runs = lettering.runs("19 ديسمبر 2019", REGULAR, True)
    assert [run for run, _ in runs] == ["19", "ديسمبر", "2019"]
    lefts = [left for _, left in runs]
    assert lefts == sorted(lefts, reverse=True)
    assert lefts[-1] == pytest.approx(0, abs=1e-9)


def test_latin_words_in_arabic_stay_together():
    runs = lettering.runs("الأرض: Natural Earth و 218 News ليبيا", REGULAR, True)
    words = [run for run, _ in runs]
    assert words == ["الأرض:", "Natural Earth", "و", "218 News", "ليبيا"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("عدد المصادر 386.", ["عدد", "المصادر", "386", "."]),
        (
            "من: Libya Herald، Reuters، و",
            ["من:", "Libya Herald", "،", "Reuters", "،", "و"],
        ),
        ("الشيفرة b90d؛ يضم", ["الشيفرة", "b90d", "؛", "يضم"]),
        ("ليبيا (UN)!", ["ليبيا", "(", "UN", ")", "!"]),
        ("الصفحة: ?lang=ar", ["الصفحة:", "?lang=ar"]),
    ],
)
def test_what_stands_around_a_foreign_word_follows_it_leftwards(line, read):
    runs = lettering.runs(line, REGULAR, True)
    assert [run for run, _ in runs] == read
    lefts = [left for _, left in runs]
    assert lefts == sorted(lefts, reverse=True)
    spelt = [run for run, _ in lettering.spelt(line, REGULAR, True)]
    last = {"386": ".", "Libya Herald، Reuters": "،", "UN": "("}
    for word, stop in last.items():  # a bracket is drawn as it is seen
        if word in read:
            words = [run.strip(" ") for run in spelt]
            assert words[words.index(word) + 1] == stop


def test_brackets_open_towards_what_they_hold():
    word = ink("ا (ب UN)", True)
    high = np.flatnonzero(word[:, :2].any(axis=1))  # where the last bracket begins
    whole = np.flatnonzero(word.any(axis=1))
    middle = (whole[0] + whole[-1]) / 2
    assert abs(high.mean() - middle) < 0.1 * len(whole)
    assert len(high) < 0.6 * len(whole)


def test_a_latin_line_is_one_run_in_any_language():
    assert lettering.runs("?date=2019-12-19", REGULAR, True) == (
        ("?date=2019-12-19", 0.0),
    )


@pytest.mark.parametrize("rtl", [False, True])
def test_lines_are_as_wide_as_their_ink(rtl):
    for line in ("Tripoli", TRIPOLI, "19 ديسمبر"):
        drawn = ink(line, rtl).shape[1] / 150 * 72 / 30
        assert drawn == pytest.approx(lettering.width(line, REGULAR, rtl), abs=0.12)


def test_text_breaks_at_spaces_and_fits():
    text = "Areas are cells around places on record, nominal or not"
    lines = lettering.broken(text, BOLD, 12)
    assert " ".join(lines) == text
    assert len(lines) > 2
    assert all(lettering.width(line, BOLD) <= 12 for line in lines)


def test_an_address_breaks_after_its_signs_and_loses_nothing():
    link = "?date=2019-12-19&layers=tripoli_held,eastern_held,other_held&lang=ar"
    lines = lettering.broken(link, REGULAR, 15)
    assert "".join(lines) == link
    assert all(line[-1] in "&,/" for line in lines[:-1])
    assert all(lettering.width(line, REGULAR) <= 15 for line in lines)


def test_a_word_without_signs_is_cut_where_it_must():
    lines = lettering.broken("x" * 60, REGULAR, 8)
    assert "".join(lines) == "x" * 60
    assert all(lettering.width(line, REGULAR) <= 8 for line in lines)


def test_what_is_kept_of_titles_does_not_grow_without_end():
    kept = (lettering.outline, lettering.width, lettering.runs)
    assert {each.cache_info().maxsize for each in kept} == {lettering.KEPT}
