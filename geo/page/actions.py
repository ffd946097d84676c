"""Actions of the reader, queued so that none is lost, however fast they follow.

Streamlit ends a run, callbacks included, where it next touches the session once the
reader does something else, and what it had yet to do is not done. So a callback notes
an action, and no more; each run begins with the actions that are noted, and an action
that is cut short is done again, from its beginning.

With whatever the reader does the browser sends what all widgets hold. Where the page
has changed such a value by itself and the browser does not know of it yet, the old
value would come back. So the page holds each value that it changes itself, and the
widget is another one as soon as the page has changed it.

A run that is to end goes on, beside the next, until it touches the session. So only one
at a time does what the reader did.

The browser sends together what is done within one moment, and Streamlit may then run a
part of the page alone, though something was done elsewhere too. So an action knows its
part, and a part that runs alone does its own actions and has the page run for others.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from threading import Lock, RLock
from typing import Any, NamedTuple

import streamlit as st

_NOTHING = object()
_MAKING = Lock()
_PART = ContextVar("part", default="")


class _Note(NamedTuple):
    part: str
    do: Callable[[], object]


def action(do: Callable[..., object], *args: object) -> Callable[[], None]:
    """Return a callback of a widget that queues an action for the next run.

    Parameters
    ----------
    do : callable
        What is done. It may be done twice, so that doing it twice is no harm.
    args
        What `do` is given.
    """
    # Fetched here: a callback that touched the session could be cut short by that.
    noted = _noted()
    return partial(noted.append, _Note(_PART.get(), partial(do, *args)))


@contextmanager
def within(part: str) -> Iterator[None]:
    """Assign the actions created in this context to a part of the page."""
    before = _PART.set(part)
    try:
        yield
    finally:
        _PART.reset(before)


def perform(*parts: str) -> None:
    """Run the queued actions in their order.

    Parameters
    ----------
    *parts : str
        Of what is noted in these parts of the page alone; none: of all.
    """
    with in_turn():
        noted = _noted()
        for note in noted.copy():
            if not parts or note.part in parts:
                note.do()
                noted.remove(note)


@contextmanager
def in_turn() -> Iterator[None]:
    """Run a block while no other run of the session is in one."""
    with _MAKING:
        turn: RLock = st.session_state.setdefault("turn", RLock())
    with turn:
        yield


def is_pending() -> bool:
    """Return whether an action is queued that has not been run."""
    return bool(_noted())


def _noted() -> list[_Note]:
    noted: list[_Note] = st.session_state.setdefault("actions", [])
    return noted


def setting(
    name: str,
    then: Callable[[], object] | None = None,
    *,
    options: Sequence[object] | None = None,
    given_as: str = "value",
) -> dict[str, Any]:
    """Return the arguments of a widget whose value the page may change itself.

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
    # A list tells its options apart by their names: in another language it is another.
    shown = f"{name}-{chosen.language}" if options is not None else name
    key = f"set-{shown}-{versions.setdefault(name, 0)}"
    if chosen.get(key, value) != value:
        _replaced()[key] = chosen[key]
        versions[name] += 1
        key = f"set-{shown}-{versions[name]}"
    # Given, not set in the session: what is set is sent by one run alone, which may be
    # cut short, and it would undo a click on its way.
    if options is None:
        given = {given_as: value}
    else:
        given = {"index": options.index(value) if value in options else None}
    keep = action(_keep, name, key, then, options)
    return {"key": key, "on_change": keep, **given}


def _keep(
    name: str,
    key: str,
    then: Callable[[], object] | None,
    options: Sequence[object] | None,
) -> None:
    """Store the value that the reader gave a widget.

    A widget that was replaced is heard until the browser knows: it holds what it held.
    Where the options have changed meanwhile, Streamlit returns the name of one that it
    does not know as it is.
    """
    chosen = st.session_state
    if key not in chosen or chosen[key] == _replaced().get(key, _NOTHING):
        return
    value = chosen[key]
    if options is not None and value is not None and value not in options:
        return
    chosen[name] = value
    if then:
        then()


def _replaced() -> dict[str, object]:
    """Return what each widget held that has been replaced, by its key."""
    replaced: dict[str, object] = st.session_state.setdefault("replaced", {})
    return replaced
