"""Files of every form: what they say, what they hold, and what is refused."""

import datetime as dt
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from geo import __version__, export
from geo.errors import ExportError, PlaceError
from geo.export import manifests
from geo.layers import read as layers
from geo.layers import select as selection
from geo.request import from_json
from geo.views import Box
from tests.export.sample_requests import DAY, OF_THE_DAY, TRIPOLI


@pytest.mark.parametrize("form", export.FORMS)
def test_every_file_says_what_it_was_made_from(folder, world, form):
    data = (folder / f"atlas.{form}").read_bytes()
    manifest = json.loads(export.read_manifest(data, form))
    assert (manifest["version"], manifest["form"]) == (__version__, form)
    assert from_json(manifest["request"]) == OF_THE_DAY
    assert manifest["seal"] == manifests.seal(manifest)
    assert manifest["tables"] == world.digests
    cited = {source["id"] for source in manifest["sources"]}
    assert cited == set(manifest["rows"]["sources"])
    for table, rows in manifest["rows"].items():
        assert rows.items() <= world.rows[table].items()
    valid = [
        claim
        for claim in world.records.control
        if claim.start <= DAY and (claim.end is None or claim.end > DAY)
    ]
    assert {claim.claim_id for claim in valid} <= set(manifest["rows"]["control"])
    for claim in valid:
        assert set(claim.source_ids) <= cited


def test_the_png_opens_in_pillow(folder):
    image = Image.open(folder / "atlas.png")
    image.load()
    assert image.size == OF_THE_DAY.size_px
    manifest = json.loads(image.info["Manifest"])
    assert manifest["form"] == "png"
    assert int(image.info["Sources"]) == len(manifest["sources"])


def test_a_comparison_names_the_features_of_both_days(world):
    # Two maps on a sheet are narrower than one: nothing may lie at this view's edge.
    request = replace(TRIPOLI, view="nafusa", against=dt.date(2019, 3, 1))
    both = manifests.manifest(world, request, "png")["features"]["eastern_held"]
    one, other = (
        set(
            manifests.manifest(world, replace(request, against=None, day=day), "png")[
                "features"
            ]["eastern_held"]
        )
        for day in (request.day, request.against)
    )
    assert set(both) == one | other
    assert one != other


def test_a_picture_of_what_changed_names_all_that_its_table_counts(world):
    request = replace(TRIPOLI, against=dt.date(2019, 3, 1), comparison="changes")
    manifest = manifests.manifest(world, request, "svg")["features"]
    for day in (request.day, request.against):
        held = selection.select(world.frames, day, names=layers.HELD)
        for name, frame in held.items():
            assert set(frame["id"]) <= set(manifest[name])


def test_edges_outside_the_data_are_refused(world):
    request = replace(OF_THE_DAY, view=Box(25.0, 10.0, 27.0, 12.0))
    for form in ("geojson", "png"):
        with pytest.raises(PlaceError, match="outside the data: no layer ever has"):
            export.make(world, request, form)


def test_a_name_that_ends_in_no_form_is_refused():
    with pytest.raises(ExportError, match=r"a.tiff: end the name in one of \.png, "):
        export.form_of(Path("a.tiff"))
    assert export.form_of(Path("a.PNG")) == "png"


def test_another_process_makes_the_same_bytes(folder, elsewhere):
    for ending in export.ENDINGS:
        ours = (folder / f"atlas{ending}").read_bytes()
        theirs = (elsewhere / f"atlas{ending}").read_bytes()
        if ending == ".png":
            ours, theirs = (Image.open(io.BytesIO(d)).tobytes() for d in (ours, theirs))
        assert ours == theirs, ending


def test_no_file_fetches_anything(folder):
    for name in ("atlas.html", "atlas.svg", "atlas.kml"):
        text = (folder / name).read_text(encoding="utf-8")
        assert (
            re.findall(r"<(?:script|img|image|use)[^>]+(?:src|href)=['\"]http", text)
            == []
        )
        assert "<href>" not in text
