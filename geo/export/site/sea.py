"""The page of a line at sea: on what it rests, how it runs, and who objected."""

from collections.abc import Iterator, Mapping
from typing import Any

from geo.export.site import links, pieces
from geo.export.site.links import Here
from geo.export.site.shell import Page
from geo.query.atlas import Atlas
from geo.query.place import Cited
from geo.query.place import cited as weighed
from geo.records.tables.sea import MaritimeLine
from geo.web import popups_sea
from geo.web.pieces import bdi, cited, escape
from geo.words import SOURCE, direction, in_language, named, number, say

Facts = Mapping[str, Any]
"""Of a line, as `geo.web.popups_sea.lines` returns them: what its popup shows."""


def facts(atlas: Atlas) -> dict[str, dict[str, Any]]:
    """Return what is known of each line, by its id."""
    return popups_sea.lines(atlas.frames["maritime_lines"])


def page(atlas: Atlas, row: MaritimeLine, known: Facts | None, language: str) -> Page:
    """Return the page of a line at sea; without facts it is not drawn."""
    here = Here(language, links.page(language, "line", row.line_id))
    name, ways = named(row, language), say("site.ways.line", language)
    newest = atlas.records.newest
    first = max(row.valid_from, links.span(newest)[0])
    last = row.valid_to
    day = newest if last is None or newest < last else first
    shown = here.map(day, line=row.line_id)
    body = [
        f'<p class="crumbs">{here.link("line", "", ways)}</p><h1>{escape(name)}</h1>',
    ]
    if known is None:
        body.append(f"<p>{escape(say('site.not_drawn', language))}</p>")
    else:
        body += [
            f'<p class="also">{escape(known["basis"][language])} · '
            f"{escape(known['role'][language])}</p>",
            f'<div class="lead">{_text(known["note"], language)}</div>',
            pieces.to_map(shown, language),
            pieces.sheet(_facts(atlas, here, row, known)),
            *_life(atlas, here, known),
            *_points(here, known),
            pieces.heading(say("panel.sources", language)),
            pieces.weighed(_sources(atlas, known), language),
        ]
    return Page(
        here,
        title=name,
        about=say("site.about.line", language, name=name),
        body="\n".join(body),
        name="line",
        day=day,
        shown=(("line", row.line_id),),
        data=f"{links.API}/line/{row.line_id}.json",
    )


def _text(note: Mapping[str, str], language: str) -> str:
    """Return a note; in English, marked so, where it has no twin."""
    code = language if language in note else SOURCE
    text = escape(in_language(note, language))
    return f'<p lang="{code}" dir="{direction(code)}">{text}</p>'


def _facts(
    atlas: Atlas, here: Here, row: MaritimeLine, known: Facts
) -> Iterator[tuple[str, str]]:
    language = here.language
    nm, km = (number(known[name], language, 2) for name in ("length_nm", "length_km"))
    yield say("map.drawn_by", language), escape(known["parties"][language])
    yield (
        say("site.facts.valid", language),
        pieces.days(row.valid_from.isoformat(), row.valid_to, language),
    )
    yield say("map.length", language), bdi(say("map.long", language, nm=nm, km=km))
    if known["km2"] is not None:
        area = say("map.km2", language, km2=known["km2"])
        yield say("map.area", language), bdi(area)
    error = say("map.within", language, km=known["error_km"])
    how = say("map.semicolon", language).join((known["construction"][language], error))
    yield say("site.facts.construction", language), escape(how)
    yield say("site.facts.datum", language), escape(known["datum"][language])
    resting = [one for one in atlas.records.agreements if one.line_id == row.line_id]
    if resting:
        names = (
            here.link("agreement", one.agreement_id, named(one, language))
            for one in resting
        )
        yield say("page.tabs.agreements", language), pieces.items(names)


def _life(atlas: Atlas, here: Here, known: Facts) -> Iterator[str]:
    """Yield what became of it, and who objected."""
    language, stages = here.language, known["stages"]
    for against, key in ((False, "map.stages"), (True, "map.objections")):
        rows = [
            [
                bdi(stage["date"]),
                escape(stage["stage"][language]),
                escape(stage["by"][language]),
                _text(stage["note"], language)
                + cited(atlas.sources(stage["sources"]), language),
            ]
            for stage in stages
            if stage["against"] == against
        ]
        if rows or against:
            yield pieces.heading(say(key, language))
        if rows:
            head = [say(f"site.columns.{name}", language) for name in LIFE_COLUMNS]
            yield pieces.table(head, rows, say(key, language), stacks=True)
        elif against:
            yield f"<p>{escape(say('site.no_objection', language))}</p>"


LIFE_COLUMNS = ("date", "stage", "by", "evidence")


def _points(here: Here, known: Facts) -> Iterator[str]:
    language = here.language
    if not known["points"]:
        return
    name = f"{say('map.points', language)} ({len(known['points'])})"
    yield pieces.heading(name)
    values = {"datum": known["datum"][language], "km": known["error_km"]}
    origin = say(f"map.{known['origin']}", language, **values)
    yield f"<p>{escape(origin)}</p>"
    head = [say(f"site.columns.{column}", language) for column in POINT_COLUMNS]
    rows = [[bdi(cell) for cell in point] for point in known["points"]]
    yield pieces.table(head, rows, name)


POINT_COLUMNS = ("point", "latitude", "longitude")


def _sources(atlas: Atlas, known: Facts) -> tuple[Cited, ...]:
    return weighed(atlas, known["sources"])


def index(atlas: Atlas, known: Mapping[str, Facts], language: str) -> Page:
    """Return the list of all lines at sea, with who draws each."""
    here = Here(language, links.page(language, "line"))
    title, unknown = say("site.ways.line", language), say("site.not_drawn", language)
    rows = []
    for row in sorted(atlas.records.maritime_lines, key=lambda one: one.valid_from):
        found = known.get(row.line_id)
        texts = (
            [found[name][language] for name in ("parties", "basis", "role")]
            if found
            else [unknown, "", ""]
        )
        name = here.link("line", row.line_id, named(row, language))
        since = pieces.days(row.valid_from.isoformat(), row.valid_to, language)
        rows.append([name, since, *map(escape, texts)])
    about = say("site.lists.line", language, count=len(rows))
    head = [say(f"site.columns.{column}", language) for column in INDEX_COLUMNS]
    body = f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"
    return Page(here, title, about, body + pieces.table(head, rows, title), "line")


INDEX_COLUMNS = ("line", "time", "by", "basis", "role")
