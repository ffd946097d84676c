import base64
import datetime as dt
import hashlib
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pypdf
import pytest
from fontTools.ttLib import TTFont
from pdfminer.high_level import extract_text
from PIL import Image

from geo import __version__
from geo.errors import RequestError
from geo.pictures import files
from geo.pictures import render as snapshot
from geo.request import PAPERS, Request
from tests.elsewhere import MANIFEST

WAR, BEFORE = dt.date(2019, 12, 19), dt.date(2019, 4, 4)
SVG = "{http://www.w3.org/2000/svg}"


KINDS = [(form, language) for form in files.FORMS for language in ("en", "ar")]


@pytest.fixture(scope="module")
def made(frames, shared):
    """Return pictures by form and language, made once."""

    def fill(to: Path) -> None:
        for form, language in KINDS:
            request = Request(WAR, language=language, dpi=72)
            picture = snapshot.render(frames, request, form, MANIFEST)
            (to / f"{language}.{form}").write_bytes(picture)

    folder = shared("pictures", fill)
    return {kind: (folder / f"{kind[1]}.{kind[0]}").read_bytes() for kind in KINDS}


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize("form", files.FORMS)
def test_a_manifest_comes_back_as_it_was(made, form):
    assert snapshot.read_manifest(made[form, "en"], form) == MANIFEST


@pytest.mark.parametrize("form", files.FORMS)
def test_a_picture_may_have_no_manifest(frames, form):
    data = snapshot.render(frames, Request(WAR, view="benghazi", dpi=72), form)
    assert snapshot.read_manifest(data, form) is None


@pytest.mark.parametrize("form", files.FORMS)
@pytest.mark.parametrize("data", [b"", b"no picture", b"<svg/>", b"<a", b"\x89PNG\r\n"])
def test_what_is_no_picture_is_refused(form, data):
    with pytest.raises(RequestError, match=f"no {form.upper()} picture: "):
        snapshot.read_manifest(data, form)


def test_a_form_that_is_none_is_refused(frames):
    for call in (
        lambda: snapshot.render(frames, Request(WAR), "gif"),
        lambda: snapshot.read_manifest(b"", "gif"),
    ):
        with pytest.raises(RequestError, match="'gif' is no form: use one of png, svg"):
            call()


# ---- PNG


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ({"dpi": 72}, (842, 595)),
        ({"dpi": 72, "orientation": "portrait"}, (595, 842)),
        ({"dpi": 100, "paper": "letter"}, (1100, 850)),
        ({"dpi": 72, "paper": "square", "against": BEFORE}, (1080, 1080)),
        ({"size_px": (1280, 720)}, (1280, 720)),
        ({"size_px": (401, 633)}, (401, 633)),
        ({"dpi": 600, "paper": "a5"}, (4961, 3496)),
    ],
)
def test_a_png_has_the_pixels_and_dots_asked_for(frames, options, size):
    request = Request(WAR, view="tripoli", **options)
    with Image.open(io.BytesIO(snapshot.render(frames, request, "png"))) as picture:
        picture.load()
        assert picture.size == size == request.pixels
        assert picture.mode == "RGB"
        assert picture.info["dpi"] == pytest.approx((request.dpi,) * 2, abs=0.02)
        assert len(picture.getcolors(1 << 24)) > 50


def test_a_png_says_what_it_shows(made):
    with Image.open(io.BytesIO(made["png", "ar"])) as picture:
        picture.load()
        metadata = picture.text
    assert metadata["Title"] == "من يسيطر على ماذا في ليبيا، \u20682019-12-19\u2069"
    assert metadata["Date"] == "2019-12-19"
    assert metadata["View"] == "country"
    assert metadata["Language"] == "ar"
    assert metadata["Layers"].split(",") == list(Request(WAR).layers)
    assert metadata["Software"] == f"Libya Control Atlas {__version__}"
    assert int(metadata["Sources"]) > 400


# ---- PDF


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_a_pdf_is_one_page_of_its_paper(frames, paper, orientation):
    options = {"view": "benghazi", "layers": ("places",)}
    request = Request(WAR, paper=paper, orientation=orientation, **options)
    data = snapshot.render(frames, request, "pdf")
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    size = (float(page.mediabox.width), float(page.mediabox.height))
    assert size == pytest.approx([mm / 25.4 * 72 for mm in request.sheet_mm], abs=0.01)


def test_a_pdf_has_its_type_embedded_as_truetype(made):
    reader = pypdf.PdfReader(io.BytesIO(made["pdf", "ar"]))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert len(fonts) >= 2
    for font in fonts:
        face = font.get_object()
        for part in face.get("/DescendantFonts", [face]):
            assert part.get_object()["/Subtype"] in ("/TrueType", "/CIDFontType2")
            assert "/FontFile2" in part.get_object()["/FontDescriptor"].get_object()


def test_the_words_of_a_pdf_can_be_read(made):
    data = made["pdf", "en"]
    by_pypdf = plain(pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text())
    by_pdfminer = plain(extract_text(io.BytesIO(data)))
    for text in (by_pypdf, by_pdfminer):
        assert "Who controls what in Libya" in text
        assert "19 December" in text
        assert "Eastern-based authority (HoR, LNA) and allies" in text
        assert "Approximate. Colour near places on record" in text
        assert "Benghazi" in text


def test_arabic_words_of_a_pdf_are_read_in_their_order(made):
    page = pypdf.PdfReader(io.BytesIO(made["pdf", "ar"])).pages[0]
    text = plain(page.extract_text())
    for line in (
        "من يسيطر على ماذا في ليبيا",
        "19 ديسمبر",
        "خط بين المعسكرات",
        "حقل أو ميناء نفط أو مصفاة",
        "بنغازي",
        "البحر المتوسط",
        "خريطة تقريبية. اللون قرب الأماكن المسجلة",
    ):
        assert line in text, line


def test_a_pdf_says_what_it_shows(made):
    metadata = pypdf.PdfReader(io.BytesIO(made["pdf", "en"])).metadata
    assert metadata["/Title"] == "Who controls what in Libya, 2019-12-19"
    assert metadata["/Date"] == "2019-12-19"
    assert "/CreationDate" not in metadata


# ---- SVG


def test_an_svg_is_of_the_size_of_its_paper(frames):
    request = Request(WAR, view="tripoli", paper="a3", orientation="portrait")
    root = ET.fromstring(snapshot.render(frames, request, "svg"))
    assert (root.get("width"), root.get("height")) == ("297mm", "420mm")
    _, _, wide, high = map(float, root.get("viewBox").split())
    assert wide / high == pytest.approx(297 / 420)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_words_of_an_svg_are_text_in_type_that_it_holds(made, language):
    root = ET.fromstring(made["svg", language])
    texts = list(root.iter(f"{SVG}text"))
    words = plain(" ".join("".join(text.itertext()) for text in texts))
    title = {"en": "Who controls what in Libya", "ar": "من يسيطر على ماذا في ليبيا"}
    assert title[language] in words
    style = root.find(f"{SVG}style").text
    held = {}
    for rule in re.findall(r"@font-face\{(.*?)\}", style):
        family, slant, weight = (
            re.search(rf"{name}:'?([^;']+)", rule)[1]
            for name in ("font-family", "font-style", "font-weight")
        )
        data = base64.b64decode(re.search(r"base64,([^)]+)", rule)[1])
        held[family, slant, weight] = TTFont(io.BytesIO(data)).getBestCmap()
    for text in texts:
        look = re.match(r"font:(\w+) (\d+) [\d.e-]+px '([^']+)'", text.get("style"))
        letters = held[look[3], look[1], look[2]]
        line = re.sub(r"\s*\n\s*", " ", "".join(text.itertext())).strip()
        assert {ord(letter) for letter in line} <= set(letters), line
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in line)
        assert (text.get("direction") == "rtl") == arabic
    assert len(made["svg", language]) < 2_500_000


def test_an_svg_asks_nothing_of_the_outside_world(made):
    text = made["svg", "en"].decode()
    links = re.findall(r"(?:href=\"|src=\"|url\()([^\")]+)", text)
    assert links
    assert all(link.startswith(("#", "data:")) for link in links)
    assert "<script" not in text


@pytest.mark.parametrize(("language", "panel"), [("en", (790, 1123)), ("ar", (0, 330))])
def test_an_svg_looks_in_a_browser_as_the_png_does(frames, page, language, panel):
    """The words do; patterns on the map may begin elsewhere."""
    request = Request(WAR, view="tripoli", language=language, size_px=(1123, 794))
    svg = snapshot.render(frames, request, "svg").decode()
    page.set_viewport_size({"width": 1123, "height": 794})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{svg}")
    page.evaluate("document.fonts.ready")
    pictures = (page.screenshot(), snapshot.render(frames, request, "png"))
    crop = (panel[0], 0, panel[1], 794)
    seen, drawn = (
        np.asarray(Image.open(io.BytesIO(data)).convert("L").crop(crop).reduce(4))
        for data in pictures
    )
    far = np.abs(seen.astype(int) - drawn) > 50
    assert far.mean() < 0.01
    assert page.outside == []


# ---- the same for the same input


@pytest.mark.parametrize("form", files.FORMS)
def test_another_process_makes_the_same_bytes(elsewhere, made, form):
    """Of an Arabic picture; that of an English one is asserted in tests/export."""
    assert (elsewhere / f"arabic.{form}").read_bytes() == made[form, "ar"]


@pytest.mark.parametrize("form", files.FORMS)
def test_one_process_makes_the_same_bytes_again(frames, made, form):
    again = snapshot.render(frames, Request(WAR, dpi=72), form, MANIFEST)
    digests = [hashlib.sha256(data).hexdigest() for data in (again, made[form, "en"])]
    assert digests[0] == digests[1]
