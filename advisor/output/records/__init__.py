"""The report as decision records."""
