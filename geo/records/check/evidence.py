"""Rules on evidence: sources in use, notes, and a confidence that fits both."""

from collections.abc import Iterable, Iterator

from geo.dates import parse_span
from geo.errors import Fault, Text
from geo.records import schema
from geo.records.archives import ARCHIVES, copy_at
from geo.records.check.rows import normal_url
from geo.records.check.tables import Rule, Tables
from geo.records.columns import split_list
from geo.records.tables.agreements import AgreementStage, Event
from geo.records.tables.control import Claim, Place, Source

OLDEST = 1950
"""No source on record can have come out before this year."""

STRONG = ("un", "court", "treaty", "agency", "party", "think_tank")
"""Kinds of source one of which carries a stage or an event of high confidence alone."""

LEAST_NOTE = {"control": 10, "agreements": 15, "agreement_stages": 15}
"""The least number of characters of a note, by table."""

PAST = {
    "sources": ("published", "accessed"),
    "control": ("last_seen",),
    "agreement_stages": ("date",),
    "events": ("start",),
}
"""Columns whose dates cannot be still to come, by table."""


def _used(tables: Tables) -> Iterator[Fault]:
    """Yield sources that no record cites."""
    cited = {
        source_id
        for name in schema.TABLES
        for column, target in schema.references(name)
        if target == "sources"
        for cell in set(tables.text(name, column))
        for source_id in split_list(cell)
    }
    for index, source in tables.rows(Source, "source_id"):
        if source.source_id not in cited:
            expected = Text("fault.sources.uncited")
            yield tables.fault("sources", index, "source_id", expected)


def _publications(tables: Tables) -> Iterator[Fault]:
    """Yield sources named by their address, and dates that cannot be."""
    for index, row in tables.rows(Source, "title", "url"):
        if row.title == row.url:
            expected = Text("fault.sources.title")
            yield tables.fault("sources", index, "title", expected)
    for index, row in tables.rows(Source, "published", "accessed"):
        if not row.published:
            continue
        published = parse_span(row.published).start
        if published.year < OLDEST:
            expected = Text("fault.sources.oldest", year=OLDEST)
            yield tables.fault("sources", index, "published", expected)
        if row.accessed and parse_span(row.accessed).last < published:
            expected = Text("fault.sources.accessed", published=row.published)
            yield tables.fault("sources", index, "accessed", expected)


def _archived(tables: Tables) -> Iterator[Fault]:
    """Yield copies that no archive keeps, or of other pages or days."""
    for index, row in tables.rows(Source, "url", "archived", "published"):
        if not row.archived:
            continue
        copy = copy_at(row.archived)
        expected = None
        if copy is None:
            expected = Text("fault.sources.archive", known=list(ARCHIVES))
        elif normal_url(copy.page) != normal_url(row.url):
            expected = Text("fault.sources.other_page", page=copy.page)
        elif copy.day > tables.today:
            expected = Text("fault.evidence.future", today=tables.today)
        elif row.published and copy.day < parse_span(row.published).start:
            values = {"day": copy.day, "published": row.published}
            expected = Text("fault.sources.too_soon", **values)
        if expected:
            yield tables.fault("sources", index, "archived", expected)
    for index, row in tables.rows(Source, "url", "archived"):
        if not row.archived and copy_at(row.url):
            expected = Text("fault.sources.is_copy")
            yield tables.fault("sources", index, "url", expected)


def _past(tables: Tables) -> Iterator[Fault]:
    """Yield dates of what has happened that are still to come."""
    for table, columns in PAST.items():
        for column in columns:
            texts = tables.text(table, column)
            for index in tables.cells[table].sound([column]):
                if texts[index] and parse_span(texts[index]).start > tables.today:
                    expected = Text("fault.evidence.future", today=tables.today)
                    yield tables.fault(table, index, column, expected)


def _notes(tables: Tables) -> Iterator[Fault]:
    """Yield notes that say nothing, and stages that rest on memory."""
    for table, least in LEAST_NOTE.items():
        for index, note in enumerate(tables.text(table, "note")):
            if len(note) < least:
                expected = Text("fault.evidence.note", count=least)
                yield tables.fault(table, index, "note", expected)
    for index, note in enumerate(tables.text("agreement_stages", "note")):
        if "from memory" in note.lower():
            expected = Text("fault.evidence.memory")
            yield tables.fault("agreement_stages", index, "note", expected)


def _confidence(tables: Tables) -> Iterator[Fault]:
    """Yield claims surer than what they cite, or disputed on one source's word."""
    for index, row in tables.rows(Claim, "confidence", "source_ids", "note"):
        note = row.note.lower()
        expected = None
        if row.confidence == "high" and not row.source_ids:
            expected = Text("fault.evidence.high")
        elif row.confidence != "low" and "background knowledge" in note:
            expected = Text("fault.evidence.background")
        if expected:
            yield tables.fault("control", index, "confidence", expected)
        if "disputed" in note and len(row.source_ids) < 2:
            expected = Text("fault.evidence.disputed")
            yield tables.fault("control", index, "source_ids", expected)


def _high(tables: Tables) -> Iterator[Fault]:
    """Yield stages and events of high confidence on one source that is not strong."""
    sources = tables.rows(Source, "source_id", "kind")
    kinds = {source.source_id: source.kind for _, source in sources}
    rows: list[tuple[str, int, AgreementStage | Event]] = [
        *(("agreement_stages", *pair) for pair in tables.rows(AgreementStage, *_SURE)),
        *(("events", *pair) for pair in tables.rows(Event, *_SURE)),
    ]
    for table, index, row in rows:
        if row.confidence == "high" and _is_weak(row.source_ids, kinds):
            expected = Text("fault.evidence.strong", known=list(STRONG))
            yield tables.fault(table, index, "confidence", expected)


MOST_DECIMALS = 6
"""Of a coordinate in degrees: a tenth of a metre."""

_SURE = ("confidence", "source_ids")


def _is_weak(source_ids: Iterable[str], kinds: dict[str, str]) -> bool:
    first, *others = source_ids
    return not others and kinds.get(first, STRONG[0]) not in STRONG


def _places(tables: Tables) -> Iterator[Fault]:
    """Yield coordinates of the wrong precision, and inhabitants nobody counted."""
    columns = ("lat", "lon")
    texts = {name: tables.text("places", name) for name in columns}
    within = tables.text("places", "location_accuracy_km")
    counted = tables.text("places", "population")
    names = tables.text("places", "geonames_id")
    for index, row in tables.rows(Place, *columns, "location_accuracy_km"):
        decimals = [len(texts[name][index].partition(".")[2]) for name in columns]
        for column, count in zip(columns, decimals, strict=True):
            if count > MOST_DECIMALS:
                expected = Text("fault.places.decimals", most=MOST_DECIMALS)
                yield tables.fault("places", index, column, expected)
        if row.location_accuracy_km < 5 and max(decimals) < 2:
            expected = Text("fault.places.precise", km=within[index])
            yield tables.fault("places", index, "lat", expected)
        if counted[index] and not names[index]:
            expected = Text("fault.places.population")
            yield tables.fault("places", index, "population", expected)


RULES: tuple[Rule, ...] = (
    _used,
    _publications,
    _archived,
    _past,
    _notes,
    _confidence,
    _high,
    _places,
)
