"""What a start loads, tried in a fresh interpreter: the rules that import-linter cannot see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from advisor.model.assessment import Answer
from advisor.service import Session, open_advisor

EXAMPLE = Path(__file__).parents[2] / "examples" / "online-game.yaml"

LOADED = """
import sys
from advisor.__main__ import main
code = main({arguments!r})
print("LOADED", *sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def modules_of(*arguments: str) -> set[str]:
    """The modules that a command has loaded, on its second run (the first may have to make the cache)."""
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", LOADED.format(arguments=list(arguments))], capture_output=True, text=True, check=True
        )
    return set(run.stderr.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "heavy",
    [
        *("textual", "rich", "pydantic", "dataclasses", "networkx", "yaml", "ruamel.yaml", "jinja2", "markdown_it"),
        *("platformdirs", "argparse", "difflib", "hashlib", "pysat"),
    ],
)
def test_a_recommendation_loads_nothing_it_does_not_need(heavy: str) -> None:
    assert heavy not in _recommendation()


@pytest.mark.parametrize(
    "heavy",
    ["pysolvers", "pydantic", "yaml", "networkx", "ruamel.yaml", "jinja2", "advisor.engine", "advisor.service.session"],
)
def test_the_interface_paints_before_anything_heavy_is_loaded(heavy: str) -> None:
    assert heavy not in _interface()


def test_a_complete_assessment_is_judged_without_the_solver(tmp_path: Path) -> None:
    session = Session.create(open_advisor(), tmp_path / "complete.yaml", "Complete", ["web"])
    while (ref := session.interview.next) is not None:
        question = session.advisor.knowledge.questions[ref.question]
        session.answer(ref, Answer(answer=(question.choices[0].id,)))
    session.stop()
    assert "pysolvers" not in modules_of("recommend", str(session.path))


def _interface(found: list[set[str]] = []) -> set[str]:  # noqa: B006 - one run serves every parameter
    if not found:
        script = "import sys, advisor.tui.app; print(*sorted(sys.modules))"
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        found.append(set(run.stdout.split()))
    return found[0]


def _recommendation(found: list[set[str]] = []) -> set[str]:  # noqa: B006 - one run serves every parameter
    if not found:
        found.append(modules_of("recommend", str(EXAMPLE)))
    return found[0]
