"""Files of every form, made once; one that a test alters is compared with the first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo import export
from geo.export import manifests
from geo.layers import holders, rings
from geo.layers import select as selection
from geo.layers.read import json_line
from tests.export import altered, sample_requests


class Kept:
    """A function that keeps what it made of a world and what else it was given."""

    def __init__(self, make: Callable[..., Any], parts: int) -> None:
        self.make, self.parts = make, parts
        self.kept: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def __call__(self, world: export.Atlas, *given: Any) -> Any:
        build = manifests.__version__, *manifests.made_by().items()
        key = (id(world), *given[: self.parts], *build)
        if key not in self.kept:
            # With the world, lest another one gets its id.
            self.kept[key] = world, self.make(world, *given)
        return self.kept[key][1]


@pytest.fixture(scope="session")
def kept() -> tuple[Kept, Kept, Kept]:
    return (
        Kept(export.render, 3),
        Kept(manifests.manifest, 2),
        Kept(manifests.selected, 2),
    )


@pytest.fixture
def made_once(kept, monkeypatch) -> None:
    """Let `verify` draw nothing twice that has the same manifest to the letter.

    `test_verify` makes a file of every form again for good.
    """
    render, manifest, selected = kept
    monkeypatch.setattr(export, "render", render)
    monkeypatch.setattr(manifests, "manifest", manifest)
    monkeypatch.setattr(manifests, "selected", selected)


class Made(dict[str, bytes]):
    """A file of each form, made once a test asks for it."""

    def __init__(self, world: export.Atlas, render: Kept) -> None:
        self.world, self.render = world, render

    def __missing__(self, form: str) -> bytes:
        manifest = json_line(manifests.manifest(self.world, altered.REQUEST, form))
        self[form] = self.render(self.world, altered.REQUEST, form, manifest)
        return self[form]


@pytest.fixture(scope="session")
def made(world, kept) -> Made:
    return Made(world, kept[0])


@pytest.fixture
def put(tmp_path) -> Callable[[str, bytes], Path]:
    def write(form: str, data: bytes) -> Path:
        path = tmp_path / f"file.{form}"
        path.write_bytes(data)
        return path

    return write


@pytest.fixture(scope="session")
def folder(world, shared) -> Path:
    """A folder with a file of every form, of the country on the day."""

    def fill(to: Path) -> None:
        for ending in export.ENDINGS:
            export.save(world, sample_requests.OF_THE_DAY, to / f"atlas{ending}")

    return shared("files", fill)


@pytest.fixture(scope="session")
def held(world) -> dict[str, gpd.GeoDataFrame]:
    """What a data file holds: the features of the country on the day, by layer."""
    box = manifests.box_of(sample_requests.OF_THE_DAY)
    names = sample_requests.OF_THE_DAY.layers
    return selection.select(world.frames, sample_requests.DAY, names=names, box=box)


@pytest.fixture(scope="session")
def ringed(world, held) -> dict[str, gpd.GeoDataFrame]:
    """The same by rings and holders, as GeoPackage, KML and Parquet hold it."""
    day = sample_requests.DAY
    places = holders.by_holder(held["places"], world.frames, day)
    return rings.cut(held, rings.of_layers(world.frames)) | {"places": places}
