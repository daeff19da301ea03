"""The terminal interface in a browser."""
