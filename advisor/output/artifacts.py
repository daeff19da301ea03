"""Starter artifacts: the templates of the chosen patterns and their blocks, filled from the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from advisor.model.assessment import Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.options import ArtifactFile
from advisor.model.verdict import SystemVerdict
from advisor.output.artifact_index import index_file
from advisor.output.artifact_templates import filled_file, filled_text
from advisor.output.artifact_view import View
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
            view = View(knowledge, assessment, component, facts[component.name])
            files += [_rendered(artifact, view) for artifact in view.artifacts()]
    return (index_file(knowledge, assessment, verdict, tuple(files)), *files)


def _rendered(artifact: ArtifactFile, view: View) -> TextFile:
    template = Path(artifact.template)
    path = filled_text(artifact.path, view.context, template)
    text = filled_file(template, view.context)
    return TextFile(
        f"{view.component.name}/{path}", text, artifact.why, artifact.executable, basis=view.basis(template)
    )
