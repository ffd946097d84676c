"""Options that several commands have, each declared once."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from geo.dates import check_known_on, parse_day
from geo.errors import GeoError
from geo.records.read import RECORDS
from geo.records.schema import TABLES
from geo.words import LANGUAGES

Function = Callable[..., Any]
"""Of a command."""

Option = Callable[[Function], Function]
"""Declares an option of the command that it decorates."""

NEGATIVE = {"ignore_unknown_options": True}
"""Context settings of a command whose arguments may be negative numbers."""


def all_of(*options: Option) -> Option:
    """Return one decorator that declares several options, in this order."""

    def decorate(command: Function) -> Function:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def day_option(flag: str, name: str, about: str, *, required: bool = False) -> Option:
    """Declare an option that takes a day."""
    return click.option(
        flag, name, type=parse_day, metavar="DAY", required=required, help=about
    )


def day(*, required: bool = True) -> Option:
    """Declare the day that a command is about."""
    return day_option("--date", "day", "The day, as 2019-12-19.", required=required)


def _known_on(text: str) -> dt.date:
    day = parse_day(text)
    check_known_on(day)
    return day


def known_on(command: Function) -> Function:
    """Declare the day up to which sources count; none that is still to come."""
    return click.option(
        "--as-known-on",
        "known_on",
        type=_known_on,
        metavar="DAY",
        help="Use only what was published by this day.",
    )(command)


def as_json(command: Function) -> Function:
    """Declare the switch for JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(
        command
    )


def as_csv(command: Function) -> Function:
    """Declare the switch for CSV."""
    return click.option("--csv", "as_csv", is_flag=True, help="Answer in CSV.")(command)


def language(about: str = "Language of the answer.") -> Option:
    """Declare the language of what is printed or drawn."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=LANGUAGES[0],
        show_default=True,
        help=about,
    )


def answer(command: Function) -> Function:
    """Declare in which form and language an answer is printed."""
    return all_of(as_json, as_csv, language())(command)


def _folder(name: str | Path) -> Path:
    folder = Path(name)
    fault = ""
    if not str(name) or not folder.is_dir():
        fault = "no such folder"
    elif not any((folder / f"{table}.csv").exists() for table in TABLES):
        fault = "no tables in this folder"
    if fault:
        raise GeoError(
            f"--records {name}: {fault}: name one that holds the record tables"
        )
    return folder


def records(command: Function) -> Function:
    """Declare the folder of the record tables."""
    return click.option(
        "--records",
        type=_folder,
        default=RECORDS,
        metavar="FOLDER",
        help="Folder of the record tables, if not the atlas's own.",
    )(command)


def out(about: str, *, required: bool = False) -> Option:
    """Declare the file that a command writes."""
    return click.option(
        "--out", type=Path, metavar="FILE", required=required, help=about
    )
