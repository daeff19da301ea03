"""Pure functions from answers to verdicts; no file, no clock, no randomness that is not seeded."""
