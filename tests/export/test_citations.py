import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from geo import __version__
from geo.errors import RequestError
from geo.export.citations import FORMS, citation, identifier, title
from geo.request import Request

REQUEST = Request(dt.date(2019, 12, 19))
SITE = replace(REQUEST, site="https://atlas.example.org/", layers=("places",))
TODAY = dt.date(2026, 11, 25)


def test_a_text_names_what_is_on_record_and_no_more():
    assert citation(REQUEST, "text") == (
        "Contributors to the Libya Control Atlas, "
        f"Libya Control Atlas: state on 2019-12-19, version {__version__}."
    )
    assert citation(SITE, "text", TODAY, 12) == (
        "Contributors to the Libya Control Atlas, "
        f"Libya Control Atlas: state on 2019-12-19, version {__version__}, 12 sources, "
        "listed in the file's manifest, "
        "https://atlas.example.org/?date=2019-12-19&layers=places, "
        "accessed 2026-11-25."
    )


def test_without_a_site_no_address_is_made_up():
    for form in FORMS:
        assert "http" not in citation(REQUEST, form, TODAY, 3)
        assert "doi" not in citation(SITE, form, TODAY, 3).lower()


def test_a_citation_says_what_was_known_when_and_compared():
    then = replace(
        REQUEST,
        known_on=dt.date(2019, 12, 1),
        against=dt.date(2019, 4, 4),
        language="ar",
    )
    text = citation(then, "text", TODAY)
    days = "4 أبريل 2019 و19 ديسمبر 2019"
    author = "المساهمون في أطلس السيطرة في ليبيا"
    assert text.startswith(f"{author}، أطلس السيطرة في ليبيا: {days}، الإصدار")
    assert "كما كان معروفًا في 1 ديسمبر 2019" in text
    assert not re.search(r"\d-\d", text), "such a date reads backwards in Arabic"
    assert identifier(then) == (
        "libya-control-atlas-2019-04-04-2019-12-19-known-2019-12-01"
    )
    assert title(replace(then, title="Ours")) == "Ours"


def test_bibtex_escapes_what_tex_would_read():
    request = replace(SITE, title=r"50 % of {A} & B_1 \ #2")
    entry = citation(request, "bibtex", TODAY, 2)
    assert entry.startswith("@misc{libya-control-atlas-2019-12-19,\n")
    escaped = (
        r"50 \% of \textbraceleft{}A\textbraceright{} \& B\_1 \textbackslash{} \#2"
    )
    assert escaped in entry
    assert "urldate = {2026-11-25}" in entry
    fields = re.findall(r"^  (\w+) = \{.*\},?$", entry, re.MULTILINE)
    assert fields == ["author", "title", "version", "note", "url", "urldate"]
    assert "author = {{Contributors to the Libya Control Atlas}}" in entry, "no name"
    assert "note = {Libya Control Atlas: state on 2019-12-19, 2 sources" in entry
    assert entry.count("{") == entry.count("}")
    odd = citation(replace(REQUEST, title="a } b"), "bibtex")
    assert odd.count("{") == odd.count("}"), "BibTeX counts braces behind a backslash"


def test_csl_is_one_item_of_json():
    (item,) = json.loads(citation(SITE, "csl", TODAY, 2))
    assert item["type"] == "map"
    assert item["URL"].startswith(SITE.site)
    assert item["accessed"] == {"date-parts": [[2026, 11, 25]]}
    assert item["title"] == "Libya Control Atlas: state on 2019-12-19"
    (bare,) = json.loads(citation(REQUEST, "csl"))
    assert bare.keys() == {"id", "type", "author", "title", "version", "language"}
    assert bare["author"] == [{"literal": "Contributors to the Libya Control Atlas"}]


def test_ris_is_a_tag_a_line():
    lines = citation(SITE, "ris", TODAY, 2).split("\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line[:2] for line in lines] == [
        "TY",
        "ID",
        "AU",
        "TI",
        "ET",
        "LA",
        "N1",
        "UR",
        "Y2",
        "ER",
    ]
    assert lines[0] == "TY  - MAP"
    assert "Y2  - 2026/11/25" in lines
    assert "UR  - https://atlas.example.org/?date=2019-12-19&layers=places" in lines


def test_a_title_of_ones_own_does_not_hide_the_day():
    ours = replace(REQUEST, title="Ours")
    for form in FORMS:
        cited = citation(ours, form, TODAY)
        assert "Ours" in cited
        assert "Libya Control Atlas: state on 2019-12-19" in cited


def test_a_form_that_is_none():
    with pytest.raises(
        RequestError, match="'apa' is no citation: use one of text, bib"
    ):
        citation(REQUEST, "apa")
