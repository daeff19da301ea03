"""Walking through the knowledge: everything has a page and a place in the graph, and nothing leads nowhere."""

from __future__ import annotations

import pytest

from advisor.service import Advisor
from advisor.service.browsing import SECTIONS, Atlas


@pytest.fixture(scope="module")
def atlas(advisor: Advisor) -> Atlas:
    return Atlas(advisor.knowledge)


def test_every_element_is_listed_under_one_heading(atlas: Atlas) -> None:
    listed = [entry.node for section in SECTIONS for entry in atlas.search("", section)]
    assert sorted(listed) == sorted(atlas.entries)
    known = atlas.knowledge
    kinds = {"question": known.questions, "source": known.sources, "technology": known.technologies}
    for kind, elements in kinds.items():
        assert {name for each, name in atlas.entries if each == kind} == elements.keys()


def test_every_way_leads_to_an_element_and_back(atlas: Atlas) -> None:
    for node in atlas.entries:
        here = atlas.around(node)
        assert all(node in [each.node for each in atlas.around(other.node).after] for other in here.before)
        assert all(node in [each.node for each in atlas.around(other.node).before] for other in here.after)


def test_nothing_that_the_verdicts_use_stands_alone(atlas: Atlas) -> None:
    """A rule rests on something that was asked and on a source, and counts for something."""
    for node in (each for each in atlas.entries if each[0] == "rule"):
        here = atlas.around(node)
        assert "source" in {each.kind for each in here.before}
        assert here.after


def test_each_kind_of_element_has_a_page_that_names_it(atlas: Atlas) -> None:
    first = {entry.kind: entry for entry in atlas.entries.values()}
    assert set(first) == {kind for kinds in SECTIONS.values() for kind in kinds}
    for entry in first.values():
        page = atlas.page(entry.node)
        assert (entry.name if entry.kind == "rule" else entry.title) in " ".join(page.split())
        assert max(map(len, page.splitlines()[:3])) <= 74


def test_a_search_finds_what_says_every_word_and_nothing_else(atlas: Atlas) -> None:
    found = atlas.search("Kubernetes pattern", "sources")
    assert {"managed-kubernetes", "kubernetes-on-vms"} <= {entry.name for entry in found}
    assert all("kubernetes" in entry.said and "pattern" in entry.said for entry in found)
    assert atlas.search("no such word anywhere", "patterns") == []


def test_a_case_leads_from_the_patterns_that_agree_with_it(atlas: Atlas) -> None:
    case = next(iter(atlas.knowledge.cases.values()))
    before = {entry.node for entry in atlas.around(("case", case.id)).before}
    assert {("option", f"pattern/{name}") for name in case.accept} | {("source", case.source)} == before


def test_what_is_promised_and_what_contradicts_itself_lead_to_what_they_speak_of(atlas: Atlas) -> None:
    known = atlas.knowledge
    assert known.directions
    assert known.contradictions
    for promise in known.directions.values():
        before = {entry.node for entry in atlas.around(("direction", promise.id)).before}
        assert {("question", promise.higher)} | {("block", name) for name in promise.uses} <= before
        assert {("source", name) for name in promise.sources} <= before
        assert promise.because.split(" ", maxsplit=1)[0] in atlas.page(("direction", promise.id))
    for clash in known.contradictions.values():
        kinds = {entry.kind for entry in atlas.around(("contradiction", clash.id)).before}
        assert "source" in kinds
        assert kinds & {"question", "fact"}
