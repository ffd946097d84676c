"""The atlas as a folder of pages and data files, which needs no server of its own."""

from geo.export.site.build import make, write

__all__ = ["make", "write"]
