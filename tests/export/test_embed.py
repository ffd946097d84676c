"""The code that puts the map into other pages."""

import datetime as dt
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from geo.export import embed
from geo.request import Request

SITE = "https://atlas.example.org/libya"
REQUEST = Request(
    dt.date(2019, 12, 19), layers=("places",), language="ar", title='"> <b>', site=SITE
)


def attributes(code):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.append((tag, dict(given)))
    parser.feed(code)
    ((tag, given),) = found
    assert tag == "iframe"
    return given


def test_a_frame_of_the_page_asks_for_the_map_alone():
    given = attributes(embed.frame(REQUEST, embed.address(REQUEST)))
    source = urlsplit(given["src"])
    assert given["src"].startswith(f"{SITE}?")
    assert parse_qs(source.query) == {
        "date": ["2019-12-19"],
        "layers": ["places"],
        "lang": ["ar"],
        "embed": ["1"],
    }
    assert given["title"].startswith('"> <b> - أطلس السيطرة')
    assert given["width"] == "100%"


def test_a_frame_of_a_file_needs_no_host():
    given = attributes(embed.frame(Request(REQUEST.day), "libya.html"))
    assert given["src"] == "libya.html"
    assert "2019-12-19" in given["title"]
