"""One bad file per message: each is put into the tiny knowledge and must be refused with exactly what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_files import BadFile, bad_files

from advisor.errors import InputError
from advisor.graph.compile import compile_knowledge
from advisor.loading.knowledge import load_knowledge

CASES = bad_files(Path(__file__).parent / "broken")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)
def test_broken_knowledge_is_refused_with_file_line_and_hint(case: BadFile, tiny_folder: Path) -> None:
    folders = case.put(tiny_folder)
    with pytest.raises(InputError) as refused:
        compile_knowledge(load_knowledge(folders)[0])
    case.compare([str(problem) for problem in refused.value.problems])


def test_every_message_has_a_bad_file() -> None:
    assert len(CASES) > 70
    for case in CASES:
        assert case.expected, case.path.name
