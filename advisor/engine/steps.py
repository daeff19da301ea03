"""Sets of changes that lead to another outcome, and which of them are the smallest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain, product
from math import prod

from advisor.engine.variants import Variant


@dataclass(frozen=True, slots=True)
class Step:
    """A set of changes and the outcome they lead to: an option's place, or NOTHING."""

    changes: tuple[Variant, ...]
    outcome: int


def smallest_edits(steps: Sequence[Step], masks: Sequence[int], several: Set[int]) -> list[Step]:
    """The steps without answers that do more than others to the same questions with the same outcome.

    Only to a question of `several` can an answer do more than another: one choice for another never does.
    """
    edits: dict[int, list[tuple[int, ...]]] = {}
    alike: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for place, step in enumerate(steps):
        questions = tuple([change.question for change in step.changes])
        if not several.isdisjoint(questions):
            edits[place] = list(_edits(step, masks))
            alike.setdefault((step.outcome, questions), []).append(place)
    kept: dict[int, list[Step]] = {}
    for places in alike.values():
        least = _least({edit for place in places for edit in edits[place]})
        for place in places:
            found = [edit for edit in edits[place] if edit in least]
            if len(found) < len(edits[place]):
                kept[place] = _as_steps(steps[place], found, masks) if found else []
    return [each for place, step in enumerate(steps) for each in kept.get(place, (step,))]


def _least(edits: Collection[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """The edits that do not do all that another does, and more."""
    if len({sum(map(int.bit_count, edit)) for edit in edits}) == 1:
        return set(edits)
    width = max(map(int.bit_length, chain.from_iterable(edits)))
    joined = {sum([part << place * width for place, part in enumerate(edit)]): edit for edit in edits}
    least: list[int] = []
    for edit in sorted(joined, key=int.bit_count):
        if not any(other & edit == other for other in least):
            least.append(edit)
    return {joined[edit] for edit in least}


def _edits(step: Step, masks: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """For each way to make the changes the choices that are added or taken away, question by question."""
    return product(*([answer ^ masks[change.question] for answer in change.answers] for change in step.changes))


def _as_steps(step: Step, edits: Sequence[tuple[int, ...]], masks: Sequence[int]) -> list[Step]:
    """One step for all edits if they can be combined at will, otherwise one for each."""
    questions = [change.question for change in step.changes]
    columns = [tuple(dict.fromkeys(column)) for column in zip(*edits, strict=True)]
    if prod(map(len, columns)) != len(edits):
        groups = [[(part,) for part in edit] for edit in edits]
    else:
        groups = [list(columns)] if edits else []
    return [
        Step(
            tuple(
                Variant(question, tuple(part ^ masks[question] for part in parts))
                for question, parts in zip(questions, group, strict=True)
            ),
            step.outcome,
        )
        for group in groups
    ]
