"""The document's head, and the skeleton of the map."""

import datetime as dt

import pytest

from geo.web.head import ROOT, Beside, document, skeleton, title

PAGE = f"""<html lang="en"><head><link rel="shortcut icon" href="./favicon.png" />
<title>Streamlit</title></head><body>{ROOT}</body></html>"""
BESIDE = Beside(
    'https://a.test/?date=2019-12-19&x="', "./i.svg", "https://a.test/p.png"
)


def test_the_title_says_what_is_shown_and_when():
    day = dt.date(2019, 12, 19)
    assert title(day, "en") == "Who controls what in Libya, 19 December 2019"
    assert title(day, "ar") == "من يسيطر على ماذا في ليبيا، 19 ديسمبر 2019"
    assert title(day, "en", "Sirte").startswith("Sirte \u2013 Who controls")
    assert title(None, "en") == "Libya Control Atlas"


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_the_document_gets_our_head_and_a_skeleton(language, direction):
    page = document(PAGE, "<b>Sirte", language, BESIDE)
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert "<title>&lt;b&gt;Sirte</title>" in page
    assert "Streamlit" not in page
    assert '<link rel="icon" type="image/svg+xml" href="./i.svg">' in page
    assert 'content="https://a.test/?date=2019-12-19&amp;x=&quot;"' in page
    for name in ("og:image", "og:description", "og:title", "twitter:card"):
        assert f'"{name}" content="' in page
    assert page.index(ROOT) < page.index('id="atlas-skeleton"')


def test_a_document_that_is_none_of_streamlits_stays_as_it_is():
    assert document("<p>Not found</p>", "x", "en", BESIDE) == "<p>Not found</p>"


def test_the_skeleton_is_small_and_has_libya():
    drawn = skeleton("Atlas & co")
    assert "Atlas &amp; co" in drawn
    assert drawn.count('class="libya"') == 1
    assert len(drawn) < 20_000
