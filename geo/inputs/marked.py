"""Adds to KML and GPX, as properties, what GDAL does not read of them."""

import copy
import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from geo.dates import parse_span

MOST_BYTES = 10_000_000
"""Of a larger file colours and folders are left out: it is read as it is."""

MOST_MARKS = 500_000
"""Of a file with more tags, likewise."""

MOST_SIGNS = 20_000
"""Of a description in HTML; a longer one stays as it is."""

_LINES = ("br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "ul")
_GX = "http://www.google.com/kml/ext/2.2"

_TAG_BEGINS = re.compile("<[a-zA-Z/!?]")
_TAG = re.compile("<[a-zA-Z/!?][^<>]{0,1000}>")
FEW = 20

_COLOUR = re.compile("#?" + "([0-9a-fA-F]{2})" * 4)
"""Opacity, blue, green, red."""

_COARSE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)
"""A year or a month."""

_TIME = re.compile(r"[+-]?\d{4}(?:-\d\d){0,2}(?:$|[T ]|Z|[+-])", re.ASCII)
"""How a time begins that GDAL reads."""

OPAQUE = 255

Style = dict[str, str]


def kml(content: bytes) -> bytes:
    """Return KML whose placemarks name their folder and colours as properties.

    Colours are those of simplestyle, from their styles; descriptions are text. All
    stand in one document: a file of forty folders GDAL would read forty times. What is
    no well-formed XML is returned as it is.

    Examples
    --------
    >>> text = b"<kml><Folder><name>A</name><Placemark/></Folder></kml>"
    >>> b'<Data name="folder"><value>A</value>' in kml(text)
    True
    """
    root = _parsed(content)
    if root is None:
        return content
    try:
        return _with_marks(root)
    except RecursionError:  # folders within folders, by the thousand
        return content


def _with_marks(root: ET.Element) -> bytes:
    space = _space(root)
    _without_schemas(root, space)
    styles = _styles(root, space)
    for placemark, folders, time in _placemarks(root, space, (), None):
        _with_time(placemark, time, space)
        more = _style(placemark, styles, space) | _unread_times(placemark, space)
        if folders:
            more["folder"] = " / ".join(folders)
        _add(placemark, more, space)
        description = placemark.find(f"{space}description")
        text = "" if description is None else description.text or ""
        if description is not None and "<" in text and _is_quick(text):
            description.text = plain_text(text)
    return _written(_flat(root, space), space)


def _flat(root: ET.Element, space: str) -> ET.Element:
    """Return a document of all that GDAL reads as features, in their order."""
    kinds = {f"{space}{kind}" for kind in ("Placemark", "GroundOverlay")}
    features = [one for one in root.iter() if one.tag in kinds]
    for one in root.iter():
        if one.tag in (f"{space}Placemark", f"{space}MultiGeometry"):
            for ring in one.findall(f"{space}LinearRing"):
                ring.tag = f"{space}LineString"  # of a ring alone GDAL makes no shape
    flat = ET.Element(root.tag)
    ET.SubElement(flat, f"{space}Document").extend(features)
    return flat


def _without_schemas(root: ET.Element, space: str) -> None:
    """Write what placemarks have by a schema as all else: GDAL reads one or other."""
    for data in root.iter(f"{space}ExtendedData"):
        schemas = data.findall(f"{space}SchemaData")
        _keep_but(data, f"{space}SchemaData")
        for schema in schemas:
            for cell in schema.iter(f"{space}SimpleData"):
                one = ET.SubElement(data, f"{space}Data", name=cell.get("name", ""))
                ET.SubElement(one, f"{space}value").text = cell.text
    for document in root.iter(f"{space}Document"):
        _keep_but(document, f"{space}Schema")


def _keep_but(element: ET.Element, tag: str) -> None:
    """Take the children of a name out of an element, all at once."""
    element[:] = [child for child in element if child.tag != tag]


def gpx(content: bytes) -> bytes:
    """Return GPX whose tracks have their first and last time as properties."""
    root = _parsed(content)
    if root is None:
        return content
    space = _space(root)
    for one in root.iter():
        for axis in ("lat", "lon"):  # GDAL reads no more than what a comma ends
            if "," in (text := one.get(axis) or ""):
                one.set(axis, text.replace(",", "."))
    for line, point in (("trkseg", "trkpt"), ("rte", "rtept")):
        for one in root.iter(f"{space}{line}"):
            points = one.findall(f"{space}{point}")
            if len(points) == 1:  # no line for GDAL: one that goes nowhere is
                one.append(copy.deepcopy(points[0]))
    for track in root.findall(f"{space}trk"):
        times = [
            (one.text or "").strip()
            for point in track.iter(f"{space}trkpt")
            for one in point.findall(f"{space}time")
        ]
        if not any(times):
            continue
        extensions = track.find(f"{space}extensions")
        if extensions is None:
            extensions = ET.Element(f"{space}extensions")
            tags = [child.tag for child in track]
            segment = f"{space}trkseg"
            before = tags.index(segment) if segment in tags else len(tags)
            track.insert(before, extensions)
        for name, time in (("begin", min), ("end", max)):
            ET.SubElement(extensions, f"{space}{name}").text = time(filter(None, times))
    try:
        return _written(root, space)
    except RecursionError:  # an element in an element, by the thousand
        return content


def _parsed(content: bytes) -> ET.Element | None:
    if len(content) > MOST_BYTES or content.count(b"<") > MOST_MARKS:
        return None
    try:
        return ET.fromstring(content)
    except (ET.ParseError, ValueError):
        return None


def _space(root: ET.Element) -> str:
    """Return the name space of a document, as its tags begin."""
    return root.tag[: root.tag.index("}") + 1] if root.tag.startswith("{") else ""


def _written(root: ET.Element, space: str) -> bytes:
    """Return a document with the prefixes by which GDAL knows its tags.

    Those that ElementTree is told of hold for all threads at once, so these are written
    into the tags.
    """
    names = {"": space.strip("{}"), "gx": _GX}
    used: set[str] = set()
    for element in root.iter():
        uri, _, tag = element.tag.lstrip("{").rpartition("}")
        for prefix, known in names.items():
            if uri and uri == known:
                used.add(prefix)
                element.tag = f"{prefix}:{tag}" if prefix else tag
    for prefix in used:
        root.set(f"xmlns:{prefix}" if prefix else "xmlns", names[prefix])
    return bytes(ET.tostring(root, encoding="utf-8"))


def _time(element: ET.Element, space: str) -> ET.Element | None:
    found = element.find(f"{space}TimeSpan")
    return element.find(f"{space}TimeStamp") if found is None else found


def _with_time(placemark: ET.Element, shared: ET.Element | None, space: str) -> None:
    """Give a placemark the time of its folder, if it has none, and in whole days.

    GDAL knows neither the times of folders nor a year without its days.
    """
    time = _time(placemark, space)
    if time is None and shared is not None:
        time = copy.deepcopy(shared)
        placemark.insert(0, time)
    if time is None:
        return
    texts = {
        one.tag.removeprefix(space): (one.text or "").strip()
        for one in time
        if isinstance(one.tag, str)
    }
    when = texts.get("when", "")
    ends = {name: texts.get(name, when) for name in ("begin", "end")}
    if not any(_COARSE.fullmatch(text) for text in ends.values()):
        return
    time.clear()
    time.tag = f"{space}TimeSpan"
    for name, text in ends.items():
        if _COARSE.fullmatch(text):
            span = parse_span(text)
            day = span.start if name == "begin" else span.end - dt.timedelta(days=1)
            text = day.isoformat()  # noqa: PLW2901
        if text:
            ET.SubElement(time, f"{space}{name}").text = text


def _unread_times(placemark: ET.Element, space: str) -> dict[str, str]:
    """Return the times of a placemark that GDAL would drop: they are no times."""
    time = _time(placemark, space)
    if time is None:
        return {}
    found = {str(one.tag).removeprefix(space): (one.text or "").strip() for one in time}
    return {
        f"date_{name}": text
        for name, text in found.items()
        if name in ("begin", "end", "when") and text and not _TIME.match(text)
    }


def _placemarks(
    element: ET.Element,
    space: str,
    folders: tuple[str, ...],
    time: ET.Element | None,
) -> Iterator[tuple[ET.Element, tuple[str, ...], ET.Element | None]]:
    """Yield placemarks, each with the folders it is in and the time of these."""
    for child in element:
        if child.tag == f"{space}Placemark":
            yield child, folders, time
        elif child.tag in (f"{space}Document", f"{space}Folder"):
            name = (child.findtext(f"{space}name") or "").strip()
            is_folder = name and child.tag.endswith("Folder")
            inner = (*folders, name) if is_folder else folders
            own = _time(child, space)
            yield from _placemarks(child, space, inner, time if own is None else own)


def _add(placemark: ET.Element, more: Mapping[str, str], space: str) -> None:
    """Write properties into a placemark, where it has none of that name."""
    data = placemark.find(f"{space}ExtendedData")
    if data is None:
        data = ET.SubElement(placemark, f"{space}ExtendedData")
    known = {one.get("name") for one in data.iter()}
    for name, value in more.items():
        if name not in known:
            one = ET.SubElement(data, f"{space}Data", name=name)
            ET.SubElement(one, f"{space}value").text = value


def _styles(root: ET.Element, space: str) -> dict[str, Style]:
    """Return the colours of the styles that placemarks share, by their addresses."""
    plain = {
        f"#{one.get('id')}": _colours(one, space)
        for one in root.iter(f"{space}Style")
        if one.get("id")
    }
    of_maps: dict[str, Style] = {}
    for one in root.iter(f"{space}StyleMap"):
        pairs = one.findall(f"{space}Pair")
        pair = {pair.findtext(f"{space}key"): pair for pair in pairs}.get("normal")
        if one.get("id") and pair is not None:
            inner = pair.find(f"{space}Style")
            url = (pair.findtext(f"{space}styleUrl") or "").strip()
            colours = plain.get(url, {}) if inner is None else _colours(inner, space)
            of_maps[f"#{one.get('id')}"] = colours
    return plain | of_maps


def _style(placemark: ET.Element, styles: Mapping[str, Style], space: str) -> Style:
    """Return the colours of a placemark under the names of simplestyle."""
    url = (placemark.findtext(f"{space}styleUrl") or "").strip()
    own = placemark.find(f"{space}Style")
    return {**styles.get(url, {}), **({} if own is None else _colours(own, space))}


def _colours(style: ET.Element, space: str) -> Style:
    def text(path: str) -> str:
        steps = "/".join(space + step for step in path.split("/"))
        return (style.findtext(steps) or "").strip()

    found: Style = {}
    for path, name in (("LineStyle", "stroke"), ("PolyStyle", "fill")):
        if match := _COLOUR.fullmatch(text(f"{path}/color")):
            opacity, blue, green, red = match.groups()
            found[name] = f"#{red}{green}{blue}".lower()
            found[f"{name}-opacity"] = f"{int(opacity, 16) / OPAQUE:.2g}"
    if match := _COLOUR.fullmatch(text("IconStyle/color")):
        found["marker-color"] = f"#{match[4]}{match[3]}{match[2]}".lower()
    if width := text("LineStyle/width"):
        found["stroke-width"] = width
    if text("PolyStyle/fill") == "0":
        found["fill-opacity"] = "0"
    return found


def _is_quick(html: str) -> bool:
    """Return whether HTML is read in little time: every tag of it is short, and ends.

    Else it may take the square of its length, for each of thousands.
    """
    return (
        len(html) <= MOST_SIGNS
        and len(_TAG_BEGINS.findall(html)) == len(_TAG.findall(html))
        and html.count("<!") <= FEW
    )


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.hidden += tag in ("style", "script", "head")
        self.parts.append("\n" if tag in _LINES else " " if tag == "td" else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script", "head") and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def plain_text(html: str) -> str:
    r"""Return the text of HTML, as balloons of Google Earth have it.

    Examples
    --------
    >>> plain_text("<b>Gate</b><br>closed &amp; <style>a{}</style>guarded")
    'Gate\nclosed & guarded'
    """
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(filter(None, lines))
