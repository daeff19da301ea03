"""Decisions as formulas: which answers lead to which outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.engine.evaluate import State
from advisor.engine.exact.formula import FALSE, TRUE, Formula, Sum, at_least
from advisor.engine.knowns import Found
from advisor.engine.tally import NOT_TAKEN, NOTHING
from advisor.graph.program import ALL, ANSWER, ANY, DECIDED, FACT, NOT, Expression


class Completion:
    """One way to complete the given answers, as variables: what is answered and settled is already filled in.

    `left` has, for each decision that is not settled, the outcomes that are not excluded. A second completion
    made with `but` is the same one except for a question.
    """

    def __init__(self, formula: Formula, state: State, left: Mapping[int, frozenset[int]]) -> None:
        self.formula = formula
        self._state = state
        self._left = left
        self._base: Completion | None = None
        self._other: int | None = None
        self._choices: dict[int, list[int]] = {}
        self._facts: dict[int, int] = {}
        self._applies: dict[int, int] = {}
        self._fired: dict[int, int] = {}
        self._outcomes: dict[int, dict[int, int]] = {}

    def nothing(self, number: int) -> int:
        """The literal that a decision applies and nothing is eligible, for which no points have to be counted."""
        applies, eligible = self.eligible(number)
        return self.formula.all_of([applies, *(-literal for literal in eligible.values())])

    def but(self, question: int) -> Completion:
        """A completion that differs from this one at most in one question, and in what hangs on it."""
        other = Completion(self.formula, self._state, self._left)
        other._base, other._other = self, question
        return other

    def outcomes(self, number: int) -> dict[int, int]:
        """For each outcome of a decision the literal that it comes about."""
        found = self._outcomes.get(number)
        if found is None:
            found = self._outcomes[number] = self._decide(number)
        return found

    def found(self, model: Sequence[int]) -> Found:
        """The answers in a solver's model as a witness."""
        return Found(self.answers(model))

    def answers(self, model: Sequence[int]) -> tuple[int, ...]:
        """The answers in a solver's model, as masks; a question that nothing hangs on gets its first choice."""
        return tuple(mask or self._answer(question, model) for question, mask in enumerate(self._state.masks))

    def _answer(self, question: int, model: Sequence[int]) -> int:
        if self._base is not None and question != self._other:
            return self._base._answer(question, model)
        choices = self._choices.get(question, [TRUE])
        return sum((model[literal - 1] > 0) << bit for bit, literal in enumerate(choices))

    def choices(self, question: int) -> list[int]:
        """For each choice of an open question the literal that the answer includes it."""
        if self._base is not None and question != self._other:
            return self._base.choices(question)
        if question not in self._choices:
            self._choices[question] = self._free(question)
        return self._choices[question]

    def _free(self, question: int) -> list[int]:
        compiled = self._state.program.questions[question]
        literals = [self.formula.variable() for _ in compiled.choices]
        if not compiled.several:
            self.formula.exactly_one(literals)
            return literals
        self.formula.clauses.append(list(literals))
        for bit, alone in enumerate(literals):
            if compiled.exclusive >> bit & 1:
                self.formula.clauses.extend([-alone, -other] for other in literals if other != alone)
        return literals

    def _decide(self, number: int) -> dict[int, int]:
        formula, left = self.formula, self._left[number]
        applies, eligible = self.eligible(number)
        places = list(eligible)
        numbers = {place: self.score(number, place) for place in places}
        leads = self._leaders(places, eligible, numbers)
        outcomes = {}
        for rank, place in enumerate(places):
            outcomes[place] = formula.all_of([leads[place], *(-leads[earlier] for earlier in places[:rank])])
        if NOTHING in left:
            outcomes[NOTHING] = self.nothing(number)
        if NOT_TAKEN in left:
            outcomes[NOT_TAKEN] = -applies
        return outcomes

    def eligible(self, number: int) -> tuple[int, dict[int, int]]:
        """The literals that a decision applies, and that each option that is left is eligible then."""
        decision, left = self._state.program.decisions[number], self._left[number]
        applies = TRUE if NOT_TAKEN not in left or decision.applies_when is None else self._holds(decision.applies_when)
        places = sorted(place for place in left if place >= 0)
        return applies, {place: self.formula.all_of([applies, -self._knocked_out(number, place)]) for place in places}

    def _leaders(self, places: list[int], eligible: Mapping[int, int], numbers: Mapping[int, Sum]) -> dict[int, int]:
        """For each option the literal that it is eligible and none that is has more points."""
        formula = self.formula
        # No winner has less than what an option that is sure to be eligible is sure to have.
        sure = [numbers[place].least for place in places if eligible[place] == TRUE]
        floor = max(sure, default=min((number.least for number in numbers.values()), default=0) - 1)
        values = sorted({value for number in numbers.values() for value in _values(number) if value > floor})
        reached = {
            value: formula.any_of(
                formula.all_of([eligible[place], at_least(numbers[place], value)]) for place in places
            )
            for value in values
        }
        return {
            place: formula.all_of(
                [
                    eligible[place],
                    at_least(numbers[place], floor),
                    *(formula.any_of([-reached[value], at_least(numbers[place], value)]) for value in values),
                ]
            )
            for place in places
        }

    def score(self, number: int, place: int) -> Sum:
        """Points of an option, less what all that are left have in common."""
        decision = self._state.program.decisions[number]
        own = [decision.options[other].groups for other in self._left[number] if other >= 0]
        shared = frozenset(own[0]).intersection(*own[1:])
        return self.formula.total(
            self._group(decision.groups[group]) for group in decision.options[place].groups if group not in shared
        )

    def scores_as(self, other: Completion, number: int, place: int) -> bool:
        """Whether it is plain that an option has the same points as under another completion."""
        rules = self._state.program.rules
        own = self._state.program.decisions[number].options[place].rules
        return all(self.fires(index) == other.fires(index) for index in own if rules[index].points)

    def _group(self, group: Sequence[int]) -> Sum:
        rules = self._state.program.rules
        return self.formula.total(
            self.formula.weighted(self.fires(index), rules[index].points)
            for index in group
            if not rules[index].knock_out
        )

    def _knocked_out(self, number: int, place: int) -> int:
        program = self._state.program
        rules = program.decisions[number].options[place].rules
        return self.formula.any_of(self.fires(index) for index in rules if program.rules[index].knock_out)

    def fires(self, index: int) -> int:
        """The literal that says that a rule takes effect."""
        if index not in self._fired:
            rule = self._state.program.rules[index]
            if self._base is not None and self._other not in rule.reads and rule.decided.isdisjoint(self._left):
                literal = self._base.fires(index)
            else:
                literal = self._holds(rule.when)
                literal = -literal if rule.requires else literal
            self._fired[index] = literal
        return self._fired[index]

    def _holds(self, expression: Expression) -> int:
        kind = expression[0]
        if kind == ANSWER:
            return self.answered(expression[1], expression[2])
        if kind == FACT:
            return self._fact(expression[1])
        if kind == ALL:
            return self.formula.all_of([self._holds(part) for part in expression[1:]])
        if kind == ANY:
            return self.formula.any_of([self._holds(part) for part in expression[1:]])
        if kind == NOT:
            return -self._holds(expression[1])
        assert kind == DECIDED
        number, mask = expression[1], expression[2]
        if number not in self._left:
            return TRUE if self._state.decided[number] & mask else FALSE
        outcomes = self.outcomes(number)
        return self.formula.any_of(literal for place, literal in outcomes.items() if place >= 0 and mask >> place & 1)

    def contradicted(self, contradiction: int) -> int:
        """The literal that says that the answers run into a declared contradiction."""
        return self._holds(self._state.program.contradictions[contradiction].when)

    def _fact(self, fact: int) -> int:
        known = self._state.facts[fact]
        if known is not None:
            return TRUE if known else FALSE
        if fact not in self._facts:
            compiled = self._state.program.facts[fact]
            if self._base is not None and self._other not in compiled.reads:
                self._facts[fact] = self._base._fact(fact)
            else:
                self._facts[fact] = self._holds(compiled.when)
        return self._facts[fact]

    def answered(self, question: int, mask: int) -> int:
        """The literal that says that a question applies and its answer includes one of these choices."""
        given = self._state.masks[question]
        if given and not given & mask:
            return FALSE
        applies = self._does_apply(question)
        if given or applies == FALSE:
            return applies
        chosen = (literal for bit, literal in enumerate(self.choices(question)) if mask >> bit & 1)
        return self.formula.all_of([applies, self.formula.any_of(chosen)])

    def _does_apply(self, question: int) -> int:
        known = self._state.applies[question]
        if known is not None:
            return TRUE if known else FALSE
        if question not in self._applies:
            condition = self._state.program.questions[question].asked_when
            assert condition is not None
            self._applies[question] = self._holds(condition)
        return self._applies[question]


def _values(number: Sum) -> list[int]:
    return [number.least, *(value for value, _ in number.steps)]
