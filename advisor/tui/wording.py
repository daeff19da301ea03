"""How things are said on every screen: names, points, answers, marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from advisor.model.assessment import Answer, Assessment
from advisor.model.interview import Interview, Matter, PointsChange, QuestionRef, QuestionState
from advisor.model.knowledge import Knowledge
from advisor.model.questions import Question
from advisor.model.rules import Effect, Rule
from advisor.model.verdict import ComponentVerdict, RuleTrace, Standing, SystemVerdict, Verdict
from advisor.service.answering import changed_answers
from advisor.service.confirming import is_unconfirmed

ORGANISATION = "organisation"

EFFECTS = {
    Effect.RULES_OUT: "rules it out",
    Effect.REQUIRES: "is required",
    Effect.FAVOURS: "speaks for it",
    Effect.DISFAVOURS: "speaks against it",
}


def points(number: int) -> str:
    """+3, −3 or 0, with a real minus sign."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def option_title(knowledge: Knowledge, option: str | None, decision: str = "pattern") -> str:
    """An option's name for people."""
    if option is None:
        return "nothing fits"
    return next((each.title for each in knowledge.decisions[decision].options if each.id == option), option)


def so_far(knowledge: Knowledge, component: ComponentVerdict) -> str:
    """The pattern of a component, said to be a lead where answers could still change it."""
    title = option_title(knowledge, component.chosen)
    is_lead = component.chosen is not None and not component.overridden and not component.pattern.settled
    return f"{title}, so far" if is_lead else title


def answer_text(question: Question, answer: Answer | None) -> str:
    """An answer in the words of its question."""
    if answer is None:
        return "not answered"
    if answer.is_unknown:
        return f"unknown, ask {answer.owner}" if answer.owner else "unknown"
    return choices_text(question, answer.answer)


def choices_text(question: Question, chosen: tuple[str, ...]) -> str:
    """The labels of some choices, joined."""
    return ", ".join(question.choice(each).label for each in chosen)


def question_mark(state: QuestionState) -> Content:
    """One sign for how a question stands: answered, unknown, still matters, may, does not."""
    if state.answer is not None:
        if state.applies is False:
            return Content.styled("–", "$text-warning")
        if state.answer.is_unknown:
            return Content.styled("?", "$text-warning")
        if is_unconfirmed(state.answer):
            return Content.styled("≈", "$text-warning")
        return Content.styled("✓", "$text-success")
    if state.applies is False or state.matters is Matter.NO:
        return Content.styled("·", "$text-muted")
    return Content.styled("●" if state.matters is Matter.YES else "○", "$text-accent")


MARKS = "✓ answered ≈ from files ? unknown – kept aside ● matters ○ may · does not"


def certainty(component: ComponentVerdict) -> str:
    """How sure the verdict is, in a few words."""
    verdict = component.pattern
    if component.overridden:
        return "chosen by you"
    if verdict.recommended is None:
        return "nothing fits"
    if verdict.settled:
        return "settled, close call" if verdict.close_call else "settled"
    others = len(verdict.possible)
    return f"{others} still possible" + (", close call" if verdict.close_call else "")


def later_certainty(verdict: Verdict) -> str:
    """How sure a decision after the pattern is, in a few words."""
    return "close call" if verdict.close_call else "settled" if verdict.settled else "not settled yet"


def standing_word(verdict: Verdict, standing: Standing) -> str:
    """What there is to say about an option besides its points."""
    if not standing.eligible:
        return "ruled out"
    if standing.option == verdict.recommended:
        return "recommended"
    if standing.option not in verdict.possible:
        return "cannot win any more"
    return "may be ruled out" if standing.may_be_ruled_out else ""


def weight(trace: RuleTrace) -> str:
    """What a rule does, short enough for a column of five."""
    if trace.effect.is_knock_out:
        return "✕"
    return points(trace.points)


def remarks(answer: Answer) -> list[tuple[str, str]]:
    """What was said about an answer, with its name: owner, confidence, evidence, note."""
    return [
        (name, value)
        for name, value in (
            ("owner", answer.owner),
            ("confidence", answer.confidence),
            ("evidence", answer.evidence),
            ("note", answer.note),
        )
        if value
    ]


def asked_about(ref: QuestionRef | None, together: Sequence[str], components: int) -> Content:
    """Whom a question is about, and who gets the same answer; that several do must not be overlooked."""
    if ref is None:
        return Content("")
    whose = of_components([ref.component or ORGANISATION, *together], components)
    return Content.styled(whose, "bold $text-accent" if together else "")


def of_components(names: Sequence[str], every: int, most: int = 3) -> str:
    """Some components by name, or that it is all of them."""
    if len(names) == every > 1:
        return "both components" if every == 2 else f"all {every} components"
    return some(list(names), most)


def progress(interview: Interview, verdict: SystemVerdict) -> str:
    """How far the interview is: by questions that still matter, not by pages.

    Once every pattern is settled they are about the decisions after it, and whoever has enough may stop.
    """
    left = interview.still_open
    if left and verdict.components and all(component.pattern.settled for component in verdict.components):
        return f"settled; {left} on what follows"
    return f"{left} still matter{'s' if left == 1 else ''}" if left else "nothing left that matters"


def platform_titles(knowledge: Knowledge, platforms: tuple[str, ...]) -> str:
    """The names of some platforms, joined."""
    titles = (knowledge.platforms[each].title if each in knowledge.platforms else each for each in platforms)
    return " and ".join(titles)


def answered(states: Iterable[QuestionState]) -> str:
    """How many of some questions still matter; how many have an answer if none does."""
    states = tuple(states)
    left = sum(
        state.answer is None and state.applies is not False and state.matters is not Matter.NO for state in states
    )
    if left:
        return f"{left} still matter{'s' if left == 1 else ''}"
    return f"{sum(state.answer is not None for state in states)} answered"


def shift(change: PointsChange) -> str:
    """What an answer did to an option, in three signs: ▲3, ▼2, out, or in (again)."""
    if change.after is None:
        return "out"
    if change.before is None:
        return "in"
    by = change.after - change.before
    return f"{'▲' if by > 0 else '▼'}{abs(by)}"


def by_points(change: PointsChange) -> str:
    """What an answer did to an option, in a sentence: +3, −2, ruled out, or back in."""
    if change.after is None:
        return "ruled out"
    return "back in" if change.before is None else points(change.after - change.before)


def alone(knowledge: Knowledge, component: ComponentVerdict) -> str:
    """What a component would get if it were the only one; nothing if that is what it gets."""
    best = component.pattern.recommended
    if component.overridden or best is None or best == component.chosen:
        return ""
    return f"alone it would be {option_title(knowledge, best)}"


def questions(count: int) -> str:
    """How many questions."""
    return f"{count} question{'' if count == 1 else 's'}"


def no_longer_matter(count: int) -> str:
    """How many questions an answer made needless."""
    return f"{count} questions no longer matter" if count > 1 else "1 question no longer matters"


def may(rule: Rule) -> str:
    """What a rule would do if the answer made it hold."""
    if rule.effect is Effect.REQUIRES:
        return "needs it"
    if rule.effect is Effect.RULES_OUT:
        return "could rule it out"
    side = "for it" if rule.effect is Effect.FAVOURS else "against it"
    return f"could speak {side}"


def price(now: int, then: int) -> str:
    """What another number of platforms costs or gains a component, both against its best."""
    if now == then:
        return "no better and no worse"
    by = abs(then - now)
    return f"{by} point{'s' if by > 1 else ''} {'worse' if then > now else 'better'}"


def some(names: list[str], most: int = 3) -> str:
    """The first few names, and how many others there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def difference(knowledge: Knowledge, before: Assessment, after: Assessment) -> str:
    """What is different between two states of an assessment that one step lies between."""
    changed = tuple(changed_answers(before, after))
    if changed:
        titles = dict.fromkeys(knowledge.questions[ref.question].title for ref in changed)
        whose = dict.fromkeys(ref.component or ORGANISATION for ref in changed)
        return f"{some(list(titles))} of {some(list(whose))}"
    other = list(before.components.keys() ^ after.components.keys())
    return some(other) if other else "the last change"
