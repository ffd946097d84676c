"""The sea in words: in Arabic nothing stays English, and what is cut is said."""

import json

from geo.words import say


def test_the_sea_in_arabic_is_arabic_throughout(run_command):
    status, out, _ = run_command("sea", "--date", "2020-01-01", "--lang", "ar")
    assert status == 0
    for english in ("treaty", "unilateral", "Greece", "greece", "of libya"):
        assert english not in out.replace("maritime", "")
    assert "بموجب معاهدة" in out
    assert "تقاس من \u2068ليبيا\u2069" in out


def test_the_sea_says_up_to_where_claims_are_drawn(run_command):
    within = {"west": "9", "east": "36.3", "north": "37"}
    note = say("sea.notes.claims_within", "en", **within)
    _, out, _ = run_command("sea", "--date", "2020-01-01", "--view", "greece")
    assert out.splitlines()[-1] == f"note: {note}"
    _, out, _ = run_command("sea", "--date", "2020-01-01", "--json")
    assert json.loads(out)["notes"] == [note]
    # Before the first claim nothing is cut.
    _, out, _ = run_command("sea", "--date", "1972-01-01")
    assert "note" not in out


def test_ids_are_known_whatever_their_case(run_command):
    status, out, _ = run_command("points", " TR-LY-2019")
    assert (status, out.splitlines()[0].split("\t")[0]) == (0, "A")
