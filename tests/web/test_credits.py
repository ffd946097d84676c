"""What stands at a map's foot."""

from types import SimpleNamespace

from geo.records.label import Label
from geo.web.credits import credits_of


def test_the_day_of_the_data_never_stands_backwards():
    records = SimpleNamespace(label=Label("1.8.0", "2026-11-29"))
    told = credits_of(records)["credits"]
    assert told["en"][1] == "Data 1.8.0, 2026-11-29"
    assert "\u20682026-11-29\u2069" in told["ar"][1]
