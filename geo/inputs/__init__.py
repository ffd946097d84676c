"""Files that people bring: tables of events, and layers of their own."""
