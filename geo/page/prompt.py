"""Turns off Nagle's algorithm, so that answers leave as soon as they are written."""

import gc
import socket


def send_promptly() -> None:
    """Set TCP_NODELAY on the sockets that this process listens on.

    Else the system holds back the body of an answer until the browser has acknowledged
    its head, which takes 40 ms: asyncio forbids that to sockets made for TCP by name,
    which Streamlit's is not. Connections inherit it from the socket that listens.

    Examples
    --------
    >>> one = socket.create_server(("localhost", 0))
    >>> send_promptly()
    >>> one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) > 0
    True
    >>> one.close()
    """
    for one in gc.get_objects():
        if type(one) is socket.socket and _listens(one):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(one: socket.socket) -> bool:
    """Return whether a socket takes connections over TCP."""
    if one.fileno() < 0 or one.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    stream = one.type == socket.SOCK_STREAM
    return stream and bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
