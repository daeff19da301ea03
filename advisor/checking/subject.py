"""What a check looks at: the knowledge, compiled, with the place of everything in its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from advisor.checking.logic import Logic
from advisor.errors import Problem
from advisor.graph.program import Program
from advisor.loading.elements import Key, Place
from advisor.model.auditing import AuditRule
from advisor.model.knowledge import Knowledge
from advisor.model.options import Block, Option
from advisor.model.rules import Rule


@dataclass(frozen=True)
class Subject:
    """Knowledge under examination, with the rules of the audit. `today` decides which facts are stale."""

    knowledge: Knowledge
    program: Program
    places: Mapping[Key, Place] = field(repr=False)
    today: date
    audit_rules: tuple[AuditRule, ...] = ()

    @cached_property
    def logic(self) -> Logic:
        """Decides what conditions can and must hold."""
        return Logic(self.program)

    @cached_property
    def carriers(self) -> dict[Key, Block | Option]:
        """Every block and option, by the name its place is known under."""
        carriers: dict[Key, Block | Option] = {("block", block.id): block for block in self.knowledge.blocks.values()}
        for decision in self.knowledge.decisions.values():
            carriers |= {("option", decision.id, option.id): option for option in decision.options}
        return carriers

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every rule by its full name, in the order of the program's rules."""
        return self.knowledge.rules()

    def rule_place(self, key: str) -> Place:
        """Where a rule stands, in whichever pack that is."""
        return self.places["rule", key]


Check = Callable[[Subject], Iterator[Problem]]
"""One kind of finding."""
