"""What is served beside the map comes back when the system has swept it."""

import datetime as dt
import shutil
from types import SimpleNamespace

from geo.page.world import World

DAY = dt.date(2020, 6, 10)


def test_what_was_swept_is_laid_beside_the_map_again(tmp_path):
    folder = tmp_path / "swept"
    served = {"index.html": "map", "view/index.html": "view"}
    world = SimpleNamespace(folder=SimpleNamespace(name=str(folder)), served=served)
    index, view = (folder / name for name in served)
    World.serve(world)
    assert (index.read_text(), view.read_text()) == ("map", "view")
    index.write_text("as it is")
    view.unlink()
    World.serve(world)
    assert (index.read_text(), view.read_text()) == ("as it is", "view")
    shutil.rmtree(folder)
    World.serve(world)
    assert (index.read_text(), view.read_text()) == ("map", "view")


def test_a_map_of_what_was_known_is_laid_there_again(tmp_path):
    then = SimpleNamespace(atlas="what was known")
    laid = []
    world = SimpleNamespace(
        folder=SimpleNamespace(name=str(tmp_path)),
        number=0,
        _then=lambda day: then,
        _lay=lambda day, atlas: laid.append((day, atlas)),
    )
    assert World.known_on(world, DAY) is then
    assert laid == [(DAY, "what was known")]
    for name in (f"known-{DAY}.json", f"known-{DAY}-evidence.json"):
        (tmp_path / name).touch()
    assert World.known_on(world, DAY) is then
    assert len(laid) == 1
