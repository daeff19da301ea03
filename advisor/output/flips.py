"""`advisor flips`, and the last lines of `advisor explain --pattern`: what would change a recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from advisor.model.flips import Flip, Flips, OtherAnswer, WayTo
from advisor.model.knowledge import Kind, Knowledge, Question
from advisor.output import wording
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import WIDTH, headings, title_line

_WAYS_SHOWN = 8
_LONG = 4
"""More answers than this to one question are cut short."""


def flips_text(knowledge: Knowledge, found: Sequence[Flips], bold: bool) -> str:
    """For every component what would change its pattern, single answers first."""
    return "\n\n".join("\n".join(_component(knowledge, each, bold)) for each in found) + "\n"


def flips_data(found: Sequence[Flips]) -> list[dict[str, Any]]:
    """The same for programs, complete."""
    return [
        {
            "component": each.component,
            "recommended": each.recommended,
            "robust": each.robust,
            "proven": each.proven,
            "flips": [_flip_data(flip) for flip in each.flips],
        }
        for each in found
    ]


def way_text(knowledge: Knowledge, way: WayTo, bold: bool) -> str:
    """What it would take for a pattern to be recommended."""
    lines = [headings(bold)("What would make it the recommendation")]
    if not way.flips:
        said = "No change of the answers given so far does." if way.proven else "Not proven yet: more than two changes."
        lines += folded(said, WIDTH, "  ")
    else:
        count = len(way.flips[0].changes)
        if count > 2:
            lines += folded(f"It takes {count} changed answers; one way is:", WIDTH, "  ")
        lines += _ways(knowledge, way.flips)
    return "\n".join([*lines, ""])


def way_data(way: WayTo) -> dict[str, Any]:
    """The same for programs."""
    return {
        "component": way.component,
        "pattern": way.pattern,
        "proven": way.proven,
        "flips": [_flip_data(flip) for flip in way.flips],
    }


def _component(knowledge: Knowledge, found: Flips, bold: bool) -> Iterator[str]:
    head = headings(bold)
    name = wording.option_title(knowledge, found.recommended)
    yield title_line(f"{found.component}: {name}", "robust" if found.robust else "one answer can change it", head)
    yield from folded(_summary(found), WIDTH, "  ")
    for lead, size in (("One changed answer", 1), ("Two changed answers", 2)):
        chosen = [flip for flip in found.flips if len(flip.changes) == size]
        if chosen:
            yield from ("", f"  {lead}")
            yield from _by_outcome(knowledge, chosen)
    if found.flips and len(found.flips[0].changes) > 2:
        yield from ("", f"  {len(found.flips[0].changes)} changed answers, for example")
        yield from _by_outcome(knowledge, found.flips)


def _summary(found: Flips) -> str:
    if found.flips:
        single = sum(len(flip.changes) == 1 for flip in found.flips)
        if single:
            return f"{wording.counted(single, 'single change')} of an answer would lead elsewhere."
        size = len(found.flips[0].changes)
        return f"No single changed answer leads elsewhere; it takes {'two' if size == 2 else size}."
    if found.proven:
        return "No change of the answers given so far leads elsewhere."
    return "No two changed answers lead elsewhere; whether more would is not proven yet."


def _by_outcome(knowledge: Knowledge, flips: Sequence[Flip]) -> Iterator[str]:
    for outcome in dict.fromkeys(flip.recommended for flip in flips):
        yield from folded(wording.option_title(knowledge, outcome), WIDTH, "  -> ", "     ")
        yield from _ways(knowledge, [flip for flip in flips if flip.recommended == outcome])


def _ways(knowledge: Knowledge, flips: Sequence[Flip]) -> Iterator[str]:
    """The flips, those that change the same single question together."""
    if len(flips[0].changes) > 1:
        texts = [
            ", and ".join(_change(knowledge.questions[each.question], [each]) for each in flip.changes)
            for flip in flips
        ]
    else:
        alone: dict[str, list[OtherAnswer]] = {}
        for flip in flips:
            alone.setdefault(flip.changes[0].question, []).append(flip.changes[0])
        texts = [_change(knowledge.questions[question], changes) for question, changes in alone.items()]
    for text in texts[:_WAYS_SHOWN]:
        yield from folded(text, WIDTH, "     - ", "       ")
    if len(texts) > _WAYS_SHOWN:
        yield f"     and {wording.counted(len(texts) - _WAYS_SHOWN, 'more way')}; --json has all of them"


def _change(question: Question, changes: Sequence[OtherAnswer]) -> str:
    """A question and the answers, any of which will do."""
    now = changes[0].now
    ways = [_edit(question, now, answer) for change in changes for answer in change.instead]
    if len(ways) > _LONG:
        ways = [*ways[: _LONG - 1], f"{len(ways) - _LONG + 1} others"]
    return f"{question.title}: {wording.listed(ways, 'or')} (now {wording.labels(question, now)})"


def _edit(question: Question, now: Sequence[str], answer: Sequence[str]) -> str:
    """An answer, or of one with several choices only what is added and taken away."""
    if question.kind is not Kind.SEVERAL or not set(now) & set(answer):
        return wording.labels(question, answer)
    added = wording.labels(question, [choice for choice in answer if choice not in now])
    gone = wording.labels(question, [choice for choice in now if choice not in answer])
    return " and ".join(
        part for part in (f"also {added}" if added else "", f"no longer {gone}" if gone else "") if part
    )


def _flip_data(flip: Flip) -> dict[str, Any]:
    return {
        "recommended": flip.recommended,
        "changes": [
            {"question": each.question, "now": list(each.now), "instead": [list(answer) for answer in each.instead]}
            for each in flip.changes
        ],
    }
