"""What only some need: each part rests on packages of an extra of the same name."""
