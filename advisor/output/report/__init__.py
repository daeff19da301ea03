"""The report for a review meeting, in each of its formats."""
