"""The picture of who backed whom: every support by stroke and day, with sources."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from geo.query.answer import Source
from geo.query.relations import Relation
from geo.web.backing import DASHES, LEFT, RIGHT, WIDTH, Picture

DAY = dt.date(2020, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"
NAMES = {"a": "Aland", "b": "B <land>", "p": "Party of the East", "q": "Party Q"}


def relation(backer, kind, *backed, until=None, confidence="high"):
    return Relation(
        relation_id=f"{backer}-{kind}",
        kind=kind,
        backer=backer,
        backed=backed,
        since=dt.date(2019, 5, 18),
        until=until,
        last_seen=DAY,
        confidence=confidence,
        source_ids=("s",),
        note="",
    )


FOUND = [
    *(relation("a", kind, "p") for kind in DASHES),
    relation("b", "arms", "p", "q", confidence="low"),
    relation("b", "mediation", "p", "q"),
    relation("b", "political", "q", until=DAY),
]


def drawn(language):
    picture = Picture(FOUND, NAMES, DAY, language)
    source = Source("A <title>", "Paper", "2019", "https://example.org/?a=1&b=2")
    cited = {one.relation_id: [source] for one in FOUND}
    return ET.fromstring(picture.whole(cited))


def lines(root):
    return [path.attrib for path in root.findall(f".//{SVG}g/{SVG}path")]


def starts(root):
    return {float(line["d"].removeprefix("M").split()[0]) for line in lines(root)}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_support_that_holds_is_one_line_and_tells_its_day(language):
    root = drawn(language)
    assert len(lines(root)) == 6  # one of them to two parties
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert all("2019-05-18" in title for title in titles)
    assert {line.get("stroke-dasharray", "") for line in lines(root)} == {
        *DASHES.values()
    }
    assert [line["opacity"] for line in lines(root)].count("0.45") == 2


def test_backers_stand_left_and_in_arabic_right():
    assert starts(drawn("en")) == {LEFT}
    assert starts(drawn("ar")) == {WIDTH - LEFT}
    assert drawn("ar").attrib["direction"] == "rtl"
    dots = [float(dot.attrib["cx"]) for dot in drawn("ar").iter(f"{SVG}circle")]
    assert all(x < WIDTH - RIGHT for x in dots)


def test_the_file_names_the_sources_of_each_support():
    texts = [text.text or "" for text in drawn("en").iter(f"{SVG}text")]
    assert sum(text.endswith("[1]") for text in texts) == 1
    titles = [text for text in texts if "A <title>" in text]
    assert len(titles) == 5
    assert "https://example.org/?a=1&b=2" in titles[0]


def test_nobody_backs_nobody():
    assert Picture([], {}, DAY, "en").inline() == ""
