"""`advisor compare`: what differs between two files or milestones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.output import wording
from advisor.output.data.verdicts import Data
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import WIDTH, columns, headings
from advisor.output.views.changes import AnswerChange, Changes, ComponentChange, ReasonChange, Side

_ARROW = "->"


def changes_text(found: Changes, bold: bool) -> str:
    """Both sides, then the organisation, every component that differs, and the platforms."""
    head = headings(bold)
    lines = [*columns([("from", _side(found.before)), ("to", _side(found.after))], 0), ""]
    if found.none:
        return "\n".join([*lines, "Nothing differs.", ""])
    old, new = found.before.milestone.knowledge, found.after.milestone.knowledge
    if old != new:
        lines += [*folded(f"Knowledge: {old} {_ARROW} {new}", WIDTH), ""]
    if found.organisation:
        lines += [head("The organisation"), *_answers(found.organisation), ""]
    for component in found.components:
        if not component.same:
            lines += [*_component(component, bold), ""]
    same = [each.name for each in found.components if each.same]
    if same:
        lines += [*folded(f"Nothing differs for {wording.listed(same)}.", WIDTH), ""]
    before, after = found.platforms
    if before != after:
        lines.append(head("Platforms"))
        lines += columns([("from", wording.listed(before) or "none"), ("to", wording.listed(after) or "none")], 2)
    return "\n".join(lines).rstrip() + "\n"


def changes_data(found: Changes) -> Data:
    """The same for programs."""
    return {
        "from": _side_data(found.before),
        "to": _side_data(found.after),
        "same": found.none,
        "answers": [
            {"component": place, "question": each.question, "from": each.before, "to": each.after}
            for place, rows in [(None, found.organisation), *((each.name, each.answers) for each in found.components)]
            for each in rows
        ],
        "components": [_component_data(each) for each in found.components],
        "platforms": {
            "from": list(found.before.milestone.platforms),
            "to": list(found.after.milestone.platforms),
        },
    }


def _side(side: Side) -> str:
    day = f", recorded on {wording.long_date(side.on)}" if side.on else ", as it stands"
    return f"{side.name}: {side.system}{day}"


def _component(component: ComponentChange, bold: bool) -> Iterator[str]:
    head = headings(bold)
    if component.moved:
        yield head(f"{component.name}: {component.before_title} {_ARROW} {component.after_title}")
    else:
        yield head(f"{component.name}: still {component.after_title}")
    yield from _answers(component.answers)
    if component.before and component.after:
        yield from _standing(component)
    for title, lost in (("No longer so", component.facts_lost), ("Now so", component.facts_gained)):
        if lost:
            yield from folded("; ".join(lost), WIDTH, f"  {title}: ")
    if component.reasons and component.before and component.after:
        yield "  Reasons"
        for reason in component.reasons:
            yield from _reason(reason)
    for decision, was, now in component.decisions:
        yield from folded(f"{decision}: {was} {_ARROW} {now}", WIDTH, "  ", "    ")


def _standing(component: ComponentChange) -> Iterator[str]:
    was, now = component.before, component.after
    assert was is not None, component.name
    assert now is not None, component.name
    for label, old, new in (
        ("Points", wording.signed(was.points), wording.signed(now.points)),
        ("Lead", "none" if was.margin is None else str(was.margin), "none" if now.margin is None else str(now.margin)),
        ("Settled", _yes(was.settled), _yes(now.settled)),
        ("Chosen by people", was.override or "no", now.override or "no"),
    ):
        if old != new:
            yield from folded(f"{label}: {old} {_ARROW} {new}", WIDTH, "  ", "    ")


def _answers(rows: Sequence[AnswerChange]) -> Iterator[str]:
    for each in rows:
        was, now = each.before or "not answered", each.after or "not answered"
        yield from folded(f"{each.title}: {was} {_ARROW} {now}", WIDTH, "  ", "    ")


def _reason(reason: ReasonChange) -> Iterator[str]:
    was, now = (_points(each) for each in (reason.before, reason.after))
    yield from folded(reason.because or reason.rule, WIDTH, f"   {was:>4} {_ARROW} {now:<4} ")


def _points(points: int | None) -> str:
    return "none" if points is None else "out" if points == 0 else wording.signed(points)


def _yes(truth: bool) -> str:
    return "yes" if truth else "no"


def _side_data(side: Side) -> Data:
    return {
        "name": side.name,
        "system": side.system,
        "recorded_on": side.on.isoformat() if side.on else None,
        "knowledge": side.milestone.knowledge,
    }


def _component_data(component: ComponentChange) -> Data:
    was, now = component.before, component.after
    return {
        "name": component.name,
        "from": was.chosen if was else None,
        "to": now.chosen if now else None,
        "changed": component.moved,
        "points": [was.points if was else None, now.points if now else None],
        "margin": [was.margin if was else None, now.margin if now else None],
        "reasons": [{"rule": each.rule, "from": each.before, "to": each.after} for each in component.reasons],
        "decisions": [{"decision": title, "from": old, "to": new} for title, old, new in component.decisions],
        "facts": {"gained": list(component.facts_gained), "lost": list(component.facts_lost)},
    }
