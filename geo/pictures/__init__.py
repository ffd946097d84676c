"""Still pictures and films."""
