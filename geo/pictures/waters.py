"""Claimed and disputed water on a picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd

from geo.layers.legend import ENTRY_OF, SEA_OF
from geo.pictures.signs import HATCHES
from geo.style import LIGHT, SEA_MARKS, STATES, Theme, blend
from geo.style.layers import AGREEMENTS, CLAIMED, DISPUTED, LINES_AT_SEA
from geo.style.looks import LOOKS
from geo.words import say

SIGNS = (*(SEA_OF + state for state in STATES), CLAIMED, DISPUTED)
"""The signs of waters, in a legend's order."""

BASELINE = "baseline"
"""The role of a line that is drawn with the sea of its state only."""

TINT, INK = 0.14, 0.55
"""How much of a colour covers the sea, in a water and in the pattern on it."""


def with_signs(
    name: str, waters: gpd.GeoDataFrame, claimants: Sequence[str]
) -> gpd.GeoDataFrame:
    """Return waters by their sign.

    Parameters
    ----------
    name : str
        Their layer, `CLAIMED` or `DISPUTED`.
    waters : geopandas.GeoDataFrame
    claimants : sequence of str
        Whose seas were chosen, of `geo.style.STATES`; none: all overlaps.

    Returns
    -------
    geopandas.GeoDataFrame
        With ``sign``, the key of the legend: the layer, or `geo.layers.legend.SEA_OF`
        and the state whose sea was chosen.
    """
    if name == CLAIMED and claimants:
        return waters.assign(sign=SEA_OF + waters["claimant"])
    return waters.assign(sign=name)


def keys(waters: gpd.GeoDataFrame) -> list[str]:
    """Return the keys of the legend that waters need, in its order."""
    signs = set(waters.get("sign", ()))
    return [key for key in SIGNS if key in signs]


def word(key: str, language: str) -> str:
    """Return the text of the legend for the sea of a state."""
    state = say(f"state.{key.removeprefix(SEA_OF)}", language)
    return say("picture.key.sea_of", language, state=state)


def looks(
    key: str, chosen: Sequence[str], theme: Theme = LIGHT
) -> list[dict[str, Any]]:
    """Return how water is painted, layer upon layer, as matplotlib's patches take it.

    Parameters
    ----------
    key : str
        A sign of waters.
    chosen : sequence of str
        All the signs on the picture: of two seas each has a pattern of its own.
    theme : geo.style.Theme

    Returns
    -------
    list of dict
    """
    look = LOOKS[ENTRY_OF[key].look or ENTRY_OF[CLAIMED].look]
    colour = str(theme.lines[look.line]["color"])
    hatch = HATCHES.get(look.mark)
    if key.startswith(SEA_OF):
        colour = theme.states[key.removeprefix(SEA_OF)]
        seas = [sign for sign in chosen if sign.startswith(SEA_OF)]
        hatch = HATCHES[SEA_MARKS[seas.index(key) % len(SEA_MARKS)]]
    edge: dict[str, Any] = {"edgecolor": colour, "linewidth": 0.4, "facecolor": "none"}
    if hatch is None:
        return [edge | {"zorder": 0.6, "alpha": 0.6}]
    fill = {"facecolor": colour, "alpha": TINT, "linewidth": 0, "zorder": 0.4}
    ink = blend(colour, theme.palette["sea"], INK)
    pattern = {"hatch": hatch, "hatchcolor": ink, "hatch_linewidth": 0.35}
    return [fill, edge | pattern | {"zorder": 0.6}]


def without_baselines(
    frames: Mapping[str, gpd.GeoDataFrame],
) -> dict[str, gpd.GeoDataFrame]:
    """Return layers without baselines, which come with the sea of their state only.

    Nor is there an agreement along one of them.
    """
    found = dict(frames)
    if LINES_AT_SEA not in found:
        return found
    lines = found[LINES_AT_SEA]
    hidden = lines["role"] == BASELINE
    found[LINES_AT_SEA] = lines[~hidden]
    if AGREEMENTS in found:
        agreements = found[AGREEMENTS]
        along = agreements.geometry.to_wkb().isin(set(lines[hidden].geometry.to_wkb()))
        found[AGREEMENTS] = agreements[~along]
    return found
