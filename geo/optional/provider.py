"""Answers requests of pygeoapi, which loads this by its name, from layers over time."""

from typing import Any

from pygeoapi.provider.base import (
    BaseProvider,
    ProviderInvalidQueryError,
    ProviderItemNotFoundError,
    ProviderQueryError,
)
from pygeoapi.util import crs_transform

from geo.errors import GeoError, Text
from geo.optional.serving import Query, box_of, days_of, source_of

MOST = 1_000_000_000
"""Beyond so many features there are none, and no store counts farther than it can."""


class Provider(BaseProvider):  # type: ignore[misc]
    """A layer: ``bbox`` is what a feature touches, ``datetime`` days of its span."""

    def __init__(self, definition: dict[str, Any]) -> None:
        super().__init__(definition)
        self.layer = str(definition["layer"])
        self.source = source_of(str(self.data))
        self._fields = {
            name: {"type": "string", **_FORMATS.get(name, {})}
            for name in definition["columns"]
        }

    def get_fields(self) -> dict[str, dict[str, str]]:
        """Return the columns and their types."""
        return self._fields

    @crs_transform  # type: ignore[untyped-decorator]
    def query(self, offset: int = 0, limit: int = 10, **given: Any) -> dict[str, Any]:
        """Return the features that are wanted, as pygeoapi hands them on.

        Parameters
        ----------
        offset, limit : int
        **given
            ``bbox``, ``datetime_`` and so on, as its other providers take them.
        """
        for name in ("sortby", "q", "filterq"):
            if given.get(name):
                message = Text("error.api.unsupported", name=name)
                raise ProviderInvalidQueryError(user_msg=message)
        try:
            days = days_of(given.get("datetime_"))
            box = box_of(given.get("bbox") or ())
        except GeoError as error:
            raise ProviderInvalidQueryError(user_msg=str(error)) from error
        wanted = Query(box, *days, dict(given.get("properties") or ()))
        limit = 0 if given.get("resulttype") == "hits" else limit
        offset = min(offset, MOST)
        try:
            count, found = self.source.find(self.layer, wanted, offset, limit)
        except GeoError as error:
            raise ProviderQueryError(user_msg=str(error)) from error
        names = given.get("select_properties")
        for feature in found:
            if given.get("skip_geometry"):
                feature["geometry"] = None
            if names:
                kept = feature["properties"].items()
                feature["properties"] = {k: v for k, v in kept if k in names}
        return {
            "type": "FeatureCollection",
            "features": found,
            "numberMatched": count,
            "numberReturned": len(found),
        }

    @crs_transform  # type: ignore[untyped-decorator]
    def get(self, identifier: str, **_: Any) -> dict[str, Any]:
        """Return the feature of an id."""
        found = self.source.one(self.layer, identifier)
        if found is None:
            message = Text("error.api.none", name=identifier, layer=self.layer)
            raise ProviderItemNotFoundError(user_msg=message)
        return found


_FORMATS = {
    name: {"format": "date"}
    for name in ("valid_from", "valid_to", "last_seen", "known_from")
}
