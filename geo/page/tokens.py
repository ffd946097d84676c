"""Addresses of what is one reader's alone: nobody else can guess or list them."""

import secrets
from typing import Generic, TypeVar

V = TypeVar("V")


class Tokens(Generic[V]):
    """What one reader has at addresses of the server: one thing for each part.

    Parameters
    ----------
    served : dict of str to V
        Of all readers, by token; what this reader has is put in and taken out.

    Examples
    --------
    >>> served: dict[str, int] = {}
    >>> reader = Tokens(served)
    >>> token = reader.put("map", 3)
    >>> reader.put("map", 4) == token, served[token]
    (True, 4)
    >>> reader.close()
    >>> served
    {}
    """

    def __init__(self, served: dict[str, V]) -> None:
        self._served = served
        self._tokens: dict[str, str] = {}

    def put(self, part: str, value: V) -> str:
        """Serve something, in place of the last of the same part.

        Returns
        -------
        str
            Its token, the last part of its address.
        """
        token = self._tokens.setdefault(part, secrets.token_urlsafe(16))
        self._served[token] = value
        return token

    def close(self) -> None:
        """Serve nothing any more: the page is closed."""
        for token in self._tokens.values():
            self._served.pop(token, None)
