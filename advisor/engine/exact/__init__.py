"""The exact layer: the questions that sampling and bounds leave open, put to a SAT solver.

Needs the optional dependency `advisor[exact]`; without it the engine says less, never anything wrong.
"""
