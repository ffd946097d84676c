"""Roads, and lines between camps that have a name, with one fault each."""

import pytest


def test_a_road_runs_between_two_places_at_least(copy, check):
    copy.set("routes", 2, place_ids="ajdabiya")
    assert check() == [
        "routes.csv 2 place_ids: 'ajdabiya', must name two places at least"
    ]


def test_a_road_needs_a_source(copy, check):
    copy.set("routes", 2, source_ids="")
    (fault,) = check()
    assert fault.startswith("routes.csv 2 source_ids: ''")


def named_line(**cells: str) -> dict[str, str]:
    return {
        "front_id": "line",
        "name_en": "The line",
        "name_ar": "الخط",
        "place_ids": "ajdabiya;sirte",
        "valid_from": "2020-10-23",
        "valid_to": "",
        "source_ids": "csmonitor-2011-03-30-ajdabiya",
        "note": "",
        "note_ar": "",
    } | cells


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({}, ""),
        (
            {"valid_to": "2020-10-23"},
            "front_names.csv 2 valid_to: '2020-10-23', must come after valid_from",
        ),
        (
            {"place_ids": "sirte"},
            "front_names.csv 2 place_ids: 'sirte', must name two places at least",
        ),
    ],
)
def test_a_name_of_a_line_lasts_and_has_two_sides(copy, check, cells, fault):
    copy.write("front_names", [named_line(**cells)])
    assert check() == [fault] * bool(fault)
