"""Joins text, data, code and styles into HTML, each escaped for where it stands.

Nothing that comes from records, uploads, options or addresses is ever handed to a
template engine: it is escaped here, and joined as text.
"""

import base64
import hashlib
import html
import re

__all__ = ["POLICY", "data_element", "policy", "script", "style", "text"]

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may do: run and paint what is in it, and ask nothing of the outside."""

_OPENS = re.compile(r"<(script|style)( [^>]*)?>")
_ENDS = re.compile(r"<(?=/|!--)")
_LINE_ENDS = {"\u2028": "\\u2028", "\u2029": "\\u2029"}


def text(value: object) -> str:
    """Return a value as text in HTML, within an element or a quoted attribute.

    Examples
    --------
    >>> text('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return html.escape(str(value))


def data_element(element_id: str, json_text: str) -> str:
    r"""Return JSON as an element that no browser runs, to be read by its id.

    Parameters
    ----------
    element_id : str
        Our own name of the element.
    json_text : str
        JSON; what would end a script element, or a line of code, is escaped.

    Examples
    --------
    >>> data_element("names", '["</script>"]')
    '<script type="application/json" id="names">["\\u003c/script>"]</script>'
    """
    escaped = _ENDS.sub(r"\\u003c", json_text)
    for sign, written in _LINE_ENDS.items():  # str.translate looks up every letter
        escaped = escaped.replace(sign, written)
    return f'<script type="application/json" id="{text(element_id)}">{escaped}</script>'


def script(code: str) -> str:
    """Return our own code as a script element."""
    return f"<script>{code.replace('</', '<' + chr(92) + '/')}</script>"


def style(css: str) -> str:
    """Return our own style sheet as a style element."""
    return f"<style>{css}</style>"


def policy(page: str) -> str:
    """Return the Content-Security-Policy of a page, as an element of its head.

    It lets the page's own code and styles work, each known by its digest (CSP level 3),
    and forbids all other code and every request.

    Parameters
    ----------
    page : str
        HTML that holds the code and styles, as `script` and `style` return them.
    """
    inside = _inside(page)
    content = POLICY.format(
        scripts=_digests(inside["script"]), styles=_digests(inside["style"])
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def _inside(page: str) -> dict[str, list[str]]:
    """Return the code and the styles that a page holds, by the name of their element.

    Data is passed over as a whole, whatever tags stand in it as text.
    """
    found: dict[str, list[str]] = {"script": [], "style": []}
    opens = _OPENS.search(page)
    while opens:
        name, attributes = opens.groups()
        end = page.index(f"</{name}>", opens.end())
        if not attributes:
            found[name].append(page[opens.end() : end])
        opens = _OPENS.search(page, end)
    return found


def _digests(contents: list[str]) -> str:
    digests = {
        base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        for content in contents
    }
    return " ".join(f"'sha256-{digest}'" for digest in sorted(digests)) or "'none'"
