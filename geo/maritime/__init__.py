"""The sea: lines, coasts, medians, limits and claims on the WGS84 ellipsoid."""
