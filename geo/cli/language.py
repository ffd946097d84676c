"""The language of the command line: of help, errors and answers."""

import os
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

import click

from geo.errors import GeoError, Localized, Text, in_language
from geo.words import LANGUAGES, SOURCE, language_of

VARIABLE = "LIBYA_ATLAS_LANG"
"""Of the environment: the language unless ``--lang`` names one."""

FLAG = "--lang"

_chosen: ContextVar[str] = ContextVar("language", default=SOURCE)


def choose(arguments: Sequence[str]) -> str:
    """Set the language that arguments or the environment name, and return it.

    Parameters
    ----------
    arguments : sequence of str
        Of the whole command line: what it says of itself is in this language too.

    Returns
    -------
    str
        `geo.words.SOURCE` where neither names one of `geo.words.LANGUAGES`.

    Raises
    ------
    GeoError
        If the environment names none of them.

    Examples
    --------
    >>> choose(["find", "Sirte", "--lang", "ar"]), choose(["find", "Sirte"])
    ('ar', 'en')
    """
    named = variable = os.environ.get(VARIABLE, "")
    for before, word in zip(["", *arguments], arguments, strict=False):
        if word == "--":
            break
        if before == FLAG:
            named = word
        elif word.startswith(f"{FLAG}="):
            named = word.removeprefix(f"{FLAG}=")
    language = language_of(named) or SOURCE
    _chosen.set(language)
    if variable and not language_of(variable):
        raise GeoError(
            "error.cli.variable", name=VARIABLE, value=variable, known=list(LANGUAGES)
        )
    return language


def spoken() -> str:
    """Return the language of the command line."""
    return _chosen.get()


def in_words(text: Localized | str) -> str:
    """Return a text in the language of the command line."""
    return in_language(text, spoken())


def usage_error(key: str, **values: Any) -> click.UsageError:
    """Return the error of arguments that do not go together."""
    return click.UsageError(in_words(Text(key, **values)))
