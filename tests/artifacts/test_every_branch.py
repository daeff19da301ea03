"""The spread of answers takes every branch of every template, and every file is once written and once left out."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from artifacts.branches import Branches, counted, every_artifact
from artifacts.mixed import rendered_system, systems
from artifacts.spread import SPREAD, spread

from advisor.service import Advisor


@pytest.fixture(scope="module")
def branches(advisor: Advisor) -> Branches:
    with counted(advisor.knowledge) as found:
        for starter in spread(advisor):
            assert starter.files
        for system in systems():
            assert rendered_system(advisor, system)
    return found


def test_every_pattern_is_in_the_spread(advisor: Advisor) -> None:
    assert set(SPREAD) == {option.id for option in advisor.knowledge.decisions["pattern"].options}


def test_every_branch_is_taken(branches: Branches) -> None:
    print(f"{len(branches.there)} branches, {len(branches.missed)} missed")
    assert branches.missed == []


def test_every_file_is_written_once_and_left_out_once(advisor: Advisor, branches: Branches) -> None:
    # Where two templates write the same path, the second is only looked at when the first is not written.
    paths = Counter(
        (Path(artifact.template).parts[:-2], artifact.path) for artifact in every_artifact(advisor.knowledge)
    )
    alternatives = {path for (_, path), count in paths.items() if count > 1}
    always_the_same = [
        f"{Path(artifact.template).parts[-3:]}: {artifact.path} {branches.outcomes.get(id(artifact.when))}"
        for artifact in every_artifact(advisor.knowledge)
        if artifact.when is not None
        and artifact.path not in alternatives
        and branches.outcomes.get(id(artifact.when)) != {True, False}
    ]
    assert always_the_same == []


def test_a_branch_that_is_not_taken_is_named_by_template_and_line(advisor: Advisor) -> None:
    with counted(advisor.knowledge) as few:
        assert len(list(islice(spread(advisor), 3))) == 3
    compose = [name for name in few.missed if name.startswith("compose-host/artifacts/compose.yaml.j2:")]
    assert compose
    assert all(name.split(":")[1].isdigit() for name in few.missed)
