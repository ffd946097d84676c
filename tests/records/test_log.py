"""What changed between two versions, in memory."""

from geo.records.log import ADDED, CHANGED, REMOVED, changes, counts
from geo.records.versions import Commit, Version

ROW = {"route_id": "coast", "name_en": "Coast", "name_ar": "الساحل", "note": "Old."}
OLD = Version("old", {"routes": {"coast": ROW, "gone": ROW | {"route_id": "gone"}}})
NEW = Version(
    "new",
    {
        "routes": {
            "new": ROW | {"route_id": "new", "note_ar": "جديد."},
            "coast": ROW | {"name_en": "Coast road"},
        }
    },
)
WHY = Commit("abc1234", "2026-11-28", "records: the coast road has its name")


def test_rows_are_added_changed_and_removed():
    found = changes(OLD, NEW)
    assert [(c.row, c.kind) for c in found] == [
        ("new", ADDED),
        ("coast", CHANGED),
        ("gone", REMOVED),
    ]
    assert counts(found) == {"routes": {ADDED: 1, CHANGED: 1, REMOVED: 1}}


def test_a_change_has_its_cells_its_name_and_the_commits_behind_it():
    (change,) = changes(
        Version("old", {"routes": {"coast": ROW}}),
        Version("new", {"routes": {"coast": NEW.tables["routes"]["coast"]}}),
        {("routes", "coast"): (WHY,)},
    )
    assert change.as_json() == {
        "table": "routes",
        "row": "coast",
        "change": "changed",
        "name_en": "Coast road",
        "name_ar": "الساحل",
        "columns": ["name_en"],
        "before": {"name_en": "Coast"},
        "after": {"name_en": "Coast road"},
        "note_en": "",
        "note_ar": "",
        "commits": [
            {
                "commit": WHY.commit,
                "date": WHY.date,
                "subject": WHY.subject,
                "signature": "",
                "signer": "",
            },
        ],
    }


def test_a_note_is_a_reason_while_it_is_new():
    added, changed, removed = changes(OLD, NEW)
    assert added.notes == {"en": "Old.", "ar": "جديد."}
    assert changed.notes == removed.notes == {}
    noted = Version("new", {"routes": {"coast": ROW | {"note": "New."}}})
    (change, _) = changes(OLD, noted)
    assert change.notes == {"en": "New."}


def test_order_is_no_change_and_a_new_empty_column_neither():
    other = {name: ROW[name] for name in reversed(ROW)} | {"place_ids": ""}
    rows = {"gone": OLD.tables["routes"]["gone"], "coast": other}
    assert changes(OLD, Version("new", {"routes": rows})) == []


def test_tables_that_a_version_lacks_are_new_and_may_be_left_out():
    both = Version("new", NEW.tables | {"events": {"e": {"event_id": "e"}}})
    found = changes(Version("old", {}), both)
    assert {(c.table, c.kind) for c in found} == {("routes", ADDED), ("events", ADDED)}
    assert {c.table for c in changes(OLD, both, tables=["events"])} == {"events"}
