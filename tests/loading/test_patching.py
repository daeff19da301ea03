"""An answer changed in the text gives what writing the whole document out gives, to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from advisor.errors import AdvisorError
from advisor.loading import round_trip
from advisor.loading.document import parse_document
from advisor.loading.round_trip import RoundTrip
from advisor.loading.written_form import Inline, Lines

FILES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
IN_LINES = [path for path in FILES if "answers: {" not in path.read_text("utf-8")]
WORDS = st.sampled_from(["state", "hosting", "release-cadence", "no", "null", "12", "a", "b", "on"])
PROSE = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="ab #:\n'-", max_size=200),
    st.sampled_from(["note: yes", "state: durable", "x " * 90, "a\n  state: b\n"]),
)
CHOICES = st.one_of(WORDS, st.lists(WORDS, max_size=12))
ANSWERS = st.one_of(CHOICES, st.fixed_dictionaries({"answer": CHOICES}, optional={"note": PROSE, "owner": PROSE}))
SECTIONS = st.dictionaries(WORDS, ANSWERS, max_size=5)
PARTS = st.fixed_dictionaries(
    {"answers": SECTIONS},
    optional={
        "talks_to": st.lists(WORDS, max_size=3),
        "override": st.fixed_dictionaries({"pattern": WORDS, "reason": PROSE}),
    },
)
RECORDS = st.fixed_dictionaries(
    {"answers": st.text(alphabet="ab=\n", max_size=40).map(Lines), "people": st.lists(SECTIONS.map(Inline), max_size=2)}
)
SYSTEMS = st.fixed_dictionaries(
    {"system": PROSE, "organisation": SECTIONS, "components": st.dictionaries(WORDS, PARTS, max_size=3)},
    optional={"milestones": st.dictionaries(WORDS, RECORDS, max_size=2)},
)
ADDED = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["# said", "", "  # why", "    # there"])), max_size=4)


def written(wanted: dict[str, Any], added: list[tuple[int, str]]) -> str:
    """A file that says it, with comments and empty lines in it, or at the end of lines."""
    lines = RoundTrip("").saying(wanted).split("\n")
    for at, comment in added:
        place = at % len(lines)
        if at % 2 and comment:
            lines[place] += f"  {comment.strip()}"
        else:
            lines.insert(place, comment)
    return "\n".join(lines)


@settings(deadline=None, max_examples=60)
@given(st.data(), SYSTEMS, ADDED)
def test_it_is_the_same_as_writing_everything_out(data: st.DataObject, first: dict[str, Any], added: Any) -> None:
    try:
        text = written(first, added)
        slow, swift = RoundTrip(text), RoundTrip(text)
        swift.settle()
    except (AdvisorError, YAMLError):
        assume(False)
    state = first
    for _ in range(data.draw(st.integers(1, 6))):
        state = data.draw(changed(state))
        slow._text = None
        try:
            whole = slow.saying(state)
        except AdvisorError:
            return  # a comment in the middle of a list
        assert swift.saying(state) == whole


@st.composite
def changed(draw: st.DrawFn, state: dict[str, Any]) -> dict[str, Any]:
    """One answer more, less or other, in one of the sections; now and then something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(SYSTEMS)
    name = draw(st.sampled_from([None, *state["components"]]))
    section = dict(state["organisation"] if name is None else state["components"][name]["answers"])
    if section and draw(st.booleans()):
        del section[draw(st.sampled_from(list(section)))]
    else:
        section[draw(WORDS)] = draw(ANSWERS)
    if name is None:
        return {**state, "organisation": section}
    part = {**state["components"][name], "answers": section}
    return {**state, "components": {**state["components"], name: part}}


@pytest.mark.parametrize("path", IN_LINES, ids=lambda path: path.stem)
def test_an_answer_to_a_real_file_is_not_written_out_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = path.read_text("utf-8")
    wanted = parse_document(text, path.name).data
    document = RoundTrip(text)
    document.settle()
    whole: list[int] = []
    dump = round_trip._dumped
    monkeypatch.setattr(round_trip, "_dumped", lambda given: whole.append(len(str(given))) or dump(given))
    part = next(iter(wanted["components"].values()))
    part["answers"]["a-new-one"] = "first"
    assert document.saying(wanted).count("      a-new-one: first\n") == 1
    part["answers"]["a-new-one"] = ["second", "third"]
    document.saying(wanted)
    del part["answers"]["a-new-one"]
    assert document.saying(wanted) == text
    assert max(whole) < 200, "only the entry itself was written out"
