"""The features of the real records, made once."""

import pytest

from geo.layers import build as features
from geo.layers import read as layers
from geo.layers.feature import Feature


@pytest.fixture(scope="session")
def made(atlas_records) -> dict[str, list[Feature]]:
    return features.features(atlas_records)


@pytest.fixture
def made_once(made, monkeypatch) -> None:
    """Let a build, of whatever records, write the features of the real ones."""
    monkeypatch.setattr(layers, "features", lambda _: made)
