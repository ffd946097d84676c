import datetime as dt

import pytest

from geo.records.archives import ARCHIVES, copy_at


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://web.archive.org/web/20160921/http://a.example/", "http://a.example/"),
        (
            "http://web.archive.org/web/20160921175002if_/https://a.example/x?y=1",
            "https://a.example/x?y=1",
        ),
        (
            "https://webarchive.archive.unhcr.org/20160921062127oe_/https://a.example/x",
            "https://a.example/x",
        ),
        ("https://archive.ph/20160921175002/https://a.example", "https://a.example"),
        (
            "https://wayback.archive-it.org/1475/20160921/https:/a.example/x",
            "https://a.example/x",
        ),
    ],
)
def test_an_address_tells_the_day_and_the_page_of_a_copy(address, page):
    copy = copy_at(address)
    assert copy is not None
    assert (copy.day, copy.page) == (dt.date(2016, 9, 21), page)
    assert copy.archive in ARCHIVES


@pytest.mark.parametrize(
    "address",
    [
        "https://archive.ph/AbC12",
        "https://example.org/web/20160921175002/http://a.example/",
        "https://web.archive.org/web/20169921175002/http://a.example/",
        "https://web.archive.org/web/http://a.example/",
        "https://web.archive.org.example.org/web/20160921/http://a.example/",
        "http://a.example/",
    ],
)
def test_what_names_no_copy_of_a_page_is_none(address):
    assert copy_at(address) is None
