"""The data of the site as Parquet: who held what when, agreements, events."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.export.site import links
from geo.export.site.links import API
from geo.query.atlas import Atlas
from geo.records.rows import names_of, notes_of
from geo.words import by_column

_TEXT, _DAY = pa.string(), pa.date32()
_TEXTS = pa.list_(_TEXT)

_CONTROL = {
    "place_id": _TEXT,
    "valid_from": _DAY,
    "valid_to": _DAY,
    "camp": _TEXT,
    "actor_id": _TEXT,
    "status": _TEXT,
    "last_seen": _DAY,
    "confidence": _TEXT,
    "precision": _TEXT,
    "claim_id": _TEXT,
    "lat": pa.float64(),
    "lon": pa.float64(),
    "source_ids": _TEXTS,
}
OF_DAY = (
    *("place_id", "valid_from", "valid_to", "camp", "actor_id", "status"),
    *("last_seen", "confidence", "precision"),
)
"""What the file of a day has of a row."""

_AGREEMENTS = {
    "agreement_id": _TEXT,
    "valid_from": _DAY,
    "valid_to": _DAY,
    "status": _TEXT,
    "by": _TEXTS,
    "stage_id": _TEXT,
}


def control(atlas: Atlas) -> tuple[str, bytes]:
    """Return who held each place when: a row for each spell, half-open."""
    return f"{API}/control.parquet", _parquet(_spells(atlas))


def day_files(atlas: Atlas) -> Iterator[tuple[str, bytes]]:
    """Yield a file for every day of the map: the rows of `control` that hold on it.

    They have the columns `OF_DAY`; the rest, which would make it four times as large,
    stands once in `control`, found by place and ``valid_from``. What stays the same
    from one day to the next is made once.
    """
    rows = _spells(atlas).select(OF_DAY)
    starts, ends = rows["valid_from"], rows["valid_to"]
    turns = {*starts.to_pylist(), *ends.to_pylist()}
    held = b""
    for day in links.days(atlas.records.newest):
        if not held or day in turns:
            on = pa.scalar(day, _DAY)
            open_ended = pc.fill_null(pc.greater(ends, on), fill_value=True)
            valid = pc.and_(pc.less_equal(starts, on), open_ended)
            held = _small(rows.filter(valid).sort_by("place_id"))
        yield f"{API}/{day}.parquet", held


def _spells(atlas: Atlas) -> pa.Table:
    places = atlas.records.place_of
    rows = [
        {
            "place_id": spell.place_id,
            "valid_from": spell.start,
            "valid_to": spell.end,
            "camp": spell.camp,
            "actor_id": spell.claim.actor_id,
            "status": spell.claim.status,
            "last_seen": spell.claim.last_seen,
            "confidence": spell.claim.confidence,
            "precision": spell.claim.start_precision,
            "claim_id": spell.claim_id,
            "lat": places[spell.place_id].lat,
            "lon": places[spell.place_id].lon,
            "source_ids": list(spell.claim.source_ids),
        }
        for spells in atlas.spells.values()
        for spell in spells
    ]
    return _table(rows, _CONTROL)


def agreements(atlas: Atlas) -> tuple[str, bytes]:
    """Return which statuses each agreement had when: a row for each, half-open."""
    rows = [
        {
            "agreement_id": agreement_id,
            "valid_from": period.start,
            "valid_to": period.end,
            "status": status.status,
            "by": list(status.by),
            "stage_id": status.stage_id,
        }
        for agreement_id, life in atlas.lives.items()
        for period in life.periods()
        for status in period.statuses
    ]
    return f"{API}/agreements.parquet", _parquet(_table(rows, _AGREEMENTS))


def events(atlas: Atlas) -> tuple[str, bytes]:
    """Return what happened: a row for each event, half-open."""
    rows = []
    for event in atlas.records.events:
        place = atlas.records.place_of.get(event.place_id or "")
        rows.append(
            {
                "event_id": event.event_id,
                "kind": event.kind,
                "title_en": event.title_en,
                "title_ar": event.title_ar,
                "valid_from": event.start,
                "valid_to": event.end,
                "place_id": event.place_id or None,
                **by_column("place", names_of(place) if place else {}),
                "lat": place.lat if place else event.lat,
                "lon": place.lon if place else event.lon,
                "confidence": event.confidence,
                **by_column("note", notes_of(event)),
                "source_ids": list(event.source_ids),
            }
        )
    columns = {name: _kind(name) for name in (rows[0] if rows else {})}
    return f"{API}/events.parquet", _parquet(_table(rows, columns))


def _kind(name: str) -> pa.DataType:
    if name in ("valid_from", "valid_to"):
        return _DAY
    if name in ("lat", "lon"):
        return pa.float64()
    return _TEXTS if name == "source_ids" else _TEXT


def _table(
    rows: Iterable[Mapping[str, Any]], columns: Mapping[str, pa.DataType]
) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=pa.schema(list(columns.items())))


def _parquet(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd")
    return stream.getvalue()


def _small(table: pa.Table) -> bytes:
    """Return a table in few bytes: without what speeds up reading some rows of many."""
    stream = io.BytesIO()
    pq.write_table(
        table,
        stream,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in OF_DAY if name != "place_id"],
        write_statistics=False,
        store_schema=False,
    )
    return stream.getvalue()
