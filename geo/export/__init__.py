"""Files that prove themselves: pictures and data, each with its manifest.

`make` returns a file, `save` writes it, and `geo.export.verify` makes it again from
its manifest and compares.
"""

from geo.export.alt import alt_text
from geo.export.citations import citation
from geo.export.forms import ENDINGS, FORMS, form_of
from geo.export.make import make, read_manifest, render, save
from geo.export.manifests import manifest
from geo.query.atlas import Atlas, load

__all__ = [
    "ENDINGS",
    "FORMS",
    "Atlas",
    "alt_text",
    "citation",
    "form_of",
    "load",
    "make",
    "manifest",
    "read_manifest",
    "render",
    "save",
]
