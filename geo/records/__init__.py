"""The facts: declared, read, checked, and as known on a day."""
