"""Tests of the rules: a copy of the real records, and what the check says of it."""
