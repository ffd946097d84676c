"""Tests of what stands beside the map, with little on it: to draw it costs most."""

FEW = "layers=places"
