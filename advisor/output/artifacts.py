"""Starter artifacts: the templates of the chosen patterns and their blocks, filled from the assessment."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

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
)
from advisor.model.knowledge import Knowledge
from advisor.model.options import ArtifactFile, Option, Pattern
from advisor.model.verdict import ComponentVerdict, SystemVerdict
from advisor.output.artifact_index import index_file
from advisor.output.files import TextFile

Facts = Mapping[str, Mapping[str, bool | None]]
"""Per component, every fact; None for an open one."""


def render_artifacts(
    knowledge: Knowledge, assessment: Assessment, verdict: SystemVerdict, facts: Facts
) -> tuple[TextFile, ...]:
    """The files for every component that got a pattern, and an index of them. Nothing is written.

    Raises AdvisorError for a template that cannot be filled.
    """
    files: list[TextFile] = []
    for component in verdict.components:
        if component.chosen is not None:
            view = _View(knowledge, assessment, component, facts[component.name])
            files += [_rendered(artifact, view) for artifact in view.artifacts()]
    return (index_file(knowledge, assessment, verdict, tuple(files)), *files)


def _rendered(artifact: ArtifactFile, view: _View) -> TextFile:
    environment = _environment()
    template = Path(artifact.template)
    try:
        path = environment.from_string(artifact.path).render(view.context)
        text = environment.from_string(template.read_text("utf-8")).render(view.context)
    except TemplateError as error:
        place = f"{template}:{getattr(error, 'lineno', None) or 1}"
        raise AdvisorError(f"{place}: the template cannot be filled: {error}") from error
    except OSError as error:
        raise AdvisorError(f"{template}: the template cannot be read: {error.strerror}") from None
    return TextFile(f"{view.component.name}/{path}", text, artifact.why, artifact.executable)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    """Delimiters like ERB's, so that the braces of Ansible, Helm and GitHub stay what they are."""
    environment = ImmutableSandboxedEnvironment(
        variable_start_string="<%=",
        variable_end_string="%>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<%#",
        comment_end_string="%>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "quoted": lambda value: json.dumps(str(value), ensure_ascii=False),
        "shell": lambda value: shlex.quote(str(value)),
        "comment": lambda value: " ".join(str(value).split()),
    }
    return environment


class _View:
    """One component as its templates see it."""

    def __init__(
        self,
        knowledge: Knowledge,
        assessment: Assessment,
        component: ComponentVerdict,
        facts: Mapping[str, bool | None],
    ) -> None:
        self.component = component
        self._knowledge = knowledge
        self._facts = facts
        self._decided = {"pattern": component.chosen or ""} | {
            name: verdict.recommended for name, verdict in component.decisions.items() if verdict.recommended
        }
        self._pattern = self._option("pattern", self._decided["pattern"])
        answers: dict[str, Answer] = {**assessment.organisation, **assessment.components[component.name].answers}
        self._answers = {
            name: answer.answer
            for name, answer in answers.items()
            if not answer.is_unknown and name not in component.unused
        }
        self.context: dict[str, Any] = {
            "system": {"title": assessment.system, "id": _slug(assessment.system)},
            "component": component.name,
            "pattern": {"id": self._pattern.id, "title": self._pattern.title},
            "decided": self._decided,
            "answers": self._answers,
            "facts": {name: truth is True for name, truth in facts.items()},
            "has": self._has,
            "label": self._label,
            "assumed": [(q.title, self._label(q.id)) for q in knowledge.questions.values()],
            "practices": tuple(knowledge.practices.values()),
            "knowledge_version": knowledge.manifest.version,
        }

    def artifacts(self) -> Iterator[ArtifactFile]:
        """The files of the pattern and its blocks; where two write the same path, the nearer one counts."""
        found: dict[str, ArtifactFile] = {}
        for part in self._knowledge.parts_of(self._pattern):
            for artifact in part.artifacts:
                if artifact.path not in found and self._holds(artifact.when):
                    found[artifact.path] = artifact
        for path in sorted(found):
            yield found[path]

    def _option(self, decision: str, option: str) -> Option | Pattern:
        return next(o for o in self._knowledge.decisions[decision].options if o.id == option)

    def _has(self, question: str, *choices: str) -> bool:
        if question not in self._knowledge.questions:
            raise AdvisorError(f"a template asks for the question `{question}`, which does not exist")
        return any(choice in self._answers.get(question, ()) for choice in choices)

    def _label(self, question: str) -> str:
        chosen = self._answers.get(question, ())
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


def _slug(title: str) -> str:
    """A name that hosts, networks and files accept."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:40].strip("-") or "system"
