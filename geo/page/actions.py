"""What the reader does on the page: nothing of it is lost, however fast it follows.

Streamlit ends a run, callbacks included, where it next touches the session once the
reader does something else, and what it had yet to do is not done. So a callback notes
an action, and no more; each run begins with the actions that are noted, and an action
that is cut short is done again, from its beginning.

With whatever the reader does the browser sends what all widgets hold. Where the page
has changed such a value by itself and the browser does not know of it yet, the old
value would come back. So the page holds each value that it changes itself, and the
widget is another one as soon as the page has changed it.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

_NOTHING = object()


def action(do: Callable[..., object], *args: object) -> Callable[[], None]:
    """Return a callback of a widget: the run that follows does something.

    Parameters
    ----------
    do : callable
        What is done. It may be done twice, so that doing it twice is no harm.
    args
        What `do` is given.
    """
    # Fetched here: a callback that touched the session could be cut short by that.
    noted = _noted()
    return partial(noted.append, partial(do, *args))


def perform() -> None:
    """Do what is noted, first things first."""
    noted = _noted()
    while noted:
        noted[0]()
        del noted[0]


def is_pending() -> bool:
    """Return whether anything is noted that has not been done."""
    return bool(_noted())


def _noted() -> list[Callable[[], object]]:
    noted: list[Callable[[], object]] = st.session_state.setdefault("actions", [])
    return noted


def setting(
    name: str,
    then: Callable[[], object] | None = None,
    *,
    options: Sequence[object] | None = None,
    given_as: str = "value",
) -> dict[str, Any]:
    """Return what a widget needs whose value the page may change itself.

    Parameters
    ----------
    name : str
        Under which the session holds the value; None as long as there is none.
    then : callable, optional
        What is done once the reader has changed it.
    options : sequence, optional
        Of a widget that is given the position of its value among them.
    given_as : str
        Under which name other widgets are given their value.

    Returns
    -------
    dict
        Named arguments for the widget.
    """
    chosen = st.session_state
    value = chosen.setdefault(name, None)
    versions: dict[str, int] = chosen.setdefault("versions", {})
    key = f"set-{name}-{versions.setdefault(name, 0)}"
    if chosen.get(key, value) != value:
        _replaced()[key] = chosen[key]
        versions[name] += 1
        key = f"set-{name}-{versions[name]}"
    # Given, not set in the session: what is set is sent by one run alone, which may be
    # cut short, and it would undo a click on its way.
    if options is None:
        given = {given_as: value}
    else:
        given = {"index": options.index(value) if value in options else None}
    return {"key": key, "on_change": action(_keep, name, key, then), **given}


def _keep(name: str, key: str, then: Callable[[], object] | None) -> None:
    """Keep what the reader has made of a value.

    A widget that was replaced is heard until the browser knows: it holds what it held.
    """
    chosen = st.session_state
    if key not in chosen or chosen[key] == _replaced().get(key, _NOTHING):
        return
    chosen[name] = chosen[key]
    if then:
        then()


def _replaced() -> dict[str, object]:
    """Return what each widget held that has been replaced, by its key."""
    replaced: dict[str, object] = st.session_state.setdefault("replaced", {})
    return replaced
