"""How each look is painted: one table for the browser, pictures, QGIS and Google Earth.

`geo.layers.looks` names the look of a feature; each medium finds here of which fill,
line and sign that look is made, and draws them in its own way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.style import CORE, FILLS, RINGS

ATTACKED = "attacked"
UNDER_ATTACK = (CORE,)
"""The rings that show an attack on their place."""


@dataclass(frozen=True)
class Sign:
    """The sign of what stands at a point.

    Attributes
    ----------
    shape : str
        ``diamond``, ``circle``, or ``ring``: a circle around what stands there.
    colour : str
        Of `geo.style.PALETTE`.
    hollow : bool
        Whether the colour is its rim only.
    barred : bool
        Whether it bears a bar.
    opacity : float
        0 to 1.
    """

    shape: str
    colour: str
    hollow: bool = False
    barred: bool = False
    opacity: float = 1.0


SIGNS: Mapping[str, Sign] = MappingProxyType(
    {
        "agreement_in_force": Sign("diamond", "agreement"),
        "agreement_not_in_force": Sign("diamond", "agreement", hollow=True),
        "agreement_questioned": Sign("diamond", "agreement", barred=True),
        "agreement_hollow_questioned": Sign(
            "diamond", "agreement", hollow=True, barred=True
        ),
        "disagreements": Sign("ring", "ink"),
        "event": Sign("circle", "event"),
        "event_past": Sign("circle", "event", opacity=0.5),
    }
)
"""Agreements are filled in force and hollow not (yet), with a bar where questioned;
events are fainter once they are over."""


@dataclass(frozen=True)
class Look:
    """Of what a look is made.

    Attributes
    ----------
    fill : str
        The camp whose fill it has, of `geo.style.FILLS`; none: empty.
    ring : str
        Of ground: one of `geo.style.RINGS`.
    attacked : bool
        Whether its holder keeps it under attack.
    line : str
        Its line or outline, of `geo.style.LINES`; none: empty.
    sign : str
        Its sign, of `SIGNS`; none: empty.
    mark : str
        Of water: the pattern on it.
    dot : str
        Of a place: the camp whose colour it has, of `geo.style.FILLS`; none: empty.
    """

    fill: str = ""
    ring: str = ""
    attacked: bool = False
    line: str = ""
    sign: str = ""
    mark: str = ""
    dot: str = ""


def place(camp: str | None = None) -> str:
    """Return the name of the look of a place, by who holds it.

    Examples
    --------
    >>> place("tripoli"), place()
    ('place-tripoli', 'place')
    """
    return f"place-{camp}" if camp else "place"


def ground(camp: str, ring: str, attacked: bool = False) -> str:
    """Return the name of the look of ground.

    Examples
    --------
    >>> ground("tripoli", "core", True), ground("tripoli", "rim", True)
    ('tripoli-core-attacked', 'tripoli-rim')
    """
    shown = attacked and ring in UNDER_ATTACK
    return f"{camp}-{ring}-{ATTACKED}" if shown else f"{camp}-{ring}"


def agreement(in_force: bool, questioned: bool) -> str:
    """Return the name of the look of an agreement.

    Examples
    --------
    >>> agreement(False, True)
    'agreement-not-in-force-questioned'
    """
    name = "agreement-in-force" if in_force else "agreement-not-in-force"
    return f"{name}-questioned" if questioned else name


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        **{
            ground(camp, ring): Look(fill=camp, ring=ring)
            for camp in FILLS
            for ring in RINGS
        },
        **{
            ground(camp, ring, True): Look(fill=camp, ring=ring, attacked=True)
            for camp in FILLS
            for ring in UNDER_ATTACK
        },
        "front-firm": Look(line="firm"),
        "front-minor": Look(line="minor"),
        "route": Look(line="road"),
        "line": Look(line="maritime"),
        "line-claimed": Look(line="claim"),
        "line-worked-out": Look(line="worked_out"),
        "claimed": Look(line="claimed_maritime"),
        **{
            agreement(in_force, questioned): Look(line="agreement_area", sign=sign)
            for in_force, questioned, sign in (
                (True, False, "agreement_in_force"),
                (False, False, "agreement_not_in_force"),
                (True, True, "agreement_questioned"),
                (False, True, "agreement_hollow_questioned"),
            )
        },
        "disputed": Look(line="disputed_maritime", mark="dots"),
        "disagreement": Look(sign="disagreements"),
        "event": Look(sign="event"),
        place(): Look(),
        **{place(camp): Look(dot=camp) for camp in FILLS},
    }
)
"""What each look is made of, by its name. The age of evidence is no part of it: it
counts from the day shown, see `geo.style.age`, and shows on the dot of the place."""
