"""GeoJSON features of a reader's file, for tests."""

import json

from geo.inputs import own

POINT = {"type": "Point", "coordinates": [13.2, 32.9]}


def feature(geometry=POINT, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features, **more):
    return {"type": "FeatureCollection", "features": list(features), **more}


def crs(name):
    return {"type": "name", "properties": {"name": name}}


def read(content):
    return own.read("mine.geojson", json.dumps(content).encode()).features
