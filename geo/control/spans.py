"""The spells of all places in sorted arrays, to look up many days at a time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from geo.control.cells import Spell
from geo.dates import number_of

Positions = npt.NDArray[np.int64]

NONE = -1
"""Position of the spell of a day that is before any."""

_MANY = 1 << 32
"""More than there are days."""

STEP = 64
"""Days from one entry of the table to the next that says where many look first."""

MANY = 10_000
"""Who asks for so many days at once is helped by the table."""


class Spans:
    """Spells by place and day.

    Parameters
    ----------
    of_places : iterable of sequence of geo.control.cells.Spell
        Of each place its spells, in order of time.

    Attributes
    ----------
    spells : list of geo.control.cells.Spell
        Of all places, one after the other.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> first, second = dt.date(2019, 4, 4), dt.date(2020, 6, 5)
    >>> spells = [
    ...     SimpleNamespace(start=first, end=second),
    ...     SimpleNamespace(start=second, end=None),
    ... ]
    >>> spans = Spans([[], spells])
    >>> days = [number_of(day) for day in (first, second, first)]
    >>> spans.at(np.array([1, 1, 0]), np.array(days)).tolist()
    [0, 1, -1]
    """

    def __init__(self, of_places: Iterable[Sequence[Spell]]) -> None:
        lists = list(of_places)
        self.spells = [spell for spells in lists for spell in spells]
        counts = np.array([len(spells) for spells in lists], dtype=np.int64)
        self._place = np.repeat(np.arange(len(lists)), counts)
        starts = np.array([number_of(spell.start) for spell in self.spells], np.int64)
        self._keys = self._place * _MANY + starts
        self._places = np.arange(len(lists))
        self._ends = np.array(
            [number_of(one.end) if one.end else _MANY for one in self.spells], np.int64
        )

    def at(self, places: Positions, days: Positions) -> Positions:
        """Return the position among `spells` of the last that began by each day.

        Parameters
        ----------
        places : numpy.ndarray of int
            Positions in `of_places`.
        days : numpy.ndarray of int
            As `geo.dates.number_of` returns them; before 1970 there are none.

        Returns
        -------
        numpy.ndarray of int
            `NONE` where none had begun.
        """
        if not self.spells:
            return np.full(len(places), NONE)
        keys = places * _MANY + np.maximum(days, 0)
        if len(keys) > MANY:
            found = self._stepped(places, days, keys)
        else:
            found = np.searchsorted(self._keys, keys, side="right") - 1
        return np.where((found >= 0) & (self._place[found] == places), found, NONE)

    def _stepped(
        self, places: Positions, days: Positions, keys: Positions
    ) -> Positions:
        """Return the last of `_keys` up to each: from that of a day before, on."""
        first, table = self._table
        step = np.clip((days - first) // STEP, 0, table.shape[1] - 1)
        found: Positions = table[places, step]
        on = np.flatnonzero(self._following[found + 1] <= keys)
        while len(on):
            found[on] += 1
            on = on[self._following[found[on] + 1] <= keys[on]]
        return found

    @cached_property
    def _table(self) -> tuple[int, Positions]:
        """Return a first day, and the last of `_keys` by each `STEP` days from it.

        By place; on days before it that of the first.
        """
        starts = self._keys - self._place * _MANY
        first = int(starts.min())
        days = np.arange(first, starts.max() + STEP, STEP)
        days[0] = 0
        keys = self._places[:, None] * _MANY + days
        return first, np.searchsorted(self._keys, keys, side="right") - 1

    @cached_property
    def _following(self) -> Positions:
        return np.append(self._keys, np.iinfo(np.int64).max)

    def on(self, day: dt.date) -> list[Spell]:
        """Return the spell of every place that has one on a day, in order of place."""
        number = number_of(day)
        found = self.at(self._places, np.full(len(self._places), number))
        found = found[(found != NONE)]
        return [self.spells[i] for i in found[self._ends[found] > number].tolist()]
