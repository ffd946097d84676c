"""How a fault is named."""

from geo.records import check as rules


def test_nearest_names_what_was_meant():
    assert rules.nearest("trippoli", ["tripoli", "sirte"]) == "nearest is tripoli"
    assert rules.nearest("zzz", ["tripoli", "sirte"]) == "use one of tripoli, sirte"
    assert rules.nearest("zzz", []) == "nothing is near"
    assert rules.nearest("zzz", [f"place-{i}" for i in range(30)]) == "nothing is near"
