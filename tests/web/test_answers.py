"""The answers of a day as HTML, and their chart."""

import datetime as dt
from dataclasses import replace

import altair as alt
import pytest

from geo.query.brief import brief
from geo.query.changes import changes
from geo.query.stats import stats
from geo.web import answers, areas_chart

DAY = dt.date(2019, 12, 19)


def test_changes_stand_with_both_sides_and_sources(atlas):
    first, last = dt.date(2020, 6, 1), dt.date(2020, 7, 1)
    rows = changes(atlas, first, last)
    html = answers.changes(rows, first, last, "en")
    assert html.count("<article") == len(rows) > 20
    assert html.count('data-pick="place:') == len(rows)
    tarhuna = html[html.index('data-id="tarhuna"') :]
    tarhuna = tarhuna[: tarhuna.index("</article>")]
    assert tarhuna.index('data-camp="eastern"') < tarhuna.index('data-camp="tripoli"')
    assert 'href="http' in tarhuna


@pytest.mark.parametrize("language", ["en", "ar"])
def test_areas_are_never_one_number(atlas, language):
    figures = stats(atlas, DAY)
    html = answers.areas(figures, language)
    for name in ("near_km2", "with_nominal_km2"):
        assert html.count("<tr>") > 2
        best = figures.camps["eastern"][name].best
        assert f"{round(best, -3):,.0f}" in html
    assert "50" in html[html.index('class="hint"') :]


def test_the_brief_has_its_sentences_and_its_sources(atlas):
    summary = brief(atlas, DAY, "en")
    html = answers.brief(summary, "en")
    for sentence in summary.sentences:
        assert answers.escape(sentence.text) in html
    assert html.count("<li") == len(summary.sources)


@pytest.mark.parametrize("figure", ["places", "near_km2"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_chart_stacks_a_figure_of_every_camp(atlas, figure, dark):
    days = [stats(atlas, day) for day in (dt.date(2016, 1, 1), DAY)]
    drawn = areas_chart.draw(days, figure, DAY, "en", dark=dark)
    alt.LayerChart.from_dict(drawn)  # which raises where it is no Vega-Lite
    rows = drawn["layer"][0]["data"]["values"]
    picked = drawn["layer"][-1]["data"]["values"]
    for one, spot in zip(days, picked, strict=True):
        day = one.day.isoformat()
        assert spot["day"] == day
        wanted = {camp: held[figure].best for camp, held in one.camps.items()}
        assert {camp: spot[camp] for camp in wanted} == wanted
        assert [row["best"] for row in rows if row["at"] == day] == [*wanted.values()]


def test_a_change_whose_cause_has_no_arabic_gives_it_in_english(atlas):
    (first, *_) = changes(atlas, dt.date(2020, 6, 4), dt.date(2020, 6, 5))
    change = replace(first, cause={"en": "It withdrew."})
    html = answers.changes([change], DAY, DAY, "ar")
    assert "It withdrew." in html
