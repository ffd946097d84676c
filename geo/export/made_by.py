"""The build that made a file: the code, and the libraries that draw and write."""

import hashlib
import platform
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyogrio
import pyproj
import shapely

from geo.errors import Text
from geo.pictures.lettering import FREETYPE

CODE = Path(__file__).parents[1]
KINDS = (".py", ".js", ".css", ".html", ".po")
"""Endings of what makes files: code, scripts, styles and words."""

LIBRARIES = (
    "XStatic-Leaflet",
    "babel",
    "contourpy",
    "folium",
    "fonttools",
    "geopandas",
    "imageio-ffmpeg",
    "matplotlib",
    "numpy",
    "pandas",
    "pikepdf",
    "pillow",
    "pyarrow",
    "scipy",
)
"""Packages on which the bytes of some form of file rest."""


def digest_of(folder: Path) -> str:
    """Return a short SHA-256 over all code in a folder: names and lines.

    Parameters
    ----------
    folder : pathlib.Path
        Its files of `KINDS` count, in folders within it too.

    Returns
    -------
    str
        16 hexadecimal digits, the same on every system, whatever its line ends.
    """
    total = hashlib.sha256()
    for name, path in sorted(_code(folder)):
        lines = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(name.encode() + b"\0" + hashlib.sha256(lines).digest())
    return total.hexdigest()[:16]


def _code(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*"):
        if path.suffix in KINDS and path.is_file():
            yield path.relative_to(folder).as_posix(), path


_LOADED = digest_of(CODE)
"""Of the code as it was loaded: under a running server it may be edited since."""


@cache
def made_by() -> Mapping[str, str]:
    """Return the digest of the code, and versions of all that the bytes rest on.

    Returns
    -------
    mapping of str to str
        ``code`` (see `digest_of`), ``python``, ``machine`` and each library.

    Examples
    --------
    >>> len(made_by()["code"])
    16
    """
    versions = {
        "code": _LOADED,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "machine": f"{platform.system()} {platform.machine()}",
        "freetype": FREETYPE,
        "gdal": pyogrio.__gdal_version_string__,
        "geos": shapely.geos_version_string,
        "proj": pyproj.proj_version_str,
        "sqlite": sqlite3.sqlite_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return versions | {name: _version(name) for name in LIBRARIES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def unlike(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the differences between two builds, a phrase each.

    Examples
    --------
    >>> unlike({"code": "a", "gdal": "3.9"}, {"code": "b", "gdal": "3.10"})
    ['other code', 'gdal 3.9, here 3.10']
    """
    differences: list[str] = []
    for name in {**now, **then}:
        one, other = then.get(name), now.get(name)
        if one != other and name == "code":
            differences.append(Text("verify.code"))
        elif one != other:
            unknown = Text("verify.unknown")
            versions = {"then": one or unknown, "now": other or unknown}
            differences.append(Text("verify.library", name=name, **versions))
    return differences
