"""The recommended architecture as a drawing has it: what stands on what, and who calls whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.model.assessment import Assessment
from advisor.model.knowledge import Knowledge
from advisor.model.options import Drawn
from advisor.model.verdict import ComponentVerdict, SystemVerdict
from advisor.output import wording

NO_PLATFORM = "No platform of its own"


@dataclass(frozen=True, slots=True)
class Part:
    """A component in the drawing: what it calls, and what it keeps its data in."""

    name: str
    talks_to: tuple[str, ...]
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A pattern on a platform: its components, what stands before them, and the hosts below them."""

    pattern: str
    parts: tuple[Part, ...]
    front: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A platform, the boundary within which the same people and the same rules reign."""

    title: str
    grounds: tuple[Ground, ...]


def architecture(knowledge: Knowledge, assessment: Assessment, verdict: SystemVerdict) -> tuple[Place, ...]:
    """Every platform that is recommended, with what runs on it; components that nothing fits are left out."""
    places: dict[tuple[str, ...], dict[str, list[ComponentVerdict]]] = {}
    for part in verdict.components:
        if part.chosen is not None:
            platforms = wording.platforms_of(knowledge, wording.option(knowledge, part.chosen))
            places.setdefault(platforms, {}).setdefault(part.chosen, []).append(part)
    return tuple(
        Place(
            title=wording.listed(wording.platform_titles(knowledge, platforms)) or NO_PLATFORM,
            grounds=tuple(_ground(knowledge, assessment, chosen, parts) for chosen, parts in grounds.items()),
        )
        for platforms, grounds in places.items()
    )


def _ground(knowledge: Knowledge, assessment: Assessment, chosen: str, parts: Sequence[ComponentVerdict]) -> Ground:
    return Ground(
        pattern=wording.option_title(knowledge, chosen),
        parts=tuple(
            Part(part.name, assessment.components[part.name].talks_to, _decided(knowledge, [part], Drawn.DATA))
            for part in parts
        ),
        front=_decided(knowledge, parts, Drawn.FRONT),
        hosts=_decided(knowledge, parts, Drawn.HOST),
    )


def _decided(knowledge: Knowledge, parts: Sequence[ComponentVerdict], drawn: Drawn) -> tuple[str, ...]:
    """How the decisions drawn there came out, each once."""
    found = dict.fromkeys(
        wording.option_title(knowledge, later.recommended, name)
        for name, decision in knowledge.decisions.items()
        if decision.drawn is drawn
        for part in parts
        if (later := part.decisions.get(name)) is not None and later.recommended is not None
    )
    return tuple(found)
