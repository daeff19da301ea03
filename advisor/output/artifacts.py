"""Starter artifacts: the templates of the chosen patterns and their blocks, filled from the assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from advisor.model.assessment import Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.lock import Basis
from advisor.model.options import ArtifactFile
from advisor.model.verdict import SystemVerdict
from advisor.output.artifact_index import index_file
from advisor.output.artifact_templates import filled_file, filled_text
from advisor.output.artifact_view import View, named
from advisor.output.files import TextFile

Facts = Mapping[str, Mapping[str, bool | None]]
"""Per component, every fact; None for an open one."""


def render_artifacts(
    knowledge: Knowledge, assessment: Assessment, verdict: SystemVerdict, facts: Facts
) -> tuple[TextFile, ...]:
    """The files for every component that got a pattern, for the boundary between them, and an index of them all.

    Nothing is written. Raises AdvisorError for a template that cannot be filled.
    """
    chosen = [component for component in verdict.components if component.chosen is not None]
    views = [View(knowledge, assessment, component, facts[component.name]) for component in chosen]
    for view in views:
        view.meet(views)
    files = [*_boundary(knowledge, views), *(file for view in views for file in _own(view))]
    return (index_file(knowledge, assessment, verdict, files), *files)


def _own(view: View) -> Iterator[TextFile]:
    """A component's files; a template that comes out empty has nothing to say and is left out."""
    for artifact in view.artifacts():
        template = Path(artifact.template)
        path = filled_text(artifact.path, view.context, template)
        text = filled_file(template, view.context)
        if text.strip():
            basis = view.basis(template)
            yield TextFile(f"{view.component.name}/{path}", text, artifact.why, artifact.executable, basis)


def _boundary(knowledge: Knowledge, views: Sequence[View]) -> Iterator[TextFile]:
    """The files about where components meet that run on different platforms."""
    if len({view.component.chosen for view in views}) < 2:
        return
    for artifact in knowledge.boundary:
        yield _shared(artifact, views)


def _shared(artifact: ArtifactFile, views: Sequence[View]) -> TextFile:
    for view in views:
        view.forget()
    template = Path(artifact.template)
    first = views[0].context
    context = {
        "system": first["system"],
        "knowledge_version": first["knowledge_version"],
        "members": [view.context for view in views],
    }
    text = filled_file(template, context)
    read = [view for view in views if view.was_read]
    rules = {rule for view in read for rule in view.basis(template).rules}
    members = tuple(view.component.name for view in read)
    basis = Basis(template=named(template), rules=tuple(sorted(rules)), members=members)
    path = filled_text(artifact.path, context, template)
    return TextFile(path, text, artifact.why, artifact.executable, basis)
