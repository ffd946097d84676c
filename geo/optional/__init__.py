"""What some want and others need not install: each part has an extra of its own."""
