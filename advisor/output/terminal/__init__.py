"""Plain text, 80 columns wide, for a terminal."""
