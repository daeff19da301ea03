"""The knowledge as an answer set program, translated from its models and from what the contract says they mean.

Shares no code with the engine: this is what the engine is checked against. Every condition has two atoms,
`holds` and `fails`; with neither it is open. `T` tells copies of the answers apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.model.conditions import (
    All,
    AnswerAtLeast,
    AnswerAtMost,
    AnswerIncludes,
    AnswerIs,
    AnyOf,
    Condition,
    DecidedIs,
    DecidedUses,
    FactHolds,
    Not,
)
from advisor.model.knowledge import Knowledge
from advisor.model.options import Block, Decision, Option
from advisor.model.questions import Kind
from advisor.model.rules import Effect, Rule

COMMON = """
applies(T,Q) :- copy(T), question(Q), not conditional(Q).
answered(T,Q) :- ans(T,Q,_).
out(T,D,O) :- knocks(R), subject(D,O,R), fires(T,R).
eligible(T,D,O) :- copy(T), option(D,O,_), not out(T,D,O), not idle(T,D).
worse(T,D,O) :- eligible(T,D,O), eligible(T,D,P), option(D,O,I), option(D,P,J), I < J,
    #sum { W,R : subject(D,O,R), fires(T,R), weight(R,W); -W,R,1 : subject(D,P,R), fires(T,R), weight(R,W) } < 0.
worse(T,D,O) :- eligible(T,D,O), eligible(T,D,P), option(D,O,I), option(D,P,J), I > J,
    #sum { W,R : subject(D,O,R), fires(T,R), weight(R,W); -W,R,1 : subject(D,P,R), fires(T,R), weight(R,W) } <= 0.
wins(T,D,O) :- eligible(T,D,O), not worse(T,D,O).
some(T,D) :- eligible(T,D,_).
wins(T,D,"nothing") :- copy(T), decision(D), not some(T,D), not idle(T,D).
wins(T,D,"not taken") :- idle(T,D).
decided(T,D,O) :- wins(T,D,O), not given(D).
"""

DOMAIN = """
1 { ans(0,Q,C) : choice(Q,C) } 1 :- open(Q), question(Q), not several(Q).
1 { ans(0,Q,C) : choice(Q,C) } :- open(Q), several(Q).
:- open(Q), ans(0,Q,C), ans(0,Q,B), exclusive(Q,C), B != C.
"""


def program(knowledge: Knowledge, decisions: tuple[str, ...] = ("pattern",)) -> str:
    """The rules of these decisions, and of everything that they read."""
    return "\n".join([COMMON, *_Translation(knowledge, decisions).lines()])


class _Translation:
    def __init__(self, knowledge: Knowledge, decisions: tuple[str, ...]) -> None:
        self._k = knowledge
        self._decisions = decisions
        self._names = 0
        self._lines: list[str] = []

    def lines(self) -> Iterator[str]:
        for question in self._k.questions.values():
            yield f'question("{question.id}").'
            yield from (f'choice("{question.id}","{choice.id}").' for choice in question.choices)
            if question.kind is Kind.SEVERAL:
                yield f'several("{question.id}").'
            yield from (f'exclusive("{question.id}","{c.id}").' for c in question.choices if c.exclusive)
            if question.asked_when is not None:
                name = self._condition(question.asked_when)
                yield f'conditional("{question.id}").'
                yield f'applies(T,"{question.id}") :- holds(T,{name}).'
                yield f'applies_not(T,"{question.id}") :- fails(T,{name}).'
        for fact in self._k.facts.values():
            name = self._condition(fact.when)
            yield f'holds(T,fact("{fact.id}")) :- holds(T,{name}).'
            yield f'fails(T,fact("{fact.id}")) :- fails(T,{name}).'
        for name in self._decisions:
            yield from self._decision(self._k.decisions[name])
        yield from self._lines

    def _decision(self, decision: Decision) -> Iterator[str]:
        yield f'decision("{decision.id}").'
        if decision.applies_when is not None:
            yield f'idle(T,"{decision.id}") :- fails(T,{self._condition(decision.applies_when)}).'
        order = sorted(decision.options, key=lambda option: (option.simplicity, option.id))
        for place, option in enumerate(order):
            yield f'option("{decision.id}","{option.id}",{place}).'
            for rule in {rule.key: rule for rule in self._rules(option)}.values():
                yield f'subject("{decision.id}","{option.id}","{rule.key}").'
                yield from self._rule(rule)

    def _rules(self, carrier: Option | Block) -> Iterator[Rule]:
        yield from carrier.rules
        for name in carrier.blocks:
            yield from self._rules(self._k.blocks[name])

    def _rule(self, rule: Rule) -> Iterator[str]:
        atom = "fails" if rule.effect is Effect.REQUIRES else "holds"
        yield f'fires(T,"{rule.key}") :- {atom}(T,{self._condition(rule.when)}).'
        if rule.effect in (Effect.REQUIRES, Effect.RULES_OUT):
            yield f'knocks("{rule.key}").'
        else:
            assert rule.strength is not None
            points = self._k.manifest.points.of(rule.strength)
            yield f'weight("{rule.key}",{-points if rule.effect is Effect.DISFAVOURS else points}).'

    def _condition(self, condition: Condition) -> str:
        """Write what the condition means and return the name it got."""
        if isinstance(condition, FactHolds):
            return f'fact("{condition.fact}")'
        self._names += 1
        name = f"n{self._names}"
        match condition:
            case All(all=parts) | AnyOf(any=parts):
                inner = [self._condition(part) for part in parts]
                every, one = ("holds", "fails") if isinstance(condition, All) else ("fails", "holds")
                self._say(f"{every}(T,{name}) :- copy(T), {', '.join(f'{every}(T,{part})' for part in inner)}.")
                for part in inner:
                    self._say(f"{one}(T,{name}) :- {one}(T,{part}).")
            case Not(not_=part):
                inner_name = self._condition(part)
                self._say(f"holds(T,{name}) :- fails(T,{inner_name}).")
                self._say(f"fails(T,{name}) :- holds(T,{inner_name}).")
            case DecidedIs(decided=decision, is_=options):
                self._decided(name, decision, options)
            case DecidedUses(decided=decision, uses=blocks):
                using = [o.id for o in self._k.decisions[decision].options if self._blocks(o) & set(blocks)]
                self._decided(name, decision, using)
            case _:
                self._answer(name, condition.answer, self._wanted(condition))
        return name

    def _blocks(self, carrier: Option | Block) -> set[str]:
        found = set(carrier.blocks)
        for block in carrier.blocks:
            found |= self._blocks(self._k.blocks[block])
        return found

    def _wanted(self, condition: AnswerIs | AnswerIncludes | AnswerAtLeast | AnswerAtMost) -> list[str]:
        choices = [choice.id for choice in self._k.questions[condition.answer].choices]
        match condition:
            case AnswerAtLeast(at_least=first):
                return choices[choices.index(first) :]
            case AnswerAtMost(at_most=last):
                return choices[: choices.index(last) + 1]
            case AnswerIs(is_=wanted) | AnswerIncludes(includes=wanted):
                return list(wanted)

    def _answer(self, name: str, question: str, wanted: list[str]) -> None:
        for choice in wanted:
            self._say(f'holds(T,{name}) :- applies(T,"{question}"), ans(T,"{question}","{choice}").')
        missed = ", ".join(f'not ans(T,"{question}","{choice}")' for choice in wanted)
        self._say(f'fails(T,{name}) :- applies_not(T,"{question}").')
        self._say(f'fails(T,{name}) :- answered(T,"{question}"), {missed}.')

    def _decided(self, name: str, decision: str, options: list[str] | tuple[str, ...]) -> None:
        for option in options:
            self._say(f'holds(T,{name}) :- decided(T,"{decision}","{option}").')
        self._say(f"fails(T,{name}) :- copy(T), not holds(T,{name}).")

    def _say(self, line: str) -> None:
        self._lines.append(line)
