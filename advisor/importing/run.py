"""An import from beginning to end: paths and the assessment so far in, the new assessment and a full account out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from advisor.errors import InputError, Problem
from advisor.importing.components import components, connections, described, organisation
from advisor.importing.gather import Gathered, Gatherer
from advisor.importing.judging import judge
from advisor.importing.merging import Allowed, linked, merged
from advisor.importing.naming import printable
from advisor.model.assessment import Assessment
from advisor.model.imported import ImportResult
from advisor.model.recognition import Recognition
from advisor.reading.fence import Fence
from advisor.reading.kinds import kind_by_name


def run_import(
    paths: Sequence[Path], text: str | None, assessment: Assessment, recognition: Recognition, allowed: Allowed
) -> ImportResult:
    """Read files and folders, and `text` if it is given, into `assessment`.

    Raises InputError if a path is not there, or if nothing that runs was found.
    """
    missing = [Problem(str(path), 0, "there is no such file or folder") for path in paths if not path.exists()]
    if missing:
        raise InputError(missing)
    gathered = _gather(paths, text, recognition)
    if not gathered.units:
        where = ", ".join(map(str, paths)) or "the input"
        nothing = Problem(where, 0, "has nothing that says what runs (Compose, Kubernetes, Dockerfile ...)")
        raise InputError(map(_shown, gathered.problems or [nothing]))
    judge(gathered.units, recognition)
    every = components(gathered.units)
    links = connections(every)
    found, notes = [], list(gathered.notes)
    for component in every:
        one, disagreements = described(component)
        found.append(one)
        notes += disagreements
    general = organisation(every)
    answered, changes = merged(assessment, found, general, frozenset(gathered.read), allowed)
    made = linked(answered, links)
    names = {one.name for one in found}
    return ImportResult(
        assessment=made,
        components=tuple(found),
        organisation=general,
        connections=tuple(links),
        changes=tuple(changes),
        new_components=tuple(one.name for one in found if one.name not in assessment.components),
        missing_components=tuple(name for name in assessment.components if name not in names),
        read=tuple(sorted(gathered.read)),
        problems=tuple(sorted({_shown(one) for one in gathered.problems})),
        notes=tuple(sorted({_shown(one) for one in notes})),
        skipped=tuple(sorted((file, printable(why)) for file, why in gathered.skipped.items())),
        others=gathered.others,
    )


def _shown(problem: Problem) -> Problem:
    return Problem(problem.file, problem.line, printable(problem.message))


def _gather(paths: Sequence[Path], text: str | None, recognition: Recognition) -> Gathered:
    fence = Fence(paths)
    named = frozenset(path for path in paths if path.is_file())
    files: dict[Path, None] = {}
    others = 0
    for path in paths:
        for file in [path] if path in named else fence.files(path):
            if path in named or kind_by_name(file) is not None:
                files.setdefault(file)
            else:
                others += 1
    gathered = Gatherer(fence, recognition).gather(list(files), named, text)
    gathered.others = others
    return gathered
