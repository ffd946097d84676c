"""A field that lists things of which the reader chooses one, or none."""

from collections.abc import Mapping
from typing import Any


def kept(key: str) -> dict[str, Any]:
    """Return the arguments of a field that is empty until the reader fills it.

    Parameters
    ----------
    key : str
        Of the widget; what the page may change itself has
        `geo.page.actions.setting` in its place.
    """
    return {"key": key, "index": None, "persist_state": "session"}


def choose_one(
    column: Any, label: str, names: Mapping[str, str], empty: str, **more: Any
) -> str | None:
    """Let the reader choose one of some things, or none.

    Parameters
    ----------
    column : Any
        Where the field stands: `streamlit`, or a part of the page.
    label : str
    names : mapping of str to str
        What each thing is called, by its id.
    empty : str
        What stands in the field as long as nothing is chosen.
    more
        As for `streamlit.selectbox`, with what `kept` or `geo.page.actions.setting`
        returns.

    Returns
    -------
    str or None
        An id.
    """
    chosen: str | None = column.selectbox(
        label,
        list(names),
        format_func=names.__getitem__,
        placeholder=empty,
        **more,
    )
    return chosen
