"""What stands at a map's foot: the atlas, its data, and to whom it owes its base."""

from collections.abc import Mapping

from geo import __version__, words
from geo.records.read import Records

NAMES = ("Natural Earth", "GeoNames (CC BY 4.0)")
"""Names that are the same in every language."""


def credits_of(
    records: Records | None = None, note: Mapping[str, str] | None = None
) -> dict[str, dict[str, list[str]]]:
    """Return the credits of a map, by language, as its script reads them.

    Parameters
    ----------
    records : geo.records.read.Records, optional
        Those that it shows: the version of the data is told where they have one.
    note : mapping of str to str, optional
        By language, what stands before all else.

    Examples
    --------
    >>> credits_of()["credits"]["en"][1:]
    ['Natural Earth', 'GeoNames (CC BY 4.0)', '© OpenStreetMap contributors']
    """
    title = words.every("page.title")
    label = records and records.label
    lines = (
        note,
        {language: f"{title[language]} {__version__}" for language in title},
        label and words.every("page.data", version=label.version, date=label.date),
        *(dict.fromkeys(title, name) for name in NAMES),
        words.every("credit.osm"),
    )
    return {
        "credits": {
            language: [line[language] for line in lines if line] for language in title
        }
    }
