"""What differs between two records of a system: answers, verdicts, reasons and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from advisor.model.knowledge import Knowledge
from advisor.model.milestones import Answers, Milestone, RecordedComponent
from advisor.model.rules import Rule
from advisor.output import wording


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things compared: a file as it stands (`on` None), or a milestone in it.

    `facts` are the facts that hold for each component, after today's knowledge.
    """

    name: str
    system: str
    milestone: Milestone
    facts: Mapping[str, frozenset[str]]
    on: date | None


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that is another one; None where there is none."""

    question: str
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ReasonChange:
    """A rule that came in, went out, or weighs otherwise for what is chosen; None where it does not count."""

    rule: str
    because: str | None
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class ComponentChange:
    """One component on both sides; `before` or `after` is None where it does not exist."""

    name: str
    before: RecordedComponent | None
    after: RecordedComponent | None
    before_title: str
    after_title: str
    answers: tuple[AnswerChange, ...]
    reasons: tuple[ReasonChange, ...]
    decisions: tuple[tuple[str, str, str], ...]
    facts_gained: tuple[str, ...]
    facts_lost: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether it gets another pattern."""
        return self.before_title != self.after_title

    @property
    def same(self) -> bool:
        """Whether nothing at all differs."""
        return self.before == self.after and not (self.facts_gained or self.facts_lost)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two sides."""

    before: Side
    after: Side
    organisation: tuple[AnswerChange, ...]
    components: tuple[ComponentChange, ...]
    platforms: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def none(self) -> bool:
        """Whether both sides say the same."""
        return (
            not self.organisation
            and all(each.same for each in self.components)
            and self.platforms[0] == self.platforms[1]
            and self.before.milestone.knowledge == self.after.milestone.knowledge
        )


def changes(knowledge: Knowledge, before: Side, after: Side) -> Changes:
    """Compare two sides."""
    old, new = before.milestone, after.milestone
    names = dict.fromkeys([*new.components, *old.components])
    rules = knowledge.rules()
    return Changes(
        before=before,
        after=after,
        organisation=tuple(_answers(knowledge, old.organisation, new.organisation)),
        components=tuple(_component(knowledge, rules, name, before, after) for name in names),
        platforms=(
            wording.platform_titles(knowledge, old.platforms),
            wording.platform_titles(knowledge, new.platforms),
        ),
    )


def title_of(knowledge: Knowledge, option: str | None, decision: str = wording.PATTERN) -> str:
    """An option's name; its bare id if the knowledge does not have it any more."""
    try:
        return wording.option_title(knowledge, option, decision)
    except KeyError:
        return f"{option}"


def _component(
    knowledge: Knowledge, rules: Mapping[str, Rule], name: str, before: Side, after: Side
) -> ComponentChange:
    old, new = before.milestone.components.get(name), after.milestone.components.get(name)
    was, now = before.facts.get(name, frozenset()), after.facts.get(name, frozenset())
    return ComponentChange(
        name=name,
        before=old,
        after=new,
        before_title=title_of(knowledge, old.chosen) if old else "not there",
        after_title=title_of(knowledge, new.chosen) if new else "not there",
        answers=tuple(_answers(knowledge, old.answers if old else {}, new.answers if new else {})),
        reasons=tuple(_reasons(rules, old.reasons if old else {}, new.reasons if new else {})),
        decisions=tuple(_decisions(knowledge, old.decisions if old else {}, new.decisions if new else {})),
        facts_gained=_fact_titles(knowledge, now - was if old and new else ()),
        facts_lost=_fact_titles(knowledge, was - now if old and new else ()),
    )


def _answers(knowledge: Knowledge, old: Answers, new: Answers) -> Iterator[AnswerChange]:
    known = list(knowledge.questions)
    for name in sorted({*old, *new}, key=lambda each: (known.index(each) if each in known else len(known), each)):
        if old.get(name) != new.get(name):
            question = knowledge.questions.get(name)
            was, now = (
                None if chosen is None else wording.labels(question, chosen) if question else "; ".join(chosen)
                for chosen in (old.get(name), new.get(name))
            )
            yield AnswerChange(name, question.title if question else name, was, now)


def _reasons(rules: Mapping[str, Rule], old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[ReasonChange]:
    for name in [*new, *(each for each in old if each not in new)]:
        if old.get(name) != new.get(name):
            rule = rules.get(name)
            yield ReasonChange(name, rule.because if rule else None, old.get(name), new.get(name))


def _decisions(knowledge: Knowledge, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            decision = knowledge.decisions.get(name)
            was, now = (
                (title_of(knowledge, option, name) if decision else option) if option else "none"
                for option in (old.get(name), new.get(name))
            )
            yield decision.title if decision else name, was, now


def _fact_titles(knowledge: Knowledge, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(knowledge.facts[name].title for name in sorted(names))
