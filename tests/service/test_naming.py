"""Names as people write them become names that a file can have."""

from __future__ import annotations

import pytest

from advisor.service.naming import component_name, component_names


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("API", "api"), ("Order Queue", "order-queue"), ("front_end", "front-end"), (" web ", "web"),
        ("Büro-Dienst", "buro-dienst"), ("C++ core 2", "c-core-2"), ("--", "--"), ("", ""),
        ("画面", "画面"), ("予約API", "api"), ("x" * 60, "x" * 60),
    ],
)  # fmt: skip
def test_a_name_is_written_in_lower_case_words_with_hyphens(said: str, written: str) -> None:
    assert component_name(said) == written
    assert component_name(written) == written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("front end, API, worker, PostgreSQL", ["front-end", "api", "worker", "postgresql"]),
        ("api worker", ["api", "worker"]),
        ("api; job runner,", ["api", "job-runner"]),
        ("", []),
    ],
)
def test_a_line_of_names_is_split_where_people_meant_it(said: str, written: list[str]) -> None:
    assert component_names(said) == written
