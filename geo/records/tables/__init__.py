"""What each table may hold, declared once."""
