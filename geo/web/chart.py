"""Draws the lanes of agreements; alone imports Altair."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from geo.style.page import DARK_LANES, LANES
from geo.web.lanes import FIRST_DAY, LINE, TRACKS, Row, Rows
from geo.words import direction, say

PICKS = ("bar", "mark")
"""The chart's selections; what is picked carries ``day``."""

SPOKEN = alt.ExprRef("datum.name + ': ' + datum.what + ', ' + datum.dates")
"""What a screen reader says of a bar or mark."""

LANE_PX = 34
"""Height of a lane, and of a heading."""


def draw(rows: Rows, day: dt.date, last: dt.date, language: str, *, dark: bool) -> Any:
    """Return the lanes as a chart.

    Parameters
    ----------
    rows : Rows
    day, last : datetime.date
        Where the rule stands, and the last day drawn.
    language : str
        One of `geo.words.LANGUAGES`.
    dark : bool
        Whether the page is dark.

    Returns
    -------
    altair.LayerChart
    """
    colours = DARK_LANES if dark else LANES
    time = alt.Scale(domain=[FIRST_DAY.isoformat(), last.isoformat()], nice=False)
    x = alt.X("from:T", axis=None, scale=time)
    lanes = alt.Scale(domain=[0, rows.height], reverse=True, nice=False, zero=False)
    y = alt.Y("y:Q", axis=None, scale=lanes)
    tips = [
        alt.Tooltip(f"{name}:N", title=say(f"panel.tips.{name}", language))
        for name in ("name", "what", "dates")
    ]
    rule = _of([{"from": day.isoformat()}]).mark_rule(color=colours["day"], size=2)
    return (
        alt.layer(
            *_years(rows, x, y, colours["quiet"]),
            *_names(rows, y, colours["ink"], language),
            *_tracks(rows, x, y, colours["doubt"]),
            rule.encode(x=x),
            _bars(rows, x, y, colours["holds"]).encode(tooltip=tips),
            _marks(rows, x, y, colours).encode(tooltip=tips),
        )
        .properties(height=rows.height * LANE_PX)
        .configure_view(stroke=None)
    )


def _bars(rows: Rows, x: Any, y: Any, colour: str) -> Any:
    return (
        _of(rows.bars)
        .mark_rect(color=colour, cursor="pointer", description=SPOKEN)
        .encode(x=x, x2="to:T", y=y, y2="y2:Q")
        .encode(fillOpacity=alt.FillOpacity("pale:Q", scale=None, legend=None))
        .add_params(alt.selection_point("bar", fields=["day"]))
    )


def _tracks(rows: Rows, x: Any, y: Any, colour: str) -> list[Any]:
    return [
        _of(row for row in rows.tracks if row["dash"] == list(dash))
        .mark_rule(color=colour, strokeWidth=3, strokeDash=list(dash))
        .encode(x=x, x2="to:T", y=y)
        for _, dash, _ in TRACKS.values()
    ]


def _marks(rows: Rows, x: Any, y: Any, colours: Mapping[str, str]) -> Any:
    return (
        _of(rows.marks)
        .mark_point(
            filled=True,
            size=62,
            opacity=1,
            strokeWidth=1,
            cursor="pointer",
            description=SPOKEN,
        )
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("shape:N", scale=None, legend=None),
            fill=_by_group({"made": "ground", "doubted": "doubt"}, "ink", colours),
            stroke=_by_group({"made": "ink"}, "ground", colours),
        )
        .add_params(alt.selection_point("mark", fields=["day"]))
    )


def _years(rows: Rows, x: Any, y: Any, ink: str) -> list[Any]:
    """Return the years, above each group of lanes, and a thin line for each."""
    once = {row["from"]: row for row in rows.years}
    return [
        _of(once.values()).mark_rule(color=ink, opacity=0.2).encode(x=x),
        _of(rows.years)
        .mark_text(color=ink, fontSize=11)
        .encode(x=x, y=y, text="text:N"),
    ]


def _names(rows: Rows, y: Any, ink: str, language: str) -> list[Any]:
    """Return headings and names, each above its lane from the edge on, never cut."""
    right = direction(language) == "rtl"
    return [
        _of(row for row in rows.names if row["head"] is head)
        .mark_text(
            align="right" if right else "left",
            baseline="middle",
            lineBreak="\n",
            lineHeight=LANE_PX * LINE,
            fontSize=14 if head else 12,
            fontWeight=700 if head else 400,
            color=ink,
        )
        .encode(x=alt.value("width" if right else 0), y=y, text="text:N")
        for head in (True, False)
    ]


def _of(rows: Iterable[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(rows)))


def _by_group(of: Mapping[str, str], rest: str, colours: Mapping[str, str]) -> Any:
    """Return a colour by group of stages."""
    condition: Any = alt
    for group, name in of.items():
        condition = condition.when(alt.datum.group == group).then(
            alt.value(colours[name])
        )
    return condition.otherwise(alt.value(colours[rest]))
