"""Texts from outside as people type and paste them: digits and marks of any script."""

import re
from collections.abc import Mapping
from unicodedata import category, decimal

DIGITS: Mapping[str, str] = {
    digit: str(number % 10) for number, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
}
"""Digits of Arabic and of Persian."""

NOTHING = (
    *("", "-", "--", "---", ".", "n/a", "na", "#n/a", "nan", "nat", "none", "null"),
    *("<na>", "\\n", "nil", "(null)"),
    *("#value!", "#ref!", "#div/0!", "#name?", "#null!", "#num!"),
)
"""What programs and people write where there is nothing, as `plain` has it."""

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("٫．", "."),
        **dict.fromkeys("،，", ","),
        **dict.fromkeys("؛；", ";"),
        **dict.fromkeys("／⁄", "/"),
        "：": ":",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
    }
)
_THOUSANDS = re.compile(r"(?<=\d)٬(?=\d{3}(?!\d))")


def plain(text: str) -> str:
    r"""Return a text in the digits and marks that programs read.

    Parameters
    ----------
    text : str
        A number, a day, a coordinate, or names between commas.

    Returns
    -------
    str
        Digits of any script as ASCII; separators and dashes as of a keyboard; without
        marks of direction and others that nobody sees, and without space around it.

    Examples
    --------
    >>> plain("\u200f٢٩-٨-۳۶\u200e "), plain("۸۳، ٤٢")
    ('29-8-36', '83, 42')
    """
    if text.isascii():  # none of these is
        return " ".join(text.split())
    signs = (str(decimal(sign, sign)) for sign in text if category(sign) != "Cf")
    joined = _THOUSANDS.sub("", "".join(signs).translate(_SIGNS))
    return " ".join(joined.split())


def is_nothing(cell: object) -> bool:
    """Return whether a cell stands for nothing.

    Examples
    --------
    >>> is_nothing(None), is_nothing(" N/A "), is_nothing("—"), is_nothing(0)
    (True, True, True, False)
    """
    return cell is None or plain(str(cell)).lower() in NOTHING
