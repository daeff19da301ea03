"""Answers that cannot all be true, ready to show."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model.questions import Scope
from advisor.model.record import record
from advisor.model.verdict import Clash
from advisor.output import wording
from advisor.output.given import Given


@record
class ClashView:
    """A contradiction: why the answers cannot all be true, what to do, and per answer its question and its owner.

    `where` is the component whose answers take part; None if all of them are the organisation's. `questions` are their
    ids, in the order of the answers.
    """

    where: str | None
    title: str
    because: str
    instead: str
    answers: tuple[tuple[str, str, str | None], ...]
    questions: tuple[str, ...] = ()


def clash_views(given: Given) -> tuple[ClashView, ...]:
    """Those between answers of the organisation first, each once, then each component's own."""
    general: dict[str, ClashView] = {}
    own = []
    for component in given.verdict.components:
        for clash in component.clashes:
            if all(given.knowledge.questions[name].scope is Scope.ORGANISATION for name in clash.answers):
                general[clash.contradiction] = _view(given, None, clash)
            else:
                own.append(_view(given, component.name, clash))
    return (*(general[name] for name in sorted(general)), *own)


def _view(given: Given, where: str | None, clash: Clash) -> ClashView:
    contradiction = given.knowledge.contradictions[clash.contradiction]
    answers = tuple(_answers(given, where, clash))
    said = contradiction.title, contradiction.because, contradiction.instead
    return ClashView(where, *said, answers, tuple(clash.answers))


def _answers(given: Given, component: str | None, clash: Clash) -> Iterator[tuple[str, str, str | None]]:
    for name, chosen in clash.answers.items():
        question = given.knowledge.questions[name]
        answer = given.answer(name, None if question.scope is Scope.ORGANISATION else component)
        yield question.title, wording.labels(question, chosen), answer.owner if answer else None
