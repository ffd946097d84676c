"""Claimed and disputed water on a picture, and the choice of claimants."""

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import sea_words
from geo.sea_evidence import SEA, states_behind
from geo.style import LINES, PALETTE, SEA_MARKS, STATES, blend

LINES_AT_SEA = "maritime_lines"
DISPUTED, CLAIMED = "disputed_maritime", "claimed_maritime"
SIGN = "sea_of_"
"""Before the name of a state: the sign of its sea, where it was chosen."""

TINT, INK = 0.14, 0.55
"""How much of a colour covers the sea, in a water and in the pattern on it."""


def choose(
    frames: Mapping[str, gpd.GeoDataFrame], claimants: Sequence[str]
) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers with what concerns some claimants, waters by their sign.

    Parameters
    ----------
    frames : mapping of str to geopandas.GeoDataFrame
        Layers by name.
    claimants : sequence of str
        One or two of `geo.style.STATES`; none: all overlaps.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        Lines that any of them draws, their seas, and disputed water of any pair with
        the one, or of the two. Waters have ``sign``: `CLAIMED`, `DISPUTED`, or `SIGN`
        and the state.
    """
    chosen, found = set(claimants), dict(frames)
    for name in [name for name in SEA if name in found]:
        frame = found[name]
        states = [set(states_behind(row)) for row in frame.to_dict("records")]
        if chosen:
            pair = name == DISPUTED and len(chosen) > 1
            kept = [chosen <= s if pair else bool(chosen & s) for s in states]
            frame = frame[pd.Series(kept, frame.index, dtype=bool)]
        if name == CLAIMED and chosen:
            frame = frame.assign(sign=SIGN + frame["claimant"])
        else:
            frame = frame.assign(sign=name)
        found[name] = frame
    return found | _along(frames, found)


def _along(
    frames: Mapping[str, gpd.GeoDataFrame], chosen: Mapping[str, gpd.GeoDataFrame]
) -> dict[str, gpd.GeoDataFrame]:
    """Return agreements without those along a line that is not chosen."""
    if not {LINES_AT_SEA, "agreements"} <= frames.keys():
        return {}
    every, kept = (set(f[LINES_AT_SEA].geometry.to_wkb()) for f in (frames, chosen))
    agreements = frames["agreements"]
    hidden = agreements.geometry.to_wkb().isin(every - kept)
    return {"agreements": agreements[~hidden]}


def keys(waters: gpd.GeoDataFrame) -> list[str]:
    """Return what a legend has to explain of waters: their signs, in its order."""
    signs = set(waters.get("sign", ()))
    every = [*map(SIGN.__add__, STATES), CLAIMED, DISPUTED]
    return [key for key in every if key in signs]


def word(key: str, language: str) -> str:
    """Return what a legend calls the sea of a state."""
    name = sea_words.STATES[key.removeprefix(SIGN)][language]
    return str(sea_words.MAP[language]["sea_of"]).format(state=name)


def looks(key: str, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Return how water is painted, layer upon layer, as matplotlib's patches take it.

    Parameters
    ----------
    key : str
        A sign of waters.
    chosen : sequence of str
        All the signs on the picture: of two seas each has a pattern of its own.

    Returns
    -------
    list of dict
    """
    line = LINES[CLAIMED if key.startswith(SIGN) else key]
    colour = str(line["color"])
    hatch: str | None = ".." if key == DISPUTED else None
    if key.startswith(SIGN):
        colour = STATES[key.removeprefix(SIGN)]
        seas = [sign for sign in chosen if sign.startswith(SIGN)]
        marks = {"diagonal": "///", "backslash": "\\\\\\"}
        hatch = marks[SEA_MARKS[seas.index(key) % len(SEA_MARKS)]]
    edge: dict[str, Any] = {"edgecolor": colour, "linewidth": 0.4, "facecolor": "none"}
    if hatch is None:
        return [edge | {"zorder": 0.6, "alpha": 0.6}]
    fill = {"facecolor": colour, "alpha": TINT, "linewidth": 0, "zorder": 0.4}
    ink = blend(colour, PALETTE["sea"], INK)
    pattern = {"hatch": hatch, "hatchcolor": ink, "hatch_linewidth": 0.35}
    return [fill, edge | pattern | {"zorder": 0.6}]
