"""What Ansible's modules say about their own options, which neither the syntax check nor the linter looks at."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from artifacts.static.check import program

_KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
_MODULE = re.compile(r"^ *(?:- )?([a-z_]+\.[a-z_]+\.[a-z_0-9]+):", re.MULTILINE)
_FREE = ("ansible.builtin.set_fact", "ansible.builtin.meta")
_KNOWN: dict[str, dict[str, Any] | None] = {}


def misuse(used: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Every module and option that there is not, and every value that an option does not take."""
    calls = list(used)
    unknown = {module for module, _ in calls} - set(_KNOWN)
    if unknown:
        _ask(unknown | (_of_templates() - set(_KNOWN)))
    for module, given in calls:
        options = _KNOWN[module]
        if options is None:
            yield f"there is no module {module}"
        elif isinstance(given, dict) and module not in _FREE:
            yield from _wrong(module, given, options)


def _wrong(where: str, given: dict[str, Any], options: dict[str, Any]) -> Iterator[str]:
    known = {name: about for option, about in options.items() for name in (option, *about.get("aliases", []))}
    for name, value in given.items():
        if name not in known:
            yield f"{where} does not know {name}"
            continue
        about = known[name]
        yield from _value(f"{where}.{name}", value, about)
        below = about.get("suboptions")
        for part in value if isinstance(value, list) else [value]:
            if below and isinstance(part, dict):
                yield from _wrong(f"{where}.{name}", part, below)
    for option, about in options.items():
        if about.get("required") and not {option, *about.get("aliases", [])} & set(given):
            yield f"{where} needs {option}"


def _value(where: str, value: Any, about: dict[str, Any]) -> Iterator[str]:
    if isinstance(value, str) and "{{" in value:
        return
    kind = about.get("type")
    if kind in ("int", "float") and not re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        yield f"{where} is not a number: {value}"
    if kind == "bool" and str(value).lower() not in ("true", "false", "yes", "no"):
        yield f"{where} is neither true nor false: {value}"
    choices = about.get("choices")
    if choices and kind == "str" and str(value) not in [str(choice) for choice in choices]:
        yield f"{where} is none of {sorted(map(str, choices))}: {value}"


@cache
def _of_templates() -> frozenset[str]:
    """Every module that a template names: the documentation takes longer to start than to tell of all of them."""
    texts = (path.read_text("utf-8") for path in _KNOWLEDGE.glob("**/artifacts/**/*.y*ml*"))
    return frozenset(module for text in texts for module in _MODULE.findall(text))


def _ask(modules: set[str]) -> None:
    found = program("ansible-doc")
    assert found is not None
    with tempfile.TemporaryDirectory(prefix="advisor-static-") as home:
        done = subprocess.run(
            [found, "--json", *sorted(modules)],
            capture_output=True, text=True, timeout=300, check=False, env=os.environ | {"ANSIBLE_LOCAL_TEMP": home},
        )  # fmt: skip
    told = json.loads(done.stdout) if done.stdout.strip().startswith("{") else {}
    for module in modules:
        _KNOWN[module] = told[module]["doc"]["options"] if "doc" in told.get(module, {}) else None
