"""Colours, folders and times that GDAL leaves out of KML and GPX."""

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
