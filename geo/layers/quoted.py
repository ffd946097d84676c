"""Constants that sentences quote: distances and ages of layers and looks."""

from functools import cache

from geo.control.cells import EVIDENCE_KM
from geo.control.rings import ALONE_KM
from geo.style import AGE_DAYS, EVENT_DAYS
from geo.views import CLAIMS_END
from geo.words import LANGUAGES, age, number, say


@cache
def quoted(language: str) -> dict[str, str]:
    """Return the quoted constants by the names of the placeholders.

    Parameters
    ----------
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    dict of str to str
        ``evidence_km``, beyond which ground is nominal, ``lone_km``, beyond which
        that around a site without neighbours is bare, and ``full_age`` and
        ``half_age``, past which the dot of a place is half-toned, and hollow;
        ``oldest_age``, past which the scale of ages ends; ``claims_end``, the parallel
        up to which claims at sea are drawn.

    Examples
    --------
    >>> quoted("en")["evidence_km"], quoted("en")["oldest_age"]
    ('50', '3 years')
    """
    full, half, *_, oldest = (age(days, language) for days in AGE_DAYS)
    return {
        "evidence_km": number(EVIDENCE_KM, language),
        "lone_km": number(ALONE_KM, language),
        "full_age": full,
        "half_age": half,
        "oldest_age": oldest,
        "claims_end": number(CLAIMS_END, language),
    }


def explained(key: str) -> dict[str, str]:
    """Return the text of a key of the legend, by language."""
    return {
        code: say(f"legend.{key}", code, count=EVENT_DAYS, **quoted(code))
        for code in LANGUAGES
    }
