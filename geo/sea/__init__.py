"""The sea of the records: lines, claims, disputed water, and tables of them."""

from geo.sea.chart import Sea
from geo.sea.claims import ACCEPTED
from geo.sea.day import AGAINST, ALL, as_of, on_day, states_of
from geo.sea.differences import collection, difference, groups
from geo.sea.names import coast_name, state_name, state_names
from geo.sea.plain import angles
from geo.sea.points import (
    FORMS,
    TABLES,
    dms_text,
    limit_features,
    median_features,
    point_table,
    table_of,
)

__all__ = [
    "ACCEPTED",
    "AGAINST",
    "ALL",
    "FORMS",
    "TABLES",
    "Sea",
    "angles",
    "as_of",
    "coast_name",
    "collection",
    "difference",
    "dms_text",
    "groups",
    "limit_features",
    "median_features",
    "on_day",
    "point_table",
    "state_name",
    "state_names",
    "states_of",
    "table_of",
]
