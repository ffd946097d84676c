"""Days of other calendars and counts."""

import re

import pytest

from geo.query import written

REFUSED = {
    "1441/04/22": "'1441/04/22' seems to be a day of the Hijri calendar",
    "٢٢ شعبان ١٤٤١": "'٢٢ شعبان ١٤٤١' seems to be a day of the Hijri calendar",
    "22/4/1441": "of the Hijri calendar",
    "43818": r"as spreadsheets count them \(2019-12-19, if from 1900\)",
    "٣١ جونيو ٢٠١٩": "'٣١ جونيو ٢٠١٩' is no date",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_day_of_another_count_is_refused_as_such(text):
    _, problems = written.days([text])
    assert problems[0].text("ar")
    assert re.search(REFUSED[text], str(problems[0]))


@pytest.mark.parametrize("text", ["2019-12-19م", "19 ديسمبر 2019 م", "2019-12-19 1430"])
def test_a_day_of_ours_is_read(text):
    days, problems = written.days([text])
    assert (days.tolist(), problems) == ([18249], {})
