"""Knowledge folders to one checked `Knowledge`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from advisor.errors import InputError, Problem
from advisor.graph.build import decision_graph, find_cycle
from advisor.loading.digest import knowledge_digest
from advisor.loading.elements import Key, Pack, Place, read_pack
from advisor.loading.expected import check_expected
from advisor.loading.packs import add_rules
from advisor.loading.references import check_references
from advisor.loading.validation import validate
from advisor.model.knowledge import Knowledge
from advisor.model.options import PATTERN_DECISION, Decision

T = TypeVar("T")

CORE = "core"
"""The name of the shipped pack in traces."""


Places = dict[Key, Place]
"""Where every element stands, for whoever finds something wrong with it later."""


def load_knowledge(folders: Sequence[Path]) -> tuple[Knowledge, Places]:
    """Read and check knowledge folders: the first is the base, the others add to it.

    Raises InputError with every problem of every file.
    """
    packs = [read_pack(folder, CORE if number == 0 else folder.name) for number, folder in enumerate(folders)]
    problems = [problem for pack in packs for problem in pack.problems]
    problems += _same_names(packs)
    # Names that lead nowhere only because their file is broken would bury the real problem.
    problems += add_rules(packs) if not problems else []
    problems += _collisions(packs)
    base = packs[0]
    if base.manifest is None:
        if not any(problem.file.endswith("knowledge.yaml") for problem in problems):
            problems.append(Problem(str(base.folder), 0, "has no knowledge.yaml, so it is not a knowledge folder"))
        raise InputError(problems)
    knowledge, places = _merged(packs, knowledge_digest(folders), problems)
    problems += [*check_references(knowledge, places), *check_expected(knowledge, places)] if not problems else []
    problems += _cycle(knowledge, places) if not problems else []
    if problems:
        raise InputError(problems)
    return knowledge, places


def _merged(packs: Sequence[Pack], digest: str, problems: list[Problem]) -> tuple[Knowledge, Places]:
    places = {key: place for pack in packs for key, place in pack.places.items()}
    manifest = packs[0].manifest
    assert manifest is not None
    topics = {topic.id: number for number, topic in enumerate(manifest.topics)}
    questions = {key: q for pack in packs for key, q in pack.questions.items()}
    in_order = sorted(questions.values(), key=lambda q: (q.scope != "organisation", topics.get(q.topic, 99), q.id))
    patterns = {key: option for pack in packs for key, option in pack.patterns.items()}
    decisions = (
        {
            PATTERN_DECISION: Decision(
                id=PATTERN_DECISION,
                title="Deployment pattern",
                ask="Where and how should this component run?",
                options=tuple(patterns[key] for key in sorted(patterns)),
            )
        }
        if patterns
        else {}
    )
    if not patterns:
        problems.append(Problem(str(packs[0].folder), 0, "has no patterns, so there is nothing to recommend"))
    for pack in packs:
        for key in sorted(pack.decisions):
            options = [option for other in packs for option in other.options.get(key, {}).values()]
            decisions |= _decision(pack, key, sorted(options, key=lambda option: option.id), problems)
    knowledge = Knowledge(
        manifest=manifest,
        questions={question.id: question for question in in_order},
        facts=_sorted(pack.facts for pack in packs),
        contradictions=_sorted(pack.contradictions for pack in packs),
        directions=_sorted(pack.directions for pack in packs),
        blocks=_sorted(pack.blocks for pack in packs),
        decisions=decisions,
        platforms=_sorted(pack.platforms for pack in packs),
        practices=_sorted(pack.practices for pack in packs),
        technologies=_sorted(pack.technologies for pack in packs),
        sources=_sorted(pack.sources for pack in packs),
        scenarios=tuple(scenario for pack in packs for scenario in pack.scenarios),
        cases=_sorted(pack.cases for pack in packs),
        guides=_sorted(pack.guides for pack in packs),
        packs={pack.name: pack.head for pack in packs if pack.head is not None},
        boundary=tuple(file for pack in packs for file in pack.boundary),
        digest=digest,
    )
    return knowledge, places


def _cycle(knowledge: Knowledge, places: Places) -> list[Problem]:
    """A circle of conditions, named at the first of its members that has a place of its own."""
    circle = find_cycle(decision_graph(knowledge))
    placed = [number for number, (kind, _) in enumerate(circle) if kind in ("question", "fact", "decision")]
    if not placed:
        return []
    start = min(placed, key=lambda number: circle[number])
    turned = [*circle[start:], *circle[:start], circle[start]]
    path = " -> ".join(f"{kind} {name}" for kind, name in turned)
    return [places[circle[start]].problem((), f"this hangs on itself: {path}; take one of these conditions out")]


def _decision(pack: Pack, key: str, options: list[Any], problems: list[Problem]) -> dict[str, Decision]:
    place = pack.places["decision", key]
    if not options:
        problems.append(place.problem((), "has no options; put them into the folder `options` beside it"))
        return {}
    made = validate(Decision, {**pack.decisions[key], "options": options}, place.document)
    if isinstance(made, list):
        problems.extend(made)
        return {}
    return {key: made}


def _sorted(parts: Iterable[dict[str, T]]) -> dict[str, T]:
    together = {key: value for part in parts for key, value in part.items()}
    return {key: together[key] for key in sorted(together)}


def _same_names(packs: Sequence[Pack]) -> list[Problem]:
    """Folders that traces and findings could not tell apart."""
    taken = {CORE, packs[0].folder.name}
    problems = []
    for pack in packs[1:]:
        if pack.name in taken:
            message = f"another pack is called `{pack.name}` already; give the folder another name"
            problems.append(Problem(str(pack.folder), 0, message))
        taken.add(pack.name)
    return problems


def _collisions(packs: Sequence[Pack]) -> list[Problem]:
    """Elements that two packs define: a pack adds, it never silently replaces."""
    first: dict[Any, str] = {}
    problems = []
    for pack in packs:
        for key, place in pack.places.items():
            if key in first and key[0] not in ("manifest", "decision", "artifact"):
                message = f"the {key[0]} `{key[-1]}` is already in the pack `{first[key]}`; give it another name"
                problems.append(place.problem((), message))
            first.setdefault(key, pack.name)
    return problems
