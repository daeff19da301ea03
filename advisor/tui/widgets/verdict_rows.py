"""The rows of the verdict's sections, read from the verdict as it is."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from advisor.model.interview import Interview, Matter
from advisor.model.knowledge import Knowledge
from advisor.model.options import Pattern
from advisor.model.rules import Effect
from advisor.model.verdict import ComponentVerdict, Standing
from advisor.tui import wording
from advisor.tui.widgets.columns import Columns, Stack
from advisor.tui.widgets.rows import Row, heading, note


def headline(knowledge: Knowledge, component: ComponentVerdict | None) -> tuple[Content, Content]:
    """The pattern and how sure, and a line about it."""
    if component is None:
        return Content("No component yet."), Content("Add one on the map (m).")
    title = wording.so_far(knowledge, component)
    first = Content.assemble((title, "bold $text-primary"), ("  " + wording.certainty(component), "$text-muted"))
    best = component.pattern.recommended
    if component.overridden:
        advised = wording.option_title(knowledge, best)
        return first, Content(f"Advised was {advised}. Chosen because: {component.override_reason}")
    if component.chosen != best:
        alone = wording.option_title(knowledge, best)
        return first, Content(f"By itself it would be {alone}; the platforms you can run decide otherwise.")
    option = _pattern(knowledge, component.chosen)
    return first, Content(option.summary if option else "The answers rule everything out; see Alternatives.")


def reason_row(rule: str, weight: str, because: str) -> Row:
    """Points and reason."""
    return Row(Columns((Content.styled(f"{weight:>3}", "bold"), 3), (because, None)), rule)


def reasons(knowledge: Knowledge, component: ComponentVerdict) -> Iterator[Row]:
    """Every rule that fired for the chosen pattern, heaviest first; if nothing fits, the answers in conflict."""
    yield from _clashes(knowledge, component)
    if component.chosen is None:
        for conflict in component.pattern.conflicts:
            yield heading("These answers cannot stand together")
            for question_id, answer in conflict.answers.items():
                question = knowledge.questions[question_id]
                out = [wording.option_title(knowledge, each) for each in conflict.rules_out.get(question_id, ())]
                said = f"{question.title}: {wording.choices_text(question, answer)}"
                yield note(f"{said} - rules out {wording.some(out)}" if out else said)
        return
    standing = component.pattern.standing(component.chosen)
    for trace in standing.reasons:
        yield reason_row(trace.rule, wording.weight(trace), trace.because)
    if not standing.reasons:
        yield note("Nothing speaks for or against it yet; among equals the simplest comes first.")


def _clashes(knowledge: Knowledge, component: ComponentVerdict) -> Iterator[Row]:
    """Declared contradictions between the answers, before everything else."""
    for clash in component.clashes:
        contradiction = knowledge.contradictions[clash.contradiction]
        yield heading(f"These answers cannot all be true: {contradiction.title}")
        for question_id, answer in clash.answers.items():
            question = knowledge.questions[question_id]
            yield note(f"{question.title}: {wording.choices_text(question, answer)}")
        yield note(f"{contradiction.because} {contradiction.instead}")


def alternatives(knowledge: Knowledge, component: ComponentVerdict) -> Iterator[Row]:
    """The other options, each with the main thing against it."""
    verdict = component.pattern
    for standing in verdict.ranking:
        if standing.option == component.chosen:
            continue
        word = "best by itself" if standing.option == verdict.recommended else wording.standing_word(verdict, standing)
        style = "$text-error" if not standing.eligible else "$text-muted"
        said = Content.assemble(wording.option_title(knowledge, standing.option), ("   " + word, style))
        if against := _against(standing):
            said = Content.assemble(said, "\n", (against, "$text-muted"))
        points = wording.points(standing.points) if standing.eligible else "✕"
        yield Row(Columns((Content.styled(f"{points:>3}", "bold"), 3), (said, None)), standing.option)


def _against(standing: Standing) -> str:
    rules = standing.knock_outs or [r for r in standing.reasons if r.effect is Effect.DISFAVOURS]
    return rules[0].because if rules else ""


def decisions(knowledge: Knowledge, component: ComponentVerdict) -> Iterator[Row]:
    """Each later decision and how it came out."""
    for decision_id, verdict in component.decisions.items():
        title = wording.option_title(knowledge, verdict.recommended, decision_id)
        yield Row(
            Columns(
                (knowledge.decisions[decision_id].title, 24),
                (Content.assemble((title, "bold"), ("   " + wording.later_certainty(verdict), "$text-muted")), None),
            ),
            decision_id,
        )
    if not component.decisions:
        yield note("There is nothing further to decide for this pattern.")


def open_questions(interview: Interview, component: ComponentVerdict) -> Iterator[Row]:
    """What is unanswered or unknown, still matters, and whom to ask."""
    found = False
    for state in interview.states:
        unanswered = state.answer is None or state.answer.is_unknown
        mine = state.ref.component in (None, component.name)
        if mine and unanswered and state.applies is not False and state.matters is not Matter.NO:
            found = True
            owner = state.answer.owner if state.answer and state.answer.owner else ""
            yield Row(
                Columns(
                    (wording.question_mark(state), 1),
                    (Content.styled(state.ref.component or wording.ORGANISATION, "$text-muted"), 14),
                    (state.question.ask, None),
                    (f"ask {owner}" if owner else "", 16 if owner else 0),
                ),
                f"{state.ref.component or ''}/{state.question.id}",
            )
    if not found:
        yield note("No open question can change this recommendation.")


def risks(knowledge: Knowledge, component: ComponentVerdict) -> Stack:
    """Risks with what to do about them, the way in and out, and when to look again."""
    pattern = _pattern(knowledge, component.chosen)
    return Stack(_risks(pattern) if pattern is not None else ())


def _risks(pattern: Pattern) -> Iterator[Columns]:
    yield _line("What can go wrong", style="bold $text-primary")
    for risk in pattern.risks:
        yield _line(risk.risk, "•")
        yield _line(risk.mitigation, "  →", "$text-success")
    for name, move in (("Way in", pattern.way_in), ("Way out", pattern.way_out)):
        yield _line("")
        yield _line(f"{name}: {move.effort.value}", style="bold $text-primary")
        yield _line(move.how)
    yield _line("")
    yield _line("Look at it again when", style="bold $text-primary")
    for trigger in pattern.revisit:
        yield _line(trigger, "•")


def _line(text: str, sign: str = "", style: str = "") -> Columns:
    cells = ((sign, len(sign)),) if sign else ()
    return Columns(*cells, (Content.styled(text, style), None), pointer="")


def _pattern(knowledge: Knowledge, option: str | None) -> Pattern | None:
    found = next((each for each in knowledge.decisions["pattern"].options if each.id == option), None)
    return found if isinstance(found, Pattern) else None
