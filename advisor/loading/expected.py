"""What knowledge is held against: do scenarios, cases and guides name what there is, and can they be answered so?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.errors import Problem
from advisor.loading.answers import check_answers
from advisor.loading.elements import Key, Place
from advisor.loading.near import unknown
from advisor.model.expectations import Case, Guide, GuideRow, Scenario
from advisor.model.knowledge import Knowledge
from advisor.model.options import PATTERN_DECISION


def check_expected(knowledge: Knowledge, places: Mapping[Key, Place]) -> list[Problem]:
    """Every name that leads nowhere and every impossible answer, with its line."""
    checker = _Checker(knowledge)
    for scenario in knowledge.scenarios:
        checker.scenario(scenario, places["scenario", scenario.owner, scenario.id])
    for case in knowledge.cases.values():
        checker.case(case, places["case", case.id])
    for guide in knowledge.guides.values():
        checker.guide(guide, places["guide", guide.id])
    return checker.problems


class _Checker:
    """Collects problems."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.problems: list[Problem] = []
        self._k = knowledge
        self._patterns = [option.id for option in knowledge.decisions[PATTERN_DECISION].options]
        self._rules = knowledge.rules()

    def scenario(self, scenario: Scenario, place: Place) -> None:
        """A scenario's answers, options and rules."""
        self._answers(scenario.answers, place)
        options = self._patterns
        if scenario.pattern is not None:
            self._names("pattern", [scenario.pattern], self._patterns, place)
            decision = self._k.decisions.get(scenario.owner.removeprefix("decision/"))
            if decision is None:
                message = "only a later decision's scenario takes the pattern for decided; say what is answered instead"
                self.problems.append(place.problem(("pattern",), message))
            else:
                options = [option.id for option in decision.options]
        expect = scenario.expect
        self._names(
            "option", [expect.recommended] if expect.recommended else [], options, place, "expect", "recommended"
        )
        self._names("option", expect.ranking, options, place, "expect", "ranking")
        self._names("option", expect.ruled_out, options, place, "expect", "ruled_out")
        self._decisions(scenario, place)
        self._names("rule", [*expect.ruled_out.values(), *expect.decided_by], self._rules, place, "expect")

    def _decisions(self, scenario: Scenario, place: Place) -> None:
        """The later decisions that a scenario expects something of, and what."""
        later = {name: each for name, each in self._k.decisions.items() if name != PATTERN_DECISION}
        for name, option in scenario.expect.decisions.items():
            at = ("expect", "decisions", name)
            if name not in later:
                self.problems.append(place.problem(at, unknown("later decision", name, later)))
                continue
            options = [each.id for each in later[name].options]
            if option not in options:
                self.problems.append(place.problem(at, unknown(f"option of {name}", option, options)))

    def case(self, case: Case, place: Place) -> None:
        """A case's answers, source and patterns."""
        self._answers(case.answers, place)
        self._names("source", [case.source], self._k.sources, place, "source")
        for key, names in (("chosen", case.chosen), ("accept", case.accept), ("reject", case.reject)):
            self._names("pattern", names, self._patterns, place, key)

    def guide(self, guide: Guide, place: Place) -> None:
        """A guide's rows, and whether each of them says something that can be tried."""
        self._names("source", [guide.source], self._k.sources, place, "source")
        self._answers(guide.given, place, "given")
        seen: set[str] = set()
        for number, row in enumerate(guide.rows):
            at = Place(place.document, (*place.at, "rows", number))
            if row.id in seen:
                self.problems.append(at.problem(("id",), f"the row `{row.id}` stands here twice"))
            seen.add(row.id)
            self._row(row, at)

    def _row(self, row: GuideRow, place: Place) -> None:
        if row.source is not None:
            self._names("source", [row.source], self._k.sources, place, "source")
        self._answers(row.answers, place, "answers")
        self._names("pattern", row.accept, self._patterns, place, "accept")
        self._names("pattern", row.reject, self._patterns, place, "reject")
        if row.outside is None and not (row.accept or row.reject):
            message = "say which patterns agree (`accept`) or are advised against (`reject`), or why none is: `outside`"
            self.problems.append(place.problem((), message))
        elif row.outside is not None and (row.accept or row.reject or row.differs or row.answers):
            message = "is not held against any pattern, so it has no answers, `accept`, `reject` or `differs`"
            self.problems.append(place.problem(("outside",), message))

    def _answers(self, answers: Mapping[str, tuple[str, ...]], place: Place, at: str = "answers") -> None:
        for question, problem in check_answers(dict(answers), self._k.questions):
            self.problems.append(place.problem((at, question), problem))

    def _names(self, what: str, names: Iterable[str], known: Iterable[str], place: Place, *at: str) -> None:
        known = set(known)
        for number, name in enumerate(names):
            if name not in known:
                self.problems.append(place.problem((*at, number), unknown(what, name, known)))
