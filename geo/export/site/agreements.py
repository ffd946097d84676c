"""The page of an agreement: what it is, how it stands, and each stage of its life."""

from collections.abc import Iterable, Iterator

from geo.agreements import Standing
from geo.export.site import links, pieces
from geo.export.site.links import Here
from geo.export.site.shell import Page
from geo.query.atlas import Atlas
from geo.query.standing import key, remark
from geo.records.tables.agreements import AGREEMENT_KINDS, Agreement, AgreementStage
from geo.web.lists import Lists
from geo.web.pieces import b, bdi, cited, escape, note
from geo.words import named, say


def page(
    atlas: Atlas, row: Agreement, standing: Standing | None, language: str
) -> Page:
    """Return the page of an agreement.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
    row : geo.records.tables.agreements.Agreement
    standing : geo.agreements.Standing or None
        On the newest day; None: it had not begun.
    language : str
    """
    here = Here(language, links.page(language, "agreement", row.agreement_id))
    name = named(row, language)
    kind = say(f"agreement_kind.{row.kind}", language)
    ways = say("site.ways.agreement", language)
    shown = here.map(atlas.records.newest, agreement=row.agreement_id)
    body = [
        f'<p class="crumbs">{here.link("agreement", "", ways)}</p>',
        f"<h1>{escape(name)}</h1>",
        f'<p class="also">{escape(kind)}</p>',
        f'<div class="lead">{note(row, language)}</div>',
        pieces.to_map(shown, language),
        pieces.sheet(_facts(atlas, here, row, standing)),
        pieces.heading(say("map.stages", language)),
        _life(atlas, here, row),
        *_events(atlas, here, row),
    ]
    return Page(
        here,
        title=name,
        about=say("site.about.agreement", language, kind=kind, name=name),
        body="\n".join(filter(None, body)),
        name="agreement",
        shown=(("agreement", row.agreement_id),),
        data=f"{links.API}/agreement/{row.agreement_id}.json",
    )


def _facts(
    atlas: Atlas, here: Here, row: Agreement, standing: Standing | None
) -> Iterator[tuple[str, str]]:
    language, records = here.language, atlas.records
    unknown = escape(say("site.not_on_record", language))
    parties = pieces.actors(here, atlas, row.parties)
    yield say("map.parties", language), parties or unknown
    day = records.newest
    stands = _standing(here, atlas, standing) if standing else unknown
    yield say("site.facts.stands", language, day=day), stands
    if row.line_id:
        line = records.line_of[row.line_id]
        yield (
            say("find.kinds.line", language),
            here.link("line", row.line_id, named(line, language)),
        )


def _standing(here: Here, atlas: Atlas, standing: Standing) -> str:
    """Return each status, with who has it and since when."""
    language, lines = here.language, []
    names = [status.status for status in standing.statuses]
    for name in dict.fromkeys(names):
        holders = []
        for status in standing.statuses:
            if status.status == name:
                by = pieces.actors(here, atlas, status.by)
                since = escape(say("panel.since", language))
                holders.append(f"{by} {since} {bdi(status.date)}".strip())
        text = b(say(key(name, standing.kind), language))
        if awaited := remark(name, standing.kind, names):
            text += say("map.semicolon", language) + escape(say(awaited, language))
        lines.append(f"{text} {pieces.items(holders)}")
    return pieces.items(lines)


def _life(atlas: Atlas, here: Here, row: Agreement) -> str:
    language = here.language
    stages: Iterable[AgreementStage] = atlas.records.stages_of[row.agreement_id]
    rows = [
        [
            here.link("month", stage.date[:7], stage.date)
            if links.has_month(atlas.records.newest, stage.date)
            else bdi(stage.date),
            escape(say(f"stage.{stage.stage}", language)),
            pieces.actors(here, atlas, stage.by),
            note(stage, language) + cited(atlas.sources(stage.source_ids), language),
        ]
        for stage in sorted(stages, key=lambda one: one.date)
    ]
    head = [say(f"site.columns.{name}", language) for name in LIFE_COLUMNS]
    return pieces.table(head, rows, say("map.stages", language), stacks=True)


LIFE_COLUMNS = ("date", "stage", "by", "evidence")


def _events(atlas: Atlas, here: Here, row: Agreement) -> Iterator[str]:
    """Yield the events that brought its stages about."""
    stages = {one.stage_id for one in atlas.records.stages_of[row.agreement_id]}
    found = [one for one in atlas.records.events if stages & {*one.stage_ids}]
    if found:
        yield pieces.heading(say("page.tabs.events", here.language))
        yield Lists(atlas, here.language, pieces.ways(here, atlas)).events(found)


def index(atlas: Atlas, standings: dict[str, Standing], language: str) -> Page:
    """Return the list of all agreements by kind and day, with how each stands."""
    here = Here(language, links.page(language, "agreement"))
    title = say("site.ways.agreement", language)
    stages = atlas.records.stages_of
    begun = {key: min(one.date for one in life) for key, life in stages.items() if life}
    rows = sorted(
        atlas.records.agreements, key=lambda row: begun.get(row.agreement_id, "")
    )
    day = atlas.records.newest
    about = say("site.lists.agreement", language, count=len(rows), day=day)
    parts = [f"<h1>{escape(title)}</h1><p>{escape(about)}</p>"]
    for kind in AGREEMENT_KINDS:
        group = [row for row in rows if row.kind == kind]
        if group:
            parts.append(pieces.heading(say(f"agreement_kind.{kind}", language)))
            parts.append(pieces.items(_line(here, one, standings) for one in group))
    return Page(here, title, about, "".join(parts), "agreement")


def _line(here: Here, row: Agreement, standings: dict[str, Standing]) -> str:
    standing, language = standings.get(row.agreement_id), here.language
    text = here.link("agreement", row.agreement_id, named(row, language))
    if standing is None:
        return text
    first = standing.statuses[0]
    status = escape(say(key(first.status, row.kind), language))
    return f'{text} <span class="chip">{status}</span> {bdi(first.date)}'
