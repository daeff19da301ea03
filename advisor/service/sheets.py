"""Open questions out to the people who can answer them, and their answers back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.errors import AdvisorError, InputError, Problem
from advisor.loading.answers import check_answer
from advisor.loading.near import nearest, unknown
from advisor.loading.saving import fingerprint, save_assessment
from advisor.loading.sheets import read_sheet
from advisor.model.assessment import UNKNOWN, Answer, Assessment, Confidence, Origin
from advisor.model.interview import Matter, QuestionRef
from advisor.model.questions import Kind, Question, Scope
from advisor.model.sheet import FilledRow, SheetQuestion
from advisor.service.advisor import Advisor
from advisor.service.answering import with_answers


def sheet(advisor: Advisor, assessment: Assessment, owner: str | None, form: str) -> str:
    """The open questions that may still change a verdict, as text in one of `output.sheets.forms.FORMS`.

    `owner` keeps only those of one person, "" those of nobody. Raises AdvisorError for an owner without any, naming
    a near one.
    """
    from advisor.output.sheets.forms import FORMS

    questions = open_questions(advisor, assessment)
    if owner is not None:
        questions = _of(questions, owner)
    return FORMS[form](assessment.system, questions)


def open_questions(advisor: Advisor, assessment: Assessment) -> list[SheetQuestion]:
    """Every question that applies, that nobody has answered, and that may still change a verdict."""
    asked = advisor.interview(assessment, evaluation=advisor.prove(assessment))
    return [
        SheetQuestion(state.ref, state.question, state.answer)
        for state in asked.states
        if state.applies is not False
        and (state.answer is None or state.answer.is_unknown)
        and state.matters is not Matter.NO
    ]


def fill_in(advisor: Advisor, path: Path, source: Path, replace: bool = False) -> list[QuestionRef]:
    """Put the answers of a sheet into the assessment file; gives the questions that were answered.

    An answer that the file has by now is only changed with `replace`. Raises InputError with every line that is not
    understood, and changes nothing then; AdvisorError if the file cannot be written.
    """
    on_disk = fingerprint(path)
    assessment = advisor.read(path)
    problems: list[Problem] = []
    answered: dict[QuestionRef, Answer] = {}
    for row in read_sheet(source):
        try:
            found = _answer(advisor, assessment, row, replace)
        except ValueError as error:
            problems.append(Problem(str(source), row.line, str(error)))
            continue
        if found and found[0] in answered:
            problems.append(Problem(str(source), row.line, f"`{row.key}` stands here again"))
        answered |= dict([found]) if found else {}
    if problems:
        raise InputError(problems)
    if answered:
        save_assessment(with_answers(assessment, answered), path, on_disk)
    return list(answered)


def _of(questions: list[SheetQuestion], owner: str) -> list[SheetQuestion]:
    wanted = owner.strip().casefold()
    found = [each for each in questions if (each.owner or "").strip().casefold() == wanted]
    owners = sorted({each.owner for each in questions if each.owner})
    if not found and wanted:
        near = nearest(owner, owners)
        hint = (
            f"did you mean `{near}`?" if near else f"owners are: {', '.join(owners)}" if owners else "nobody owns any"
        )
        raise AdvisorError(f"`{owner}` owns no open question that matters; {hint}")
    return found


def _answer(
    advisor: Advisor, assessment: Assessment, row: FilledRow, replace: bool
) -> tuple[QuestionRef, Answer] | None:
    """What a row answers; None for one that was left as it is. Raises ValueError with what is wrong with it."""
    ref, question = _question(advisor, assessment, row.key)
    place = assessment.components[ref.component].answers if ref.component else assessment.organisation
    present = place.get(ref.question)
    before = SheetQuestion(ref, question, present)
    if not row.chosen:
        # A sheet holds no answers, so a question that the file has one for has nothing to compare with.
        said = [name for name, value in row.fields.items() if value and value != before.field(name)]
        if said and (present is None or present.is_unknown):
            raise ValueError(f"`{row.key}` has {_a(said[0])} but no answer; write `{UNKNOWN}` if nobody knows")
        return None
    chosen = _choices(question, row.chosen)
    if present and not present.is_unknown and present.answer != chosen and not replace:
        raise ValueError(
            f"`{row.key}` was answered in the meantime, `{', '.join(present.answer)}`; "
            "empty the answer here to keep it, or use --replace"
        )
    fields = {name: value or None for name, value in row.fields.items()}
    confidence = fields.get("confidence")
    if confidence is not None and confidence.lower() not in set(Confidence):
        raise ValueError(f"`{confidence}` is no confidence; write certain, likely or guess")
    kept = present.model_dump() if present else {}
    stated = {**kept, **fields, "confidence": Confidence(confidence.lower()) if confidence else None, "answer": chosen}
    if "confidence" not in row.fields:
        stated["confidence"] = kept.get("confidence")
    if kept.get("origin"):
        stated["origin"] = Origin.ASKED
    answer = Answer(**stated)
    return None if answer == present else (ref, answer)


def _question(advisor: Advisor, assessment: Assessment, key: str) -> tuple[QuestionRef, Question]:
    component, dot, name = key.rpartition(".")
    question = advisor.knowledge.questions.get(name)
    if question is None:
        raise ValueError(unknown("question", name, advisor.knowledge.questions))
    if dot and component not in assessment.components:
        raise ValueError(unknown("component", component, assessment.components))
    if bool(dot) != (question.scope is Scope.COMPONENT):
        about = "one component" if question.scope is Scope.COMPONENT else "the organisation"
        raise ValueError(f"`{name}` is asked about {about}, so its key cannot be `{key}`")
    return QuestionRef(name, component or None), question


def _choices(question: Question, written: tuple[str, ...]) -> tuple[str, ...]:
    """Ids for what was written, an id or a label. Raises ValueError for what is neither."""
    by_label = {choice.label.casefold(): choice.id for choice in question.choices}
    whole = by_label.get("; ".join(written).casefold())
    parts = (whole,) if whole else tuple(_split(question, written))
    chosen = tuple(by_label.get(part.casefold(), part.casefold()) for part in parts)
    problems = list(check_answer(question, chosen))
    if problems:
        raise ValueError("; ".join(problems))
    return chosen


def _split(question: Question, written: tuple[str, ...]) -> Iterator[str]:
    """People join with commas, too; labels may have some of their own."""
    for part in written:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if question.kind is Kind.SEVERAL and set(pieces) <= set(question.choice_ids):
            yield from pieces
        else:
            yield part


def _a(field: str) -> str:
    return f"an {field}" if field[0] in "aeiou" else f"a {field}"
