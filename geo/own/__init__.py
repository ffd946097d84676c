"""A reader's own layer: files of many kinds, as features with whole days."""

from geo.own.layer import Layer
from geo.own.read import ENDINGS, MOST_FAULTS, read

__all__ = ["ENDINGS", "MOST_FAULTS", "Layer", "read"]
