"""`advisor recommend` as plain text for a terminal 80 columns wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from advisor.output import wording
from advisor.output.given import Given
from advisor.output.plain_text import cells, folded, shortened
from advisor.output.terminal.layout import (
    WIDTH,
    clash_lines,
    columns,
    conflict_lines,
    headings,
    reason_lines,
    title_line,
)
from advisor.output.views.components import ComponentView, component_views
from advisor.output.views.options import OptionView, Reason
from advisor.output.views.platforms import PlatformChange
from advisor.output.views.system import SystemView, system_view

_REASONS_SHOWN = 4

_RIVAL_REASONS = 2

_FEW = 2
"""So many components need no overview first."""

_LABEL = 12


def recommendation_text(given: Given, bold: bool) -> str:
    """The verdict per component, then the platforms. `bold` marks headings with terminal codes."""
    head = headings(bold)
    components = component_views(given)
    system = system_view(given, components)
    lines = [head(shortened(system.title, WIDTH)), *folded(system.summary, WIDTH)]
    lines += clash_lines(system.clashes, head)
    if len(components) > _FEW:
        lines += ["", *_overview(components)]
    for component in components:
        lines += ["", *_component(component, head)]
    if components:
        lines += ["", *_platforms(system, head)]
    if aside := list(_set_aside(given)):
        lines += ["", *folded(f"Kept aside, because the question does not apply: {'; '.join(aside)}.", WIDTH)]
    return "\n".join([*lines, ""])


def _set_aside(given: Given) -> Iterator[str]:
    """Answers that count for nothing, which whoever gave them may not know."""
    questions, verdict = given.knowledge.questions, given.verdict
    yield from (questions[name].title for name in verdict.unused)
    for component in verdict.components:
        yield from (f"{questions[name].title} ({component.name})" for name in component.unused)


def _overview(components: Sequence[ComponentView]) -> Iterator[str]:
    names = max(min(max(cells(each.name) for each in components), 28), 8)
    room = WIDTH - names - 6
    sure = min(max(cells(each.certainty) for each in components), 28)
    for each in components:
        name, title = shortened(each.name, names), shortened(each.title, room - sure)
        gap = " " * (names - cells(name) + 2)
        yield f"  {name}{gap}{title}{' ' * (room - sure - cells(title) + 2)}{shortened(each.certainty, sure)}"


def _component(component: ComponentView, head: Callable[[str], str]) -> Iterator[str]:
    yield title_line(f"{component.name}: {component.title}", component.certainty, head)
    chosen = component.chosen
    if chosen:
        yield from folded(chosen.summary, WIDTH, "  ")
    for sentence in (
        component.override_reason and f"Chosen by a person: {component.override_reason}",
        component.assigned_because,
    ):
        if sentence:
            yield from folded(sentence, WIDTH, "  ")
    if chosen:
        yield from _why(chosen)
        if chosen is component.best:
            yield from _next_best(component, chosen)
    else:
        yield from conflict_lines(component)
    if component.matters:
        yield from _labelled("Would help", wording.some(component.matters, 5))
    if component.decisions:
        yield "  With it"
        yield from columns([(each.title, _title(each.chosen)) for each in component.decisions], 3)


def _why(chosen: OptionView) -> Iterator[str]:
    total = wording.signed(chosen.points)
    if not (chosen.speaks_for or chosen.against):
        yield from _labelled("Why", "No answer speaks for or against anything yet; the simplest option goes first.")
        return
    if chosen.speaks_for:
        yield f"  For it, {wording.signed(chosen.gained)}" if chosen.against else f"  Why, {total} in all"
        for reason in chosen.speaks_for[:_REASONS_SHOWN]:
            yield from reason_lines(reason, 3)
        yield from _left_out(chosen.speaks_for[_REASONS_SHOWN:])
    if chosen.against:
        points = f", {wording.signed(chosen.lost)}; {total} in all" if chosen.eligible else ""
        yield f"  Against it{points}"
        for reason in chosen.against[:_RIVAL_REASONS]:
            yield from reason_lines(reason, 3)
        yield from _left_out(chosen.against[_RIVAL_REASONS:])


def _left_out(reasons: tuple[Reason, ...]) -> Iterator[str]:
    if reasons:
        points = sum(reason.points for reason in reasons)
        yield f"   {wording.signed(points):>3}  from {wording.counted(len(reasons), 'further reason')}"


def _next_best(component: ComponentView, chosen: OptionView) -> Iterator[str]:
    rival = component.runner_up
    if rival is None:
        yield from _labelled("Next best", "Nothing else is eligible.")
        return
    ahead = chosen.points - rival.points
    gap = f"{ahead} behind" if ahead > 0 else f"{-ahead} ahead" if ahead < 0 else "level"
    yield from folded(f"{rival.title}, {wording.signed(rival.points)} ({gap})", WIDTH, "  Next best: ")
    shared = {reason.rule for reason in chosen.reasons} & {reason.rule for reason in rival.reasons}
    against = [reason for reason in rival.speaks_against if reason.rule not in shared]
    lacking = [reason for reason in chosen.speaks_for if reason.rule not in shared]
    for reason in against[:_RIVAL_REASONS]:
        yield from reason_lines(reason, 3)
    if not against and lacking:
        yield "   It lacks"
        for reason in lacking[:_RIVAL_REASONS]:
            yield from reason_lines(reason, 3)
    if not against and not lacking:
        yield "   No rule tells the two apart; the simpler one goes first."


def _platforms(system: SystemView, head: Callable[[str], str]) -> Iterator[str]:
    yield head(f"Platforms: {system.platform_count}")
    rows = [
        (" and ".join(group.titles) or "Needs none", wording.listed([each.name for each in group.components]))
        for group in system.groups
    ]
    yield from columns(rows, 2)
    yield from folded(system.limit, WIDTH, "  ")
    for change in (system.fewer, system.more):
        if change:
            yield from _change(change)


def _change(change: PlatformChange) -> Iterator[str]:
    yield from _labelled(change.title, change.sentence)


def _labelled(label: str, text: str) -> list[str]:
    return folded(text, WIDTH, f"  {label + ':':<{_LABEL}} ")


def _title(shown: OptionView | None) -> str:
    return shown.title if shown else wording.NOTHING_FITS
