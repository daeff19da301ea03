"""Deployment files to an assessment: every answer points to the line that shows it; what is not shown stays open."""
