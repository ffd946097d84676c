"""How the map looks, wherever it is drawn: colours and patterns.

The colours keep apart under protanopia, deuteranopia, tritanopia and in grey; a pattern
stands beside each, so that no reading rests on colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "tripoli": "#4FA493",
        "eastern": "#C2573D",
        "islamic_state": "#3B3B46",
        "other": "#D3AE48",
        "contested": "#75499A",
        "no_record": "#D2CFC7",
        "sea": "#DCE8EE",
        "land_abroad": "#F2EFE8",
        "land": "#FBFAF6",
        "ink": "#2B2F36",
        "quiet_ink": "#63676C",
        "sea_ink": "#3F6B85",
        "halo": "#FFFFFF",
        "paper": "#FFFFFF",
        "coast": "#7F9BAA",
        "border": "#8E8A80",
        "graticule": "#B9C6CC",
        "front": "#1F2228",
        "maritime": "#1F5F8B",
        "claim": "#4C7087",
        "chosen": "#B3123F",
        "agreement": "#8A1C64",
        "event": "#0B4F6C",
    }
)
"""Every colour as ``#RRGGBB``: the camps' by camp, the rest by what it paints."""


@dataclass(frozen=True)
class Fill:
    """How ground looks.

    Attributes
    ----------
    colour : str
        ``#RRGGBB``.
    mark : str
        The pattern over it: thin ``horizontal``, ``vertical``, ``diagonal`` (/) or
        ``backslash`` lines, ``dots``, ``cross``, or ``plain`` for none.
    ink : str
        The pattern's colour, ``#RRGGBB``.
    """

    colour: str
    mark: str
    ink: str


FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "tripoli": Fill(PALETTE["tripoli"], "horizontal", "#3C8576"),
        "eastern": Fill(PALETTE["eastern"], "dots", "#963F29"),
        "islamic_state": Fill(PALETTE["islamic_state"], "backslash", "#7C7C8A"),
        "other": Fill(PALETTE["other"], "vertical", "#A9872B"),
        "contested": Fill(PALETTE["contested"], "cross", "#C9B3DC"),
        "no_record": Fill(PALETTE["no_record"], "plain", "#D2CFC7"),
    }
)
"""Colour and pattern by camp."""

ATTACK = Fill(PALETTE["halo"], "diagonal", PALETTE["halo"])
"""Broad stripes over the holder's colour, in place of its pattern, under attack."""

FILL_OPACITY = 0.8
"""How much of a camp's colour covers the ground it holds, 0 to 1."""

NOMINAL_OPACITY = 0.32
"""The same for nominal ground, which has neither pattern nor outline."""

FADE_DAYS = (180, 365, 730)
"""Ages of the newest evidence, in days, past each of which a cell pales a step."""

FADE_SHARES = (1.0, 0.7, 0.48, 0.3)
"""What a cell keeps of its colour before the first of `FADE_DAYS`, and past each."""

OWN_COLOURS = ("#1B6CA8", "#B5179E", "#2D7D2A", "#8A4B08")
"""Colours of a reader's own layers, in turn; none is a camp's."""

STATES: Mapping[str, str] = MappingProxyType(
    {
        "cyprus": "#7A4FA0",
        "egypt": "#8F6400",
        "greece": "#2A5DB0",
        "italy": "#3E7D4B",
        "libya": "#1F7A70",
        "malta": "#A8457C",
        "tunisia": "#6B5B4B",
        "turkey": "#B23A48",
    }
)
"""Colour of each state's sea, where it is drawn as that state sees it."""

SEA_MARKS = ("diagonal", "backslash")
"""Patterns of the one or two seas chosen, in the order of `STATES`: where two overlap
their strokes cross."""

LINES: Mapping[str, Mapping[str, str | float]] = MappingProxyType(
    {
        "firm": {"color": PALETTE["front"], "weight": 2.2, "opacity": 0.95},
        "minor": {"color": PALETTE["front"], "weight": 1.0, "opacity": 0.75},
        "faint": {
            "color": PALETTE["quiet_ink"],
            "weight": 1.1,
            "opacity": 0.8,
            "dashArray": "1 4",
        },
        "maritime": {"color": PALETTE["maritime"], "weight": 1.8, "opacity": 1.0},
        "claim": {
            "color": PALETTE["claim"],
            "weight": 1.0,
            "opacity": 1.0,
            "dashArray": "6 4",
        },
        "worked_out": {
            "color": PALETTE["claim"],
            "weight": 1.2,
            "opacity": 1.0,
            "dashArray": "1.2 3.6",
        },
        "chosen_line": {"color": PALETTE["chosen"], "weight": 4.0, "opacity": 0.95},
        "claimed_maritime": {
            "color": PALETTE["maritime"],
            "weight": 0.8,
            "opacity": 0.6,
            "fillOpacity": 0.0,
        },
        "disputed_maritime": {
            "color": PALETTE["maritime"],
            "weight": 0.8,
            "opacity": 0.7,
        },
        "agreement_area": {
            "color": PALETTE["agreement"],
            "weight": 2.0,
            "opacity": 0.9,
            "dashArray": "7 5",
        },
        "agreement_line": {
            "color": PALETTE["agreement"],
            "weight": 5.5,
            "opacity": 0.16,
        },
    }
)
"""Lines as Leaflet's path options, widths and dashes in CSS px: a ``firm`` front, one
with the camp ``other`` at a side (``minor``), one without evidence near it (``faint``),
a line at sea, agreed (``maritime``), one state's ``claim``, ``worked_out`` or the one
that is chosen, water that one state claims or two dispute, and where an agreement
applies."""

EVENT_DAYS = 30
"""An event stays on the map, fainter, for so many days after its last."""

_DARK_CAMPS = {
    "tripoli": ("#45A493", "horizontal", "#2E6B60"),
    "eastern": ("#C85B35", "dots", "#8A3717"),
    "islamic_state": ("#DADAE6", "backslash", "#8E8EA2"),
    "other": ("#E0BC55", "vertical", "#9C7C20"),
    "contested": ("#8D44A8", "cross", "#D5B4E2"),
    "no_record": ("#4C4448", "plain", "#4C4448"),
}

DARK_PALETTE: Mapping[str, str] = MappingProxyType(
    {
        **{camp: colour for camp, (colour, _, _) in _DARK_CAMPS.items()},
        "sea": "#17242D",
        "land_abroad": "#21252A",
        "land": "#2A2E33",
        "ink": "#F1F3F4",
        "quiet_ink": "#ABB2B8",
        "sea_ink": "#86AAC0",
        "halo": "#14171B",
        "paper": "#14171B",
        "coast": "#6B8C9F",
        "border": "#767C82",
        "graticule": "#34434D",
        "front": "#FFFFFF",
        "maritime": "#74BDEB",
        "claim": "#93AEBF",
        "chosen": "#FF6B8F",
        "agreement": "#F283C8",
        "event": "#8FD8F5",
    }
)
"""`PALETTE` for light ink on dark ground."""


@dataclass(frozen=True)
class Theme:
    """All that paints a map, on light or on dark ground.

    Attributes
    ----------
    palette : mapping of str to str
        As `PALETTE`.
    fills : mapping of str to Fill
        Colour and pattern by camp.
    attack : Fill
        As `ATTACK`.
    lines : mapping of str to mapping
        As `LINES`.
    states : mapping of str to str
        As `STATES`.
    """

    palette: Mapping[str, str]
    fills: Mapping[str, Fill]
    attack: Fill
    lines: Mapping[str, Mapping[str, str | float]]
    states: Mapping[str, str]


def _dark_lines() -> dict[str, Mapping[str, str | float]]:
    """Return `LINES` in the colours of `DARK_PALETTE`."""
    dark = {PALETTE[name]: DARK_PALETTE[name] for name in PALETTE}
    return {
        kind: MappingProxyType({**line, "color": dark[str(line["color"])]})
        for kind, line in LINES.items()
    }


def _dark_states() -> dict[str, str]:
    return {name: blend(colour, "#FFFFFF", 0.55) for name, colour in STATES.items()}


def age(days: float) -> int:
    """Return how many steps a cell has paled, from 0 to ``len(FADE_DAYS)``.

    Parameters
    ----------
    days : float
        Days since the state was last seen; negative while it is still to be seen.

    Returns
    -------
    int
    """
    return sum(days > limit for limit in FADE_DAYS)


def blend(colour: str, ground: str, share: float) -> str:
    """Return a colour as it looks over an opaque ground.

    Parameters
    ----------
    colour, ground : str
        ``#RRGGBB``.
    share : float
        How much of `colour` is seen, 0 to 1.

    Returns
    -------
    str
        ``#RRGGBB``.
    """
    over, under = (bytes.fromhex(text[1:]) for text in (colour, ground))
    mixed = (
        round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def faded(fill: Fill, steps: int, land: str = PALETTE["land"]) -> Fill:
    """Return a fill as old evidence leaves it: paler, its pattern less so.

    Parameters
    ----------
    fill : Fill
    steps : int
        As `age` counts them.
    land : str
        The ground it pales to, ``#RRGGBB``.

    Returns
    -------
    Fill
    """
    if steps == 0:
        return fill
    share = FADE_SHARES[steps]
    # A pattern near the ground's own shade would drown: the farther of the two draws.
    light = sum(bytes.fromhex(land[1:]))
    farther = max(
        fill.colour,
        fill.ink,
        key=lambda text: abs(sum(bytes.fromhex(text[1:])) - light),
    )
    ink = blend(farther, land, (1 + share) / 2)
    return Fill(blend(fill.colour, land, share), fill.mark, ink)


LIGHT = Theme(PALETTE, FILLS, ATTACK, LINES, STATES)
DARK = Theme(
    DARK_PALETTE,
    {camp: Fill(*look) for camp, look in _DARK_CAMPS.items()},
    Fill("#FFFFFF", "diagonal", "#FFFFFF"),
    _dark_lines(),
    _dark_states(),
)


def theme(dark: bool) -> Theme:
    """Return how a map is painted on dark or on light ground."""
    return DARK if dark else LIGHT
