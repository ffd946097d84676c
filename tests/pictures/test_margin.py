import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.text import Text

from geo import __version__, dates
from geo.control import cells
from geo.layers import legend
from geo.pictures import captions, drawing, lettering, margin, naming
from geo.pictures import render as snapshot
from geo.request import COMPARISONS, ORIENTATIONS, SIZES, Request
from geo.words import say

WAR, BEFORE = dt.date(2019, 12, 19), dt.date(2019, 4, 4)
TITLE = "Who controls what " * 6


def written(figure) -> list[tuple[lettering.TextLine, tuple[float, ...]]]:
    """Return what stands on the sheet beside its maps, and where, in inches."""
    texts = []
    for letters in figure.artists:
        if isinstance(letters, lettering.TextLine):
            (x, y), size = letters.at, letters.style.size / 72
            wide = letters.style.width_in(letters.line)
            box = (x, y - lettering.DESCENT * size, x + wide, y + 0.74 * size)
            texts.append((letters, box))
    return texts


def text_on(figure) -> str:
    lines = [letters.line for letters, _ in written(figure)]
    return " ".join(" ".join(lines).split())


OPTIONS = [
    {},
    {"orientation": "portrait"},
    {"view": "east-med"},
    {
        "title": TITLE,
        "known_on": dt.date(2020, 2, 25),
        "claimants": ("greece", "libya"),
    },
    {"against": BEFORE},
    {"against": BEFORE, "comparison": "changes"},
    {"against": BEFORE, "comparison": "changes", "orientation": "portrait"},
    {"against": BEFORE, "orientation": "portrait", "title": TITLE},
    {"size_px": (500, 1200), "against": BEFORE, "comparison": "changes"},
    {"size_px": (1400, 500)},
    {"earlier": (dt.date(2014, 8, 25), dt.date(2016, 5, 5), BEFORE)},
    {"earlier": (dt.date(2016, 5, 5), BEFORE), "paper": "story"},
    {"against": BEFORE, "comparison": "changes", "paper": "story"},
    *({"paper": paper} for paper in SIZES),
    {"paper": "square", "orientation": ORIENTATIONS[1], "against": BEFORE},
    {"paper": "slide", "title": TITLE, "site": "https://atlas.example.org/libya/"},
]


@pytest.fixture
def maps_in_part(monkeypatch) -> None:
    """Leave out of the maps what no margin depends on, which is most of the work."""
    monkeypatch.setattr(drawing, "draw_map", lambda _: None)
    for late in ("name_lines", "name_islands", "_name_waters", "_name_surroundings"):
        monkeypatch.setattr(naming, late, lambda *_: [])


def test_a_margin_does_not_depend_on_what_is_left_out(frames, request):
    wanted = Request(WAR, language="ar", against=BEFORE, paper="square")

    def seen() -> list[tuple[str, tuple[float, ...]]]:
        figure, _ = snapshot.draw(frames, wanted)
        return [(letters.line, box) for letters, box in written(figure)]

    whole = seen()
    request.getfixturevalue("maps_in_part")
    assert seen() == whole


@pytest.mark.usefixtures("maps_in_part")
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_nothing_beside_the_maps_collides_or_leaves_the_sheet(
    frames, options, language
):
    request = Request(WAR, language=language, **options)
    figure, _ = snapshot.draw(frames, request)
    wide, high = figure.get_size_inches()
    texts = written(figure)
    assert len(texts) > 20
    for letters, (left, low, right, top) in texts:
        assert left >= 0.1, letters.line
        assert right <= wide - 0.1, letters.line
        assert low >= 0.05, letters.line
        assert top <= high - 0.05, letters.line
    maps = [axes.get_position().bounds for axes in figure.axes]
    inches = [
        (x * wide, y * high, (x + w) * wide, (y + h) * high) for x, y, w, h in maps
    ]
    inset_name = say("picture.inset", language)
    outside = [(t, box) for t, box in texts if t.line != inset_name]
    for (one, a), (other, b) in combinations(outside, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one.line} and {other.line}"
    for letters, a in outside:
        for b in inches:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, letters.line


def test_the_panel_says_day_meaning_sources_version_and_address(frames, atlas_records):
    publishers = {s.source_id: s.publisher for s in atlas_records.sources}
    figure, _ = snapshot.draw(frames, Request(WAR), publishers=publishers)
    text = text_on(figure)
    assert "19 December 2019" in text
    assert f"no evidence within {cells.EVIDENCE_KM:g} km" in text
    ((most, _),) = Counter(publishers.values()).most_common(1)
    assert f"{len(publishers):,} sources, most from {most}, " in text
    assert "more publishers in the manifest." in text
    assert f"GeoNames, © OpenStreetMap contributors. Version {__version__}" in text
    address = text[text.index("at its end:") :].replace(" ", "")
    assert address.startswith(f"atitsend:{Request(WAR).permalink()}")


def test_the_panel_says_what_was_known_and_whose_sea_it_is(frames):
    options = {"known_on": dt.date(2020, 2, 25), "claimants": ("greece",)}
    figure, _ = snapshot.draw(frames, Request(WAR, title="Sirte", **options))
    assert "As known on 25 February 2020" in text_on(figure)
    assert "The sea as seen by Greece" in text_on(figure)
    assert "Sirte" in text_on(figure)
    assert "Who controls what" not in text_on(figure)


def test_what_areas_mean_is_reported_where_there_are_any(frames):
    lines, _ = snapshot.draw(frames, Request(WAR, layers=("maritime_lines",)))
    assert "Approximate" not in text_on(lines)
    near, _ = snapshot.draw(frames, Request(WAR, view="tripoli"))
    assert "Approximate" in text_on(near)
    assert "no evidence within 50 km" not in text_on(near)


@pytest.mark.parametrize("against", [None, BEFORE])
def test_an_inset_that_shows_nothing_is_left_out(frames, against):
    maps = 2 if against else 1
    request = Request(WAR, layers=("maritime_lines",), against=against)
    figure, _ = snapshot.draw(frames, request)
    assert len(figure.axes) == maps
    assert say("picture.inset", "en") not in text_on(figure).split()
    full, _ = snapshot.draw(frames, replace(request, layers=("places",)))
    assert len(full.axes) == 2 * maps


def test_a_day_after_the_newest_record_is_marked_as_one(frames):
    late, _ = snapshot.draw(frames, Request(dates.today()))
    early, _ = snapshot.draw(frames, Request(WAR))
    assert "newest record" in text_on(late)
    assert "newest record" not in text_on(early)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_legend_explains_just_what_is_shown(frames, language):
    request = Request(WAR, language=language, view="fezzan")
    figure, contents = snapshot.draw(frames, request)
    keys = margin.legend_keys(contents)
    assert keys == sorted(set(keys), key=legend.ORDER.index)
    assert "islamic_state" not in keys
    assert {"tripoli", "eastern"} <= set(keys)
    text = text_on(figure)
    for key in keys:
        assert " ".join(captions.word(key, language).split()[:2]) in text
    gone = captions.word("islamic_state", language)
    assert gone not in text


def test_a_comparison_says_both_days_and_the_areas(frames):
    sides, contents = snapshot.draw(frames, Request(WAR, against=BEFORE))
    assert [shown.day for shown in contents.scenes] == [BEFORE, WAR]
    large = [t.line for t, _ in written(sides) if t.style.size >= 13]
    assert large == ["4 April 2019", "19 December 2019"]
    request = Request(WAR, against=BEFORE, comparison=COMPARISONS[1])
    changed, contents = snapshot.draw(frames, request)
    text = text_on(changed)
    assert "4 April 2019 to 19 December 2019" in text
    assert "{" not in text
    for row in contents.table:
        near, most = (
            f"{getattr(row.lost, part):,.0f} {getattr(row.gained, part):,.0f}"
            for part in ("near_km2", "with_nominal_km2")
        )
        camp = say(f"camp.short.{row.camp}", "en")
        assert f"{camp} {near} up to, with nominal ground {most}" in text
    assert "no evidence within 50 km" in text


def test_a_camp_alone_still_gained_from_the_others(frames):
    options = {"against": BEFORE, "comparison": COMPARISONS[1]}
    _, every = snapshot.draw(frames, Request(WAR, **options))
    _, alone = snapshot.draw(frames, Request(WAR, layers=("eastern_held",), **options))
    assert alone.table == [row for row in every.table if row.camp == "eastern"]
    assert {ground.camp for ground in alone.scenes[0].areas} == {"eastern"}
    only = {"places": frames["places"]}
    figure, contents = snapshot.draw(only, Request(WAR, layers=("places",), **options))
    assert contents.table == []
    assert "No ground changed hands" in text_on(figure)


def test_a_picture_of_nothing_says_so(frames):
    figure, _ = snapshot.draw(frames, Request(WAR, layers=()))
    assert "No sources: nothing is shown." in text_on(figure)


def test_all_type_is_set_by_the_atlas_itself(frames):
    figure, _ = snapshot.draw(frames, Request(WAR))
    assert not [text for text in figure.findobj(Text) if text.get_text()]


@pytest.mark.parametrize(
    ("heights", "columns", "stacks"),
    [
        ([1, 1, 1, 1], 2, [[0, 1], [2, 3]]),
        ([3, 1, 1, 1], 2, [[0], [1, 2, 3]]),
        ([1, 1], 3, [[0], [1]]),
        ([], 2, [[]]),
    ],
)
def test_columns_of_a_legend_are_of_like_height(heights, columns, stacks):
    assert margin._balanced(heights, columns) == stacks
