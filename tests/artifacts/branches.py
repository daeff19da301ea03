"""Which branches of the templates a rendering takes: both ways of every `if` and inline condition, the body of every
loop, and what a loop says instead where it may be empty.

Probes are put into the parsed template before it is compiled, so what is counted is what really ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from artifacts import starters
from jinja2 import Template, nodes
from jinja2.environment import Environment

from advisor.model.conditions import Condition
from advisor.model.knowledge import Knowledge
from advisor.model.options import ArtifactFile
from advisor.output import artifact_templates, artifact_view

_PROBE = "taken_"


@dataclass
class Branches:
    """What there is, and what was taken. A branch is named by template, line, and which way it goes."""

    there: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    outcomes: dict[int, set[bool]] = field(default_factory=dict)

    @property
    def missed(self) -> list[str]:
        """The branches that nothing took, by template and line."""
        return sorted(self.there - self.taken, key=lambda name: (name.split(":")[0], int(name.split(":")[1])))


@contextmanager
def counted(knowledge: Knowledge) -> Iterator[Branches]:
    """While it is open, everything that the product renders is counted."""
    branches = Branches()
    environment = _environment(branches)
    for artifact in every_artifact(knowledge):
        environment.from_string(artifact.path)
        environment.get_template(str(Path(artifact.template).resolve()))
    holds = artifact_view.View._holds

    def noted(view: artifact_view.View, condition: Condition | None) -> bool:
        held = holds(view, condition)
        branches.outcomes.setdefault(id(condition), set()).add(held)
        return held

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starters, "_FILLED", {})
        patch.setattr(artifact_templates, "_environment", lambda: environment)
        patch.setattr(artifact_templates, "_compiled", environment.from_string)
        patch.setattr(artifact_view.View, "_holds", noted)
        yield branches


def every_artifact(knowledge: Knowledge) -> list[ArtifactFile]:
    """Every file that any pattern, block or decision may write, and those about the whole system."""
    options = [option for decision in knowledge.decisions.values() for option in decision.options]
    carriers = [*knowledge.blocks.values(), *options, *knowledge.decisions.values()]
    return [*(artifact for carrier in carriers for artifact in carrier.artifacts), *knowledge.boundary]


def _environment(branches: Branches) -> Environment:
    """The product's own environment, with probes in what it compiles, each text compiled once."""
    counting = artifact_templates._environment().overlay()
    parse, from_string = counting._parse, counting.from_string
    compiled: dict[str, Template] = {}

    def probed(source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = parse(source, name, filename)
        parts = Path(name or "").parts
        shown = "/".join(parts[parts.index("artifacts") - 1 :]) if "artifacts" in parts else repr(source)
        _Probes(branches, shown).into(tree)
        return tree

    def once(source: str) -> Template:
        if source not in compiled:
            compiled[source] = from_string(source)
        return compiled[source]

    counting._parse = probed  # type: ignore[method-assign]
    counting.from_string = once  # type: ignore[method-assign, assignment]
    counting.globals = counting.globals | {_PROBE: lambda name, value="": branches.taken.add(name) or value}
    return counting


class _Probes:
    def __init__(self, branches: Branches, template: str) -> None:
        self._branches = branches
        self._template = template

    def into(self, tree: nodes.Template) -> None:
        """Put a probe into every branch below a template, and one at its start."""
        found = list(tree.find_all((nodes.If, nodes.For, nodes.CondExpr)))
        # The other way of an `elif` is the next one, or the `else` of the `if` it belongs to.
        chained = {id(part) for node in found if isinstance(node, nodes.If) for part in node.elif_}
        for node in found:
            match node:
                case nodes.If():
                    node.body.insert(0, self._statement(node, "if"))
                    if id(node) not in chained:
                        node.else_.insert(0, self._statement(node, "else"))
                case nodes.For():
                    node.body.insert(0, self._statement(node, "loop"))
                    if node.else_:
                        node.else_.insert(0, self._statement(node, "empty loop"))
                case nodes.CondExpr():
                    node.expr1 = self._call(node, "inline if", node.expr1)
                    if node.expr2 is not None:
                        node.expr2 = self._call(node, "inline else", node.expr2)
        tree.body.insert(0, self._statement(nodes.Output(lineno=1), "file"))

    def _statement(self, at: nodes.Node, way: str) -> nodes.Node:
        return nodes.Output([self._call(at, way)], lineno=at.lineno)

    def _call(self, at: nodes.Node, way: str, value: nodes.Expr | None = None) -> nodes.Expr:
        line = at.lineno
        name = f"{self._template}:{line}: {way}"
        while name in self._branches.there:  # several on one line
            name += "'"
        self._branches.there.add(name)
        words: list[nodes.Expr] = [nodes.Const(name, lineno=line)]
        return nodes.Call(
            nodes.Name(_PROBE, "load", lineno=line),
            words if value is None else [*words, value],
            [],
            None,
            None,
            lineno=line,
        )
