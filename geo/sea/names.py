"""Names of coasts: states, islands, and the parts that are measured."""

from collections.abc import Mapping
from functools import cache

from geo import ground
from geo.sea import coasts
from geo.words import LANGUAGES, SOURCE, has, named, say

_PARTS = {"mainland": "shore.mainland", "baselines": "sea.baselines"}
"""What parts of a coast are called."""


@cache
def state_names(state: str) -> Mapping[str, str]:
    """Return the name of a state by language, from its lower-case English one.

    Examples
    --------
    >>> state_names("libya")["en"]
    'Libya'
    """
    key = f"sea.states.{state}"
    if has(key):  # Farther than the map's own table of countries reaches.
        return {language: say(key, language) for language in LANGUAGES}
    return ground.country_names()[state]


def state_name(state: str, language: str) -> str:
    """Return the name of a state in a language.

    Examples
    --------
    >>> state_name("libya", "ar")
    'ليبيا'
    """
    names = state_names(state)
    return names.get(language, names[SOURCE])


def coast_name(name: str, language: str) -> str:
    """Return the name in a language of a coast that `geo.sea.coasts.select` knows.

    Examples
    --------
    >>> coast_name("libya:baselines+crete", "en")
    'Libya (with straight baselines) + Crete'
    """
    called = []
    for item in coasts.distinct(name).split("+"):
        word, *parts = item.split(":")
        about = ", ".join(say(_PARTS[part], language) for part in parts)
        own = _island_name(word, language) or state_name(word, language)
        called.append(f"{own} ({about})" if about else own)
    return " + ".join(called)


def _island_name(word: str, language: str) -> str:
    """Return the name of an island that is no state; empty if it is none."""
    if word in coasts.states():
        return ""
    island = next(s for s in coasts.all_stretches() if s.name_en.lower() == word)
    return named(island, language) or island.name_en
