"""A field for an optional day on the map."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from geo.dates import SPAN_START, today
from geo.page.actions import setting


def day_input(
    column: Any,
    label: str,
    key: str,
    *,
    help: str | None = None,  # noqa: A002 (as Streamlit calls it)
    then: Callable[[], object] | None = None,
) -> dt.date | None:
    """Let the reader choose a day on the map, or none.

    Parameters
    ----------
    column : Any
        Where the field stands: `streamlit`, or a part of the page.
    label, help
        As for `streamlit.date_input`.
    key, then
        As for `geo.page.actions.setting`.
    """
    day: dt.date | None = column.date_input(
        label,
        min_value=SPAN_START,
        max_value=today(),
        format="YYYY-MM-DD",
        help=help,
        **setting(key, then),
    )
    return day
