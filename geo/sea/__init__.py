"""The sea of the records: lines, claims, disputed water, and tables of them."""

from geo.sea.chart import ALL, Sea, state_names
from geo.sea.export import dms_text, limit_table, median_features, point_table

__all__ = [
    "ALL",
    "Sea",
    "dms_text",
    "limit_table",
    "median_features",
    "point_table",
    "state_names",
]
