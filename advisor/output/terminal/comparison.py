"""`advisor what-if`: a verdict with changed answers, beside the present one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from advisor.output import wording
from advisor.output.data.verdicts import recommendation_data
from advisor.output.given import Given
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import WIDTH, columns, headings, reason_lines
from advisor.output.views.components import ComponentView, component_views
from advisor.output.views.options import OptionView
from advisor.output.views.system import system_view


def comparison_text(before: Given, after: Given, bold: bool) -> str:
    """What was changed, and what follows for each component and for the platforms."""
    head = headings(bold)
    lines = [head("Changed answers"), *_changed(before, after), ""]
    earlier = {view.name: view for view in component_views(before)}
    later = component_views(after)
    for view in later:
        lines += [*_component(earlier[view.name], view, bold), ""]
    was, now = system_view(before, tuple(earlier.values())), system_view(after, later)
    lines.append(head("Platforms"))
    lines += columns([("now", _platforms(was.platforms)), ("then", _platforms(now.platforms))], 2)
    return "\n".join([*lines, ""])


def comparison_data(before: Given, after: Given) -> dict[str, Any]:
    """Both verdicts as `advisor recommend --json` prints them, and what differs."""
    old = {each.name: each.chosen for each in before.verdict.components}
    return {
        "before": recommendation_data(before),
        "after": recommendation_data(after),
        "changed_answers": [
            {"component": place, "question": question, "before": was, "after": now}
            for place, question, was, now in _differences(before, after)
        ],
        "changed": [
            {"component": each.name, "before": old.get(each.name), "after": each.chosen}
            for each in after.verdict.components
            if old.get(each.name) != each.chosen
        ],
    }


def _changed(before: Given, after: Given) -> Iterator[str]:
    questions = before.knowledge.questions
    none = True
    for place, name, was, now in _differences(before, after):
        none = False
        lead = f"  {place}: " if place else "  "
        old, new = (wording.labels(questions[name], each) if each else "Not answered" for each in (was, now))
        yield from folded(f"{questions[name].title}: {old} -> {new}", WIDTH, lead, "    ")
    if none:
        yield "  None; these are the answers as they stand."


def _differences(
    before: Given, after: Given
) -> Iterator[tuple[str | None, str, tuple[str, ...] | None, tuple[str, ...] | None]]:
    for place in (None, *after.assessment.components):
        for name in before.knowledge.questions:
            was, now = before.answer(name, place), after.answer(name, place)
            if (was and was.answer) != (now and now.answer):
                yield place, name, was.answer if was else None, now.answer if now else None


def _component(was: ComponentView, now: ComponentView, bold: bool) -> Iterator[str]:
    head = headings(bold)
    moved = was.title != now.title
    yield head(f"{now.name}: {was.title} -> {now.title}" if moved else f"{now.name}: still {now.title}")
    yield from columns([("now", _standing(was)), ("then", _standing(now))], 2)
    if moved and now.chosen:
        before = next((each for each in was.ranking if each.id == now.chosen.id), None)
        yield from _gained(before, now.chosen)
    if moved and was.chosen:
        after = next((each for each in now.ranking if each.id == was.chosen.id), None)
        yield from _lost(was.chosen, after)


def _standing(view: ComponentView) -> str:
    points = f", {wording.signed(view.chosen.points)}" if view.chosen else ""
    rival = f"; next {view.runner_up.title}, {wording.signed(view.runner_up.points)}" if view.runner_up else ""
    return f"{view.title}{points} ({view.certainty}){rival}"


def _gained(before: OptionView | None, after: OptionView) -> Iterator[str]:
    known = {reason.rule for reason in before.reasons} if before else set()
    fresh = [reason for reason in after.speaks_for if reason.rule not in known]
    if fresh:
        yield from folded(f"New for {after.title}", WIDTH, "  ")
        for reason in fresh:
            yield from reason_lines(reason, 3)


def _lost(before: OptionView, after: OptionView | None) -> Iterator[str]:
    if after is None:
        return
    known = {reason.rule for reason in before.reasons}
    fresh = [reason for reason in (*after.ruled_out_by, *after.speaks_against) if reason.rule not in known]
    gone = {reason.rule for reason in after.reasons}
    lost = [reason for reason in before.speaks_for if reason.rule not in gone]
    if fresh:
        yield from folded(f"New against {after.title}", WIDTH, "  ")
        for reason in fresh:
            yield from reason_lines(reason, 3)
    if lost:
        yield from folded(f"No longer for {after.title}", WIDTH, "  ")
        for reason in lost:
            yield from reason_lines(reason, 3)


def _platforms(names: tuple[str, ...]) -> str:
    return wording.listed(names) or "none"
