"""Declared contradictions that the answers given run into."""

from __future__ import annotations

from functools import lru_cache

from advisor.engine.enough import enough
from advisor.engine.evaluate import State, chosen_names
from advisor.graph.program import Program
from advisor.model.verdict import Clash


def clashes(state: State) -> tuple[Clash, ...]:
    """Every contradiction that holds already, whatever else will be answered."""
    return tuple(
        _clash(state.program, number, tuple([state.masks[question] for question in sorted(each.reads)]))
        for number, each in enumerate(state.program.contradictions)
        if state.holds(each.when) is True
    )


@lru_cache(maxsize=1_000)
def _clash(program: Program, number: int, read: tuple[int, ...]) -> Clash:
    """A contradiction under the answers to the questions that it hangs on."""
    contradiction = program.contradictions[number]
    masks = [0] * len(program.questions)
    for question, mask in zip(sorted(contradiction.reads), read, strict=True):
        masks[question] = mask
    state = State(program, tuple(masks))
    chosen = enough(state, contradiction.reads, lambda cases: cases.holds(contradiction.when)[0])[0]
    questions = [question for question in range(len(masks)) if chosen >> question & 1]
    return Clash(contradiction.id, {program.questions[q].id: chosen_names(program, q, masks[q]) for q in questions})
