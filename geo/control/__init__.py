"""Who controls what: cells around places, and who held them when."""
