"""The first page, and the page of data: what can be had, and under which names."""

from collections.abc import Mapping, Sequence

from geo.export import embed
from geo.export.site import links, months, pieces
from geo.export.site.links import Here
from geo.export.site.months import Month
from geo.export.site.shell import Page, Site
from geo.query.atlas import Atlas
from geo.query.brief import Brief
from geo.query.stories import Story
from geo.request import Request
from geo.web.pieces import bdi, escape
from geo.words import long_day, number, say

LATEST = 12
"""The number of latest changes on the first page."""


def home(
    atlas: Atlas, brief: Brief, past: Sequence[Month], stories: Sequence[Story]
) -> Page:
    """Return the first page of a language: the newest day in words."""
    language = brief.language
    here = Here(language, links.page(language, "index"))
    latest = [one for month in reversed(past) for one in reversed(month.changes)]
    about = say("page.head.about", language)
    day = long_day(brief.day, language)
    body = [
        f"<h1>{escape(say('page.head.title', language, day=brief.day))}</h1>",
        f'<p class="also">{escape(about)}</p>',
        pieces.to_map(here.map(), language, "site.open_map"),
        f'<div class="lead">{months.sentences_of(atlas, brief)}</div>',
        months.figures(brief),
        pieces.heading(say("site.latest", language, day=day)),
        months.changed(atlas, here, latest[:LATEST]),
        pieces.heading(say("site.ways.story", language)),
        pieces.items(
            here.link("story", one.story_id, one.name[language]) for one in stories
        ),
        pieces.heading(say("site.read", language)),
        f"<p>{escape(say('site.method', language))}</p>",
    ]
    title = say("page.title", language)
    return Page(here, title, about, "\n".join(body), "index", day=brief.day)


def data(site: Site, language: str, sizes: Mapping[str, int]) -> Page:
    """Return the page that says what can be had as data.

    Parameters
    ----------
    site : geo.export.site.shell.Site
    language : str
    sizes : mapping of str to int
        Bytes of each file to download, by its path.
    """
    here = Here(language, links.page(language, "data"))
    title = say("site.ways.data", language)
    about = say("site.about.data", language)
    day = site.newest.isoformat()
    rows = [
        [
            _file(here, path),
            escape(say(f"site.files.{path.rpartition('.')[2]}", language)),
            bdi(_size(size, language)),
        ]
        for path, size in sizes.items()
    ]
    names = [
        [_file(here, f"{links.API}/{name}"), escape(say(key, language))]
        for name, key in NAMES.items()
    ]
    head = [say(f"site.columns.{name}", language) for name in ("file", "what")]
    example = Request(site.newest, language=language, site=site.address)
    map_address = f"{site.address}{links.page(language, 'map')}?date={day}&embed=1"
    code = embed.frame(example, map_address)
    messages = 'frame.contentWindow.postMessage({atlas: {date: "2020-06-05"}}, "*")'
    body = [
        f"<h1>{escape(title)}</h1><p>{escape(about)}</p>",
        pieces.heading(say("site.download", language)),
        pieces.table(
            [*head, say("site.columns.size", language)], rows, title, stacks=True
        ),
        pieces.heading(say("site.api", language)),
        f"<p>{escape(say('site.api_about', language))}</p>",
        pieces.table(head, names, say("site.api", language), stacks=True),
        pieces.heading(say("embed.title", language)),
        f"<p>{escape(say('site.embed', language))}</p>",
        _code(code, language),
        f"<p>{escape(say('site.messages', language))}</p>",
        _code(messages, language),
    ]
    return Page(here, title, about, "\n".join(body), "data")


NAMES = {
    "index.json": "site.names.index",
    "YYYY-MM-DD.json": "site.names.day",
    "YYYY-MM-DD.parquet": "site.names.day_table",
    "place/ID.json": "site.names.place",
    "agreement/ID.json": "site.names.agreement",
    "line/ID.json": "site.names.line",
    "actor/ID.json": "site.names.actor",
    "district/ID.json": "site.names.district",
    "road/ID.json": "site.names.road",
    "month/YYYY-MM.json": "site.names.month",
    "control.parquet": "site.names.control",
    "agreements.parquet": "site.names.agreements",
    "events.parquet": "site.names.events",
}
"""Names of files of data, and the message that says what each holds."""


def _file(here: Here, path: str) -> str:
    """Return the name of a file, as a link unless it stands for many."""
    code = f'<code dir="ltr">{escape(path)}</code>'
    is_pattern = "ID" in path or "YYYY" in path
    return code if is_pattern else f'<a href="{here.to(path)}">{code}</a>'


def _size(count: int, language: str) -> str:
    """Return so many bytes in words."""
    if count < 1e6:
        return say("site.kilobytes", language, kb=number(count / 1e3, language, 0))
    return say("site.megabytes", language, mb=number(count / 1e6, language, 1))


def _code(text: str, language: str) -> str:
    """Return code to copy, with a button that does."""
    label = escape(say("site.copy", language))
    done = escape(say("place.copied", language))
    return (
        f'<div class="code"><pre dir="ltr" tabindex="0"><code>{escape(text)}</code>'
        f'</pre><button type="button" data-copy="{escape(text)}" data-done="{done}">'
        f"{label}</button></div>"
    )
