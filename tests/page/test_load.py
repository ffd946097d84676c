"""Some readers at once: nobody sees anything of another's. `make soak` has fifty."""

from tests.loops import run
from tests.soak.readers import load


def test_readers_at_once_see_their_own_days_alone(app_url):
    """They scrub, ask and save: each picture is of the day of who saved it."""
    found = run(load(app_url, 3, seconds=1, think_s=0.1, saves=0))
    assert found.faults == []
    assert len(found.updates) > 3
    assert len(found.saves) == 3
