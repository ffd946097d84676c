"""Some readers at once: nobody sees anything of another's. `make soak` has fifty."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from tests.soak.readers import load


def test_readers_at_once_see_their_own_days_alone(app_url):
    """They scrub, ask and save: each picture is of the day of who saved it."""
    # In a thread of its own: the browser of other tests has a loop in this one.
    with ThreadPoolExecutor(1) as threads:
        wanted = load(app_url, 3, seconds=1, think_s=0.1, saves=0)
        found = threads.submit(asyncio.run, wanted).result()
    assert found.faults == []
    assert len(found.updates) > 3
    assert len(found.saves) == 3
