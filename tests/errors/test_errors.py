import pytest

from geo import errors
from geo.errors import Fault, GeoError, RecordError


def test_fault_gives_file_row_column_value_and_what_would_be_right():
    fault = Fault("control.csv", 14, "actor_id", "LNAA", "is not in actors.csv")
    assert str(fault) == "control.csv 14 actor_id: 'LNAA', is not in actors.csv"


def test_fault_stays_on_one_line_whatever_the_value():
    fault = Fault("control.csv", 2, "note", "a\nb\udcff", "must be one line")
    assert "\n" not in str(fault)
    assert str(fault).isascii()


def test_faults_sort_by_file_then_row():
    late = Fault("a.csv", 10, "x", "", "")
    early = Fault("a.csv", 9, "y", "", "")
    other = Fault("b.csv", 1, "x", "", "")
    assert sorted([other, late, early]) == [early, late, other]


def test_record_error_carries_and_prints_every_fault():
    faults = [Fault("a.csv", row, "x", "", "no") for row in (2, 3)]
    error = RecordError(faults)
    assert error.faults == faults
    assert str(error).splitlines() == [str(fault) for fault in faults]


@pytest.mark.parametrize(
    "name", [name for name in vars(errors) if name.endswith("Error")]
)
def test_every_error_can_be_caught_as_geo_error(name):
    assert issubclass(getattr(errors, name), GeoError)
