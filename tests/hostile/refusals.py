"""How a reader's file that may not be read is refused: soon, and in one sentence."""

import time

import pytest

from geo.errors import UploadError
from geo.inputs import own

MOST_SECONDS = 1
"""Of a core."""


def assert_refused(name: str, content: bytes, message: str) -> None:
    """Assert that a file is refused with a message (a pattern) after its name."""
    begun = time.process_time()
    with pytest.raises(UploadError, match=f"^{name}: .*({message})") as caught:
        own.read(name, content)
    assert time.process_time() - begun < MOST_SECONDS
    assert len(str(caught.value)) < 1000
    assert caught.value.text("ar")
