"""The sea of the records: lines, claims, disputed water, and tables of them."""

from geo.sea.chart import Sea, state_names
from geo.sea.day import AGAINST, ALL, as_of, on_day, states_of
from geo.sea.plain import angles
from geo.sea.points import (
    FORMS,
    dms_text,
    limit_features,
    median_features,
    point_table,
    table_of,
)

__all__ = [
    "AGAINST",
    "ALL",
    "FORMS",
    "Sea",
    "angles",
    "as_of",
    "dms_text",
    "limit_features",
    "median_features",
    "on_day",
    "point_table",
    "state_names",
    "states_of",
    "table_of",
]
