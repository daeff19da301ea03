"""What an organisation's pack adds to the knowledge beneath it: rules for what is there, and what it forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from advisor.errors import Problem
from advisor.loading.elements import Pack, Place
from advisor.loading.near import unknown
from advisor.model.conditions import ALWAYS
from advisor.model.packs import Forbidden
from advisor.model.rules import Effect, Rule


def add_rules(packs: Sequence[Pack]) -> list[Problem]:
    """Put the rules of every pack where they belong, in whichever pack that is. Gives what is wrong with them.

    What a pack forbids becomes a knock-out of the pattern that always holds, so that the trace names it, its
    reason and its pack like those of any other rule.
    """
    carriers = dict(_carriers(packs))
    patterns = [name for pack in packs for name in pack.patterns]
    problems = []
    for pack in packs:
        for number, forbidden in enumerate(pack.head.forbidden if pack.head else ()):
            place = Place(pack.places["pack", pack.name].document, ("forbidden", number))
            if forbidden.pattern not in patterns:
                problems.append(place.problem(("pattern",), unknown("pattern", forbidden.pattern, patterns)))
                continue
            rule = _knock_out(forbidden, pack.name)
            pack.places["rule", rule.key] = place
            _add(carriers[rule.owner], rule)
        for rule in pack.added:
            if rule.owner in carriers:
                _add(carriers[rule.owner], rule)
            else:
                message = unknown("block, pattern or option", rule.owner, carriers)
                problems.append(pack.places["rule", rule.key].problem(("for",), message))
    return problems


def _carriers(packs: Sequence[Pack]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that carries rules, by the name rules know it under, with the collection that it stands in."""
    for pack in packs:
        for collection in (pack.blocks, pack.patterns):
            yield from ((name, collection) for name in collection)
        for decision, options in pack.options.items():
            yield from ((f"{decision}/{name}", options) for name in options)


def _knock_out(forbidden: Forbidden, pack: str) -> Rule:
    return Rule(
        id=f"forbidden-by-{pack}",
        owner=forbidden.pattern,
        effect=Effect.RULES_OUT,
        when=ALWAYS,
        because=forbidden.because,
        sources=forbidden.sources,
        pack=pack,
    )


def _add(collection: dict[str, Any], rule: Rule) -> None:
    name = rule.owner.rpartition("/")[2]
    carrier = collection[name]
    collection[name] = carrier.model_copy(update={"rules": (*carrier.rules, rule)})
