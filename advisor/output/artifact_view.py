"""One component as the templates of its artifacts see it, and what each of them looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError
from advisor.model.assessment import Answer, Assessment
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
from advisor.model.lock import Basis
from advisor.model.options import ArtifactFile, Block, Decision, Option
from advisor.model.verdict import ComponentVerdict
from advisor.output.artifact_reads import ReadMapping, ReadRows


class View:
    """What a template is given. What it reads of that is noted, until `basis` is asked for."""

    def __init__(
        self,
        knowledge: Knowledge,
        assessment: Assessment,
        component: ComponentVerdict,
        facts: Mapping[str, bool | None],
    ) -> None:
        self.component = component
        self.talks_to = assessment.components[component.name].talks_to
        self._peers: list[View] = []
        self._knowledge = knowledge
        decided = {"pattern": component.chosen or ""} | {
            name: verdict.recommended for name, verdict in component.decisions.items() if verdict.recommended
        }
        self._pattern = self._option("pattern", decided["pattern"])
        given: dict[str, Answer] = {**assessment.organisation, **assessment.components[component.name].answers}
        self._answers = ReadMapping(
            (name, answer.answer)
            for name, answer in given.items()
            if not answer.is_unknown and name not in component.unused
        )
        self._facts = ReadMapping((name, truth is True) for name, truth in facts.items())
        self._decided = ReadMapping(decided.items())
        rows = [(q.title, self._shown(q.id)) for q in knowledge.questions.values()]
        self.context: dict[str, Any] = {
            "system": {"title": assessment.system, "id": slug(assessment.system)},
            "component": component.name,
            "pattern": {"id": self._pattern.id, "title": self._pattern.title},
            "decided": self._decided,
            "answers": self._answers,
            "facts": self._facts,
            "has": self._has,
            "uses": {block.id for block in knowledge.blocks_of(self._pattern)}.__contains__,
            "label": self._label,
            "network": f"10.{20 + list(assessment.components).index(component.name)}.0.0/24",
            "assumed": ReadRows(rows, self._answers),
            "practices": tuple(knowledge.practices.values()),
            "knowledge_version": knowledge.manifest.version,
        }

    def meet(self, others: Sequence[View]) -> None:
        """Make this component known to its templates, and those whose pattern is another one.

        Where nobody said of any component what it talks to, each may call every other.
        """
        self._peers = [other for other in others if other._pattern.id != self._pattern.id]
        said = any(each.talks_to for each in others)
        self.context |= {
            "me": self.context,
            "peers": [peer.context for peer in self._peers],
            "calls": [peer.context for peer in self._peers if not said or peer.component.name in self.talks_to],
            "callers": [peer.context for peer in self._peers if not said or self.component.name in peer.talks_to],
        }

    def artifacts(self) -> Iterator[ArtifactFile]:
        """The files of the pattern, its blocks and the later decisions; of two for one path the nearer one counts."""
        found: dict[str, ArtifactFile] = {}
        later = (each for name, each in self._knowledge.decisions.items() if name != "pattern")
        carriers: list[Option | Block | Decision] = [self._pattern, *self._knowledge.blocks_of(self._pattern), *later]
        for carrier in carriers:
            for artifact in carrier.artifacts:
                if artifact.path not in found and self._holds(artifact.when):
                    found[artifact.path] = artifact
        for path in sorted(found):
            for view in (self, *self._peers):
                view.forget()
            self._holds(found[path].when)
            yield found[path]

    def basis(self, template: Path) -> Basis:
        """What was read since the last file was begun, and the rules and answers behind that."""
        decided = {"pattern", *self._decided.read} & set(self._decided)
        answers = set(self._answers.read) | {q for fact in self._facts.read for q in self._questions(fact)}
        rules: set[str] = set()
        for decision in decided:
            verdict = self.component.pattern if decision == "pattern" else self.component.decisions[decision]
            option = self._decided.unread(decision)
            for trace in next((each.reasons for each in verdict.ranking if each.option == option), ()):
                rules.add(trace.rule)
                answers |= {question for question, answer in trace.answers.items() if answer is not None}
        return Basis(
            template=named(template),
            component=self.component.name,
            answers={name: self._answers.unread(name) or () for name in sorted(answers)},
            facts={name: self._facts.unread(name) is True for name in sorted(self._facts.read)},
            decided={name: self._decided.unread(name) or "" for name in sorted(decided)},
            rules=tuple(sorted(rules)),
            members=tuple(peer.component.name for peer in self._peers if peer.was_read),
        )

    @property
    def was_read(self) -> bool:
        """Whether a template looked at any of its answers since they were last forgotten."""
        return any(each.read for each in (self._answers, self._facts, self._decided))

    def forget(self) -> None:
        """Begin with the next file."""
        for each in (self._answers, self._facts, self._decided):
            each.read.clear()

    def _questions(self, fact: str) -> Iterator[str]:
        """The questions that a fact hangs on, through other facts too."""
        for leaf in leaves(self._knowledge.facts[fact].when):
            if isinstance(leaf, FactHolds):
                yield from self._questions(leaf.fact)
            elif isinstance(leaf, AnswerIs | AnswerIncludes | AnswerAtLeast | AnswerAtMost):
                yield leaf.answer

    def _option(self, decision: str, option: str) -> Option:
        return next(o for o in self._knowledge.decisions[decision].options if o.id == option)

    def _has(self, question: str, *choices: str) -> bool:
        if question not in self._knowledge.questions:
            raise AdvisorError(f"a template asks for the question `{question}`, which does not exist")
        return any(choice in self._answers.get(question, ()) for choice in choices)

    def _label(self, question: str) -> str:
        self._answers.get(question)
        return self._shown(question)

    def _shown(self, question: str) -> str:
        chosen = self._answers.unread(question) or ()
        labels = [self._knowledge.questions[question].choice(choice).label for choice in chosen]
        return "; ".join(labels) or "not answered"

    def _holds(self, condition: Condition | None) -> bool:
        """Whether a file is written; what is open counts as not so."""
        match condition:
            case None:
                return True
            case All(all=parts):
                return all(self._holds(part) for part in parts)
            case AnyOf(any=parts):
                return any(self._holds(part) for part in parts)
            case Not(not_=inner):
                return not self._holds(inner)
            case FactHolds(fact=fact):
                return self._facts.get(fact) is True
            case DecidedIs(decided=decision, is_=options):
                return self._decided.get(decision) in options
            case DecidedUses(decided=decision, uses=blocks):
                taken = self._decided.get(decision)
                found = self._knowledge.blocks_of(self._option(decision, taken)) if taken else ()
                return any(block.id in blocks for block in found)
            case AnswerIs(answer=question, is_=choices) | AnswerIncludes(answer=question, includes=choices):
                return self._has(question, *choices)
            case AnswerAtLeast(answer=question, at_least=choice):
                known = self._knowledge.questions[question].choice_ids
                return self._has(question, *known[known.index(choice) :])
            case AnswerAtMost(answer=question, at_most=choice):
                known = self._knowledge.questions[question].choice_ids
                return self._has(question, *known[: known.index(choice) + 1])


def slug(title: str) -> str:
    """A name that hosts, networks and files accept."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:40].strip("-") or "system"


def named(template: Path) -> str:
    """A template by its place in the knowledge, the same on every machine."""
    parts = template.resolve().parts
    below = len(parts) - 1 - parts[::-1].index("artifacts") if "artifacts" in parts else len(parts) - 1
    return "/".join(parts[max(0, below - 2) :])
