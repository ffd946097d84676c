"""The sea of the records: lines, claims, disputed water, and tables of them."""

from geo.sea.chart import AGAINST, ALL, Sea, state_names, states_of
from geo.sea.plain import angles
from geo.sea.points import (
    FORMS,
    dms_text,
    limit_table,
    median_features,
    point_table,
)

__all__ = [
    "AGAINST",
    "ALL",
    "FORMS",
    "Sea",
    "angles",
    "dms_text",
    "limit_table",
    "median_features",
    "point_table",
    "state_names",
    "states_of",
]
