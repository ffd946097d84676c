"""Turns records into the features of every layer, as GeoJSON has them."""

from itertools import chain

import shapely

from geo.layers import agreements, control, sea
from geo.layers.feature import Feature
from geo.records.known import known_from
from geo.records.read import Records
from geo.style.layers import LINES_AT_SEA, NAMES


def features(records: Records) -> dict[str, list[Feature]]:
    """Return the features of every layer.

    Parameters
    ----------
    records : geo.records.read.Records

    Returns
    -------
    dict of str to list of dict
        Layer name to GeoJSON features (RFC 7946) sorted by id, in the order of `NAMES`.
    """
    published_on = known_from(records.sources)
    built: dict[str, list[Feature]] = {name: [] for name in NAMES}
    for layer, feature in chain(
        control.features(records, published_on), sea.features(records, published_on)
    ):
        built[layer].append(feature)
    drawn = {
        line["properties"]["id"]: shapely.geometry.shape(line["geometry"])
        for line in built[LINES_AT_SEA]
    }
    for layer, feature in agreements.features(records, drawn, published_on):
        built[layer].append(feature)
    for name in NAMES:
        built[name].sort(key=lambda feature: feature["properties"]["id"])
    return built
