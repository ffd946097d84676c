"""Who controls what in Libya, which agreements bind whom, and whose sea it is."""

__version__ = "0.1.0"
