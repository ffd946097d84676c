"""Writes the small print of a sheet: what areas mean, sources, and the address."""

from geo.pictures import captions
from geo.pictures.lettering import LEADING, TextStyle
from geo.pictures.margin import SHRINKS, Column, SheetContents
from geo.style import NOMINAL
from geo.words import say


def write_foot(column: Column, contents: SheetContents, beside: bool) -> None:
    """Write what areas mean, what the picture rests on and where its page is.

    In a column beside the map it stands at the bottom.
    """
    language = contents.language
    link = contents.request.permalink()
    looks = {ground.look for shown in contents.scenes for ground in shown.areas}
    nominal = NOMINAL in looks or bool(contents.table)
    texts = [captions.statement(language, nominal)] if looks else []
    texts += [
        captions.sources(contents.cited, language, contents.publishers),
        captions.data(language),
    ]
    for shrink in SHRINKS:
        column.undo()
        text_style = column.type(5.2 * shrink, ink="quiet_ink")
        for text in texts:
            column.write(text, text_style, after=0.035 * shrink)
        _write_address(column, link, language, text_style)
        if column.fits():
            break
    if beside:
        _lower(column)


def _write_address(
    column: Column, link: str, language: str, text_style: TextStyle
) -> None:
    """Write the page's address, which is read from left to right in any language.

    Without a host it is the end of one, and the words say so.
    """
    key = "picture.address_end" if link.startswith("?") else "picture.address"
    label = say(key, language, link="").strip()
    lines = text_style.broken(f"{label} {link}", column.room.width)
    for line in lines:
        column.line(line, text_style)
        column.top -= LEADING * text_style.size / 72


def _lower(column: Column) -> None:
    """Move all that was written down to the bottom of its room."""
    by = max(column.top - column.room.bottom, 0.0)
    for letters in column.written:
        letters.at = (letters.at[0], letters.at[1] - by)
    column.top = column.room.top - by
