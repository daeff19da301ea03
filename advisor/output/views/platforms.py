"""The platforms of a system, ready to show: what runs on which, how many are too many, what another number costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.model.record import record
from advisor.model.verdict import Alternative
from advisor.output import wording
from advisor.output.given import Given
from advisor.output.views.components import ComponentView


@record
class PlatformGroup:
    """Platforms and the components that run on them; no platforms for those that need none."""

    titles: tuple[str, ...]
    learn: tuple[str, ...]
    components: tuple[ComponentView, ...]


@record
class PlatformChange:
    """What another number of platforms would mean. Rows: component, pattern, points lost against now, changed.

    `brief` is `sentence` with the components counted instead of named where they are many.
    """

    title: str
    feasible: bool
    platforms: tuple[str, ...]
    rows: tuple[tuple[str, str, int, bool], ...]
    sentence: str
    brief: str

    @property
    def moved(self) -> tuple[tuple[str, str, int, bool], ...]:
        """The rows of the components that would run otherwise."""
        return tuple(row for row in self.rows if row[3])


_NAMED = 3
"""More components than this are counted."""


def platform_groups(given: Given, components: Sequence[ComponentView]) -> Iterator[PlatformGroup]:
    """The components by the platforms that they need; those that need none come last."""
    together: dict[tuple[str, ...], list[ComponentView]] = {}
    for component in components:
        needed = wording.platforms_of(given.knowledge, component.pattern) if component.pattern else ()
        together.setdefault(needed, []).append(component)
    for platforms in sorted(together, key=lambda each: (not each, each)):
        known = [given.knowledge.platforms[each] for each in platforms if each in given.knowledge.platforms]
        yield PlatformGroup(
            titles=wording.platform_titles(given.knowledge, platforms),
            learn=tuple(platform.learn for platform in known),
            components=tuple(together[platforms]),
        )


def platform_count(given: Given) -> str:
    """How many platforms are used, and how many there could be."""
    consolidation = given.verdict.platforms
    used = len({each for component in given.verdict.components for each in _needed(given, component.chosen)})
    return f"{used}" if consolidation.limit is None else f"{used}, where the people can run {consolidation.limit}"


def _needed(given: Given, pattern: str | None) -> tuple[str, ...]:
    return wording.platforms_of(given.knowledge, wording.option(given.knowledge, pattern)) if pattern else ()


def platform_limit(given: Given) -> str:
    """Why so many platforms are the most, and what does not keep within that."""
    consolidation = given.verdict.platforms
    if consolidation.limit is None:
        return "How many platforms the people can run is not known yet, so nothing was merged."
    sentences = [consolidation.because or ""]
    if not consolidation.chosen.feasible:
        placed = consolidation.chosen.per_component
        left_out = [each.name for each in given.verdict.components if each.chosen and each.name not in placed]
        sentences.append(
            "No choice of patterns keeps within that."
            + (f" {wording.listed(left_out).capitalize()} would go beyond it." if left_out else "")
        )
    return " ".join(sentences).strip()


def platform_change(given: Given, title: str, alternative: Alternative | None) -> PlatformChange | None:
    """What another number of platforms would mean; None where nobody asked for it."""
    if alternative is None:
        return None
    now = given.verdict.platforms.chosen
    platforms = wording.platform_titles(given.knowledge, alternative.platforms)
    rows = tuple(
        (
            name,
            wording.option_title(given.knowledge, pattern),
            alternative.cost.get(name, 0) - now.cost.get(name, 0),
            now.per_component.get(name) != pattern,
        )
        for name, pattern in alternative.per_component.items()
    )
    names = [component.name for component in given.verdict.components]
    missing = [name for name in names if name not in alternative.per_component]
    sentence = _change_sentence(alternative.feasible, missing, platforms, rows)
    return PlatformChange(
        title=title,
        feasible=alternative.feasible,
        platforms=platforms,
        rows=rows,
        sentence=sentence,
        brief=_counted(platforms, rows) if alternative.feasible and sum(row[3] for row in rows) > _NAMED else sentence,
    )


def _counted(platforms: Sequence[str], rows: Sequence[tuple[str, str, int, bool]]) -> str:
    moved = [row for row in rows if row[3]]
    worst = max(moved, key=lambda row: row[2])
    together = sum(row[2] for row in moved)
    most = f"; most of all {worst[0]}, {_price(worst[2])}" if worst[2] > 0 else ""
    return (
        f"{wording.listed(platforms) or 'No platform at all'}: {wording.counted(len(moved), 'component')} would run "
        f"otherwise, together {_price(together)}{most}."
    )


def _change_sentence(
    feasible: bool, missing: Sequence[str], platforms: Sequence[str], rows: Sequence[tuple[str, str, int, bool]]
) -> str:
    if not feasible:
        return f"Not possible: {wording.listed(missing) or 'some component'} could then run nowhere."
    together: dict[tuple[str, int], list[str]] = {}
    for name, pattern, points, changed in rows:
        if changed:
            together.setdefault((pattern, points), []).append(name)
    if not together:
        return "Would change nothing."
    moved = [
        f"{wording.listed(names)} would get “{pattern}”, {_price(points)}{' each' if len(names) > 1 else ''}"
        for (pattern, points), names in together.items()
    ]
    return f"{wording.listed(platforms) or 'No platform at all'}: {'; '.join(moved)}."


def _price(points: int) -> str:
    if points == 0:
        return "for as many points"
    return f"{wording.counted(abs(points), 'point')} {'worse' if points > 0 else 'better'}"
