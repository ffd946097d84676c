"""Shapes of a reader's files: in what system they are, and where they are parted."""

import pytest

from geo.errors import UploadError
from tests.inputs.test_own import collection, feature, read


@pytest.mark.parametrize(
    "name",
    [
        *("WGS_1984_UTM_Zone_33N", "WGS 84 / UTM zone 33N (EPSG:32633)"),
        *("+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs", "+init=epsg:32633"),
        *("urn:ogc:def:crs:EPSG:6.18:3:32633", "EPSG:32633+5773"),
    ],
)
def test_a_system_is_known_by_more_names(name):
    metres = {"type": "Point", "coordinates": [331650, 3641637]}
    crs = {"type": "name", "properties": {"name": name}}
    (one,) = read(collection(feature(metres), crs=crs))
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9), abs=1e-4)


@pytest.mark.parametrize(
    "name", ["+proj=longlat +nadgrids=@/etc/passwd", "+proj=pipeline +step +inv"]
)
def test_a_system_that_names_a_file_is_refused(name):
    with pytest.raises(UploadError, match="is no reference system"):
        read(collection(feature(), crs={"properties": {"name": name}}))


@pytest.mark.parametrize("line", [[[179, 10], [-179, 12]], [[179, 10], [181, 12]]])
def test_what_crosses_the_180th_meridian_is_parted_there(line):
    shape = {"type": "LineString", "coordinates": line}
    (one,) = read(collection(feature(shape)))
    lons = sorted(lon for part in one["geometry"]["coordinates"] for lon, _ in part)
    assert lons == pytest.approx([-180, -179, 179, 180])
