"""The tabs that answer: what changed between two days, and how much each side held."""

import datetime as dt
from typing import Any

import streamlit as st

from geo.dates import RECENT_DAYS, SPAN_START
from geo.errors import GeoError
from geo.page.actions import action
from geo.page.days import day_input
from geo.page.fields import choose_one, choose_or_none
from geo.page.known import show_revised
from geo.page.picks import pick_day, show_html
from geo.page.state import plain, send_to_map
from geo.page.tables import save_csv
from geo.page.world import World
from geo.query import districts, stats
from geo.query.brief import brief
from geo.query.changes import COLUMNS, Change, changes
from geo.style.layers import CAMPS
from geo.web import answers, areas_chart
from geo.words import say

SORTS = ("day", "name", "km2", "people")
"""By what changes are sorted: the first as they happened, figures the largest first."""


def show_brief(world: World) -> None:
    """Show the day in a few sentences."""
    chosen = st.session_state
    summary = brief(world.atlas, chosen.day, chosen.language)
    show_html(world, answers.brief(summary, chosen.language))


def show_changes(world: World) -> None:
    """Show what changed hands between an earlier day and the day on the map."""
    chosen = st.session_state
    language = chosen.language
    show_revised(world)
    usual = max(SPAN_START, chosen.day - dt.timedelta(days=RECENT_DAYS))
    since, sort = st.columns(2)
    first = day_input(
        since,
        say("answers.since", language),
        "against",
        help=say("answers.since_help", language, day=usual, days=RECENT_DAYS),
        then=send_to_map,
    )
    by = choose_one(
        sort,
        say("answers.sort", language),
        "changes_by",
        {name: say(f"answers.sorts.{name}", language) for name in SORTS},
    )
    camp, district = choose_part(language)
    try:
        rows = changes(world.atlas, first or usual, chosen.day, camp, district)
    except GeoError as error:
        st.error(plain(error.text(language)))
        return
    rows = sorted(rows, key=lambda one: sort_key(one, by, language))
    show_html(world, answers.changes(rows, first or usual, chosen.day, language))
    if rows:
        save_csv(
            world,
            "save_changes",
            lambda: (one.as_row() for one in rows),
            COLUMNS,
            f"libya-changes-{first or usual}-{chosen.day}",
        )


def choose_part(language: str) -> tuple[str | None, str | None]:
    """Show filters for a camp and a district; return their ids, or none."""
    of_camp, of_district = st.columns(2)
    every = say("answers.every", language)
    camps = {name: say(f"brief.sides.{name}", language) for name in CAMPS}
    names = {one.district_id: one.name[language] for one in districts.every()}
    return (
        choose_or_none(
            of_camp,
            say("answers.camp", language),
            "changes_camp",
            camps,
            placeholder=every,
        ),
        choose_or_none(
            of_district,
            say("answers.district", language),
            "changes_district",
            names,
            placeholder=every,
        ),
    )


def sort_key(change: Change, by: str, language: str) -> Any:
    """Return the sort key of a change."""
    keys = {
        "day": change.moment.day,
        "name": change.name[language].casefold(),
        "km2": -change.with_nominal_km2,
        "people": -(change.people or 0),
    }
    return keys[by]


def show_areas(world: World) -> None:
    """Show how much each camp held on the day, and over the years."""
    chosen = st.session_state
    language = chosen.language
    figures = stats.stats(world.atlas, chosen.day)
    show_html(world, answers.areas(figures, language))
    save_csv(
        world, "save_areas", figures.rows, stats.COLUMNS, f"libya-areas-{chosen.day}"
    )
    figure = choose_one(
        st,
        say("answers.over_time", language),
        "areas_figure",
        {name: stats.name_of(name, language) for name in stats.FIGURES},
    )
    key = f"areas-{figure}-{chosen.day}"
    st.vega_lite_chart(
        spec=areas_chart.draw(
            world.atlas.over_time,
            figure,
            chosen.day,
            language,
            dark=st.context.theme.type == "dark",
        ),
        key=key,
        on_select=action(pick_day, key),
    )
