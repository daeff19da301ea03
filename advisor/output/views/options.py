"""One option of a ranking, ready to show: its points and the reasons that they are the sum of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from advisor.model.knowledge import Knowledge
from advisor.model.options import Risk
from advisor.model.record import record
from advisor.model.rules import Strength
from advisor.model.verdict import Outcome, RuleTrace, Standing, Verdict
from advisor.output import wording


@record
class Read:
    """An answer or a fact that a rule read; `value` is None while it is open."""

    title: str
    value: str | None


@record
class Reason:
    """A rule's part in an option's standing, in words."""

    rule: str
    points: int
    weight: str
    because: str
    answers: tuple[Read, ...]
    facts: tuple[Read, ...]
    sources: tuple[str, ...]
    pack: str

    @property
    def is_core(self) -> bool:
        """Whether it is a rule of the shipped knowledge and not of somebody's own."""
        return self.pack == "core"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.weight.startswith("may ")


@record(by_identity=True)
class OptionView:
    """An option with everything that speaks for it, against it, rules it out, or may still do so.

    The reasons are put into words when somebody first looks: of most options only the name and points are shown.
    """

    id: str
    title: str
    summary: str
    points: int
    eligible: bool
    word: str
    risks: tuple[Risk, ...]
    knowledge: Knowledge
    standing: Standing

    @cached_property
    def ruled_out_by(self) -> tuple[Reason, ...]:
        """What rules it out."""
        return _reasons(self.knowledge, self.standing.knock_outs)

    @cached_property
    def speaks_for(self) -> tuple[Reason, ...]:
        """What adds points, heaviest first."""
        return _reasons(self.knowledge, (trace for trace in self.standing.reasons if trace.points > 0))

    @cached_property
    def speaks_against(self) -> tuple[Reason, ...]:
        """What takes points away, heaviest first."""
        return _reasons(self.knowledge, (trace for trace in self.standing.reasons if trace.points < 0))

    @cached_property
    def still_open(self) -> tuple[Reason, ...]:
        """What may still count, heaviest first."""
        waiting = [trace for trace in self.standing.rules if trace.outcome is Outcome.OPEN]
        return _reasons(self.knowledge, sorted(waiting, key=_heaviest_first))

    @property
    def gained(self) -> int:
        """The points of everything that speaks for it."""
        return sum(reason.points for reason in self.speaks_for)

    @property
    def lost(self) -> int:
        """The points, zero or less, of everything that speaks against it."""
        return sum(reason.points for reason in self.speaks_against)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that counts now, knock-outs first."""
        return (*self.ruled_out_by, *self.speaks_for, *self.speaks_against)

    @property
    def against(self) -> tuple[Reason, ...]:
        """What rules it out, or else what speaks against it."""
        return self.ruled_out_by or self.speaks_against


def option_view(knowledge: Knowledge, verdict: Verdict, standing: Standing) -> OptionView:
    """An option of a verdict in words."""
    shown = wording.option(knowledge, standing.option, verdict.decision)
    return OptionView(
        id=shown.id,
        title=shown.title,
        summary=shown.summary,
        points=standing.points,
        eligible=standing.eligible,
        word=_word(verdict, standing),
        risks=shown.risks,
        knowledge=knowledge,
        standing=standing,
    )


def option_views(knowledge: Knowledge, verdict: Verdict) -> tuple[OptionView, ...]:
    """The whole ranking in words, best first."""
    return tuple(option_view(knowledge, verdict, standing) for standing in verdict.ranking)


def _word(verdict: Verdict, standing: Standing) -> str:
    if not standing.eligible:
        return "ruled out"
    if standing.option == verdict.recommended:
        return "best"
    if standing.option not in verdict.possible:
        return "cannot win any more"
    return "still possible"


def _heaviest_first(trace: RuleTrace) -> tuple[bool, int, str]:
    weight = 0 if trace.strength is None else list(Strength).index(trace.strength)
    return not trace.effect.is_knock_out, -weight, trace.rule


def _reasons(knowledge: Knowledge, traces: Iterable[RuleTrace]) -> tuple[Reason, ...]:
    return tuple(_reason(knowledge, trace) for trace in traces)


def _reason(knowledge: Knowledge, trace: RuleTrace) -> Reason:
    return Reason(
        rule=trace.rule,
        points=trace.points,
        weight=wording.weight(trace),
        because=trace.because,
        answers=tuple(_answer(knowledge, name, chosen) for name, chosen in trace.answers.items()),
        facts=tuple(_fact(knowledge, name, holds) for name, holds in trace.facts.items()),
        sources=trace.sources,
        pack=trace.pack,
    )


def _answer(knowledge: Knowledge, name: str, chosen: tuple[str, ...] | None) -> Read:
    question = knowledge.questions[name]
    return Read(question.title, None if chosen is None else wording.labels(question, chosen))


def _fact(knowledge: Knowledge, name: str, holds: bool | None) -> Read:
    return Read(knowledge.facts[name].title, None if holds is None else "yes" if holds else "no")
