"""Two windows on one file: what each has changed since they agreed, in one assessment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from advisor.model.assessment import Assessment, Component

Part = TypeVar("Part")


def merge(
    base: Assessment, mine: Assessment, theirs: Assessment, titles: Mapping[str, str]
) -> tuple[Assessment, tuple[str, ...]]:
    """What both have done to `base`, and the names of what they did differently: there, theirs is taken.

    `titles` are the names of questions for people.
    """
    clashes: list[str] = []

    def taken(name: str, was: Any, here: Any, there: Any) -> Any:
        if there in (here, was):
            return here
        if here != was:
            clashes.append(titles.get(name, name))
        return there

    def component(name: str, was: Component | None, here: Component | None, there: Component | None) -> Any:
        if was is None or here is None or there is None:
            return taken(name, was, here, there)

        def answer(question: str, *versions: Any) -> Any:
            return taken(f"{titles.get(question, question)} of {name}", *versions)

        answers = _mapping(was.answers, here.answers, there.answers, answer)
        override = taken(f"the override of {name}", was.override, here.override, there.override)
        links = taken(f"what {name} talks to", was.talks_to, here.talks_to, there.talks_to)
        return there.model_copy(update={"answers": answers, "override": override, "talks_to": links})

    found = {
        "system": taken("the title", base.system, mine.system, theirs.system),
        "knowledge": taken("the version of the knowledge", base.knowledge, mine.knowledge, theirs.knowledge),
        "organisation": _mapping(base.organisation, mine.organisation, theirs.organisation, taken),
        "components": _mapping(base.components, mine.components, theirs.components, component),
        "milestones": _mapping(base.milestones, mine.milestones, theirs.milestones, taken),
    }
    return theirs.model_copy(update=found), tuple(clashes)


def _mapping(
    was: Mapping[str, Part],
    here: Mapping[str, Part],
    there: Mapping[str, Part],
    taken: Callable[[str, Part | None, Part | None, Part | None], Part | None],
) -> dict[str, Part]:
    """In their order, with what only we have added at the end."""
    return dict(_taken(was, here, there, taken))


def _taken(
    was: Mapping[str, Part],
    here: Mapping[str, Part],
    there: Mapping[str, Part],
    taken: Callable[[str, Part | None, Part | None, Part | None], Part | None],
) -> Iterator[tuple[str, Part]]:
    for name in dict.fromkeys((*there, *here, *was)):
        part = taken(name, was.get(name), here.get(name), there.get(name))
        if part is not None:
            yield name, part
