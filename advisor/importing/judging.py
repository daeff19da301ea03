"""From what a unit shows to answers: one per question, with the lines that show it. What is not shown is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from advisor.importing.ports import judge_ports
from advisor.importing.products import judge_products
from advisor.importing.rest import judge_rest
from advisor.importing.storage import judge_storage
from advisor.importing.unit import CERTAIN, GUESS, LIKELY, Shown, Unit
from advisor.model.assessment import Confidence
from advisor.model.recognition import Recognition
from advisor.reading.node import Place

_RANK = {CERTAIN: 0, LIKELY: 1, GUESS: 2}
_SEVERAL = frozenset({"listener", "special-hardware", "ecosystem", "platforms-today"})
_STRONGEST = {"privileges": ("near-root", "host-access", "ordinary"), "helpers": ("several", "one", "none")}
_STRONGEST_SECRETS = ("central-vault", "rotated", "few-static")
MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class Concluded:
    """An answer with the line that shows it (for several choices a line each), why, and how surely."""

    answer: tuple[str, ...]
    places: tuple[Place, ...]
    why: str
    confidence: Confidence


def judge(units: Sequence[Unit], recognition: Recognition) -> None:
    """Add to every unit what follows from what it shows, alone and beside the others."""
    for unit in units:
        judge_products(unit, recognition)
    judge_storage(units)
    for unit in units:
        judge_ports(unit, recognition.ports)
        judge_rest(unit)


def conclude(shown: Sequence[Shown]) -> dict[str, Concluded]:
    """One answer per question: the surest, or the farthest-reaching where all hold at once."""
    by_question: dict[str, list[Shown]] = defaultdict(list)
    for one in shown:
        by_question[one.question].append(one)
    return {question: _one(question, found) for question, found in by_question.items()}


def _one(question: str, found: list[Shown]) -> Concluded:
    in_order = sorted(found, key=lambda one: _RANK[one.confidence])
    strongest = _STRONGEST_SECRETS if question == "secrets" else _STRONGEST.get(question)
    if question in _SEVERAL:
        choices = list(dict.fromkeys(one.choice for one in in_order))
        choices = [choice for choice in choices if choice not in ("none", "nothing")] or choices
    elif strongest:
        choices = [min((one.choice for one in found), key=strongest.index)]
    else:
        choices = [in_order[0].choice]
    first = [next(one for one in in_order if one.choice == choice) for choice in choices]
    # With several choices, the answer is as sure as the least sure of them.
    confidence = max((one.confidence for one in first), key=lambda each: _RANK[each])
    places = list(dict.fromkeys(one.place for one in first))
    why = "; ".join(dict.fromkeys(one.why for one in first))
    return Concluded(tuple(sorted(choices)), tuple(places[:MOST_PLACES]), why, confidence)
