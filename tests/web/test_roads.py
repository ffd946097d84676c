"""The card of a road, in both languages."""

import datetime as dt
import re

from geo.query.roads import road
from geo.web.roads import card


def test_the_card_says_who_holds_it_and_how_old_that_is(atlas):
    found = road(atlas, "misrata,sabha", dt.date(2026, 7, 2))
    html = card(found, "en")
    for stop in found.stops:
        assert f'data-pick="place:{stop.place.place_id}"' in html
    stretches = re.findall(r"<li>(.*?)</li>", html)
    assert len(stretches) == len(found.stretches)
    first, last = found.stretches[0][0].place, found.stretches[0][-1].place
    assert stretches[0].startswith(f"{first.name_en} to {last.name_en}:")
    assert f"Oldest evidence: {found.oldest.place.name_en}, last seen" in html
    arabic = card(found, "ar")
    assert "طريق مصراتة – سبها" in arabic
    assert "أقدم الأدلة" in arabic
