"""What the picture of a system shows: platforms, and on each of them cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.model.record import record
from advisor.output import wording
from advisor.output.views.components import ComponentView
from advisor.output.views.platforms import PlatformGroup

NO_PLATFORM = "No platform of its own"

_FEW = 4


@record
class Card:
    """A component with what it runs as and talks to; or, of many components, a pattern with those that run so."""

    name: str
    text: str
    note: str = ""
    talks_to: tuple[str, ...] = ()


@record
class Place:
    """A platform, or several together, with its cards."""

    title: str
    is_platform: bool
    cards: tuple[Card, ...]


def places(groups: Sequence[PlatformGroup]) -> tuple[Place, ...]:
    """Everything in the picture."""
    few = sum(len(group.components) for group in groups) <= _FEW
    cards = _by_component if few else _by_pattern
    return tuple(
        Place(wording.listed(group.titles) or NO_PLATFORM, bool(group.titles), tuple(cards(group.components)))
        for group in groups
    )


def in_words(shown: Sequence[Place]) -> str:
    """The picture for those who cannot see it."""
    return " ".join(f"{place.title}: {'; '.join(map(_in_words, place.cards))}." for place in shown)


def talks_to(card: Card) -> str:
    """The line of a card that says whom it talks to."""
    return f"talks to {wording.listed(card.talks_to)}" if card.talks_to else ""


def _in_words(card: Card) -> str:
    return ", ".join(part for part in (card.name, card.text, talks_to(card)) if part)


def _by_component(components: Sequence[ComponentView]) -> Iterator[Card]:
    for each in components:
        yield Card(each.name, each.title, each.certainty, each.talks_to)


def _by_pattern(components: Sequence[ComponentView]) -> Iterator[Card]:
    together: dict[str, list[str]] = {}
    for each in components:
        together.setdefault(each.title, []).append(each.name)
    for title, names in sorted(together.items(), key=lambda each: -len(each[1])):
        yield Card(title, ", ".join(names))
