"""How to cite a file: as text, BibTeX, CSL-JSON and RIS."""

import datetime as dt
import json
from collections.abc import Callable, Mapping

from geo import __version__
from geo.errors import RequestError
from geo.request import Request
from geo.words import direction, listed, long_day, say


def citation(
    request: Request,
    form: str,
    accessed: dt.date | None = None,
    source_count: int | None = None,
) -> str:
    """Return a citation, ready to paste.

    It names what is on record: who made it, title, version, the day shown, how it was
    known, and the address of the page if the request has one.

    Parameters
    ----------
    request : geo.request.Request
    form : str
        Of `FORMS`: ``text``, ``bibtex``, ``csl`` or ``ris``.
    accessed : datetime.date, optional
        When the file was made or read.
    source_count : int, optional
        How many publications the file rests on.

    Returns
    -------
    str

    Raises
    ------
    RequestError
        If there is no such form.
    """
    if form not in FORMS:
        raise RequestError("error.export.citation", form=form, known=list(FORMS))
    return FORMS[form](request, accessed, source_count)


def title(request: Request, language: str = "") -> str:
    """Return what a file is called: its own title, or the atlas and the day shown."""
    return request.title or state(request, language)


def state(request: Request, language: str = "") -> str:
    """Return the name of the atlas and the day shown, or the days."""
    language = language or request.language
    *earlier, day = (_day(day, language) for day in request.days)
    if request.against:
        return say("citation.compared", language, against=earlier[0], day=day)
    if earlier:
        days = listed([*earlier, day], language, "and")
        return say("citation.days", language, days=days)
    return say("citation.title", language, day=day)


def _day(day: dt.date, language: str) -> str:
    """Return a day as ISO; from right to left, where that reads backwards, in words."""
    return long_day(day, language) if direction(language) == "rtl" else day.isoformat()


def identifier(request: Request) -> str:
    """Return the key for reference managers, the same for the same days."""
    days = [day.isoformat() for day in request.days]
    parts = ["libya-control-atlas", *days]
    if request.known_on:
        parts += ["known", request.known_on.isoformat()]
    return "-".join(parts)


def _known(request: Request) -> str:
    if not request.known_on:
        return ""
    day = _day(request.known_on, request.language)
    return say("citation.known_on", request.language, day=day)


def _sources(request: Request, count: int | None) -> str:
    if count is None:
        return ""
    return say("citation.sources", request.language, count=count)


def _notes(request: Request, count: int | None) -> str:
    """Return what else there is to say: of a title of one's own, what it stands for."""
    own = state(request) if request.title else ""
    notes = filter(None, [own, _known(request), _sources(request, count)])
    return listed(notes, request.language)


def _text(request: Request, accessed: dt.date | None, count: int | None) -> str:
    language = request.language
    parts = [
        say("citation.author", language),
        title(request),
        state(request) if request.title else "",
        say("citation.version", language, version=__version__),
        _known(request),
        _sources(request, count),
        request.permalink() if request.site else "",
    ]
    if accessed:
        day = _day(accessed, language)
        parts.append(say("citation.accessed", language, day=day))
    return listed(filter(None, parts), language) + "."


_BIBTEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_BIBTEX |= {sign: "\\" + sign for sign in "&%$#_"}
# BibTeX counts braces even behind a backslash: an odd one would end the entry.
_BIBTEX |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def _bibtex(request: Request, accessed: dt.date | None, count: int | None) -> str:
    fields = {
        "author": "{" + _escaped(say("citation.author", request.language)) + "}",
        "title": "{" + _escaped(title(request)) + "}",
        "version": __version__,
        "note": _escaped(_notes(request, count)),
        "url": request.permalink() if request.site else "",
        "urldate": accessed.isoformat() if accessed else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + identifier(request) + ",\n" + ",\n".join(lines) + "\n}"


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in text)


def _csl(request: Request, accessed: dt.date | None, count: int | None) -> str:
    item: dict[str, object] = {
        "id": identifier(request),
        "type": "map",
        "author": [{"literal": say("citation.author", request.language)}],
        "title": title(request),
        "version": __version__,
        "language": request.language,
        "note": _notes(request, count),
        "URL": request.permalink() if request.site else "",
    }
    if accessed:
        item["accessed"] = {
            "date-parts": [[accessed.year, accessed.month, accessed.day]]
        }
    items = [{name: value for name, value in item.items() if value}]
    return json.dumps(items, ensure_ascii=False, indent=1)


def _ris(request: Request, accessed: dt.date | None, count: int | None) -> str:
    fields = {
        "TY": "MAP",
        "ID": identifier(request),
        "AU": say("citation.author", request.language),
        "TI": title(request),
        "ET": say("citation.version", request.language, version=__version__),
        "LA": request.language,
        "N1": _notes(request, count),
        "UR": request.permalink() if request.site else "",
        "Y2": f"{accessed:%Y/%m/%d}" if accessed else "",
    }
    lines = [f"{tag}  - {value}" for tag, value in fields.items() if value]
    return "\n".join([*lines, "ER  - "])


FORMS: Mapping[str, Callable[[Request, dt.date | None, int | None], str]] = {
    "text": _text,
    "bibtex": _bibtex,
    "csl": _csl,
    "ris": _ris,
}
"""What a citation can be had as."""
