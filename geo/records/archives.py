"""Addresses of archived copies: which archive, which day, and of which page."""

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import unquote

ARCHIVES = (
    "web.archive.org",
    "wayback.archive-it.org",
    "webarchive.archive.unhcr.org",
    "webarchive.nationalarchives.gov.uk",
    "webarchive.loc.gov",
    "arquivo.pt",
    "archive.today",
    "archive.ph",
    "archive.is",
    "archive.md",
)
"""Archives whose addresses tell the day of a copy and the page that it is of."""

_COPY = re.compile(
    r"https?://(?P<host>[^/]+)/(?:[\w-]+/)?"
    r"(?P<day>(?:19|20)[0-9]{6})(?:[0-9]{6})?(?:[a-z]{2}_)?/(?P<page>https?://?\S+)"
)


@dataclass(frozen=True)
class Copy:
    """An archived copy of a page.

    Attributes
    ----------
    archive : str
        One of `ARCHIVES`.
    day : datetime.date
        When it was made (UTC).
    page : str
        The address that it is a copy of.
    """

    archive: str
    day: dt.date
    page: str


def copy_at(address: str) -> Copy | None:
    """Return what an address says of the copy that it names.

    Parameters
    ----------
    address : str
        A whole web address.

    Returns
    -------
    Copy or None
        None if it is in no archive of `ARCHIVES`, or a short one that names no page.

    Examples
    --------
    >>> copy_at("https://web.archive.org/web/20160921175002/http://a.example/x").page
    'http://a.example/x'
    >>> copy_at("https://archive.ph/AbC12") is None
    True
    """
    found = _COPY.fullmatch(address)
    if found is None or found["host"].lower() not in ARCHIVES:
        return None
    try:
        day = dt.datetime.strptime(found["day"], "%Y%m%d").date()
    except ValueError:
        return None
    page = re.sub(r"^(https?:)/(?!/)", r"\1//", unquote(found["page"]))
    return Copy(found["host"].lower(), day, page)
