"""Decodes the texts of files in the encodings that programs write."""

import codecs
import re
from contextlib import suppress

from geo.errors import UploadError
from geo.inputs.layer import Notice

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

ARABIC = ("cp1256", "iso8859_6")
"""Code pages of Arabic: that of Windows, which has the letters of French too, and that
of older systems."""

LATIN = "cp1252"
"""That of Windows in the West."""

_FRENCH = re.compile("[À-ÖØ-öø-ÿŒœ«»’–—°]")

_TORN = re.compile("[\u0621-\u064a][A-Za-zà-ÿ×]|[A-Za-zà-ÿ×][\u0621-\u064a]")
"""Letters of two scripts side by side: read in the wrong code page."""

_NOT_SO = re.compile("[\x80-\x9f\u0192\u20ac¤§¨¯±²³¼½¾¢£¥¦]")
"""Signs that hardly stand in the names and notes of a table."""

_DECLARED = re.compile(
    rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.-]{1,40})["'][^>]{0,100}\?>"""
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")

_OF_TEXT = re.compile(r"ascii|utf-(?:8|16)|cp\d+|iso8859-\d+|koi8-\w|mac-[a-z-]+")
"""Encodings that XML may declare: Python knows others, which take the square of a
text's length, or are no encodings of text."""


def decoded(content: bytes) -> tuple[str, tuple[Notice, ...]]:
    r"""Return a file as text, and notices of how it was read.

    Raises
    ------
    UploadError
        If it is in no encoding that its letters show.

    Examples
    --------
    >>> decoded("سبها".encode("cp1256"))
    ('سبها', (('own.encoding', {'encoding': 'CP1256'}),))
    """
    coding = "utf-16" if content[:2] in UTF16_MARKS else unmarked(content)
    try:
        return content.decode(coding), ()
    except UnicodeDecodeError:
        if match := _DECLARED.match(content):
            return content.decode(_known(match[1]), errors="replace"), ()
    texts = {}
    for coding in (*ARABIC, LATIN):
        with suppress(UnicodeDecodeError):
            texts[coding] = content.decode(coding)
    # Both pages of Arabic make letters of most bytes, but not its article.
    for coding, text in sorted(texts.items(), key=lambda one: -one[1].count("ال")):
        signs = sum(sign > "\x7f" for sign in text)
        if coding == LATIN:
            wrong = signs - len(_FRENCH.findall(text))
        else:
            wrong = len(_TORN.findall(text)) + len(_NOT_SO.findall(text))
        if wrong * 10 <= signs:
            return text, (("own.encoding", {"encoding": coding.upper()}),)
    raise UploadError("error.own.utf8")


def unmarked(content: bytes) -> str:
    r"""Return the encoding of a text that no mark of UTF-16 begins.

    Of UTF-16 every second byte of digits and commas is zero, of Arabic letters 6.

    Examples
    --------
    >>> unmarked("lat,lon".encode("utf-16-le")), unmarked(b"lat,lon")
    ('utf-16-le', 'utf-8-sig')
    """
    head = content[:4096]
    for coding, first in (("utf-16-be", 0), ("utf-16-le", 1)):
        tops, others = head[first::2], head[1 - first :: 2]
        usual = tops.count(0) + tops.count(6)
        if 0 in tops and usual * 10 > len(tops) * 9 and 0 not in others:
            return coding
    return "utf-8-sig"


def _known(name: bytes) -> str:
    """Return the encoding that XML declares, if it is one of text."""
    with suppress(LookupError):
        coding = codecs.lookup(name.decode()).name
        if _OF_TEXT.fullmatch(coding):
            return coding
    raise UploadError("error.own.utf8")


def utf8_xml(content: bytes) -> bytes:
    """Return XML as UTF-8, whatever it declares to be."""
    match = _DECLARED.match(content)
    coding = "utf-16" if content[:2] in UTF16_MARKS else unmarked(content)
    if coding.startswith("utf-16"):
        text = content.decode(coding)
        return _DECLARATION.sub("", text, count=1).encode()
    if match is None or _known(match[1]) == "utf-8":
        return content
    body = content[match.end() :].decode(_known(match[1]), errors="replace")
    return body.encode()
