"""What ``make check`` reads from mypy's report on expressions of type ``Any``."""

import doctest

import pytest

from tests import any_share

REPORT = """\
     Name   Anys   Exprs   Coverage
-----------------------------------
 geo.dates     {any}     100     97.00%
-----------------------------------
     Total     {any}     100     97.00%
"""


@pytest.mark.parametrize(("untyped", "passes"), [(4, True), (5, False)])
def test_a_report_fails_from_five_per_cent_on(tmp_path, untyped, passes):
    (tmp_path / "any-exprs.txt").write_text(REPORT.format(any=untyped))
    assert (any_share.main(tmp_path) is None) == passes


def test_the_example_runs():
    assert doctest.testmod(any_share).failed == 0


def test_a_report_without_totals_is_no_report():
    with pytest.raises(ValueError, match="totals"):
        any_share.share("-----\n")
