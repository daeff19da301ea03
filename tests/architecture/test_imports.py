"""What a start loads, tried in a fresh interpreter: the rules that import-linter cannot see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("heavy", ["textual", "rich", "networkx", "ruamel.yaml", "jinja2", "markdown_it"])
def test_a_recommendation_loads_nothing_it_does_not_need(heavy: str) -> None:
    assert heavy not in _recommendation()


@pytest.mark.parametrize("heavy", ["pysat", "networkx", "ruamel.yaml", "jinja2", "advisor.engine.exact.solver"])
def test_the_interface_paints_before_anything_heavy_is_loaded(heavy: str) -> None:
    assert heavy not in _interface()


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
