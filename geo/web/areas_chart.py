"""Draws how many places each camp held over the years, as a stacked chart."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import altair as alt

from geo.query.stats import Stats, name_of
from geo.style import theme
from geo.style.page import DARK_LANES, LANES
from geo.words import say

HEIGHT_PX = 240


def draw(days: Iterable[Stats], day: dt.date, language: str, *, dark: bool) -> Any:
    """Return the places that each camp held over the years as a chart.

    Parameters
    ----------
    days : iterable of geo.query.stats.Stats
        In the order of time.
    day : datetime.date
        Where the rule stands.
    language : str
        One of `geo.words.LANGUAGES`.
    dark : bool
        Whether the page is dark.

    Returns
    -------
    altair.LayerChart
    """
    fills = theme(dark).fills
    ink = DARK_LANES if dark else LANES
    names = {camp: say(f"brief.sides.{camp}", language) for camp in fills}
    rows = [
        {"day": one.day.isoformat(), "camp": names[camp], "places": held["places"].best}
        for one in days
        for camp, held in one.camps.items()
    ]
    stacked = (
        alt.Chart(alt.InlineData(rows))
        .mark_area()
        .encode(
            x=alt.X("day:T", title=None),
            y=alt.Y("places:Q", title=name_of("places", language)),
            color=alt.Color(
                "camp:N",
                scale=alt.Scale(
                    domain=list(names.values()),
                    range=[fill.colour for fill in fills.values()],
                ),
                legend=alt.Legend(title=None, orient="bottom", columns=2, labelLimit=0),
            ),
            tooltip=["day:T", "camp:N", "places:Q"],
        )
    )
    rule = (
        alt.Chart(alt.InlineData([{"day": day.isoformat()}]))
        .mark_rule(strokeWidth=2, color=ink["day"])
        .encode(x="day:T")
    )
    return alt.layer(stacked, rule).properties(height=HEIGHT_PX, width="container")
