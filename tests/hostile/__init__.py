"""A name never runs: hostile texts in every field, through every form, as typed."""
