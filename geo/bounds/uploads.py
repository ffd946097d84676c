"""Limits of a reader's own file: defaults, and settings of the server."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

from geo.errors import UploadError

VARIABLE = "LIBYA_ATLAS_UPLOAD_"
"""How the names of environment variables begin that set other limits."""


@dataclass(frozen=True)
class Limits:
    """The limits of a file, checked before or while it is read.

    Attributes
    ----------
    megabytes : int
        Of a file; Streamlit's ``server.maxUploadSize`` has its own say before.
    features : int
    points : int
        Of all features together.
    polygon_points : int
        Of one feature of polygons: to see whether an edge crosses itself takes up to
        the square of their number.
    columns : int
        Properties that features have, each under a name of its own.
    cells : int
        Rows times columns, whether or not anything is written there.
    depth : int
        How deep lists and objects may be nested in a feature's properties.
    seconds : int
        For how long a file may be read, but for the one feature that is at hand; and
        so many of a core what reads it in a process of its own.
    memory : int
        Megabytes that such a process may take; 100 of them it takes with any file.
    """

    megabytes: int = 20
    features: int = 5_000
    points: int = 200_000
    polygon_points: int = 20_000
    columns: int = 1_000
    cells: int = 1_000_000
    depth: int = 20
    seconds: int = 1
    memory: int = 320

    @classmethod
    def set_in(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return the limits that environment variables set, or the defaults.

        Examples
        --------
        >>> Limits.set_in({"LIBYA_ATLAS_UPLOAD_FEATURES": "10"}).features
        10
        """
        known = {}
        for field in fields(cls):
            name = VARIABLE + field.name.upper()
            text = environment.get(name, "")
            if text and not (text.isascii() and text.isdigit() and int(text[:9])):
                raise UploadError("error.own.setting", name=name, text=text)
            if text:
                known[field.name] = int(text[:9])
        return cls(**known)

    def check_features(self, count: int) -> None:
        """Raise `UploadError` if there are more features than these allow."""
        if count > self.features:
            raise UploadError("error.own.features", count=count, most=self.features)

    def check_columns(self, count: int) -> None:
        """Raise `UploadError` if there are more columns than these allow."""
        if count > self.columns:
            raise UploadError("error.own.many_columns", count=count, most=self.columns)

    def check_cells(self, count: int) -> None:
        """Raise `UploadError` if there are more cells than these allow."""
        if count > self.cells:
            raise UploadError("error.own.many_cells", count=count, most=self.cells)

    def check_table(self, rows: int, columns: int) -> None:
        """Raise `UploadError` if a table has more of anything than these allow."""
        self.check_features(rows)
        self.check_columns(columns)
        self.check_cells(rows * columns)

    def hold(self, content: bytes) -> bool:
        """Return whether a file has at most as many brackets and commas as allowed."""
        lists = content.count(b"[")
        signs = lists + content.count(b"{") + content.count(b",")
        return (
            lists <= self.points + 10 * self.features
            and signs <= 4 * self.points + 50 * self.features
        )


REPAIRED_POINTS = 500
"""A polygon of more points whose edge crosses itself is refused, not repaired."""
