"""Tables of events that readers bring: read, annotated and written in batches."""
