"""Artifacts that use what is retired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from advisor.auditing.retired import sign_pattern
from advisor.checking.subject import Subject
from advisor.errors import Problem
from advisor.loading.elements import Key
from advisor.model.options import Block, Decision, Option
from advisor.model.technologies import Status

_PAST = (Status.RETIRED, Status.LEGACY)


def retired_in_artifacts(subject: Subject) -> Iterator[Problem]:
    """Lines in templates that show a sign of a product nobody should start with any more."""
    signs = [
        (sign_pattern(technology, sign), technology.id, technology.status, sign)
        for technology in subject.knowledge.technologies.values()
        if technology.status in _PAST
        for sign in technology.signs
    ]
    for shown, path in _templates(subject):
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            for pattern, name, status, sign in signs:
                if pattern.search(line):
                    yield Problem(shown, number, f"uses `{sign.lstrip('^')}`, which is a sign of `{name}` ({status})")


def _templates(subject: Subject) -> Iterator[tuple[str, Path]]:
    """Every file beside a template, also those that others include, with the name that problems call it."""
    carriers: dict[Key, Block | Option | Decision] = {**subject.carriers}
    carriers |= {("decision", decision.id): decision for decision in subject.knowledge.decisions.values()}
    for key, carrier in carriers.items():
        own = f"/{carrier.id}/artifacts/"
        found = next((artifact.template for artifact in carrier.artifacts if own in artifact.template), None)
        if found is not None:
            shown = PurePosixPath(subject.places[key].document.name).parent / "artifacts"
            folder = Path(found.rpartition(own)[0]) / carrier.id / "artifacts"
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    yield (shown / path.relative_to(folder).as_posix()).as_posix(), path
