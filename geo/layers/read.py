"""Builds ``data/layers/*.geojson`` from records, and reads them back."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from pyogrio.errors import DataSourceError

from geo import files, ground
from geo.dates import SPAN_START
from geo.errors import LayerError
from geo.layers import looks
from geo.layers.build import features
from geo.layers.feature import Feature
from geo.records import schema
from geo.records.read import RECORDS, Records
from geo.records.store import Origin
from geo.style.layers import HELD, LAYER_OF_CAMP, NAMES, SHOWN
from geo.words import by_column

__all__ = [
    "DAYS",
    "HELD",
    "LAYERS",
    "LAYER_OF_CAMP",
    "NAMES",
    "SHOWN",
    "build",
    "check_fresh",
    "day_text",
    "digests",
    "dump",
    "features",
    "frames",
    "json_line",
    "plain",
    "properties",
    "read",
    "stamp",
]

LAYERS = ground.DATA / "layers"
STAMP = "build.json"
BASE_FILES = (
    "areas.geojson",
    "coasts.geojson",
    "countries.geojson",
    "districts.geojson",
)
"""The base geometry from which cells are cut, waters measured and agreements drawn."""

DAYS = (
    *("valid_from", "valid_to", "last_seen", "known_from"),
    *("held_since", "camp_since"),
)
"""The columns that hold days: of every layer, and of those of control."""


def json_line(value: object) -> str:
    """Return a value as JSON on one line, the same every time."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def dump(layer: list[Feature]) -> str:
    """Return features as GeoJSON text, one feature a line, the same every time."""
    lines = ",\n".join(map(json_line, layer))
    return '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n"


def digests(source: Origin | Records = RECORDS) -> dict[str, str]:
    """Return the SHA-256 of every file that the layers are built from.

    Parameters
    ----------
    source : pathlib.Path, geo.records.store.Store or geo.records.read.Records
        Where the record tables lie as they are now, or records: their tables count as
        they were read, whatever became of them since, as do those of another store.

    Returns
    -------
    dict of str to str
        File name to digest in hexadecimal.
    """
    base = [ground.DATA / "base" / name for name in BASE_FILES]
    if not isinstance(source, Path):
        store = source.digests if isinstance(source, Records) else source.digests()
        return {**store.tables, **_digests_of(base)}
    return _digests_of([*(source / f"{name}.csv" for name in schema.TABLES), *base])


def _digests_of(paths: list[Path]) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def build(records: Records, source: Origin = RECORDS, target: Path = LAYERS) -> None:
    """Write every layer, all or nothing.

    Parameters
    ----------
    records : geo.records.read.Records
    source : pathlib.Path or geo.records.store.Store
        Where the records lie if they do not know what they were read from. Digests go
        into the build stamp.
    target : pathlib.Path
        Folder to write ``NAME.geojson`` and the stamp into; made if missing.

    Raises
    ------
    FileError
        If a file cannot be written; the layers are then as they were before.
    """
    if target.exists():
        files.make_folder(target)  # which refuses a file, before the work
    texts = {
        f"{name}.geojson": dump(layer) for name, layer in features(records).items()
    }
    stamp = {
        "span": [SPAN_START.isoformat(), records.newest.isoformat()],
        "built_from": digests(records if records.store else source),
    }
    texts[STAMP] = json.dumps(stamp, indent=1) + "\n"
    files.make_folder(target)
    files.write_all({target / name: text for name, text in texts.items()})


def read(name: str, folder: Path = LAYERS) -> gpd.GeoDataFrame:
    """Return a layer as GeoPandas reads it.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    folder : pathlib.Path
        Where the layers lie.

    Returns
    -------
    geopandas.GeoDataFrame
        WGS84 (EPSG:4326); the columns of `DAYS` are ``datetime64``, no day is ``NaT``;
        lists are lists; ``look`` names how each feature looks, see `geo.layers.looks`.

    Raises
    ------
    LayerError
        If the layer is unknown, missing or no GeoJSON.
    """
    if name not in NAMES:
        raise LayerError("error.layers.none", name=name, known=list(NAMES))
    path = folder / f"{name}.geojson"
    if not path.exists():
        raise LayerError("error.layers.missing", path=path)
    try:
        return _decoded(name, gpd.read_file(path))
    except DataSourceError as error:
        raise LayerError("error.layers.no_geojson", path=path, error=error) from error


def properties(name: str, folder: Path = LAYERS) -> list[dict[str, Any]]:
    """Return the properties of the features of a layer, without their shapes.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    folder : pathlib.Path
        Where the layers lie.

    Raises
    ------
    LayerError
        If the layer is missing or no GeoJSON.
    """
    path = folder / f"{name}.geojson"
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return [feature["properties"] for feature in features]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LayerError("error.layers.unreadable", path=path) from error


def frames(records: Records, folder: Path = LAYERS) -> dict[str, gpd.GeoDataFrame]:
    """Return every layer of some records, as `read` would if they had been built.

    Parameters
    ----------
    records : geo.records.read.Records
    folder : pathlib.Path
        Where layers lie whose columns those without a feature take.

    Returns
    -------
    dict of str to geopandas.GeoDataFrame
        By name, in the order of `NAMES`; as for `read`.
    """
    return {
        name: _decoded(name, gpd.read_file(io.BytesIO(dump(layer).encode())))
        if layer
        else read(name, folder).iloc[:0]
        for name, layer in features(records).items()
    }


def _decoded(name: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with decoded cells and the look of each row."""
    if frame.empty:  # a file without a feature names no columns
        common = ["id", *DAYS, *by_column("name", {}), "source_ids"]
        frame = frame.reindex(columns=[*common, *frame.columns.difference(common)])
    for column in frame.columns.intersection([*DAYS]):
        frame[column] = pd.to_datetime(frame[column])
    for column in [] if frame.empty else frame.columns.drop("geometry"):
        if frame[column].map(lambda cell: isinstance(cell, np.ndarray)).any():
            cells = [plain(cell) for cell in frame[column]]
            frame[column] = pd.Series(cells, frame.index, dtype=object)
    return looks.named(name, frame)


def plain(value: Any) -> Any:
    """Return a cell as JSON can hold it; a missing one as None."""
    if value is None or (isinstance(value, float) and pd.isna(value)):
        return None
    if hasattr(value, "tolist"):
        return value.tolist()
    return value


def day_text(value: str | pd.Timestamp | None) -> str | None:
    """Return a day as GeoPandas read it (a text or a timestamp) as ISO text."""
    if value is None or pd.isna(value):
        return None
    return str(value)[:10]


def stamp(folder: Path = LAYERS) -> dict[str, Any]:
    """Return the span of the layers and the digests of what they were built from.

    Parameters
    ----------
    folder : pathlib.Path
        Where the layers lie.

    Returns
    -------
    dict
        ``span`` (first and newest day, ISO) and ``built_from`` (see `digests`).

    Raises
    ------
    LayerError
        If the stamp is missing or damaged.
    """
    try:
        stamped = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return {name: stamped[name] for name in ("span", "built_from")}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LayerError("error.layers.damaged", path=folder / STAMP) from error


def check_fresh(folder: Path = LAYERS, source: Origin | Records = RECORDS) -> None:
    """Raise unless the layers were built from the records and base as they are now.

    Parameters
    ----------
    folder : pathlib.Path
        Where the layers lie.
    source : pathlib.Path, geo.records.store.Store or geo.records.read.Records
        As for `digests`.

    Raises
    ------
    LayerError
        Naming the files that changed since, or if the stamp is missing or damaged.
    """
    then, now = stamp(folder)["built_from"], digests(source)
    changed = sorted(name for name in then | now if then.get(name) != now.get(name))
    if changed:
        raise LayerError("error.layers.stale", folder=folder, known=list(changed))
