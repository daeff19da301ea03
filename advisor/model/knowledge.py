"""The knowledge base as a whole: what the files under `knowledge/` may say.

An element's identity is its folder's or file's name; it is filled in by the loader as `id` and never
written in the file itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

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


class Knowledge(Frozen):
    """Everything the advisor knows, in a fixed order: questions by topic and file name, the rest by id.

    `boundary` are the files that a system gets whose components run on different platforms.
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
