"""Verdicts as plain data, and the schemas of what we read and write."""
