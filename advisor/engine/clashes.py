"""Declared contradictions that the answers given run into."""

from __future__ import annotations

from advisor.engine.enough import enough
from advisor.engine.evaluate import State, chosen_names
from advisor.graph.program import CompiledContradiction
from advisor.model.verdict import Clash


def clashes(state: State) -> tuple[Clash, ...]:
    """Every contradiction that holds already, whatever else will be answered."""
    return tuple(_clash(state, each) for each in state.program.contradictions if state.holds(each.when) is True)


def _clash(state: State, contradiction: CompiledContradiction) -> Clash:
    program = state.program
    chosen = enough(state, contradiction.reads, lambda cases: cases.holds(contradiction.when)[0])[0]
    questions = [question for question in range(len(state.masks)) if chosen >> question & 1]
    answers = {program.questions[q].id: chosen_names(program, q, state.masks[q]) for q in questions}
    return Clash(contradiction.id, answers)
