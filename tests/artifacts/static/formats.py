"""Every file is what its name says: YAML without a key twice, JSON, TOML, HCL, Python, a script for a shell."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pygohcl
import yaml
from artifacts.static.check import Check, Files, folder_says, named
from yamllint import linter
from yamllint.config import YamlLintConfig


class StrictYaml(yaml.CSafeLoader):
    """Refuses a key that stands twice, and reads CloudFormation's tags as what is inside."""


def _mapping(loader: StrictYaml, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
    twice = {str(key) for key in keys if keys.count(key) > 1}
    if twice:
        raise yaml.constructor.ConstructorError(None, None, f"twice: {', '.join(sorted(twice))}", node.start_mark)
    loader.flatten_mapping(node)
    return dict(loader.construct_pairs(node))


def _tagged(loader: StrictYaml, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return {"tag": loader.construct_scalar(node)}
    return loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else loader.construct_mapping(node)


StrictYaml.add_constructor("tag:yaml.org,2002:map", _mapping)
StrictYaml.add_multi_constructor("!", _tagged)


@cache
def documents(text: str) -> list[Any]:
    """Every document of a YAML file; to be read, not to be changed."""
    return [document for document in yaml.load_all(text, Loader=StrictYaml) if document is not None]


def _reads(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    try:
        if path.endswith((".yaml", ".yml")):
            documents(text)
        elif path.endswith(".json"):
            json.loads(text)
        elif path.endswith(".toml"):
            tomllib.loads(text)
        elif path.endswith((".hcl", ".tf", ".tfvars")):
            pygohcl.loads(text)
        elif path.endswith(".py"):
            compile(text, path, "exec")
    except (yaml.YAMLError, ValueError, SyntaxError, pygohcl.HCLParseError) as error:
        yield " ".join(str(error).split())[:200]


def _nulls(path: str, files: Files) -> Iterator[str]:
    try:
        found = documents(files[path])
    except yaml.YAMLError:
        return
    yield from (f"{where} is empty" for document in found for where in _empty(document, ""))


_MAY_BE_EMPTY = re.compile(
    r"workflow_dispatch|pull_request|emptyDir|services|volumes|networks|inside|edge|sources|scrape_configs"
)


def _empty(part: Any, where: str) -> Iterator[str]:
    if isinstance(part, dict):
        for key, value in part.items():
            if value is None and not _MAY_BE_EMPTY.search(str(key)):
                yield f"{where}.{key}"
            yield from _empty(value, f"{where}.{key}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _empty(value, f"{where}.{number}")


def _whole(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    if not text.endswith("\n"):
        yield "does not end with a line break"
    if "<%" in text or re.search(r"%>(?! \$\{HOME\})", text):
        yield "a part of the template is left"
    if re.search(
        r"(?i)^[^#\n]*\bpassword\s*[:=]\s*[\"']?(?!\$|\{\{|TODO|KAMAL|\"?\s*$|!|file|\")[A-Za-z0-9]{6,}", text, re.M
    ):
        yield "a password in clear"


def _script(path: str, files: Files) -> Iterator[str]:
    text = files[path]
    if not re.search(r"^set -(eu|u|eux|euo pipefail)\b", text, re.MULTILINE) and "kickstart" not in path:
        yield "goes on after a mistake: no `set -eu`"
    yield from folder_says({"script": text}, "shellcheck", "--exclude=SC1091", "--format=gcc", "script").splitlines()[
        :2
    ]


def _python(path: str, files: Files) -> Iterator[str]:
    said = folder_says(
        {path: files[path]}, "ruff", "check", "--isolated", "--select=E9,F", "--output-format=concise", path
    )
    yield from said.splitlines()[:2]


def _settings(path: str, files: Files) -> Iterator[str]:
    """Lines of plain settings: quotes in pairs."""
    for number, line in enumerate(files[path].splitlines(), start=1):
        if line.count('"') % 2 and not line.lstrip().startswith("#"):
            yield f"{number}: a quote stays open"


def _is_script(path: str, text: str) -> bool:
    return text.startswith("#!/bin/") or path.endswith(".sh")


_YAMLLINT = YamlLintConfig(
    "{extends: default, rules: {line-length: disable, document-start: disable, braces: disable, truthy: disable, "
    "comments: disable, comments-indentation: disable, brackets: disable, commas: disable, octal-values: disable, "
    "indentation: {spaces: consistent, indent-sequences: whatever}}}"
)


def _yamllint(path: str, files: Files) -> Iterator[str]:
    yield from _style(files[path])


@cache
def _style(text: str) -> tuple[str, ...]:
    return tuple(f"{problem.line}: {problem.desc}" for problem in linter.run(text, _YAMLLINT))


CHECKS = (
    Check("parsers", lambda path, _: "." in path, _reads),
    Check("parsers", named(".yaml", ".yml"), _nulls),
    Check("our rules", lambda *_: True, _whole),
    Check("shellcheck", _is_script, _script, needs="shellcheck"),
    Check("ruff", named(".py"), _python, needs="ruff"),
    Check("our rules", named(".cfg", ".env", ".conf"), _settings),
    # Style only, and the slowest of those without a program of their own: left to the slow tests.
    Check("yamllint", named(".yaml", ".yml"), _yamllint, needs="yamllint"),
)
