"""Options that no answers lead to, and questions that are read although no verdict depends on them."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.checking.subject import Subject
from advisor.checking.unused import questions_read
from advisor.engine.exact.proofs import prove_use
from advisor.errors import Problem

_SECONDS = 10.0
"""What is not proven by then is no finding; `knowledge prove` takes longer."""


def unreachable(subject: Subject) -> Iterator[Problem]:
    """What is proven, over all answers, to be of no use."""
    options, questions = prove_use(subject.program, _SECONDS)
    for finding in options.findings:
        if finding.proven:
            decision, option = finding.subject.split("/")
            message = f"no answers lead to `{option}`: something else is always recommended"
            yield subject.places["option", decision, option].problem((), message)
    index = subject.program.question_index
    read = questions_read(subject.program)
    for finding in questions.findings:
        if finding.proven and index[finding.subject] in read:
            message = f"no verdict depends on the question `{finding.subject}`, although rules read it"
            yield subject.places["question", finding.subject].problem((), message)
