"""Options that several commands have, each declared once."""

import datetime as dt
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from geo.cli.command import Function, Option, language, option
from geo.cli.language import usage_error
from geo.dates import check_known_on, parse_day
from geo.errors import GeoError, Text
from geo.errors.typed import plain
from geo.query.written import ISO, ORDERS
from geo.records.read import RECORDS
from geo.records.schema import TABLES
from geo.records.store import STORE, Origin

NEGATIVE = {"ignore_unknown_options": True}
"""Context settings of a command whose arguments may be negative numbers."""


class Number(click.types.FloatParamType):
    """A number in digits of any script."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Return a text as a number."""
        typed: Any = plain(value) if isinstance(value, str) else value
        return super().convert(typed, param, ctx)


def all_of(*options: Option) -> Option:
    """Return one decorator that declares several options, in this order."""

    def decorate(command: Function) -> Function:
        for declare in reversed(options):
            command = declare(command)
        return command

    return decorate


def day_option(
    flag: str, name: str, about: str | Text, *, required: bool = False
) -> Option:
    """Declare an option that takes a day."""
    return option(
        flag, name, type=parse_day, metavar="DAY", required=required, about=about
    )


def day(*, required: bool = True) -> Option:
    """Declare the day that a command is about."""
    return day_option("--date", "day", "cli.help.date", required=required)


def orders(command: Function) -> Function:
    """Declare how a table writes its days."""
    return option(
        "--dates",
        "order",
        type=click.Choice(ORDERS),
        default=ISO,
        show_default=True,
        about="cli.help.dates",
    )(command)


def _known_on(text: str) -> dt.date:
    day = parse_day(text)
    check_known_on(day)
    return day


def known_on(command: Function) -> Function:
    """Declare the day up to which sources count; none that is still to come."""
    return option(
        "--as-known-on",
        "known_on",
        type=_known_on,
        metavar="DAY",
        about="cli.help.known_on",
    )(command)


def _one_form(context: click.Context, form: click.Parameter, is_on: bool) -> bool:
    """Return whether a form is wanted; raise if the other one is wanted too."""
    other = {"as_json": "as_csv", "as_csv": "as_json"}[str(form.name)]
    if is_on and context.params.get(other):
        raise usage_error("error.cli.json_and_csv")
    return is_on


def as_json(command: Function) -> Function:
    """Declare the switch for JSON."""
    return option(
        "--json", "as_json", is_flag=True, callback=_one_form, about="cli.help.json"
    )(command)


def as_csv(command: Function) -> Function:
    """Declare the switch for CSV."""
    return option(
        "--csv", "as_csv", is_flag=True, callback=_one_form, about="cli.help.csv"
    )(command)


def speech(command: Function) -> Function:
    """Declare the language of a command that uses it for messages alone."""
    return language(expose_value=False)(command)


def answer(command: Function) -> Function:
    """Declare in which form and language an answer is printed."""
    return all_of(as_json, as_csv, language())(command)


def is_folder(path: Path) -> bool:
    """Return whether there is a folder of that name, however strange the name."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # too long, or with signs that no name has
        return False


def _folder(name: str | Path) -> Path:
    folder = Path(name)
    fault = ""
    if not str(name) or not is_folder(folder):
        fault = "no_folder"
    elif not any((folder / f"{table}.csv").exists() for table in TABLES):
        fault = "no_tables"
    if fault:
        raise GeoError(f"error.cli.{fault}", name=name)
    return folder


def folder(name: str = "folder") -> Option:
    """Declare the folder of the record tables, where no store will do."""
    return option(
        "--records",
        name,
        type=_folder,
        default=RECORDS,
        metavar="FOLDER",
        about="cli.help.records",
    )


def address(text: str) -> str:
    """Return an address of a store; what is wrong with it must not quote it."""
    from geo.optional.postgis import Address  # noqa: PLC0415 (an extra)

    Address(text)
    return text


def store(name: str = "store", *, required: bool = False) -> Option:
    """Declare the database of the records; a password of it is never printed."""
    return option(
        "--store",
        name,
        type=address,
        envvar=STORE,
        required=required,
        metavar="URL",
        about=Text("cli.help.store", variable=STORE),
    )


_SOURCES = ("records_folder", "records_store")


def records(command: Function) -> Function:
    """Declare where records are read: of a folder, or of a database.

    What names a database in the environment counts unless a folder is named.
    """

    @wraps(command)
    def run(*given: Any, **options: Any) -> Any:
        folder, store = (options.pop(name) for name in _SOURCES)
        return command(*given, records=_source(folder, store), **options)

    return all_of(folder(_SOURCES[0]), store(_SOURCES[1]))(run)


def _source(folder: Path, store: str | None) -> Origin:
    if store is None:
        return folder
    context = click.get_current_context()
    folder_named, store_named = (
        context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        for name in _SOURCES
    )
    if folder_named and store_named:
        raise usage_error("error.cli.store_and_records")
    if folder_named:
        return folder
    from geo.optional.postgis import PostgisStore  # noqa: PLC0415 (an extra)

    return PostgisStore(store)


def out(about: str | Text, *, required: bool = False) -> Option:
    """Declare the file that a command writes."""
    return option("--out", type=Path, metavar="FILE", required=required, about=about)
