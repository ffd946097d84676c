"""Turns a drawn sheet into a PNG, SVG or PDF file, with a manifest in each."""

import base64
import io
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin, UnidentifiedImageError

from geo.bounds import MOST_MANIFEST_BYTES, check_xml, sandbox
from geo.errors import ExportError, RequestError
from geo.pictures.lettering import FACES, FONTS, Face, TextLine

FORMS = ("png", "svg", "pdf")
"""What a picture can be had as."""

MANIFEST = "Manifest"
MANIFEST_FILE = "manifest.json"
PNG_LEVEL = 4
"""How hard a PNG is packed, 0 to 9: beyond this it takes long and gains little."""

mpl.rcParams["pdf.fonttype"] = 42
mpl.rcParams["svg.fonttype"] = "none"
mpl.rcParams["svg.hashsalt"] = "libya-control-atlas"


class PrintOptions(NamedTuple):
    """How a sheet is printed.

    Attributes
    ----------
    pixels : tuple of int
        Width and height of a PNG.
    dpi : int
        What a PNG says of its dots per inch.
    paper_mm : tuple of float
        Width and height of an SVG or PDF.
    metadata : mapping of str to str
        Title, date and so on.
    manifest : str
        JSON text, or none.
    """

    pixels: tuple[int, int]
    dpi: int
    paper_mm: tuple[float, float]
    metadata: Mapping[str, str]
    manifest: str


def check_form(form: str) -> None:
    """Raise `RequestError` unless pictures can be had in a form."""
    if form not in FORMS:
        raise RequestError("error.export.form", form=form, known=list(FORMS))


def write(figure: Figure, form: str, options: PrintOptions) -> bytes:
    """Return a figure as a file, the same bytes for the same figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    form : str
        Of `FORMS`.
    options : Print

    Returns
    -------
    bytes
    """
    return {"png": _png, "svg": _svg, "pdf": _pdf}[form](figure, options)


def read_manifest(data: bytes, form: str) -> str | None:
    """Return the manifest that a picture carries.

    Parameters
    ----------
    data : bytes
    form : str
        Of `FORMS`.

    Returns
    -------
    str or None
        JSON text; None if it carries none.

    Raises
    ------
    RequestError
        If the form is none, or the data are no such picture.
    """
    check_form(form)
    try:
        return {"png": _read_png, "svg": _read_svg, "pdf": _read_pdf}[form](data)
    except UnidentifiedImageError as error:
        raise RequestError("error.pictures.unknown", form=form.upper()) from error
    except (OSError, SyntaxError, ValueError, ExportError) as error:
        raise RequestError(
            "error.pictures.none", form=form.upper(), error=error
        ) from error


def _png(figure: Figure, options: PrintOptions) -> bytes:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = Image.fromarray(drawn).convert("RGB")
    info = PngImagePlugin.PngInfo()
    for name, text in options.metadata.items():
        info.add_itxt(name, text)
    if options.manifest:
        info.add_itxt(MANIFEST, options.manifest, zip=True)
    stream = io.BytesIO()
    dots = (options.dpi, options.dpi)
    picture.save(stream, "PNG", pnginfo=info, dpi=dots, compress_level=PNG_LEVEL)
    return stream.getvalue()


def _read_png(data: bytes) -> str | None:
    with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
        text = picture.info.get(MANIFEST)  # stands before the pixels
    return None if text is None else str(text)


def _svg(figure: Figure, options: PrintOptions) -> bytes:
    FigureCanvasSVG(figure)
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    text = stream.getvalue().decode()
    wide, high = options.paper_mm
    text = re.sub(
        r'(<svg [^>]*?)width="[\d.]+pt" height="[\d.]+pt"',
        rf'\1width="{wide:g}mm" height="{high:g}mm"',
        text,
        count=1,
    )
    head, rest = text.split("<metadata>", 1)
    _, body = rest.split("</metadata>", 1)
    facts = "".join(
        f'<fact name="{escape(name)}" value="{escape(value, {chr(34): "&quot;"})}"/>'
        for name, value in options.metadata.items()
    )
    manifest = (
        f'<manifest type="application/json">{escape(options.manifest)}</manifest>'
    )
    xml = (
        f'<atlas xmlns="{NAMESPACE}">{facts}'
        f"{manifest if options.manifest else ''}</atlas>"
    )
    title = f"<title>{escape(options.metadata['Title'])}</title>"
    style = f"<style>{_font_faces(figure)}</style>"
    return f"{head}{title}<metadata>{xml}</metadata>{style}{body}".encode()


FED_BYTES = 1 << 16

NAMESPACE = "urn:libya-control-atlas"


def _read_svg(data: bytes) -> str | None:
    if b"<!ENTITY" in data:
        raise ExportError("error.export.own_type")
    check_xml(data)
    reader = _ManifestReader()
    parser = ET.XMLParser(target=reader)
    for at in range(0, len(data), FED_BYTES):  # all at once would be copied twice
        parser.feed(data[at : at + FED_BYTES])
    parser.close()
    return reader.manifest or None


class _ManifestReader:
    """A parser of SVG that keeps the manifest alone."""

    def __init__(self) -> None:
        self.manifest: str | None = None
        self._root, self._open = "", False
        self._parts: list[str] = []

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        if not self._root and not tag.endswith("}svg"):
            raise ValueError(f"its root is {tag}")
        self._root = self._root or tag
        if self._open:
            self.manifest = "".join(self._parts)
        self._open = self.manifest is None and tag == f"{{{NAMESPACE}}}manifest"

    def data(self, text: str) -> None:
        if self._open:
            self._parts.append(text)

    def end(self, _: str) -> None:
        if self._open:
            self.manifest, self._open = "".join(self._parts), False

    def close(self) -> None:
        """Do nothing: the manifest is at hand."""


def _font_faces(figure: Figure) -> str:
    """Return style rules that hold the faces a figure is set in, cut to their use."""
    used: dict[Face, set[str]] = {}
    for letters in figure.findobj(TextLine):
        used.setdefault(letters.style.face, set()).update(letters.line)
    rules = []
    for face in FACES:
        if face in used:
            style, weight = face.css.split()
            font = base64.b64encode(_font(face, frozenset(used[face]))).decode()
            rules.append(
                f"@font-face{{font-family:'{face.family}';font-style:{style};"
                f"font-weight:{weight};src:url(data:font/woff;base64,{font})}}"
            )
    return "".join(rules)


@lru_cache(maxsize=32)
def _font(face: Face, letters: frozenset[str]) -> bytes:
    """Return a face cut down to some letters and the forms they take, as WOFF."""
    options = subset.Options()
    options.flavor = "woff"
    options.hinting = False
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.drop_tables = [*options.drop_tables, "FFTM"]
    font = TTFont(FONTS / face.file, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(letters)) + " ")
    cutter.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def _pdf(figure: Figure, options: PrintOptions) -> bytes:
    FigureCanvasPdf(figure)
    stream = io.BytesIO()
    nothing = dict.fromkeys(("CreationDate", "Creator", "Producer"))
    figure.savefig(stream, format="pdf", metadata=nothing)
    with pikepdf.open(stream) as document:
        _scale(document, options.paper_mm)
        return _saved(document, options.metadata, options.manifest)


def _saved(document: pikepdf.Pdf, metadata: Mapping[str, str], manifest: str) -> bytes:
    """Return a PDF with what it is called and its manifest, as bytes."""
    for name, text in metadata.items():
        if name in ("Title", "Date", "Software"):
            document.docinfo[f"/{name}"] = text
    if manifest:
        document.attachments[MANIFEST_FILE] = pikepdf.AttachedFileSpec(
            document,
            manifest.encode(),
            filename=MANIFEST_FILE,
            mime_type="application/json",
            creation_date="",
            mod_date="",
        )
    out = io.BytesIO()
    document.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def write_pages(
    pages: Iterable[Figure], metadata: Mapping[str, str], manifest: str
) -> bytes:
    """Return figures as the pages of one PDF, the same bytes for the same figures.

    Parameters
    ----------
    pages : iterable of matplotlib.figure.Figure
        As large as their paper.
    metadata, manifest
        As in `PrintOptions`.

    Returns
    -------
    bytes
    """
    nothing = dict.fromkeys(("CreationDate", "Creator", "Producer"))
    with pikepdf.new() as document:
        for page in pages:
            FigureCanvasPdf(page)
            stream = io.BytesIO()
            page.savefig(stream, format="pdf", metadata=nothing)
            with pikepdf.open(stream) as one:
                document.pages.extend(one.pages)
        return _saved(document, metadata, manifest)


def _scale(document: pikepdf.Pdf, paper_mm: tuple[float, float]) -> None:
    """Scale the page to its paper; patterns have to be scaled apart."""
    page = document.pages[0]
    points = [side / 25.4 * 72 for side in paper_mm]
    drawn = float(page.mediabox[2])
    share = points[0] / drawn
    page.contents_add(f"q {share:.6f} 0 0 {share:.6f} 0 0 cm".encode(), prepend=True)
    page.contents_add(b"Q")
    page.mediabox = pikepdf.Array([0, 0, *(round(side, 3) for side in points)])
    patterns = page.resources.get("/Pattern", pikepdf.Dictionary())
    for _, pattern in patterns.items():
        matrix = [
            round(float(number) * share, 6) for number in pattern.Matrix.as_list()
        ]
        pattern.Matrix = pikepdf.Array(matrix)


def _read_pdf(data: bytes) -> str | None:
    attached = sandbox.read("attachment", data, MOST_MANIFEST_BYTES, MANIFEST_FILE)
    return None if attached is None else attached.decode()
