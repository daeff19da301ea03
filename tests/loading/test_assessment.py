"""Assessment files: what is accepted, and how what is wrong is said."""

from __future__ import annotations

import pytest

from advisor.errors import InputError
from advisor.loading.assessment import parse_assessment
from advisor.model.assessment import Confidence
from advisor.model.knowledge import Knowledge

HEAD = "assessment: 1\nknowledge: 2026.11\nsystem: Shop\n"


def refusal(text: str, knowledge: Knowledge) -> list[str]:
    with pytest.raises(InputError) as refused:
        parse_assessment(HEAD + text, "a.yaml", knowledge)
    return [str(problem) for problem in refused.value.problems]


def test_short_and_long_answers_say_the_same(tiny: Knowledge) -> None:
    text = "organisation:\n  operators: {answer: one, note: till 2029, confidence: likely}\ncomponents:\n  web:\n"
    made = parse_assessment(HEAD + text, "a.yaml", tiny)
    assert made.organisation["operators"].answer == ("one",)
    assert made.organisation["operators"].confidence is Confidence.LIKELY
    assert made.components["web"].answers == {}
    assert made.knowledge == "2026.11"


def test_unknown_is_always_an_answer(tiny: Knowledge) -> None:
    made = parse_assessment(HEAD + "organisation: {operators: unknown}\n", "a.yaml", tiny)
    assert made.organisation["operators"].is_unknown


def test_every_problem_is_named_at_once_with_its_line(tiny: Knowledge) -> None:
    text = """organisation:
  operatrs: one
  state: durable
components:
  web:
    answers: {cadence: dayly, needs: [gpu, gpu], state: [stateless, durable]}
    override: {pattern: poool, reason: because}
  Web_2: {}
"""
    assert refusal(text.replace("  Web_2: {}\n", ""), tiny) == [
        "a.yaml:5: there is no question `operatrs`; did you mean `operators`?",
        "a.yaml:6: `state` is asked about one component (`components:`); move it there",
        "a.yaml:9: `needs` has the same answer twice",
        "a.yaml:9: `state` takes one answer, not 2",
        "a.yaml:9: there is no choice of cadence `dayly`; did you mean `daily`?",
        "a.yaml:10: there is no pattern `poool`; did you mean `pool`?",
    ]
    assert refusal(text, tiny) == [
        "a.yaml:11: components.Web_2: `Web_2` must be lower-case words joined by hyphens, such as `front-end`"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("systm: x\n", "a.yaml:4: unknown key `systm`; did you mean `system`?"),
        ("components: {web: {override: {pattern: pool}}}\n", "a.yaml:4: components.web.override: `reason` is missing"),
        ("organisation: {operators: 3}\n", "a.yaml:4: organisation.operators: must be"),
        ("organisation: {operators: true}\n", "a.yaml:4: organisation.operators: must be"),
        ("organisation: {operators: []}\n", "a.yaml:4: organisation.operators: must not be empty"),
        ("organisation: [operators]\n", "a.yaml:4: organisation: must be a mapping (key: value), not a list"),
        (
            "organisation: {operators: {answer: one, confidence: surely}}\n",
            "a.yaml:4: organisation.operators.confidence: `surely` is not one of",
        ),
    ],
)
def test_one_mistake_one_sentence(text: str, message: str, tiny: Knowledge) -> None:
    said = refusal(text, tiny)
    assert len(said) == 1
    assert said[0].startswith(message)


def test_another_format_version_is_refused(tiny: Knowledge) -> None:
    with pytest.raises(InputError, match=r"a.yaml:1: assessment: `2` is not one of 1"):
        parse_assessment("assessment: 2\nknowledge: x\nsystem: y\n", "a.yaml", tiny)


def test_an_empty_file_says_how_to_begin(tiny: Knowledge) -> None:
    with pytest.raises(InputError, match="is empty; an assessment starts with `assessment: 1`"):
        parse_assessment("", "a.yaml", tiny)


def test_a_component_talks_only_to_others_that_are_there(tiny: Knowledge) -> None:
    text = "components:\n  web:\n    talks_to: [api, web, lobby]\n  api:\n    talks_to: web\n"
    assert refusal(text, tiny) == [
        "a.yaml:6: `web` need not say that it talks to itself",
        "a.yaml:6: there is no component `lobby`; there are: api, web",
    ]
    made = parse_assessment(HEAD + text.replace(", web, lobby", ""), "a.yaml", tiny)
    assert (made.components["web"].talks_to, made.components["api"].talks_to) == (("api",), ("web",))
