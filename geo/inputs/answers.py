"""How the rows of a table of events are answered: here, or wherever they are sent."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from geo.errors import Localized, Text
from geo.inputs import delimited
from geo.query import annotate as query
from geo.query import written
from geo.query.questions import Questions
from geo.query.questions import questions as questions_of
from geo.words import SOURCE

Item = TypeVar("Item")
Result = TypeVar("Result")


class Map(Protocol):
    """As `map`, of one iterable: results come in the order of what they are of.

    It takes no more than some items ahead of the results that were taken.
    """

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> Iterator[Result]:
        """Yield what a function returns for each item."""


@dataclass(frozen=True)
class Options:
    """How a table is read and answered.

    Attributes
    ----------
    columns : mapping of str to str
        Names of columns, by the keys of `geo.query.written.NAMES`.
    order : str
        One of `geo.query.written.ORDERS`.
    known_on : datetime.date or None
        As for `geo.query.who.Places.who`.
    language : str
        Of the column ``problem``.
    wanted : collection of str
        As for `geo.query.annotate.header`.
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    order: str = written.ISO
    known_on: dt.date | None = None
    language: str = SOURCE
    wanted: Sequence[str] = query.COLUMNS


@dataclass
class Counts:
    """What became of the rows of a table.

    Attributes
    ----------
    rows, unanswered, exchanged : int
        All; those that have no answer; those whose coordinates look exchanged.
    column : str
        The column that says why.
    before : int
        Rows that a run answered which was stopped.
    """

    rows: int = 0
    unanswered: int = 0
    exchanged: int = 0
    column: str = "problem"
    before: int = 0

    def add(self, columns: Mapping[str, pa.Array]) -> None:
        """Count rows by what is appended to them."""
        camp, problem = (columns[name] for name in ("camp", "problem"))
        self.rows += len(camp)
        unanswered = camp.indices.null_count
        self.unanswered += unanswered
        self.exchanged += len(problem) - problem.null_count - unanswered

    def include(self, others: "Counts") -> None:
        """Count what became of other rows too."""
        self.rows += others.rows
        self.unanswered += others.unanswered
        self.exchanged += others.exchanged
        self.before += others.before
        self.column = others.column if others.rows else self.column

    @classmethod
    def of(cls, facts: Mapping[str, int]) -> "Counts":
        """Return what `facts` counted, as rows that were answered before."""
        return cls(
            facts["rows"],
            facts["unanswered"],
            facts["exchanged"],
            before=facts["rows"],
        )

    def facts(self) -> dict[str, int]:
        """Return the numbers, by which they can be counted again."""
        return {
            "rows": self.rows,
            "unanswered": self.unanswered,
            "exchanged": self.exchanged,
        }

    def text(self) -> Text:
        """Return how many rows have no answer, as a sentence."""
        return Text(
            "cli.no_answer", count=self.unanswered, of=self.rows, column=self.column
        )


class Answers:
    """What is appended to the batches of one table, and what became of its rows.

    Parameters
    ----------
    annotator : geo.query.annotate.Annotator
    names : mapping of str to str
        What its columns are called, as `geo.query.annotate.header` returns it.
    language : str
        Of the column ``problem``.
    """

    def __init__(
        self, annotator: query.Annotator, names: Mapping[str, str], language: str
    ) -> None:
        self.names = names
        self.counts = Counts(column=names["problem"])
        self._annotator, self._language = annotator, language

    def columns(self, questions: Questions) -> dict[str, pa.Array]:
        """Return the columns of a batch, as they are called in the table; count it."""
        made = self._annotator.columns(questions, self._language, self.names)
        self.counts.add(made)
        return {given: made[name] for name, given in self.names.items()}


@dataclass(frozen=True)
class Lot:
    """The questions of a batch, as its table has them.

    Attributes
    ----------
    cells : mapping of str to list or numpy.ndarray
        As for `geo.query.questions.questions`.
    problems : mapping of int to Localized
        Rows that are known to be no questions.
    """

    cells: Mapping[str, Iterable[Any]]
    problems: Mapping[int, Localized]


@dataclass(frozen=True)
class Work:
    """Answers lots of one table, one after the other; it may be sent elsewhere.

    Attributes
    ----------
    annotator : geo.query.annotate.Annotator
    names : mapping of str to str
        As for `Answers`.
    order, language : str
        As in `Options`.
    """

    annotator: query.Annotator
    names: Mapping[str, str]
    order: str
    language: str

    def __call__(self, lot: Lot) -> tuple[dict[str, pa.Array], Counts]:
        """Return what is appended to a lot, by name, and what became of its rows."""
        answers = Answers(self.annotator, self.names, self.language)
        questions = questions_of(lot.cells, self.order, lot.problems)
        return answers.columns(questions), answers.counts


@dataclass(frozen=True)
class TextWork:
    """As `Work`, of a table of text.

    Attributes
    ----------
    work : Work
    delimiter : str
    """

    work: Work
    delimiter: str

    def __call__(self, lot: Lot) -> tuple[list[str], Counts]:
        """Return what is appended to each row of a lot."""
        columns, counts = self.work(lot)
        return delimited.added(columns, self.delimiter), counts
