"""How a copy of the real records with one fault is refused."""

from collections.abc import Callable, Iterable


def first_row(copy, table: str, **wanted: str) -> int:
    """Return the row of the first record with some cells."""
    return next(copy.rows(table, **wanted))


def assert_refused(copy, check, fault: Callable, also: Iterable[str] = ()) -> None:
    """Break a copy; it must be refused for that, and for nothing else.

    Parameters
    ----------
    copy, check
        The fixtures.
    fault : callable
        Breaks a copy and returns how the lines begin that the check must print: one
        text, or several.
    also : iterable of str
        Columns that the fault makes untrue as well.
    """
    message = fault(copy)
    expected = (message,) if isinstance(message, str) else tuple(message)
    faults = check()
    for text in expected:
        assert any(line.startswith(text) for line in faults), faults
    others = [line for line in faults if not line.startswith(expected)]
    columns = {line.split(":")[0].split()[-1] for line in others}
    assert columns <= set(also), others
