"""Messages for the standing of an agreement, by its kind."""

from collections.abc import Collection

from geo.records.tables.agreements import FORCE
from geo.words import has


def key(status: str, kind: str) -> str:
    """Return the key of the message for a status of an agreement of some kind.

    Parameters
    ----------
    status : str
        Of `geo.agreements.STATUSES`.
    kind : str
        Of `geo.records.tables.agreements.AGREEMENT_KINDS`.

    Returns
    -------
    str
        Of a message in the catalogues: that of the kind where it has one, such as
        *announced* for the declaration of a ceasefire and *in effect* for an accord
        that is no treaty.

    Examples
    --------
    >>> key("signed", "ceasefire"), key("declared", "ceasefire")
    ('status.signed', 'standing.ceasefire.declared')
    """
    own = f"standing.{kind}.{status}"
    return own if has(own) else f"status.{status}"


def remark(status: str, kind: str, statuses: Collection[str]) -> str | None:
    """Return the key of the remark on a status: which step is not on record.

    Parameters
    ----------
    status, kind : str
        As for `key`.
    statuses : collection of str
        All that the agreement has on the day.

    Returns
    -------
    str or None
        Beside a signature: that a treaty came into force, or that a deal took effect.

    Examples
    --------
    >>> remark("signed", "delimitation", ["signed", "opposed"])
    'standing.delimitation.awaiting'
    >>> remark("signed", "delimitation", ["signed", "in_force_in_part"]) is None
    True
    """
    own = f"standing.{kind}.awaiting"
    awaited = status == "signed" and not set(FORCE) & set(statuses)
    return own if awaited and has(own) else None
