"""The address at the foot of a picture, with the host of the page and without."""

import datetime as dt
from types import SimpleNamespace

import pytest

from geo.pictures import foot
from geo.request import Request

SITE = "https://atlas.example.org/"
STYLE = SimpleNamespace(broken=lambda text, _: [text], size=5)


@pytest.mark.parametrize(
    ("language", "site", "written"),
    [
        ("en", SITE, f"Page address: {SITE}?date=2019-12-19"),
        ("ar", SITE, f"عنوان الصفحة: {SITE}?date=2019-12-19"),
        ("en", "", "This view: the address of the atlas with, at its end: ?date="),
        ("ar", "", "هذا العرض: عنوان الأطلس وفي آخره ?date=2019-12-19"),
    ],
)
def test_the_address_names_the_host_or_says_what_it_ends_in(language, site, written):
    lines = []
    column = SimpleNamespace(
        room=SimpleNamespace(width=1.0),
        top=1.0,
        line=lambda text, _: lines.append(text),
    )
    request = Request(dt.date(2019, 12, 19), language=language, site=site)
    foot._write_address(column, request.permalink(), language, STYLE)
    assert lines[0].startswith(written)
