"""The same rules in other engines: GoRules' zen for evaluation, clingo and CP-SAT for what is possible."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from advisor.engine.evaluate import chosen_names
from advisor.engine.possible import outcomes
from advisor.engine.tally import NOTHING
from advisor.graph.program import ALL, ANSWER, ANY, FACT, NOT, Expression, Program
from benchmarks.walks import Masks


class Zen:
    """The pattern decision as three expression nodes: facts, rules, and per option points and knock-outs."""

    def __init__(self, program: Program) -> None:
        import zen

        self._program = program
        self._decision = zen.ZenEngine().create_decision(json.dumps(self._graph()))

    def context(self, masks: Masks) -> dict[str, Any]:
        """Answers as zen reads them; a question that does not apply has an answer all the same."""
        return {
            f"q{index}": list(chosen_names(self._program, index, mask)) if question.several
            else chosen_names(self._program, index, mask)[0]
            for index, (question, mask) in enumerate(zip(self._program.questions, masks, strict=True))
        }  # fmt: skip

    def recommend(self, context: Mapping[str, Any]) -> int:
        """The place of the recommended pattern."""
        result = self._decision.evaluate(context)["result"]
        best, winner = None, NOTHING
        for place in range(len(self._program.decisions[0].options)):
            if not result[f"out{place}"] and (best is None or result[f"points{place}"] > best):
                best, winner = result[f"points{place}"], place
        return winner

    def _graph(self) -> dict[str, Any]:
        program = self._program
        first, later = [], []
        for kind, index in program.order:
            when = program.facts[index].when if kind == "fact" else program.questions[index].asked_when
            if when is not None:
                first.append((f"{'f' if kind == 'fact' else 'a'}{index}", self._text(when, inside=True)))
        used = sorted({index for option in program.decisions[0].options for index in option.rules})
        for index in used:
            rule = program.rules[index]
            text = self._text(rule.when)
            later.append((f"r{index}", f"not ({text})" if rule.requires else text))
        last = []
        for place, option in enumerate(program.decisions[0].options):
            rules = [program.rules[index] for index in option.rules]
            out = [f"r{i}" for i, rule in zip(option.rules, rules, strict=True) if rule.knock_out]
            points = [f"(r{i} ? {r.points} : 0)" for i, r in zip(option.rules, rules, strict=True) if not r.knock_out]
            last.append((f"out{place}", " or ".join(out) or "false"))
            last.append((f"points{place}", " + ".join(points) or "0"))
        nodes = [{"id": "in", "name": "in", "type": "inputNode"}, {"id": "out", "name": "out", "type": "outputNode"}]
        names = ["in"]
        for name, expressions in (("facts", first), ("rules", later), ("totals", last)):
            nodes.append(
                {
                    "id": name,
                    "name": name,
                    "type": "expressionNode",
                    "content": {
                        "passThrough": name != "totals",
                        "expressions": [{"id": key, "key": key, "value": text} for key, text in expressions],
                    },
                }
            )
            names.append(name)
        names.append("out")
        edges = [
            {"id": f"e{n}", "sourceId": a, "targetId": b, "type": "edge"} for n, (a, b) in enumerate(pairwise(names))
        ]
        return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}

    def _text(self, expression: Expression, inside: bool = False) -> str:
        kind = expression[0]
        if kind == ANSWER:
            index, mask = expression[1], expression[2]
            question = self._program.questions[index]
            names = json.dumps([name for bit, name in enumerate(question.choices) if mask >> bit & 1])
            test = f"some(q{index}, # in {names})" if question.several else f"q{index} in {names}"
            applies = f"{'$.' if inside else ''}a{index}"
            return test if question.asked_when is None else f"({applies} and {test})"
        if kind == FACT:
            return f"{'$.' if inside else ''}f{expression[1]}"
        if kind == NOT:
            return f"(not ({self._text(expression[1], inside)}))"
        word = " and " if kind == ALL else " or "
        return f"({word.join(self._text(part, inside) for part in expression[1:])})"


class CpSat:
    """The pattern decision as a CP-SAT model; each question is asked of a copy with the answers filled in."""

    def __init__(self, program: Program) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self._program = program
        model = self._model = cp_model.CpModel()
        self._choices = [
            [model.new_bool_var(f"q{q}_{c}") for c in range(len(question.choices))]
            for q, question in enumerate(program.questions)
        ]
        for question, variables in zip(program.questions, self._choices, strict=True):
            if question.several:
                model.add_bool_or(variables)
                for bit, alone in enumerate(variables):
                    if question.exclusive >> bit & 1:
                        for other in variables:
                            if other is not alone:
                                model.add_implication(alone, other.negated())
            else:
                model.add_exactly_one(variables)
        self._facts: dict[int, Any] = {}
        self._fired: dict[int, Any] = {}
        self._wins = self._winners()

    def possible(self, masks: Masks) -> set[int]:
        """Every outcome that some completion has."""
        return {outcome for outcome in outcomes(self._program.decisions[0]) if self._can_win(masks, outcome)}

    def _can_win(self, masks: Masks, outcome: int) -> bool:
        model = self._model.clone()
        for question, mask in enumerate(masks):
            for bit, variable in enumerate(self._choices[question]):
                if mask:
                    model.add(model.get_bool_var_from_proto_index(variable.index) == (mask >> bit & 1))
        model.add(model.get_bool_var_from_proto_index(self._wins[outcome].index) == 1)
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        return solver.solve(model) in (self._cp.OPTIMAL, self._cp.FEASIBLE)

    def _winners(self) -> dict[int, Any]:
        model, options = self._model, self._program.decisions[0].options
        eligible, points = [], []
        for option in options:
            rules = [(index, self._program.rules[index]) for index in option.rules]
            out = self._any([self._fires(index) for index, rule in rules if rule.knock_out])
            eligible.append(out.negated())
            points.append(sum(rule.points * self._fires(index) for index, rule in rules if not rule.knock_out))
        wins = {}
        for place in range(len(options)):
            win = wins[place] = model.new_bool_var(f"win{place}")
            model.add_implication(win, eligible[place])
            for rival in range(len(options)):
                if rival != place:
                    ahead = 1 if rival < place else 0
                    model.add(points[place] - points[rival] >= ahead).only_enforce_if([win, eligible[rival]])
        wins[NOTHING] = self._all([each.negated() for each in eligible])
        return wins

    def _fires(self, index: int) -> Any:
        if index not in self._fired:
            rule = self._program.rules[index]
            literal = self._holds(rule.when)
            self._fired[index] = literal.negated() if rule.requires else literal
        return self._fired[index]

    def _holds(self, expression: Expression) -> Any:
        kind = expression[0]
        if kind == ANSWER:
            question, mask = expression[1], expression[2]
            test = self._any([v for bit, v in enumerate(self._choices[question]) if mask >> bit & 1])
            condition = self._program.questions[question].asked_when
            return test if condition is None else self._all([test, self._holds(condition)])
        if kind == FACT:
            if expression[1] not in self._facts:
                self._facts[expression[1]] = self._holds(self._program.facts[expression[1]].when)
            return self._facts[expression[1]]
        if kind == NOT:
            return self._holds(expression[1]).negated()
        join: Callable[[list[Any]], Any] = self._all if kind == ALL else self._any
        assert kind in (ALL, ANY)
        return join([self._holds(part) for part in expression[1:]])

    def _all(self, literals: list[Any]) -> Any:
        made = self._model.new_bool_var("")
        self._model.add_bool_and(literals).only_enforce_if(made)
        self._model.add_bool_or([literal.negated() for literal in literals]).only_enforce_if(made.negated())
        return made

    def _any(self, literals: list[Any]) -> Any:
        return self._all([literal.negated() for literal in literals]).negated()
