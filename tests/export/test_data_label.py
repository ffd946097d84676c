"""What the records are called, in a manifest: it proves nothing, and alters nothing."""

from geo.export.verify import _unlike_manifest

NOW = {"data": "1.1.0 (2026-11-28)", "rows": {}, "tables": {}, "seal": "b"}


def unlike(**then: object) -> list[str]:
    return list(_unlike_manifest(NOW | then, NOW, noted=False, rebuilt=False))


def test_records_that_have_another_name_since_are_not_altered():
    assert unlike(data="1.0.0 (2026-01-01)", seal="a") == []
    assert unlike() == []


def test_what_else_differs_is_still_altered():
    assert unlike(seal="a") == ["manifest altered: seal"]
    assert unlike(data="", rows={"places": {}}) == ["manifest altered: rows"]
