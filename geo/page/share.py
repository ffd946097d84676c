"""How to cite what is shown, and how to put it into another page."""

import os
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import export
from geo.dates import today
from geo.export import citations, embed, forms, manifests
from geo.page.state import direction
from geo.page.world import World
from geo.records.columns import is_address
from geo.request import SITE_VARIABLE, Request
from geo.web.markup import text as escape
from geo.words import say


def site() -> str:
    """Return the address of the page as its readers have it.

    It is the one that a setting names, or else the one at which the reader opened the
    page; empty where that leads nowhere but to the reader's own machine.
    """
    named = os.environ.get(SITE_VARIABLE, "").strip()
    return named or _opened_at(st.context.url or "")


def _opened_at(url: str) -> str:
    """Return an address, but for one of this very machine."""
    if not is_address(url):
        return ""
    host = urlsplit(url).hostname or ""
    try:
        own = ip_address(host).is_loopback
    except ValueError:
        own = host == "localhost" or host.endswith(".localhost")
    return "" if own else url.partition("?")[0].partition("#")[0]


def path_below(name: str) -> str:
    """Return the path of a file that the server has below the page's address."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/{name}" if base else f"/{name}"


def is_embedded() -> bool:
    """Return whether the page is embedded: ``embed=1`` in its address.

    Streamlit keeps that parameter from `streamlit.query_params`.
    """
    context = get_script_run_ctx()
    parameters = parse_qs(context.query_string) if context else {}
    return parameters.get(embed.PARAMETER, [""])[-1].lower() in ("1", "true")


def show_embed(request: Request) -> None:
    """Show the code that puts the map into another page."""
    language = request.language
    if request.site:
        st.caption(say("embed.page", language))
        code = embed.frame(request, embed.address(request))
        st.code(code, language="html", wrap_lines=True)
    else:
        st.caption(say("embed.no_site", language, variable=SITE_VARIABLE))
    st.caption(say("embed.file", language))
    code = embed.frame(request, forms.file_name(request, "html"))
    st.code(code, language="html", wrap_lines=True)


def show_credit(request: Request) -> None:
    """Show the credit below an embedded map, with a link to the whole page."""
    text = say("embed.credit", request.language)
    st.html(
        f'<p class="atlas-credit" dir="{direction()}"><a target="_blank" '
        f'rel="noopener" href="{escape(request.permalink())}">{escape(text)}</a></p>'
    )


def described(request: Request, text: str) -> str:
    """Return the text that stands for a picture as HTML: it names cities on record."""
    head = escape(say("export.alt", request.language))
    return f'<p dir="{direction()}"><b>{head}</b><br>{escape(text)}</p>'


def show_citation(world: World, request: Request, form: str) -> None:
    """Show how to cite a file, and a text in place of its picture."""
    language = request.language
    atlas_then = world.whole.known_on(request.known_on)
    st.html(described(request, export.alt_text(request, atlas_then.frames)))
    count = len(manifests.manifest(atlas_then, request, form)["sources"])
    names = [say(f"export.citations.{name}", language) for name in citations.FORMS]
    languages = {"bibtex": "latex", "csl": "json"}
    for tab, name in zip(st.tabs(names), citations.FORMS, strict=True):
        cited = export.citation(request, name, today(), count)
        tab.code(cited, language=languages.get(name), wrap_lines=True)
