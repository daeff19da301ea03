"""Milestones, and what changed between two of them."""
