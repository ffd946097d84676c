"""A field for a day that the reader may choose, or leave empty."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from geo.dates import SPAN_START, today


def day_input(
    column: Any,
    label: str,
    key: str,
    *,
    help: str | None = None,  # noqa: A002 (as Streamlit calls it)
    on_change: Callable[[], None] | None = None,
) -> dt.date | None:
    """Let the reader choose a day on the map, or none.

    Parameters
    ----------
    column : Any
        Where the field stands: `streamlit`, or a part of the page.
    label, key, help, on_change
        As for `streamlit.date_input`.
    """
    day: dt.date | None = column.date_input(
        label,
        value=None,
        min_value=SPAN_START,
        max_value=today(),
        format="YYYY-MM-DD",
        key=key,
        help=help,
        on_change=on_change,
        persist_state="session",
    )
    return day
