"""How the map looks, wherever it is drawn: colours and patterns.

The colours keep apart under protanopia, deuteranopia, tritanopia and in grey; a pattern
stands beside each, so that no reading rests on colour alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PALETTE: Mapping[str, str] = MappingProxyType(
    {
        "tripoli": "#2A7C6D",
        "eastern": "#C2573D",
        "islamic_state": "#3B3B46",
        "other": "#A87F1E",
        "contested": "#75499A",
        "no_record": "#DEDBD2",
        "sea": "#DCE8EE",
        "land_abroad": "#F0EDE5",
        "land": "#F8F4EA",
        "ink": "#2B2F36",
        "quiet_ink": "#63676C",
        "sea_ink": "#3F6B85",
        "halo": "#FFFFFF",
        "paper": "#FFFFFF",
        "coast": "#7F9BAA",
        "border": "#8E8A80",
        "graticule": "#B9C6CC",
        "front": "#1F2228",
        "road": "#7B6F60",
        "maritime": "#1F5F8B",
        "claim": "#4C7087",
        "chosen": "#B3123F",
        "agreement": "#8A1C64",
        "event": "#003B62",
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
        "tripoli": Fill(PALETTE["tripoli"], "diagonal", "#124C41"),
        "eastern": Fill(PALETTE["eastern"], "backslash", "#842F1B"),
        "islamic_state": Fill(PALETTE["islamic_state"], "horizontal", "#1F1F28"),
        "other": Fill(PALETTE["other"], "vertical", "#86650F"),
        "contested": Fill(PALETTE["contested"], "cross", "#553074"),
        "no_record": Fill(PALETTE["no_record"], "plain", PALETTE["no_record"]),
    }
)
"""Colour and pattern by camp; each pattern runs at an angle of its own."""

ATTACK = Fill(PALETTE["halo"], "cross", PALETTE["halo"])
"""The pattern over the holder's colour, in place of its own, under attack, where no
teeth can be drawn: in QGIS."""

CORE, MIDDLE, RIM, NOMINAL = "core", "middle", "rim", "nominal"
RINGS = (CORE, MIDDLE, RIM, NOMINAL)
"""The ground of a place, from near to far: see `geo.control.rings`."""

TONES: Mapping[str, float] = MappingProxyType(
    {CORE: 1.0, MIDDLE: 0.7, RIM: 0.4, NOMINAL: 0.03}
)
"""How much of its holder's colour covers each ring, 0 to 1: nominal ground is bare but
for the pattern."""

NO_SIDES = ("contested", "no_record")
"""Ground that no side is on record to hold: a round core in a pale rim."""

RIM_SHARE = 0.3
"""How much of its colour covers that rim; nominal ground without record is bare."""

HATCH_SHARE = 0.45
"""How much of the pattern's ink shows on bare ground, 0 to 1."""

AGE_DAYS = (180, 365, 730, 1095)
"""Ages of the newest evidence, in days, that count as a step each."""

AGE_COLOURS = ("#3A1060", "#573FA0", "#7B6FCB", "#A29AD3", "#C8CBEE")
"""Ground by the age of its evidence: before the first of `AGE_DAYS`, and past each."""

FRONT_BAND_KM = 8.0
"""How wide the band is around a front: so far it may run beside its line."""

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
        "before": {
            "color": PALETTE["front"],
            "weight": 1.4,
            "opacity": 0.95,
            "dashArray": "5 3.5",
        },
        "road": {"color": PALETTE["road"], "weight": 0.8, "opacity": 1.0},
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
with the camp ``other`` at a side (``minor``), one of an earlier day (``before``), a
road, a line at sea, agreed (``maritime``), one state's ``claim``, ``worked_out`` or the
one that is chosen, water that one state claims or two dispute, and where an agreement
applies."""

EVENT_DAYS = 30
"""An event stays on the map, fainter, for so many days after its last."""

_DARK_CAMPS = {
    "tripoli": ("#45A493", "diagonal", "#7FD0C1"),
    "eastern": ("#DB6B42", "backslash", "#F09A78"),
    "islamic_state": ("#DADAE6", "horizontal", "#FFFFFF"),
    "other": ("#E0BC55", "vertical", "#F6DC93"),
    "contested": ("#BB78D6", "cross", "#D5B4E2"),
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
        "road": "#A79C8C",
        "maritime": "#74BDEB",
        "claim": "#93AEBF",
        "chosen": "#FF6B8F",
        "agreement": "#F283C8",
        "event": "#7BD8FF",
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
    lines : mapping of str to mapping
        As `LINES`.
    states : mapping of str to str
        As `STATES`.
    """

    palette: Mapping[str, str]
    fills: Mapping[str, Fill]
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
    """Return how many of `AGE_DAYS` an age has passed.

    Parameters
    ----------
    days : float
        Days since the state was last seen; negative while it is still to be seen.

    Returns
    -------
    int
    """
    return sum(days > limit for limit in AGE_DAYS)


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


def tone(fill: Fill, ring: str) -> float:
    """Return how much of its holder's colour covers a ring, 0 to 1.

    Parameters
    ----------
    fill : Fill
        Of its holder.
    ring : str
        Of `RINGS`.

    Returns
    -------
    float
        What no side holds is fainter around its core; what has no pattern is bare where
        it is nominal: there is no evidence of anything.

    Examples
    --------
    >>> tone(FILLS["tripoli"], "rim"), tone(FILLS["contested"], "rim")
    (0.4, 0.3)
    """
    if fill.mark == "plain" and ring == NOMINAL:
        return 0.0
    return RIM_SHARE if ring == RIM and _no_side(fill) else TONES[ring]


def is_faint(fill: Fill, ring: str) -> bool:
    """Return whether the pattern on a ring shows as far as `HATCH_SHARE`.

    Examples
    --------
    >>> is_faint(FILLS["tripoli"], "rim"), is_faint(FILLS["contested"], "rim")
    (False, True)
    """
    return ring == NOMINAL or (ring == RIM and _no_side(fill))


def _no_side(fill: Fill) -> bool:
    return fill.mark in {FILLS[camp].mark for camp in NO_SIDES}


def ringed(fill: Fill, ring: str, land: str = PALETTE["land"]) -> Fill:
    """Return how a ring of a place's ground is painted.

    Parameters
    ----------
    fill : Fill
        Of its holder.
    ring : str
        Of `RINGS`.
    land : str
        The bare ground, ``#RRGGBB``.

    Returns
    -------
    Fill
        Its colour by `tone`, its pattern by `is_faint`.

    Examples
    --------
    >>> ringed(FILLS["tripoli"], "nominal").colour
    '#F2F0E6'
    """
    colour = blend(fill.colour, land, tone(fill, ring))
    if fill.mark == "plain":
        return Fill(colour, fill.mark, colour)
    faint = is_faint(fill, ring)
    ink = blend(fill.colour, land, HATCH_SHARE) if faint else fill.ink
    return Fill(colour, fill.mark, ink)


LIGHT = Theme(PALETTE, FILLS, LINES, STATES)
DARK = Theme(
    DARK_PALETTE,
    {camp: Fill(*look) for camp, look in _DARK_CAMPS.items()},
    _dark_lines(),
    _dark_states(),
)


def theme(dark: bool) -> Theme:
    """Return how a map is painted on dark or on light ground."""
    return DARK if dark else LIGHT
