"""Knowledge to the program that the engine runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from advisor.graph.build import Node, decision_graph
from advisor.graph.program import (
    ALL,
    ANSWER,
    ANY,
    DECIDED,
    FACT,
    NOT,
    CompiledContradiction,
    CompiledDecision,
    CompiledDirection,
    CompiledFact,
    CompiledLimit,
    CompiledOption,
    CompiledQuestion,
    CompiledRule,
    Expression,
    Program,
)
from advisor.graph.sums import groups_of, shared_sums
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
    leaves,
)
from advisor.model.knowledge import Knowledge
from advisor.model.options import Decision, Option
from advisor.model.questions import Kind, Question, Scope
from advisor.model.rules import Contradiction, Direction, Effect, Rule


def compile_knowledge(knowledge: Knowledge) -> Program:
    """Compile checked knowledge, in which nothing hangs on itself."""
    graph = decision_graph(knowledge)
    order = list(nx.lexicographical_topological_sort(graph))
    return _Compiler(knowledge, order).program()


def condition_compiler(knowledge: Knowledge) -> Callable[[Condition], Expression]:
    """What turns conditions that are no part of the program, such as those of artifacts, into its expressions."""
    return _Compiler(knowledge, list(nx.lexicographical_topological_sort(decision_graph(knowledge)))).expression


def options_in_order(decision: Decision) -> list[Option]:
    """The options as ties are broken: simpler first, then by id."""
    return sorted(decision.options, key=lambda option: (option.simplicity, option.id))


class _Compiler:
    """Turns names into indexes and conditions into expressions."""

    def __init__(self, knowledge: Knowledge, order: list[Node]) -> None:
        self._k = knowledge
        self._order = [node for node in order if node[0] in ("question", "fact")]
        self._questions = list(knowledge.questions.values())
        self._question_index = {question.id: number for number, question in enumerate(self._questions)}
        self._fact_index = {name: number for number, name in enumerate(knowledge.facts)}
        later = [name for kind, name in order if kind == "decision" and name != "pattern"]
        self._decisions = [knowledge.decisions[name] for name in ("pattern", *later)]
        self._decision_index = {decision.id: number for number, decision in enumerate(self._decisions)}
        self._options = [options_in_order(decision) for decision in self._decisions]
        self._reads = self._all_reads()

    def program(self) -> Program:
        rules, index = self._rules()
        topics = {topic.id: number for number, topic in enumerate(self._k.manifest.topics)}
        return Program(
            version=self._k.manifest.version,
            close_call=self._k.manifest.close_call,
            questions=tuple(self._question(question, topics) for question in self._questions),
            facts=tuple(
                CompiledFact(fact.id, self.expression(fact.when), self._reads["fact", fact.id])
                for fact in self._k.facts.values()
            ),
            contradictions=tuple(self._contradiction(each) for each in self._k.contradictions.values()),
            directions=tuple(self._direction(each) for each in self._k.directions.values()),
            rules=tuple(rules),
            decisions=tuple(self._decision(number, index) for number in range(len(self._decisions))),
            limits=tuple(
                CompiledLimit(limit.at_most, self._maybe(limit.when), self._reads_of(limit.when), limit.because)
                for limit in self._k.manifest.platform_limits
            ),
            order=tuple(
                (kind, self._question_index[name] if kind == "question" else self._fact_index[name])
                for kind, name in self._order
            ),
            readers=tuple(
                tuple(number for number, rule in enumerate(rules) if question in rule.reads)
                for question in range(len(self._questions))
            ),
            question_index=self._question_index,
            fact_index=self._fact_index,
        )

    def _all_reads(self) -> dict[Node, frozenset[int]]:
        """For each question and fact, the questions that it hangs on; a question hangs on itself too."""
        reads: dict[Node, frozenset[int]] = {}
        self._reads = reads
        for kind, name in self._order:
            if kind == "question":
                question = self._k.questions[name]
                reads[kind, name] = self._reads_of(question.asked_when) | {self._question_index[name]}
            else:
                reads[kind, name] = self._reads_of(self._k.facts[name].when)
        return reads

    def _reads_of(self, condition: Condition | None) -> frozenset[int]:
        if condition is None:
            return frozenset()
        nodes: list[Node] = []
        for leaf in leaves(condition):
            match leaf:
                case FactHolds(fact=fact):
                    nodes.append(("fact", fact))
                case DecidedIs() | DecidedUses():
                    pass
                case _:
                    nodes.append(("question", leaf.answer))
        return frozenset().union(*(self._reads[node] for node in nodes))

    def _decided_of(self, condition: Condition | None) -> frozenset[int]:
        found = leaves(condition) if condition is not None else ()
        return frozenset(
            self._decision_index[leaf.decided] for leaf in found if isinstance(leaf, DecidedIs | DecidedUses)
        )

    def _question(self, question: Question, topics: Mapping[str, int]) -> CompiledQuestion:
        exclusive = sum(1 << number for number, choice in enumerate(question.choices) if choice.exclusive)
        return CompiledQuestion(
            id=question.id,
            organisation=question.scope is Scope.ORGANISATION,
            choices=question.choice_ids,
            several=question.kind is Kind.SEVERAL,
            ordered=question.kind is Kind.ORDERED,
            exclusive=exclusive,
            asked_when=self._maybe(question.asked_when),
            reads=self._reads["question", question.id],
            topic=topics[question.topic],
        )

    def _contradiction(self, each: Contradiction) -> CompiledContradiction:
        return CompiledContradiction(
            each.id, self.expression(each.when), self._reads_of(each.when), each.leaves_nothing
        )

    def _direction(self, each: Direction) -> CompiledDirection:
        uses = set(each.uses)
        options = tuple(
            place
            for place, option in enumerate(self._options[0])
            if uses & {block.id for block in self._k.blocks_of(option)}
        )
        return CompiledDirection(each.id, self._question_index[each.higher], each.never == "favours", options)

    def _rules(self) -> tuple[list[CompiledRule], dict[str, int]]:
        rules = [self._rule(rule) for carrier in self._k.carriers() for rule in carrier.rules]
        return rules, {rule.key: number for number, rule in enumerate(rules)}

    def _rule(self, rule: Rule) -> CompiledRule:
        questions: dict[int, None] = {}
        facts: dict[int, None] = {}
        for leaf in leaves(rule.when):
            match leaf:
                case FactHolds(fact=fact):
                    facts[self._fact_index[fact]] = None
                case DecidedIs() | DecidedUses():
                    pass
                case _:
                    questions[self._question_index[leaf.answer]] = None
        points = self._k.manifest.points.of(rule.strength) if rule.strength else 0
        return CompiledRule(
            key=rule.key,
            effect=rule.effect,
            strength=rule.strength,
            points=-points if rule.effect is Effect.DISFAVOURS else points,
            knock_out=rule.effect.is_knock_out,
            requires=rule.effect is Effect.REQUIRES,
            when=self.expression(rule.when),
            questions=tuple(questions),
            facts=tuple(facts),
            reads=self._reads_of(rule.when),
            decided=self._decided_of(rule.when),
            because=rule.because,
            sources=rule.sources,
            pack=rule.pack,
        )

    def _decision(self, number: int, index: Mapping[str, int]) -> CompiledDecision:
        decision = self._decisions[number]
        rules = [
            tuple(index[rule.key] for part in self._k.parts_of(option) for rule in part.rules)
            for option in self._options[number]
        ]
        groups = groups_of(rules)
        own = [tuple(place for place, group in enumerate(groups) if group[0] in subject) for subject in rules]
        sums, tops = shared_sums(own, len(groups))
        options = []
        for place, option in enumerate(self._options[number]):
            blocks = self._k.blocks_of(option)
            options.append(
                CompiledOption(
                    id=option.id,
                    simplicity=option.simplicity,
                    rules=rules[place],
                    groups=own[place],
                    sum=tops[place],
                    blocks=frozenset(block.id for block in blocks),
                    platforms=tuple(sorted({name for part in self._k.parts_of(option) for name in part.platforms})),
                )
            )
        return CompiledDecision(
            id=decision.id,
            applies_when=self._maybe(decision.applies_when),
            reads=self._reads_of(decision.applies_when),
            decided=self._decided_of(decision.applies_when),
            options=tuple(options),
            groups=groups,
            sums=sums,
        )

    def _maybe(self, condition: Condition | None) -> Expression | None:
        return None if condition is None else self.expression(condition)

    def expression(self, condition: Condition) -> Expression:
        """A condition with numbers for names."""
        match condition:
            case All(all=parts):
                return (ALL, *map(self.expression, parts))
            case AnyOf(any=parts):
                return (ANY, *map(self.expression, parts))
            case Not(not_=inner):
                return (NOT, self.expression(inner))
            case FactHolds(fact=fact):
                return (FACT, self._fact_index[fact])
            case DecidedIs(decided=decision, is_=options):
                return self._decided(decision, lambda option: option.id in options)
            case DecidedUses(decided=decision, uses=blocks):
                wanted = set(blocks)
                return self._decided(decision, lambda option: bool(wanted & {b.id for b in self._k.blocks_of(option)}))
            case AnswerAtLeast(answer=name, at_least=choice):
                choices = self._k.questions[name].choice_ids
                return self._answer(name, choices[choices.index(choice) :])
            case AnswerAtMost(answer=name, at_most=choice):
                choices = self._k.questions[name].choice_ids
                return self._answer(name, choices[: choices.index(choice) + 1])
            case AnswerIs(answer=name, is_=chosen) | AnswerIncludes(answer=name, includes=chosen):
                return self._answer(name, chosen)
        raise TypeError(f"not a condition: {condition!r}")

    def _answer(self, name: str, chosen: Iterable[str]) -> Expression:
        choices = self._k.questions[name].choice_ids
        mask = 0
        for choice in chosen:
            mask |= 1 << choices.index(choice)
        return (ANSWER, self._question_index[name], mask)

    def _decided(self, decision: str, fits: Callable[[Option], bool]) -> Expression:
        number = self._decision_index[decision]
        mask = sum(1 << place for place, option in enumerate(self._options[number]) if fits(option))
        return (DECIDED, number, mask)
