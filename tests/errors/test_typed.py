"""What people type and paste, in the digits and marks of their script."""

import pytest

from geo.dates import parse_day
from geo.errors.typed import plain
from geo.query.coordinates import parse_point
from geo.views import View, parse_view

DAYS = (
    *("٢٠١٩-١٢-١٩", "۲۰۱۹-۱۲-۱۹", "２０１９-１２-１９", "२०१९-१२-१९"),
    *("٢٠١٩/١٢/١٩", "2019\u201112\u201119", "2019–12–19", "2019−12−19"),
    *("\u200f٢٠١٩-١٢-١٩\u200e", "\u2066٢٠١٩-١٢-١٩\u2069", "\ufeff2019-12-19\xa0"),
)


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_in_the_digits_and_marks_of_any_script(text):
    assert str(parse_day(text)) == "2019-12-19"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("٣٢٫٨٨٧، ١٣٫١٨٧", "32.887, 13.187"),
        ("۳۲٫۸۸۷؛۱۳٫۱۸۷", "32.887;13.187"),
        ("３２．８８７，１３．１８７", "32.887,13.187"),
        ("\u202b٣٢\u202c\t١٣\n", "32 13"),
        ("١٬٠٨٠", "1080"),
        ("١٬٠٨", "1٬08"),  # no thousands: nobody guesses what is meant
        ("سبها", "سبها"),
    ],
)
def test_marks_become_those_that_programs_read(text, wanted):
    assert plain(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["٣٢٫٨٨٧، ١٣٫١٨٧", "\u200e32.887, 13.187\u200e", "３２．８８７，１３．１８７"],
)
def test_a_point_and_a_view_are_read_so_too(text):
    point = parse_point(text)
    assert (point.lat, point.lon) == (32.887, 13.187)
    assert parse_view(f"{text}، ٨") == View(32.887, 13.187, 8)
