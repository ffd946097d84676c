"""What a browser is sent."""
