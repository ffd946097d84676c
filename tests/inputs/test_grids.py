"""Tables with points in metres of UTM, or as squares of MGRS."""

import pytest

from geo.errors import UploadError
from geo.inputs import own

READ = {
    "zone in the names": "name,easting_33n,northing_33n\na,331650,3641637\n",
    "as words": "name,UTM 33N E,UTM 33N N\na,331650,3641637\n",
    "in brackets": "name,E (UTM 33N),N (UTM 33N)\na,331650,3641637\n",
    "EPSG in the names": "name,x_32633,y_32633\na,331650,3641637\n",
    "a column of zones": "name,zone,easting,northing\na,33 N,331650,3641637\n",
    "a number of a zone": "name,UTM Zone,X,Y\na,33,331650,3641637\n",
    "a column of EPSG": "name,x,y,epsg\na,331650,3641637,32633\n",
    "band and not south": "name,utm_zone,utm_e,utm_n\na,33S,331650,3641637\n",
    "Arabic": "الاسم,zone,شرقيات,شماليات\na,33R,٣٣١٦٥٠,٣٦٤١٦٣٧\n",
    "a decimal comma": "name;easting_33n;northing_33n\na;331650,0;3641637,0\n",
    "thousands": 'name,easting_33n,northing_33n\na,"331,650","3,641,637"\n',
    "no zone of UTM": "name,x,y,epsg\na,1469417,3882038,3857\n",
    "one cell": "name,utm\na,33S 331650 3641637\n",
    "MGRS": "name,MGRS\na,33SUS3165041637\n",
    "MGRS as coordinates": "name,coordinates\na,33S US 31650 41637\n",
}


@pytest.mark.parametrize("name", READ)
def test_metres_of_a_zone_that_is_named_are_read_and_told(name):
    layer = own.read("mine.csv", READ[name].encode())
    (one,) = layer.features
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9), abs=1e-4)
    assert "these are read as metres of a grid" in str(layer.remarks[0])
    assert layer.remarks[0].text("ar")


def test_each_row_has_its_own_zone_and_a_wrong_one_is_left_out():
    text = (
        "zone,easting,northing\n33N,331650,3641637\n35R,300000,3500000\nx,1,2\n33N,,\n"
    )
    layer = own.read("mine.csv", text.encode())
    lons = [one["geometry"]["coordinates"][0] for one in layer.features]
    assert lons == pytest.approx([13.2, 24.89], abs=0.01)
    told = [str(one) for one in layer.remarks]
    assert any("feature 3: x 1 2: is no point of UTM" in one for one in told)
    assert any("feature 4: has no place" in one for one in told)


def test_degrees_beside_a_zone_stay_degrees():
    text = "zone,x,y\n33,13.2,32.9\n"
    (one,) = own.read("mine.csv", text.encode()).features
    assert list(one["geometry"]["coordinates"]) == [13.2, 32.9]


@pytest.mark.parametrize(
    "text", ["easting,northing\n331650,3641637\n", "x,y\n9999,999\n"]
)
def test_without_a_zone_it_says_how_to_name_one(text):
    with pytest.raises(UploadError, match="name the zone of UTM beside them"):
        own.read("mine.csv", text.encode())


def test_one_bad_square_is_left_out_and_told():
    text = "mgrs\n33SUS3165041637\n33SUS3165041638\nby the gate\n"
    layer = own.read("mine.csv", text.encode())
    assert len(layer.features) == 2
    assert any("feature 3" in str(one) for one in layer.remarks)
