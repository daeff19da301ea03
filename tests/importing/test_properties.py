"""Whatever a valid Compose file says, import ends, points to lines that exist, and says nothing twice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.errors import InputError
from advisor.reading.compose import load_project
from advisor.reading.dockerfile import read_dockerfile, stages
from advisor.reading.env_files import read_env
from advisor.reading.fence import Fence
from advisor.reading.hcl import read_hcl
from advisor.reading.units import read_unit
from advisor.reading.yaml_text import read_yaml
from advisor.service import Advisor
from tests.importing.composing import projects
from tests.importing.importer import check_evidence, run
from tests.written_files import write

quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(projects())
def test_generated_projects(advisor: Advisor, files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = run(advisor, folder, files)
        check_evidence(result)
        again = run(advisor, folder)
        services = set(load_project(Fence([folder]), folder / "compose.yaml", with_override=True).services)
    assert again == result
    assert {one.written for one in result.components} >= services
    for one in result.components:
        asked = [answer.question for answer in one.answers]
        assert len(asked) == len(set(asked))
        assert set(asked) <= set(result.assessment.components[one.name].answers)


@quick
@given(projects(), st.integers(0, 400), st.text(max_size=4))
def test_damaged_projects_end_in_an_answer_or_one_message(
    advisor: Advisor, files: dict[str, str], at: int, put: str
) -> None:
    text = files["compose.yaml"]
    files["compose.yaml"] = text[:at] + put + text[at + 1 :]
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), {})
        for path, content in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            check_evidence(run(advisor, folder))
        except InputError as error:
            assert error.problems


_SIGNS = st.text(alphabet="ab{}[]()\"=:#$\\/*<>-_.,\n \t'&!|%@`~0\x85é", max_size=60)


@quick
@given(_SIGNS)
def test_readers_take_any_text(text: str) -> None:
    for read in (read_yaml, read_hcl, read_unit, read_env, read_dockerfile):
        try:
            read(text, "a")  # type: ignore[operator]
        except InputError as error:
            assert all(problem.file == "a" for problem in error.problems)


@quick
@given(st.lists(st.tuples(st.sampled_from(["FROM", "RUN", "ARG", "ENV", "COPY", "EXPOSE", "CMD", "# x"]), _SIGNS)))
def test_dockerfiles_of_any_kind(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{keyword} {rest}" for keyword, rest in [("FROM", "a"), *lines])
    try:
        assert stages(read_dockerfile(text, "a"))
    except InputError:
        return
