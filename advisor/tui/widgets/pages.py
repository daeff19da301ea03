"""The pages of a presentation: the whole, one page for each decision, and who agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from advisor.model.knowledge import Knowledge
from advisor.model.milestones import Milestone, SignOff, Stance
from advisor.model.verdict import ComponentVerdict, RuleTrace, SystemVerdict, Verdict
from advisor.tui import wording

PATTERN = "pattern"
SAYS = {Stance.AGREES: "✓ agrees", Stance.DISAGREES: "✕ disagrees"}


@dataclass(frozen=True, slots=True)
class Page:
    """A decision of a component; the first page has neither, the last is the record."""

    component: str | None = None
    decision: str | None = None
    is_record: bool = False


def pages(verdict: SystemVerdict) -> tuple[Page, ...]:
    """All pages in their order."""
    parts = [Page(part.name, each) for part in verdict.components for each in (PATTERN, *part.decisions)]
    return (Page(), *parts, Page(is_record=True))


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on a page: over the headline, the headline, below it, and what is revealed step by step."""

    over: str
    headline: str
    below: Content
    reasons: tuple[tuple[Content, Content], ...] = ()


def overview(knowledge: Knowledge, verdict: SystemVerdict) -> Said:
    """The components with their patterns, one revealed after the other."""
    platforms = wording.platform_titles(knowledge, verdict.platforms.chosen.platforms) or "no platform"
    rows = (
        (
            Content.styled(part.name, "bold"),
            Content.assemble(
                wording.option_title(knowledge, part.chosen), (f"   {wording.certainty(part)}", "$text-muted")
            ),
        )
        for part in verdict.components
    )
    return Said("How and where it runs", verdict.system, Content(platforms), tuple(rows))


def decision_page(knowledge: Knowledge, part: ComponentVerdict, decision: str) -> Said:
    """One decision: how it came out, and why."""
    verdict = part.pattern if decision == PATTERN else part.decisions[decision]
    chosen = part.chosen if decision == PATTERN else verdict.recommended
    sure = wording.certainty(part) if decision == PATTERN else wording.later_certainty(verdict)
    summary = next((each.summary for each in knowledge.decisions[decision].options if each.id == chosen), "")
    below = Content.assemble(summary, ("   " + sure if summary else sure, "$text-muted"))
    return Said(
        over=f"{part.name}   {knowledge.decisions[decision].ask}",
        headline=wording.option_title(knowledge, chosen, decision),
        below=below,
        reasons=tuple(_reasons(knowledge, part, verdict, chosen)),
    )


def _reasons(
    knowledge: Knowledge, part: ComponentVerdict, verdict: Verdict, chosen: str | None
) -> Iterator[tuple[Content, Content]]:
    if part.overridden and verdict is part.pattern:
        yield Content.styled("chosen", "bold"), Content(part.override_reason or "")
    for trace in verdict.standing(chosen).reasons if chosen else ():
        yield _reason(trace)
    others = [each for each in verdict.ranking if each.option != chosen]
    if others:
        next_one = others[0]
        word = wording.standing_word(verdict, next_one)
        title = wording.option_title(knowledge, next_one.option, verdict.decision)
        points = wording.points(next_one.points) if next_one.eligible else ""
        yield Content.styled("next", "bold"), Content("  ".join(filter(None, (title, points, word))))


def _reason(trace: RuleTrace) -> tuple[Content, Content]:
    return Content.styled(wording.weight(trace), "bold $text-accent"), Content(trace.because)


def record_page(system: str, name: str | None, milestone: Milestone | None) -> Said:
    """Who said what to the verdict as it stands now."""
    if name is None or milestone is None:
        hint = "Not recorded yet as it stands. y records an agreement, n a dissent, r the verdict itself."
        return Said(system, "Do we agree?", Content(hint))
    day = milestone.on.isoformat()
    below = [f"Recorded on {day}{'' if name == day else f' as {name}'}."]
    below += [milestone.why] if milestone.why else []
    below += [f"To be looked at again on {milestone.revisit.isoformat()}."] if milestone.revisit else []
    people = tuple(_person(each) for each in milestone.people) or ((Content(""), Content("Nobody has signed yet.")),)
    return Said(system, "Recorded", Content(" ".join(below)), people)


def _person(person: SignOff) -> tuple[Content, Content]:
    style = "bold $text-success" if person.says is Stance.AGREES else "bold $text-error"
    role = f" ({person.role})" if person.role else ""
    reason = f": {person.reason}" if person.reason else ""
    return Content.styled(SAYS[person.says], style), Content(f"{person.name}{role}{reason}")
