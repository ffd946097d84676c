"""Pieces of cards: a source, and the copy of it that an archive keeps."""

import pytest

from geo.query.answer import Source
from geo.web import pieces

PAGE = "https://a.example/?x=1&y=<2>"
COPY = f"https://web.archive.org/web/20190401/{PAGE}"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "archived copy"), ("ar", "نسخة محفوظة")]
)
def test_a_source_of_which_a_copy_is_known_links_to_it(language, words):
    source = Source("Town <falls>", "Paper", "2019-04-01", PAGE, COPY)
    link = pieces.archived(source, language)
    assert f">{words}</a>)" in link
    assert (
        'href="https://web.archive.org/web/20190401/https://a.example/?x=1&amp;' in link
    )
    assert "<2>" not in link


def test_a_source_without_a_copy_has_no_such_link():
    assert pieces.archived(Source("T", "P", "2019", PAGE), "en") == ""
