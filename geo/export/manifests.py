"""The manifest that every file carries: all that is needed to make it again."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import __version__
from geo.errors import ExportError, PlaceError
from geo.export.forms import named
from geo.export.made_by import made_by
from geo.export.provenance import rows_used
from geo.layers import holders
from geo.layers import select as selection
from geo.layers.read import json_line
from geo.pictures import render as snapshot
from geo.query.atlas import Atlas
from geo.request import COMPARISONS, Request
from geo.style.layers import HELD, NAMES, PLACES
from geo.views import VIEWS, Box, View

ATLAS = "Libya Control Atlas"
KIND = 1
"""Number of the form of manifests."""

CHANGES = COMPARISONS[1]


def box_of(request: Request) -> Box:
    """Return the edges of what a data file holds, in degrees (WGS84)."""
    view = request.view
    if isinstance(view, View):
        return snapshot.frame(request)
    return VIEWS[view] if isinstance(view, str) else view


def selected(atlas: Atlas, request: Request, form: str) -> dict[str, gpd.GeoDataFrame]:
    """Return the features that a file shows or holds.

    Parameters
    ----------
    atlas : geo.query.atlas.Atlas
        As known on the day that the request asks for.
    request : geo.request.Request
    form : str
        Of `geo.export.FORMS`. Of a picture: what its window shows on the day, and on
        the days compared with; of a film: what its window shows on any of its days; of
        a live map: all of every layer, since it can show any day; of a data file: what
        touches its box, with places by who holds them where ground is cut into rings.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        By layer. A picture of what changed counts all of Libya, so all that anybody
        held on either day is in it.

    Raises
    ------
    PlaceError
        If edges were asked for within which no layer ever has anything.
    """
    kind = named(form)
    if kind.shows == "all days":
        return dict(atlas.frames)
    picture = kind.is_picture
    box = snapshot.frame(request) if kind.drawn else box_of(request)
    if isinstance(request.view, Box):
        _check_touched(atlas.frames, request.view)
    days = request.days if picture else (request.day,)
    days_frames = [
        selection.select(
            atlas.frames,
            day,
            names=request.layers,
            claimants=request.claimants,
            since=None if picture else request.since,
            box=box,
        )
        for day in days
    ]
    if picture and request.against and request.comparison == CHANGES:
        days_frames += [selection.select(atlas.frames, day, names=HELD) for day in days]
    shown = _united(days_frames)
    if kind.ringed and PLACES in shown:
        every = atlas.frames, request.day, request.since
        shown[PLACES] = holders.by_holder(shown[PLACES], *every)
    return shown


def _united(
    selections: list[dict[str, gpd.GeoDataFrame]],
) -> dict[str, gpd.GeoDataFrame]:
    """Return all features of some selections, each once, in the order of the layers."""
    if len(selections) == 1:
        return selections[0]
    return {
        name: pd.concat([frames[name] for frames in selections if name in frames])
        .drop_duplicates("id")
        .sort_values("id")
        for name in NAMES
        if any(name in frames for frames in selections)
    }


def _check_touched(frames: Mapping[str, gpd.GeoDataFrame], box: Box) -> None:
    if not any(
        len(frame.cx[box[0] : box[2], box[1] : box[3]]) for frame in frames.values()
    ):
        raise PlaceError("error.export.box", box=box)


def manifest(
    atlas: Atlas,
    request: Request,
    form: str,
    features: Mapping[str, gpd.GeoDataFrame] | None = None,
) -> dict[str, Any]:
    """Return the manifest of a file.

    Parameters
    ----------
    atlas, request, form
        As for `selected`.
    features : mapping of str to geopandas.GeoDataFrame, optional
        What it returns of these, where that is at hand.

    Returns
    -------
    dict
        ``atlas``, ``manifest`` (`KIND`), ``version``, ``data`` (version and day of
        the records, if they say so), ``made_by`` (digest of the code and versions of
        libraries), ``form``, ``request``,
        ``features`` (ids by layer), ``rows`` (digests of the rows used, by table and
        id), ``sources`` (each with ``id, title, publisher, date, url``,
        and ``archived`` if known), ``tables`` (SHA-256 of every record table and base
        file) and ``seal``.
    """
    shown = selected(atlas, request, form) if features is None else features
    used = rows_used(shown, atlas.rows)
    content = {
        "atlas": ATLAS,
        "manifest": KIND,
        "version": __version__,
        "data": str(atlas.records.label or ""),
        "made_by": dict(made_by()),
        "form": form,
        "request": request.as_json(),
        "features": {name: sorted(frame["id"]) for name, frame in shown.items()},
        "rows": {
            table: {row: atlas.rows[table][row] for row in rows}
            for table, rows in used.items()
        },
        "sources": _sources(atlas, used.get("sources", [])),
        "tables": atlas.digests,
    }
    return content | {"seal": seal(content)}


def _sources(atlas: Atlas, ids: list[str]) -> list[dict[str, str]]:
    return [
        {
            "id": source.source_id,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.published,
            "url": source.url,
            **({"archived": source.archived} if source.archived else {}),
        }
        for source in (atlas.records.source_of[source_id] for source_id in ids)
    ]


def seal(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 over a manifest, all but its seal."""
    rest = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json_line(rest).encode()).hexdigest()


def parse(text: str) -> dict[str, Any]:
    """Return the manifest that a text holds.

    Raises
    ------
    ExportError
        If it is none of this atlas; one whose seal is broken is returned.
    """
    try:
        parsed = json.loads(text)
    except ValueError as error:
        raise ExportError("error.export.manifest", error=error) from error
    if not isinstance(parsed, dict) or parsed.get("atlas") != ATLAS:
        raise ExportError("error.export.foreign_manifest", atlas=ATLAS)
    if parsed.get("manifest") != KIND:
        kind = parsed.get("manifest")
        raise ExportError("error.export.manifest_kind", kind=kind, own=KIND)
    kinds = {**_KINDS, "made_by": "texts"} if "made_by" in parsed else _KINDS
    broken = [name for name, kind in kinds.items() if not _is(parsed.get(name), kind)]
    if broken:
        raise ExportError("error.export.manifest_parts", known=list(broken))
    return parsed


_KINDS: Mapping[str, str] = {
    "version": "text",
    "form": "text",
    "request": "object",
    "features": "object",
    "rows": "objects",
    "sources": "sources",
    "tables": "object",
    "seal": "text",
}


def _is(value: object, kind: str) -> bool:
    if kind == "objects":
        return isinstance(value, dict) and all(
            isinstance(part, dict) for part in value.values()
        )
    if kind == "texts":
        return isinstance(value, dict) and all(
            isinstance(part, str) for part in value.values()
        )
    if kind == "sources":
        return isinstance(value, list) and all(
            isinstance(part, dict)
            and all(isinstance(part.get(name), str) for name in ("id", "publisher"))
            for part in value
        )
    return isinstance(value, {"text": str, "object": dict}[kind])
