"""What no single file can show: names that lead nowhere, and conditions that ask what cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.errors import Problem
from advisor.loading.elements import Key, Place
from advisor.loading.near import unknown
from advisor.loading.scalars import DataPath
from advisor.model.assessment import UNKNOWN
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
    Leaf,
    Not,
    leaves,
)
from advisor.model.knowledge import Knowledge
from advisor.model.options import PATTERN_DECISION, ArtifactFile, Block, Option
from advisor.model.questions import Kind, Question, Scope
from advisor.model.rules import Rule
from advisor.model.technologies import Status

AnswerLeaf = AnswerIs | AnswerAtLeast | AnswerAtMost | AnswerIncludes


def check_references(knowledge: Knowledge, places: dict[Key, Place]) -> list[Problem]:
    """Every dangling name and impossible condition in the knowledge, with its line."""
    checker = _Checker(knowledge, places)
    checker.check()
    return checker.problems


class _Checker:
    """Walks the knowledge once and collects problems."""

    def __init__(self, knowledge: Knowledge, places: dict[Key, Place]) -> None:
        self.problems: list[Problem] = []
        self._k = knowledge
        self._places = places
        self._component_facts = _component_facts(knowledge)

    def check(self) -> None:
        for question in self._k.questions.values():
            self._question(question)
        for fact in self._k.facts.values():
            place = self._places["fact", fact.id]
            self._condition(fact.when, place, ("when",))
            self._names("source", fact.sources, self._k.sources, place, ("sources",))
        for contradiction in self._k.contradictions.values():
            place = self._places["contradiction", contradiction.id]
            self._condition(contradiction.when, place, ("when",))
            self._names("source", contradiction.sources, self._k.sources, place, ("sources",))
        for direction in self._k.directions.values():
            place = self._places["direction", direction.id]
            higher = self._k.questions.get(direction.higher)
            if higher is None:
                self._say(place, ("higher",), unknown("question", direction.higher, self._k.questions))
            elif higher.kind is not Kind.ORDERED:
                self._say(place, ("higher",), f"`{higher.id}` is not ordered, so no answer to it is higher")
            self._names("block", direction.uses, self._k.blocks, place, ("uses",))
            self._names("source", direction.sources, self._k.sources, place, ("sources",))
        for block in self._k.blocks.values():
            self._carrier(block, self._places["block", block.id], later=True)
            if block.id in {option.id for option in self._k.decisions[PATTERN_DECISION].options}:
                place = self._places["block", block.id]
                self._say(place, (), f"`{block.id}` is also a pattern; a block and a pattern need different names")
        for decision in self._k.decisions.values():
            for option in decision.options:
                place = self._places["option", decision.id, option.id]
                self._carrier(option, place, later=decision.id != PATTERN_DECISION)
            if decision.id != PATTERN_DECISION:
                place = self._places["decision", decision.id]
                self._artifacts(decision.artifacts)
                if decision.applies_when is not None:
                    self._condition(decision.applies_when, place, ("applies_when",), later=True)
        self._manifest()
        self._products()

    def _say(self, place: Place, path: DataPath, message: str) -> None:
        self.problems.append(place.problem(path, message))

    def _names(self, what: str, names: Iterable[str], known: Iterable[str], place: Place, path: DataPath) -> None:
        known = set(known)
        for number, name in enumerate(names):
            if name not in known:
                self._say(place, (*path, number), unknown(what, name, known))

    def _manifest(self) -> None:
        place = self._places[("manifest",)]
        limits = self._k.manifest.platform_limits
        for number, limit in enumerate(limits):
            path: DataPath = ("platform_limits", number)
            self._names("source", limit.sources, self._k.sources, place, (*path, "sources"))
            if limit.when is not None:
                self._condition(limit.when, place, (*path, "when"), organisation_only=True)
            elif number < len(limits) - 1:
                self._say(place, path, "only the last limit may stand without `when`; those after it could never count")

    def _question(self, question: Question) -> None:
        place = self._places["question", question.id]
        topics = [topic.id for topic in self._k.manifest.topics]
        if question.topic not in topics:
            self._say(place, ("topic",), unknown("topic", question.topic, topics))
        seen: set[str] = set()
        for number, choice in enumerate(question.choices):
            path: DataPath = ("choices", number, "id")
            if choice.id in seen:
                self._say(place, path, f"the choice `{choice.id}` stands here twice")
            seen.add(choice.id)
            if choice.id == UNKNOWN:
                self._say(place, path, "`unknown` can always be answered; it is not a choice")
            if choice.exclusive and question.kind is not Kind.SEVERAL:
                self._say(place, path, "only a choice of a several-of question can be exclusive")
        if question.asked_when is not None:
            only = question.scope is Scope.ORGANISATION
            self._condition(question.asked_when, place, ("asked_when",), organisation_only=only)
        self._names("source", question.sources, self._k.sources, place, ("sources",))

    def _carrier(self, carrier: Block | Option, place: Place, later: bool) -> None:
        self._names("block", carrier.blocks, self._k.blocks, place, ("blocks",))
        self._names("platform", carrier.platforms, self._k.platforms, place, ("platforms",))
        self._names("technology", carrier.technologies, self._k.technologies, place, ("technologies",))
        for number, technology in enumerate(carrier.technologies):
            known = self._k.technologies.get(technology)
            if known and known.status is Status.RETIRED:
                self._say(place, ("technologies", number), f"`{technology}` is retired and cannot be recommended")
        seen: set[str] = set()
        for rule in carrier.rules:
            if rule.id in seen:
                self._say(self._places["rule", rule.key], ("id",), f"the rule `{rule.id}` stands here twice")
            seen.add(rule.id)
            self._rule(rule, self._places["rule", rule.key], later)
        self._artifacts(carrier.artifacts)

    def _artifacts(self, artifacts: Iterable[ArtifactFile]) -> None:
        for artifact in artifacts:
            if artifact.when is not None:
                at = self._places["artifact", artifact.template, artifact.path]
                self._condition(artifact.when, at, ("when",), later=True)

    def _rule(self, rule: Rule, place: Place, later: bool) -> None:
        if rule.effect.is_knock_out and rule.strength is not None:
            self._say(place, ("strength",), f"a knock-out has no strength; `{rule.effect}` decides by itself")
        if not rule.effect.is_knock_out and rule.strength is None:
            self._say(place, (), f"`{rule.effect}` needs a strength: slight, clear or strong")
        self._names("source", rule.sources, self._k.sources, place, ("sources",))
        self._condition(rule.when, place, ("when",), later=later)

    def _condition(
        self,
        condition: Condition,
        place: Place,
        path: DataPath,
        *,
        later: bool = False,
        organisation_only: bool = False,
    ) -> None:
        for leaf, at in _leaves_at(condition, path):
            self._leaf(leaf, place, at, later=later)
            if organisation_only and self._about_component(leaf):
                self._say(place, at, "is about one component; here only the organisation can be asked about")

    def _about_component(self, leaf: Leaf) -> bool:
        match leaf:
            case FactHolds(fact=fact):
                return fact in self._component_facts
            case DecidedIs() | DecidedUses():
                return True
            case _:
                question = self._k.questions.get(leaf.answer)
                return question is not None and question.scope is Scope.COMPONENT

    def _leaf(self, leaf: Leaf, place: Place, at: DataPath, *, later: bool) -> None:
        match leaf:
            case FactHolds(fact=fact):
                if fact not in self._k.facts:
                    self._say(place, (*at, "fact"), unknown("fact", fact, self._k.facts))
            case DecidedIs() | DecidedUses():
                self._decided(leaf, place, at, later)
            case _:
                question = self._k.questions.get(leaf.answer)
                if question is None:
                    self._say(place, (*at, "answer"), unknown("question", leaf.answer, self._k.questions))
                else:
                    self._choices(leaf, question, place, at)

    def _decided(self, leaf: DecidedIs | DecidedUses, place: Place, at: DataPath, later: bool) -> None:
        if not later:
            self._say(place, at, "nothing is decided before the deployment pattern; ask for an answer or a fact")
            return
        decision = self._k.decisions.get(leaf.decided)
        if decision is None:
            self._say(place, (*at, "decided"), unknown("decision", leaf.decided, self._k.decisions))
        elif isinstance(leaf, DecidedIs):
            self._names("option", leaf.is_, (option.id for option in decision.options), place, (*at, "is"))
        else:
            self._names("block", leaf.uses, self._k.blocks, place, (*at, "uses"))

    def _choices(self, leaf: AnswerLeaf, question: Question, place: Place, at: DataPath) -> None:
        match leaf:
            case AnswerIncludes(includes=names):
                key, fits, need = "includes", question.kind is Kind.SEVERAL, "`is`"
            case AnswerAtLeast(at_least=name):
                key, names, fits, need = "at_least", (name,), question.kind is Kind.ORDERED, "`is` or `includes`"
            case AnswerAtMost(at_most=name):
                key, names, fits, need = "at_most", (name,), question.kind is Kind.ORDERED, "`is` or `includes`"
            case AnswerIs(is_=names):
                key, fits, need = "is", question.kind is not Kind.SEVERAL, "`includes`"
        if not fits:
            message = f"`{key}` does not fit the {question.kind} question `{question.id}`; use {need}"
            self._say(place, (*at, key), message)
        self._names(f"choice of {question.id}", names, question.choice_ids, place, (*at, key))

    def _products(self) -> None:
        for practice in self._k.practices.values():
            place = self._places["practice", practice.id]
            self._names("source", practice.sources, self._k.sources, place, ("sources",))
            self._names("technology", practice.technologies, self._k.technologies, place, ("technologies",))
        for technology in self._k.technologies.values():
            place = self._places["technology", technology.id]
            self._names("source", technology.sources, self._k.sources, place, ("sources",))
            self._names("technology", technology.successors, self._k.technologies, place, ("successors",))
            if technology.status is Status.RETIRED and not (technology.successors or technology.instead):
                self._say(place, ("status",), "is retired; say what to use: `successors` or `instead`")


def _leaves_at(condition: Condition, path: DataPath) -> Iterator[tuple[Leaf, DataPath]]:
    """Every leaf with its place in the file."""
    match condition:
        case All(all=parts):
            for number, part in enumerate(parts):
                yield from _leaves_at(part, (*path, "all", number))
        case AnyOf(any=parts):
            for number, part in enumerate(parts):
                yield from _leaves_at(part, (*path, "any", number))
        case Not(not_=inner):
            yield from _leaves_at(inner, (*path, "not"))
        case _:
            yield condition, path


def _component_facts(knowledge: Knowledge) -> frozenset[str]:
    """The facts that hang, directly or through others, on a component question."""
    found: set[str] = set()
    while True:
        before = len(found)
        for fact in knowledge.facts.values():
            for leaf in leaves(fact.when):
                if isinstance(leaf, FactHolds):
                    hangs = leaf.fact in found
                elif isinstance(leaf, AnswerLeaf):
                    question = knowledge.questions.get(leaf.answer)
                    hangs = question is not None and question.scope is Scope.COMPONENT
                else:
                    hangs = True
                if hangs:
                    found.add(fact.id)
        if len(found) == before:
            return frozenset(found)
