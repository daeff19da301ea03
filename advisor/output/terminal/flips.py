"""`advisor flips`, and the last lines of `advisor explain --pattern`: what would change a recommendation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.model.flips import Flip, Flips, OtherAnswer, WayTo
from advisor.model.knowledge import Knowledge
from advisor.output import wording
from advisor.output.plain_text import folded
from advisor.output.terminal.layout import WIDTH, headings, title_line
from advisor.output.views.tipping import other_answers

_WAYS_SHOWN = 8


def flips_text(knowledge: Knowledge, found: Sequence[Flips], bold: bool) -> str:
    """For every component what would change its pattern, single answers first."""
    return "\n\n".join("\n".join(_component(knowledge, each, bold)) for each in found) + "\n"


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
        texts = [", and ".join(_change(knowledge, [each]) for each in flip.changes) for flip in flips]
    else:
        alone: dict[str, list[OtherAnswer]] = {}
        for flip in flips:
            alone.setdefault(flip.changes[0].question, []).append(flip.changes[0])
        texts = [_change(knowledge, changes) for question, changes in alone.items()]
    for text in texts[:_WAYS_SHOWN]:
        yield from folded(text, WIDTH, "     - ", "       ")
    if len(texts) > _WAYS_SHOWN:
        yield f"     and {wording.counted(len(texts) - _WAYS_SHOWN, 'more way')}; --json has all of them"


def _change(knowledge: Knowledge, changes: Sequence[OtherAnswer]) -> str:
    """A question and the answers, any of which will do."""
    question = knowledge.questions[changes[0].question]
    return f"{question.title}: {other_answers(question, changes)} (now {wording.labels(question, changes[0].now)})"
