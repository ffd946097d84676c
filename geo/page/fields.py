"""A field that lists things of which the reader chooses one, or none."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from geo.page.actions import setting

Id = TypeVar("Id")


def choose_or_none(
    column: Any,
    label: str,
    key: str,
    names: Mapping[Id, str],
    *,
    then: Callable[[], object] | None = None,
    **more: Any,
) -> Id | None:
    """Let the reader choose one of some things, or none.

    Parameters
    ----------
    column : Any
        Where the field stands: `streamlit`, or a part of the page.
    label : str
    key : str
        Under which the session holds what is chosen.
    names : mapping of hashable to str
        What each thing is called in the page's language, by its id.
    then : callable, optional
        What is done once the reader has changed it.
    more
        As for `streamlit.selectbox`, such as the `placeholder` that stands in the
        field as long as nothing is chosen.

    Returns
    -------
    hashable or None
        An id.
    """
    options = list(names)
    chosen: Id | None = column.selectbox(
        label,
        options,
        format_func=names.__getitem__,
        **more,
        **setting(key, then, options=options),
    )
    return chosen


def choose_one(
    column: Any, label: str, key: str, names: Mapping[Id, str], **more: Any
) -> Id:
    """Let the reader choose one of some things; as long as they do not, the first.

    Parameters
    ----------
    column, label, key, names, more
        As of `choose_or_none`.

    Returns
    -------
    hashable
        An id.
    """
    session = st.session_state
    if session.get(key) not in names:
        session[key] = next(iter(names))
    chosen = choose_or_none(column, label, key, names, **more)
    return session[key] if chosen is None else chosen
