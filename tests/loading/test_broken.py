"""One bad file per message: each is put into the tiny knowledge and must be refused with exactly what it says.

A fixture starts with `# into: PATH` and ends with one `# says: LINE: MESSAGE` per expected problem.
`ADVISOR_ACCEPT=1 pytest tests/loading/test_broken.py` writes what was said into the fixtures, to be read and judged.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from advisor.errors import InputError
from advisor.graph.compile import compile_knowledge
from advisor.loading.knowledge import load_knowledge

CASES = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_broken_knowledge_is_refused_with_file_line_and_hint(case: Path, tiny_folder: Path) -> None:
    text = case.read_text("utf-8")
    into = text.splitlines()[0].removeprefix("# into: ")
    expected = re.findall(r"^# says: (.*)$", text, re.MULTILINE)
    body = re.sub(r"^# says: .*\n", "", text, flags=re.MULTILINE)
    target = tiny_folder / into
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(body, "utf-8")

    with pytest.raises(InputError) as refused:
        compile_knowledge(load_knowledge([tiny_folder])[0])

    said = [str(problem) for problem in refused.value.problems]
    shown = [sentence.removeprefix(f"tiny/{into}:") for sentence in said]
    if os.environ.get("ADVISOR_ACCEPT"):
        case.write_text(body + "".join(f"# says: {sentence}\n" for sentence in shown), "utf-8")
    else:
        assert shown == expected


def test_every_message_has_a_bad_file() -> None:
    assert len(CASES) > 50
    for case in CASES:
        assert "# says: " in case.read_text("utf-8"), case.name
