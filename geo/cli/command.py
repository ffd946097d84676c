"""Commands and options whose help is in the language of the command line."""

import io
import sys
from collections.abc import Callable
from typing import Any

import click

from geo.cli.language import in_words, spoken
from geo.errors import Text, shortened
from geo.words import LANGUAGES, SOURCE, language_of

Function = Callable[..., Any]
"""Of a command."""

Option = Callable[[Function], Function]
"""Declares an option of the command that it decorates."""


class TranslatedCommand(click.Command):
    """A command whose help is in the language of the command line.

    Attributes
    ----------
    about : tuple of str
        The messages that its help consists of, a paragraph each, or their keys.
    """

    about: tuple[str | Text, ...] = ()

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        head = f"{in_words(Text('cli.usage'))} "
        formatter.write_usage(ctx.command_path, pieces, head)

    def format_help_text(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what the command does."""
        self.help = "\n\n".join(in_words(_text(about)) for about in self.about)
        super().format_help_text(ctx, formatter)

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what each option is for."""
        rows = [
            row
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and (row := param.get_help_record(ctx))
        ]
        with formatter.section(in_words(Text("cli.options"))):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = in_words(Text("cli.help.help"))
        return option


class TranslatedOption(click.Option):
    """An option whose help is a message of the catalogues."""

    def __init__(self, *names: Any, about: Text, **attributes: Any) -> None:
        super().__init__(*names, **attributes)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return its names and what it is for."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        extra, notes = self.get_help_extra(ctx), []
        if "default" in extra:
            notes.append(in_words(Text("cli.default", value=extra["default"])))
        if "range" in extra:
            notes.append(extra["range"])
        if "required" in extra:
            notes.append(in_words(Text("cli.required")))
        about = in_words(self.about)
        return record[0], f"{about}  [{'; '.join(notes)}]" if notes else about


class _Code(click.Choice[str]):
    """A language, whatever country stands behind it."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the language that is meant, or raise what `click.Choice` does."""
        return super().convert(language_of(str(value)) or value, param, ctx)


class _Language(TranslatedOption):
    """The option that names the language, which is known before options are read."""

    def get_default(self, _ctx: click.Context, call: bool = True) -> str:  # noqa: ARG002 (as click declares it)
        return spoken()


def command(
    *about: str | Text, name: str | None = None, **attributes: Any
) -> Callable[[Function], click.Command]:
    """Declare a command by the paragraphs of its help, or their keys."""

    def decorate(function: Function) -> click.Command:
        found = click.command(name, cls=TranslatedCommand, **attributes)(function)
        found.about = about
        return found

    return decorate


def option(*names: str, about: str | Text, **attributes: Any) -> Option:
    """Declare an option by its help, or the key of that."""
    return click.option(*names, cls=TranslatedOption, about=_text(about), **attributes)


def _text(about: str | Text) -> Text:
    return about if isinstance(about, Text) else Text(about)


def language(about: str = "cli.help.lang", **attributes: Any) -> Option:
    """Declare ``--lang``: the language of what is printed or drawn."""
    return click.option(
        "--lang",
        "language",
        cls=_Language,
        about=Text(about),
        type=_Code(LANGUAGES),
        show_default=True,
        **attributes,
    )


def show(error: click.ClickException) -> None:
    """Print on standard error how a command is called, and what was wrong."""
    is_help = isinstance(error, click.exceptions.NoArgsIsHelpError)
    if spoken() == SOURCE or is_help or not isinstance(error, click.UsageError):
        text = io.StringIO()
        error.show(text)
        print(*map(shortened, text.getvalue().splitlines()), sep="\n", file=sys.stderr)
        return
    if error.ctx is not None:
        hint = Text("cli.try", command=f"{error.ctx.command_path} --help")
        print(f"{error.ctx.get_usage()}\n{in_words(hint)}\n", file=sys.stderr)
    wrong = in_words(Text("cli.error", message=_wrong(error)))
    print(shortened(wrong), file=sys.stderr)


def _wrong(error: click.UsageError) -> Text | str:
    """Return the message of an error of click, if there is one of ours."""
    text: Text | str = error.format_message()
    if isinstance(error, click.NoSuchCommand):
        known = list(error.possibilities or ["--help"])
        text = Text("cli.no_such_command", name=error.command_name, known=known)
    elif isinstance(error, click.NoSuchOption):
        text = Text("cli.no_such_option", name=error.option_name)
    elif isinstance(error, click.BadOptionUsage):
        text = Text("cli.no_value", name=error.option_name)
    elif isinstance(error, click.BadParameter) and error.param and error.ctx:
        name, kind = error.param.get_error_hint(error.ctx), error.param.type
        if isinstance(error, click.MissingParameter):
            text = Text("cli.missing", name=name)
        elif isinstance(kind, click.Choice):
            text = Text("cli.no_choice", name=name, known=list(kind.choices))
        else:
            text = Text("cli.bad_value", name=name, why=error.message)
    return text
