"""Colours and type of the page: names on the live map, its boxes, panels and lanes."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypedDict

from geo.style import DARK_PALETTE, PALETTE, blend

DOT, DARK_DOT = "#2B2B2B", "#F1F3F4"
"""The dot of a place that nobody is known to hold, beside a light and a dark page."""

GROUND: Mapping[str, str] = MappingProxyType(
    {
        "sea": PALETTE["sea"],
        "land": PALETTE["land"],
        "land-abroad": PALETTE["land_abroad"],
        "border": PALETTE["border"],
        "halo": PALETTE["halo"],
        "name": "#1D1D1D",
        "name-site": "#3A3A3A",
        "name-country": "#66615A",
        "name-sea": "#3F6B85",
        "name-line": "#1F5F8B",
        "name-chosen": PALETTE["chosen"],
        "control": "#333333",
        "control-edge": "#555555",
    }
)
"""Colours of what lies on the map itself, beside a light page."""

DARK_GROUND: Mapping[str, str] = MappingProxyType(
    {
        "sea": DARK_PALETTE["sea"],
        "land": DARK_PALETTE["land"],
        "land-abroad": DARK_PALETTE["land_abroad"],
        "border": DARK_PALETTE["border"],
        "halo": DARK_PALETTE["halo"],
        "name": DARK_PALETTE["ink"],
        "name-site": "#DDE1E4",
        "name-country": DARK_PALETTE["quiet_ink"],
        "name-sea": DARK_PALETTE["sea_ink"],
        "name-line": DARK_PALETTE["maritime"],
        "name-chosen": DARK_PALETTE["chosen"],
        "control": "#DDE1E4",
        "control-edge": "#ABB2B8",
    }
)
"""`GROUND` beside a dark page."""


def drawn(dark: bool = False) -> dict[str, str]:
    """Return the colours that the map's script draws with, beside those of a theme."""
    ground = DARK_GROUND if dark else GROUND
    dot = DARK_DOT if dark else DOT
    return {"halo": ground["halo"], "dot": dot, "land": ground["land"]}


BOXES: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#FFFFFF",
        "text": "#222222",
        "quiet": "#555555",
        "rule": "#D9D9D9",
        "accent": "#28646A",
        "bars": "#7B8A94",
        "hatch": "#A9B0B5",
        "hover": "#EEF1F2",
        "wrong": "#C2573D",
        "agreement": PALETTE["agreement"],
        "event": PALETTE["event"],
    }
)
"""Colours of the boxes on the map and of the timeline, beside a light page."""

DARK_BOXES: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#171B21",
        "text": "#ECECEC",
        "quiet": "#B4B8BD",
        "rule": "#3A4048",
        "accent": "#6FC3C7",
        "bars": "#8D9AA5",
        "hatch": "#59626B",
        "hover": "#272D35",
        "wrong": "#C2573D",
        "agreement": blend(PALETTE["agreement"], "#FFFFFF", 0.45),
        "event": blend(PALETTE["event"], "#FFFFFF", 0.4),
    }
)
"""`BOXES` beside a dark page."""

PANELS: Mapping[str, str] = MappingProxyType({"bar": "#3D8FC9", "doubt": "#D9722F"})
"""Colours of the panels below the map, on a light page and on a dark one."""

BANNER: Mapping[str, str] = MappingProxyType({"known": "#D39A00"})
"""Colours of the bar over the page that says what is left out, light or dark."""

LANES: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#2B2F36",
        "quiet": "#6F7378",
        "ground": "#FFFFFF",
        "holds": "#1F6FA8",
        "doubt": "#C2571A",
        "day": "#B5179E",
    }
)
"""Colours of the lanes of agreements on a light page."""

DARK_LANES: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#F2F2F4",
        "quiet": "#A8ACB3",
        "ground": "#0E1117",
        "holds": "#5FB0E8",
        "doubt": "#F09A5A",
        "day": "#F27FE0",
    }
)
"""`LANES` on a dark page."""

FAMILY = 'system-ui, "Noto Sans", "Noto Sans Arabic", "DejaVu Sans", sans-serif'
"""The typefaces of the page, as CSS names them."""


class Font(TypedDict, total=False):
    """How a name is set: its CSS font; its line's height and its letters' gap, px."""

    css: str
    height: int
    spacing: int


FONTS: Mapping[str, Font] = MappingProxyType(
    {
        "city": {"css": f"650 13px {FAMILY}", "height": 16},
        "town": {"css": f"500 12px {FAMILY}", "height": 15},
        "site": {"css": f"italic 11px {FAMILY}", "height": 14},
        "country": {"css": f"13px {FAMILY}", "height": 16, "spacing": 3},
        "region": {"css": f"600 12px {FAMILY}", "height": 15, "spacing": 6},
        "island": {"css": f"12px {FAMILY}", "height": 15},
        "front": {"css": f"italic 600 11.5px {FAMILY}", "height": 14},
        "line": {"css": f"italic 11px {FAMILY}", "height": 14},
        "water": {"css": f"11px {FAMILY}", "height": 13},
        "chosen": {"css": f"700 13px {FAMILY}", "height": 17},
        "about": {"css": f"12px {FAMILY}", "height": 15},
        "sea": {"css": f"italic 13px {FAMILY}", "height": 16, "spacing": 2},
    }
)
"""By the style of a name: the map's script both measures and draws it so. Letters that
join do without the gap."""

ROLE_WIDTHS: Mapping[str, float] = MappingProxyType(
    {
        "boundary": 1,
        "outer_limit": 1,
        "zone_limit": 0.85,
        "baseline": 0.5,
        "area": 0.7,
    }
)
"""Share of a line's width by its role: agreed boundaries stand out from claims, and
claims from baselines, zones and licences, on the live map and in pictures."""
