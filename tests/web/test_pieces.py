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


def test_the_map_links_to_the_copy_as_well(quiet_map):
    """As `pieces.archived` does on the page."""
    links = quiet_map.evaluate(
        """copy => {
          const one = { title: 'T', url: 'https://a.example/' };
          const sources = { with: { ...one, archived: copy }, without: one };
          const list = atlas.evidence._sourceList(Object.keys(sources), { sources });
          return [...list.children].map(item =>
            [...item.querySelectorAll('a')].map(a => [a.textContent, a.href]));
        }""",
        "https://web.archive.org/web/20190401/https://a.example/",
    )
    assert links == [
        [
            ["T", "https://a.example/"],
            [
                "archived copy",
                "https://web.archive.org/web/20190401/https://a.example/",
            ],
        ],
        [["T", "https://a.example/"]],
    ]
