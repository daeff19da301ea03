"""The compiled knowledge: what the engine runs. Plain data, no library needed to read it.

An answer is a bit mask over its question's choices, so every answer leaf of a condition, whatever it was
written as, is the same test: does the answer share a bit with the mask? Expressions are nested tuples:

    (ALL, parts...)  (ANY, parts...)  (NOT, part)  (ANSWER, question index, mask)
    (FACT, fact index)  (DECIDED, decision index, mask over its options)
"""

from __future__ import annotations

from typing import Any

from advisor.model.record import record
from advisor.model.rules import Effect, Strength

ALL, ANY, NOT, ANSWER, FACT, DECIDED = range(6)

Expression = tuple[Any, ...]


@record
class CompiledQuestion:
    """One question. `several` may combine choices, but none of the `exclusive` bits with another.

    The choices of an `ordered` one go from least to most.
    """

    id: str
    organisation: bool
    choices: tuple[str, ...]
    several: bool
    ordered: bool
    exclusive: int
    asked_when: Expression | None
    reads: frozenset[int]
    topic: int


@record
class CompiledFact:
    """One fact; `reads` are the questions that it hangs on, through other facts and `asked_when` too."""

    id: str
    when: Expression
    reads: frozenset[int]


@record
class CompiledContradiction:
    """Answers that cannot all be true; `reads` are the questions that they answer."""

    id: str
    when: Expression
    reads: frozenset[int]
    leaves_nothing: bool


@record
class CompiledDirection:
    """A promise: a higher answer to the question never moves the points of these patterns up (or down)."""

    id: str
    question: int
    up: bool
    options: tuple[int, ...]


@record
class CompiledRule:
    """One rule. `points` is signed, 0 for a knock-out; `requires` knocks out where `when` is false.

    `questions` and `facts` are what the condition names; `reads` every question it hangs on, `decided` every
    earlier decision.
    """

    key: str
    effect: Effect
    strength: Strength | None
    points: int
    knock_out: bool
    requires: bool
    when: Expression
    questions: tuple[int, ...]
    facts: tuple[int, ...]
    reads: frozenset[int]
    decided: frozenset[int]
    because: str
    sources: tuple[str, ...]
    pack: str


@record
class CompiledOption:
    """One option: the rules it is subject to (through its blocks too) and the platforms it needs.

    `groups` are the same rules as numbers of groups of its decision; `sum` is the points of all of them: the number of
    a group or, counted on from the groups, of one of its decision's sums; -1 without rules.
    """

    id: str
    simplicity: int
    rules: tuple[int, ...]
    groups: tuple[int, ...]
    sum: int
    blocks: frozenset[str]
    platforms: tuple[str, ...]


@record
class CompiledSum:
    """The points of two groups or sums added up, and all groups that are in it."""

    parts: tuple[int, int]
    groups: frozenset[int]


@record
class CompiledDecision:
    """One decision; its options stand in the order in which ties are broken.

    `applies_when` hangs on the questions `reads` and on the earlier decisions `decided`.

    A group is a set of rules that the very same options are subject to: what holds for one block is worked
    out once for all options built from it, and options are compared on the groups that only one of them has. The
    `sums` add groups up in such an order that options share as many of the additions as possible.
    """

    id: str
    applies_when: Expression | None
    reads: frozenset[int]
    decided: frozenset[int]
    options: tuple[CompiledOption, ...]
    groups: tuple[tuple[int, ...], ...]
    sums: tuple[CompiledSum, ...]


@record
class CompiledLimit:
    """How many platforms can be run, if `when` holds (None: always)."""

    at_most: int
    when: Expression | None
    reads: frozenset[int]
    because: str


@record(by_identity=True)
class Program:
    """The whole decision graph, ready to evaluate. One is only ever compared with itself, so it may be a key.

    `order` lists questions (as `("question", index)`) and facts (`("fact", index)`) so that each comes after
    everything it reads. `decisions[0]` is the deployment pattern; later ones may read earlier ones. `readers`
    has, for every question, the rules that hang on it.
    """

    version: str
    close_call: int
    questions: tuple[CompiledQuestion, ...]
    facts: tuple[CompiledFact, ...]
    contradictions: tuple[CompiledContradiction, ...]
    directions: tuple[CompiledDirection, ...]
    rules: tuple[CompiledRule, ...]
    decisions: tuple[CompiledDecision, ...]
    limits: tuple[CompiledLimit, ...]
    order: tuple[tuple[str, int], ...]
    readers: tuple[tuple[int, ...], ...]
    question_index: dict[str, int]
    fact_index: dict[str, int]
