"""Small random knowledge and ways to answer it, for property tests."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hypothesis import strategies as st

from advisor.engine.component import Evaluated
from advisor.engine.memory import Memory
from advisor.engine.system import SystemEvaluation, evaluate_system
from advisor.graph.compile import compile_knowledge
from advisor.graph.program import Program
from advisor.model.knowledge import Knowledge
from advisor.service.proving import Proof
from tests.oracle.agreement import assessment_of, random_answers
from tests.oracle.generated import knowledge

Answers = dict[str, tuple[str, ...]]

seeds = st.integers(min_value=0, max_value=10_000)


class World:
    """A generated knowledge base with a complete set of answers and an order to give them in."""

    def __init__(self, seed: int) -> None:
        self.knowledge: Knowledge = knowledge(seed)
        self.program: Program = compile_knowledge(self.knowledge)
        rng = random.Random(seed)
        self.answers = random_answers(self.program, rng, 1.0)
        self.order = rng.sample(list(self.answers), len(self.answers))

    def steps(self) -> Iterator[Answers]:
        """No answer, one, two, until all are given."""
        for count in range(len(self.order) + 1):
            yield {question: self.answers[question] for question in self.order[:count]}

    def evaluate(self, answers: Answers, memories: dict[str, Memory] | None = None) -> SystemEvaluation:
        """A first look."""
        return evaluate_system(self.program, assessment_of(self.knowledge, answers), memories)

    def prove(self, answers: Answers, memories: dict[str, Memory] | None = None) -> Evaluated:
        """Everything decided."""
        kept = memories if memories is not None else {}
        proof = Proof(self.program, self.evaluate(answers, kept), 30)
        proof.run()
        proof.hand_over(kept)
        return self.evaluate(answers, kept).components[0]
