"""A session's state without a server."""


class Session(dict):
    """A session's state, as Streamlit has it."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
