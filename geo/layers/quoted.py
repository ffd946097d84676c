"""Distances and ages that sentences quote, as layers are built and drawn by them."""

from geo.control.cells import EVIDENCE_KM
from geo.style import EVENT_DAYS, FADE_DAYS
from geo.words import LANGUAGES, age, listed, number, say


def quoted(language: str) -> dict[str, str]:
    """Return what sentences quote, by the names of their gaps.

    Parameters
    ----------
    language : str
        One of `geo.words.LANGUAGES`.

    Returns
    -------
    dict of str to str
        ``evidence_km``, beyond which ground is nominal, and ``fade_ages``, past each of
        which a cell pales.

    Examples
    --------
    >>> quoted("en")
    {'evidence_km': '50', 'fade_ages': '6 months, 1 year or 2 years'}
    """
    ages = [age(days, language) for days in FADE_DAYS]
    return {
        "evidence_km": number(EVIDENCE_KM, language),
        "fade_ages": listed(ages, language, "or"),
    }


def explained(key: str) -> dict[str, str]:
    """Return what a legend says of one of its keys, by language."""
    return {
        code: say(f"legend.{key}", code, count=EVENT_DAYS, **quoted(code))
        for code in LANGUAGES
    }
