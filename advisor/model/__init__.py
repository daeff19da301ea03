"""Frozen models of what people write and what the advisor concludes; no reading, no writing."""
