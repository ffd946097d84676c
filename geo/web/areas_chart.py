"""What each camp held over the years, stacked, as a chart of Vega-Lite.

Written as Vega-Lite itself has it: Altair checks each part of a chart that it makes,
which takes longer than all else that the tab shows.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from geo.query.stats import Stats, name_of
from geo.style import theme
from geo.style.page import DARK_LANES, LANES
from geo.words import say

HEIGHT_PX = 240
PICKED = "pick"
"""The chart's selection; what is picked carries ``day``."""

TIME: Mapping[str, Any] = {
    "field": "at",
    "type": "temporal",
    "title": None,
    "axis": {"aria": False},  # whose name Vega has in English alone
}


def draw(
    days: Iterable[Stats], figure: str, day: dt.date, language: str, *, dark: bool
) -> dict[str, Any]:
    """Return the best of a figure of each camp over the years as a chart.

    Parameters
    ----------
    days : iterable of geo.query.stats.Stats
        In the order of time.
    figure : str
        Of `geo.query.stats.FIGURES`.
    day : datetime.date
        Where the rule stands.
    language : str
        One of `geo.words.LANGUAGES`.
    dark : bool
        Whether the page is dark.

    Returns
    -------
    dict
        In Vega-Lite, with the selection `PICKED`.
    """
    colours = {camp: fill.colour for camp, fill in theme(dark).fills.items()}
    names = {camp: say(f"brief.sides.{camp}", language) for camp in colours}
    held = {
        one.day.isoformat(): {
            camp: figures[figure].best for camp, figures in one.camps.items()
        }
        for one in days
    }
    ink = (DARK_LANES if dark else LANES)["day"]
    rule = {
        "data": {"values": [{"at": day.isoformat()}]},
        "mark": {"type": "rule", "strokeWidth": 2, "color": ink, "aria": False},
        "encoding": {"x": TIME},
    }
    return {
        "layer": [
            _stacked(held, names, colours, name_of(figure, language)),
            rule,
            _picked(held, names),
        ],
        "height": HEIGHT_PX,
        "width": "container",
    }


Held = Mapping[str, Mapping[str, float]]
"""What each camp held, by day."""


def _stacked(
    held: Held, names: Mapping[str, str], colours: Mapping[str, str], title: str
) -> dict[str, Any]:
    """Return the areas, one upon another."""
    rows = [
        {"at": iso, "camp": names[camp], "best": best}
        for iso, camps in held.items()
        for camp, best in camps.items()
    ]
    scale = {"domain": [*names.values()], "range": [*colours.values()]}
    legend = {"title": None, "orient": "bottom", "columns": 2, "labelLimit": 0}
    legend |= {"labelFontSize": 11, "columnPadding": 6}
    camp = {"field": "camp", "type": "nominal", "scale": scale, "legend": legend}
    best = {**TIME, "field": "best", "type": "quantitative"}
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "description": title},
        "encoding": {"x": TIME, "y": best, "color": camp},
    }


def _picked(held: Held, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the pointer finds: the nearest of the days, with what each held."""
    found = {camp for camps in held.values() for camp in camps}
    tips = [
        {"field": camp, "type": "quantitative", "title": name, "format": ",.0f"}
        for camp, name in names.items()
        if camp in found
    ]
    nearest = {"type": "point", "on": "click", "nearest": True, "fields": ["day"]}
    return {
        "data": {
            "values": [{"at": iso, "day": iso, **camps} for iso, camps in held.items()]
        },
        # The table above has the numbers: a hundred points would each be read out.
        "mark": {"type": "point", "opacity": 0, "cursor": "pointer", "aria": False},
        "params": [{"name": PICKED, "select": nearest}],
        "encoding": {
            "x": TIME,
            "tooltip": [{"field": "day", "type": "nominal", "title": ""}, *tips],
        },
    }
