"""Strips of sea in which claims fade out towards the parallel where they end."""

from itertools import pairwise

from geo.views import CLAIMS_END, Box

FADE_DEGREES, FADE_STEPS = 0.6, 6
"""Over how many degrees, and in how many steps."""


def strips(west: float, east: float) -> list[tuple[Box, float]]:
    """Return strips of sea that cover claims more and more up to `CLAIMS_END`.

    Parameters
    ----------
    west, east : float
        Ends of the strips in degrees (WGS84).

    Returns
    -------
    list of (Box, float)
        Each with how much it covers, up to 1: from the south, without gaps.

    Examples
    --------
    >>> every = strips(9, 36)
    >>> every[0][0].south, every[-1][1]
    (36.4, 1.0)
    """
    step = FADE_DEGREES / FADE_STEPS
    souths = [CLAIMS_END - FADE_DEGREES + i * step for i in range(FADE_STEPS)]
    edges = [*souths, CLAIMS_END + step]  # the last covers the outline too
    return [
        (Box(west, round(low, 3), east, round(high, 3)), (i + 1) / FADE_STEPS)
        for i, (low, high) in enumerate(pairwise(edges))
    ]
