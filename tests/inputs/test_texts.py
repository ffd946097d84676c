"""Files in the encodings of Arabic Windows and of older systems."""

import pytest

from geo.errors import UploadError
from geo.inputs import own, texts

ARABIC = "الاسم,خط العرض,خط الطول\nمخيم طرابلس القديم,32.9,13.2\n"


@pytest.mark.parametrize("coding", ["cp1256", "iso8859_6"])
def test_a_table_in_an_arabic_code_page_is_read_and_told(coding):
    layer = own.read("mine.csv", ARABIC.encode(coding))
    assert layer.features[0]["properties"]["الاسم"] == "مخيم طرابلس القديم"
    assert f"read as {coding.upper()}" in str(layer.remarks[0])


def test_french_of_tunis_is_read():
    text = "name,lat,lon\nDjérba à l'été,33.8,10.9\n"
    (one,) = own.read("mine.csv", text.encode("cp1252")).features
    assert one["properties"]["name"] == "Djérba à l'été"


def test_letters_of_the_other_page_are_not_taken_for_those_of_arabic():
    assert (
        texts.decoded("Prénom,lat\nÉté,1\n".encode("cp1252"))[0][7:] == "lat\nÉté,1\n"
    )
    short = "الاسم,lat\nسبها,27\n"
    assert texts.decoded(short.encode("iso8859_6"))[0] == short


@pytest.mark.parametrize("coding", ["windows-1256", "utf-16"])
def test_xml_is_read_in_the_encoding_that_it_declares(coding):
    text = f'<?xml version="1.0" encoding="{coding}"?><kml><a>سبها</a></kml>'
    assert "سبها".encode() in texts.utf8_xml(text.encode(coding))


def test_bytes_of_no_text_are_refused():
    with pytest.raises(UploadError, match="is of no kind that is read"):
        texts.decoded(bytes(range(128, 256)))


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_with_and_without_its_mark(coding):
    layer = own.read("mine.csv", ARABIC.encode(coding))
    assert layer.features[0]["properties"]["الاسم"] == "مخيم طرابلس القديم"


def test_utf_32_is_refused_as_what_it_is():
    with pytest.raises(UploadError, match="is of no kind that is read"):
        own.read("mine.csv", ARABIC.encode("utf-32"))
