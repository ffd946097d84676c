"""Colours, folders and times that GDAL leaves out of KML and GPX."""

import xml.etree.ElementTree as ET
from unittest.mock import patch

from geo.inputs import marked, own

KML = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Schema name="S" id="S"><SimpleField name="pop" type="int"/></Schema>
<Style id="s"><LineStyle><color>ff00ff00</color><width>4</width></LineStyle>
<PolyStyle><color>800000ff</color></PolyStyle></Style>
<StyleMap id="m"><Pair><key>normal</key><styleUrl>#s</styleUrl></Pair></StyleMap>
<Folder><name>غرب</name><Folder><name>B</name><Placemark><name>q</name>
<description><![CDATA[<b>Gate</b><br>closed]]></description><styleUrl>#m</styleUrl>
<ExtendedData><SchemaData schemaUrl="#S"><SimpleData name="pop">5</SimpleData>
</SchemaData></ExtendedData>
<Polygon><outerBoundaryIs><LinearRing><coordinates>15,30 16,30 16,31 15,30
</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Folder>
</Document></kml>"""


def test_a_placemark_has_its_folder_and_the_colours_of_its_style():
    (one,) = own.read("mine.kml", KML.encode()).features
    assert one["properties"] == {
        "Name": "q",
        "description": "Gate\nclosed",
        "pop": "5",
        "stroke": "#00ff00",
        "stroke-opacity": "1",
        "stroke-width": "4",
        "fill": "#ff0000",
        "fill-opacity": "0.5",
        "folder": "غرب / B",
        "valid_from": None,
        "valid_to": None,
    }


def test_all_folders_are_one_document_which_gdal_reads_once():
    one, two = (
        f"<Folder><Placemark><name>{i}</name></Placemark></Folder>" for i in "ab"
    )
    text = f"<kml><Document>{one}{two}<Placemark><name>c</name></Placemark></Document>"
    written = marked.kml(f"{text}</kml>".encode())
    assert b"<Folder" not in written
    assert [one.text for one in ET.fromstring(written).iter("name")] == [*"abc"]


def test_folders_within_folders_by_the_thousand_do_no_harm():
    deep = b"<kml>" + b"<Folder>" * 5_000 + b"</Folder>" * 5_000 + b"</kml>"
    assert marked.kml(deep) == deep
    assert marked.kml(b"<kml><broken") == b"<kml><broken"


GPX = """<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>T</name><trkseg>
<trkpt lat="32.8" lon="13.1"><time>2019-04-05T10:00:00Z</time></trkpt>
<trkpt lat="32.9" lon="13.2"><time>2019-04-06T10:00:00Z</time></trkpt>
</trkseg></trk></gpx>"""


def test_a_track_is_shown_on_the_days_of_its_points():
    (one,) = own.read("mine.gpx", GPX.encode()).features
    life = one["properties"]["valid_from"], one["properties"]["valid_to"]
    assert life == ("2019-04-05", "2019-04-07")


TIMES = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Folder><name>April</name>
<TimeSpan><begin>2019-04-04</begin><end>2019-06-26</end></TimeSpan>
<Placemark><name>shared</name>{point}</Placemark>
<Placemark><name>own</name><TimeStamp><when>2020-02</when></TimeStamp>{point}</Placemark>
</Folder>
<Placemark><name>open</name><TimeSpan><begin>2019</begin></TimeSpan>{point}</Placemark>
</Document></kml>""".format(point="<Point><coordinates>13.2,32.9</coordinates></Point>")


def test_placemarks_have_the_time_of_their_folder_and_whole_months_and_years():
    layer = own.read("mine.kml", TIMES.encode())
    lives = {
        one["properties"]["Name"]: (
            *(one["properties"]["valid_from"], one["properties"]["valid_to"]),
        )
        for one in layer.features
    }
    assert lives == {
        "shared": ("2019-04-04", "2019-06-27"),
        "own": ("2020-02-01", "2020-03-01"),
        "open": ("2019-01-01", None),
    }


def test_a_span_that_is_open_at_one_end_needs_no_other_one():
    text = TIMES.replace("<end>2019-06-26</end>", "").replace("TimeStamp", "NoTime")
    layer = own.read("mine.kml", text.encode())
    assert {one["properties"]["valid_from"] for one in layer.features} == {
        *("2019-04-04", "2019-01-01")
    }


def test_a_track_of_one_point_is_drawn():
    text = GPX.replace(
        '<trkpt lat="32.8" lon="13.1"><time>2019-04-05T10:00:00Z</time></trkpt>', ""
    )
    (one,) = own.read("mine.gpx", text.encode()).features
    assert one["properties"]["valid_to"] == "2019-04-07"


def test_a_document_keeps_its_prefixes_while_another_is_written():
    track = '<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"/></Placemark>'
    text, write = KML.replace("</Placemark>", track).encode(), ET.tostring

    def after_another(*args, **options):
        mocked.side_effect = write
        assert b' xmlns="http://www.topografix.com/' in marked.gpx(GPX.encode())
        return write(*args, **options)

    with patch.object(ET, "tostring", side_effect=after_another) as mocked:
        written = marked.kml(text)
    assert mocked.call_count == 2
    assert b'xmlns="http://www.opengis.net/kml/2.2"' in written
    assert b"<gx:Track" in written
    assert b"ns0" not in written


def test_a_decimal_comma_of_a_track_is_read():
    assert b'lat="32.9"' in marked.gpx(b'<gpx><wpt lat="32,9" lon="13,2"/></gpx>')


def test_a_time_that_is_none_stays_to_be_told():
    text = b"<kml><Placemark><TimeSpan><begin>soon</begin></TimeSpan></Placemark></kml>"
    assert b'<Data name="date_begin"><value>soon</value>' in marked.kml(text)


def test_a_ring_alone_is_a_line():
    ring = (
        b"<LinearRing><coordinates>13,32 14,32 14,33 13,32</coordinates></LinearRing>"
    )
    written = marked.kml(b"<kml><Placemark>" + ring + b"</Placemark></kml>")
    assert b"<Placemark><LineString><coordinates>" in written
