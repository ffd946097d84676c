"""What the files of every form are asked for, and how their features are named."""

import datetime as dt
from dataclasses import replace

from geo.request import Request

DAY = dt.date(2019, 12, 19)

OF_THE_DAY = Request(DAY, dpi=72, size_px=(700, 500))

TRIPOLI = replace(OF_THE_DAY, view="tripoli")

KML = {"k": "http://www.opengis.net/kml/2.2"}


def ids(frame):
    return sorted(frame["id"])
