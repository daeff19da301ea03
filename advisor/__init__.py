"""Deployment-pattern advisor: where and how each part of a system should run, and why."""

__version__ = "0.1.0"
