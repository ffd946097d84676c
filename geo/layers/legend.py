"""The entries of legends, in their order, for the live map and for pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.layers import looks
from geo.layers.prominence import SYMBOLS
from geo.style import CORE, MIDDLE, NO_SIDES, NOMINAL, RIM, STATES
from geo.style.layers import CAMPS, CLAIMED, DISAGREEMENTS, DISPUTED, LAYER_OF, ROUTES
from geo.style.looks import ATTACKED, LOOKS, Look, ground

AGED, AGE = "aged", "age"
SEA_OF = "sea_of_"
"""Before the name of a state: the key of its sea, where it was chosen."""

PLACE = "place_"
"""Before the sign of a kind of place."""

AREA = "agreement_area"
SEA_LINES = ("maritime", "claim", "worked_out")
"""Lines at sea, of `geo.style.LINES`."""


@dataclass(frozen=True)
class Entry:
    """An entry of a legend.

    Attributes
    ----------
    key : str
        Names it, and the message that a picture explains it by.
    look : str
        A look that stands for it, of `geo.style.looks.LOOKS`.
    line : str
        Or a line that does, of `geo.style.LINES`.
    sign : str
        Or a sign that does, of `geo.style.looks.SIGNS`.
    ages : tuple of int
        The ages in which its look is shown, as `geo.style.age` counts them.
    browser : str
        The message by which the live map explains it, beside the names of its layers;
        empty where they say enough, and for what only pictures show.
    """

    key: str
    look: str = ""
    line: str = ""
    sign: str = ""
    ages: tuple[int, ...] = (0,)
    browser: str = ""

    @property
    def group(self) -> str:
        """The group of the live map's legend in which it stands."""
        if self.sign or self.line == AREA:
            return "agreements"
        at_sea = self.line in SEA_LINES or LOOKS.get(self.look, Look()).mark
        return "sea" if at_sea else "sure"

    def swatch(self) -> dict[str, Any]:
        """Return its swatch, as the map's script takes it."""
        if self.line:
            return {"line": self.line}
        if self.sign:
            return {"sign": self.sign}
        return swatch([self.look], self.ages)


ENTRIES: tuple[Entry, ...] = (
    *(Entry(camp, look=ground(camp, CORE)) for camp in CAMPS),
    Entry(ATTACKED, look=ground("tripoli", CORE, True), browser="attacked"),
    Entry(NOMINAL, look=ground("tripoli", NOMINAL), browser="nominal"),
    Entry(AGE),
    *(Entry(change) for change in ("gained", "gained_nominal", "unchanged")),
    Entry(
        AGED,
        look="place",
        ages=(0, 1, 2),
        browser="aged",
    ),
    Entry(DISAGREEMENTS, sign="disagreements"),
    Entry(ROUTES, line="road"),
    Entry("front_firm", line="firm"),
    Entry("front_minor", line="minor"),
    Entry("front_before", line="before", browser="front_before"),
    *(Entry(SEA_OF + state) for state in STATES),
    Entry(CLAIMED, look="claimed"),
    Entry(DISPUTED, look="disputed"),
    Entry("agreed_line", line="maritime", browser="agreed_line"),
    Entry("claimed_line", line="claim", browser="claimed_line"),
    Entry("worked_out", line="worked_out", browser="worked_out"),
    Entry("agreement_in_force", sign="agreement_in_force"),
    *(
        Entry(sign, sign=sign, browser=sign)
        for sign in ("agreement_not_in_force", "agreement_questioned")
    ),
    Entry(AREA, line=AREA, browser=AREA),
    Entry("event", sign="event"),
    Entry("event_past", sign="event_past", browser="event_past"),
    *(Entry(PLACE + symbol) for symbol in SYMBOLS),
)
"""All that a legend may explain, in its order."""

ENTRY_OF = {entry.key: entry for entry in ENTRIES}
ORDER = tuple(ENTRY_OF)


def swatch(shown: Sequence[str], ages: Sequence[int] = (0,)) -> dict[str, Any]:
    """Return the swatch of some looks, as the map's script takes it."""
    return {"looks": [{"look": look, "age": age} for look in shown for age in ages]}


def of_layer(layer: str) -> dict[str, Any]:
    """Return the swatch beside the switch of a layer, as the map's script takes it.

    Examples
    --------
    >>> of_layer("other_held")["looks"][1]
    {'look': 'other-core', 'age': 0}
    """
    camps = LAYER_OF[layer].camps
    if len(camps) == 1:
        round_core = camps[0] in NO_SIDES  # see geo.control.rings.rounded
        rings = (CORE, RIM, NOMINAL) if round_core else (CORE, MIDDLE, RIM, NOMINAL)
        return swatch([ground(camps[0], ring) for ring in rings])
    return swatch([ground(c, CORE) for c in camps] or looks.OF_LAYER[layer][:1])
