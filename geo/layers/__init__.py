"""Valid-time features: built, read, selected."""
