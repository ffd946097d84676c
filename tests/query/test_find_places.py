"""Names of places with words around them, as people write them."""

import pytest

from geo.query.findable import KINDS

TEXTS = {
    "tripoli": ("Tripoli city", "مدينة طرابلس"),
    "benghazi": ("city of Benghazi", "Benghazi, Libya"),
    "sirte": ("Sirte, Libya", "مدينة سرت"),
    "tarhuna": ("town of Tarhuna",),
    "derna": ("Derna city", "Derna Libya"),
    "sabha": ("سبها ليبيا", "Sebha, Libya"),
    "kufra": ("Oasis of Kufra", "واحة الكفرة", "Wahat al Kufrah"),
    "khoms": ("Homs Libya", "Port of Khoms"),
    "misrata": ("Port of Misrata", "Misrata port"),
    "benghazi-port": ("ميناء بنغازي", "Benghazi port"),
    "zuwara": ("Zuwarah port",),
    "zawiya": ("ميناء الزاوية",),
    "ras-ajdir": ("Ras Ajdir crossing", "Ras Jedir border crossing"),
    "musaid": ("منفذ امساعد", "امساعد", "Imsaad crossing"),
    "tum-crossing": ("معبر التوم", "Tummo crossing"),
    "tripoli-international-airport": ("Tripoli airport",),
    "zuwara-airport": ("Zuwara airport",),
}


@pytest.mark.parametrize("kinds", [("place",), KINDS], ids=["places", "all"])
def test_what_a_text_says_besides_of_a_place_is_left_out(atlas, kinds):
    firsts = {
        text: next((hit.item_id for hit in atlas.finder.find(text, kinds)), None)
        for texts in TEXTS.values()
        for text in texts
    }
    assert firsts == {text: one for one, texts in TEXTS.items() for text in texts}


@pytest.mark.parametrize("text", ["٣٢°٥٤′ ش ١٣°١٢′ ق", "32.9 ش، 13.2 ق"])
def test_sides_may_be_arabic_letters(atlas, text):
    assert atlas.finder.find(text)[0].item_id == "32.9,13.2"
