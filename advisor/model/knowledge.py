"""The knowledge base as a whole: what the files under `knowledge/` may say.

An element's identity is its folder's or file's name; it is filled in by the loader as `id` and never
written in the file itself.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any, Literal

from advisor.model.base import Field, Frozen, Text
from advisor.model.expectations import Case, Guide, Scenario
from advisor.model.options import ArtifactFile, Block, Decision, Option
from advisor.model.packs import PackHead
from advisor.model.platforms import Platform, PlatformLimit
from advisor.model.practices import Practice
from advisor.model.questions import Question, Topic
from advisor.model.rules import Contradiction, Direction, Fact, Points, Rule
from advisor.model.sources import Source
from advisor.model.technologies import Technology


class Manifest(Frozen):
    """`knowledge.yaml`: the knowledge's version and the few numbers that the ranking uses."""

    knowledge: Literal[1]
    version: Text
    title: Text
    points: Points
    close_call: int = Field(ge=1)
    stale_after_days: int = Field(ge=1)
    topics: tuple[Topic, ...] = Field(min_length=1)
    platform_limits: tuple[PlatformLimit, ...] = Field(min_length=1)


_LATER = frozenset(
    {
        *("contradictions", "directions", "practices", "technologies", "sources", "scenarios", "cases", "guides"),
        *("packs", "boundary"),
    }
)
"""What no verdict needs: nearly half of what there is to read at a start."""

_UNREAD = "_unread"


class Knowledge(Frozen):
    """Everything the advisor knows, in a fixed order: questions by topic and file name, the rest by id.

    `boundary` are the files that a system gets whose components run on different platforms. Knowledge from the cache
    reads what no verdict needs when somebody first asks for it.
    """

    manifest: Manifest
    questions: dict[str, Question]
    facts: dict[str, Fact]
    contradictions: dict[str, Contradiction] = Field(default_factory=dict)
    directions: dict[str, Direction] = Field(default_factory=dict)
    blocks: dict[str, Block]
    decisions: dict[str, Decision]
    platforms: dict[str, Platform]
    practices: dict[str, Practice]
    technologies: dict[str, Technology]
    sources: dict[str, Source]
    scenarios: tuple[Scenario, ...]
    cases: dict[str, Case]
    guides: dict[str, Guide] = Field(default_factory=dict)
    packs: dict[str, PackHead] = Field(default_factory=dict)
    boundary: tuple[ArtifactFile, ...] = ()
    digest: str

    def __getstate__(self) -> dict[str, Any]:
        values = self._values()
        state = {name: value for name, value in values.items() if name not in _LATER}
        later = {name: value for name, value in values.items() if name in _LATER}
        return {**state, _UNREAD: pickle.dumps(later, protocol=pickle.HIGHEST_PROTOCOL)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)

    def __getattr__(self, name: str) -> Any:
        if name in _LATER:
            return self._values()[name]
        raise AttributeError(f"{type(self).__name__} has no {name}")

    def _values(self) -> dict[str, Any]:
        unread = self.__dict__.get(_UNREAD)
        if unread is not None:
            read = {**self.__dict__, **pickle.loads(unread)}  # our own, as the whole is
            # All at once and in order: two threads may come here together.
            object.__setattr__(self, "__dict__", {name: read[name] for name in type(self)._fields})
        return self.__dict__

    def carriers(self) -> Iterator[Block | Option]:
        """Everything that carries rules: every block, then the options of every decision."""
        yield from self.blocks.values()
        for decision in self.decisions.values():
            yield from decision.options

    def rules(self) -> dict[str, Rule]:
        """Every rule by its full name, in the order of its carriers."""
        return {rule.key: rule for carrier in self.carriers() for rule in carrier.rules}

    def blocks_of(self, carrier: Block | Option) -> tuple[Block, ...]:
        """The blocks that a block or option is composed of, through others too, each once, nearest first."""
        found: dict[str, Block] = {}
        waiting = list(carrier.blocks)
        while waiting:
            name = waiting.pop(0)
            if name not in found:
                found[name] = self.blocks[name]
                waiting.extend(found[name].blocks)
        return tuple(found.values())

    def parts_of(self, carrier: Block | Option) -> tuple[Block | Option, ...]:
        """A block or option, and the blocks that it is composed of: all whose rules it is subject to."""
        return (carrier, *self.blocks_of(carrier))
