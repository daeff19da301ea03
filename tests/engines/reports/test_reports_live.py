"""Reports in the programs that people open them with: a browser with axe, and a Markdown linter."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from engines.engine_tools import needs, tool
from large_system import twenty

from advisor.loading.saving import save_assessment
from advisor.model.milestones import SignOff, Stance
from advisor.service import Advisor
from advisor.service.recording import Acceptance, accept
from advisor.service.reporting import write_report

pytestmark = pytest.mark.engines

PACKAGES = ("axe-core@4", "puppeteer-core@24", "markdownlint-cli2@0.22")
EXAMPLES = Path(__file__).parents[3] / "examples"
DAY = date(2026, 11, 23)
DISSENT = SignOff(name="Bob", role="operations", says=Stance.DISAGREES, reason="We are two people short. " * 4, on=DAY)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where npm has put what the tests need."""
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder), *PACKAGES]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if run.returncode != 0:
        pytest.skip(f"npm cannot install {', '.join(PACKAGES)}: {run.stderr.strip()[-200:]}")
    return folder


@pytest.fixture(scope="module")
def assessments(advisor: Advisor, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every example as it is accepted, and a system of twenty components."""
    folder = tmp_path_factory.mktemp("assessments")
    paths = []
    for example in sorted(EXAMPLES.glob("*.yaml")):
        path = folder / example.name
        path.write_text(example.read_text("utf-8"), "utf-8")
        if advisor.read(path).components:
            accept(advisor, path, Acceptance(DAY, people=(DISSENT,)))
        paths.append(path)
    save_assessment(twenty(advisor), folder / "twenty.yaml", None)
    accept(advisor, folder / "twenty.yaml", Acceptance(DAY, people=(DISSENT,)))
    save_assessment(advisor.new("Nothing yet"), folder / "nothing.yaml", None)
    return [*paths, folder / "twenty.yaml", folder / "nothing.yaml"]


THOROUGHLY = ("online-game", "twenty", "nothing")
"""What is looked at in every way: an ordinary report, a long one and an empty one. Of others only the slides are."""


def chromium() -> str:
    found = tool("chromium") or tool("google-chrome")
    if found is None:
        pytest.skip("not here: chromium")
    return str(found)


@needs("node", "npm", "pdftotext")
def test_axe_has_no_complaint_and_nothing_is_cut_or_spills_over(
    advisor: Advisor, assessments: list[Path], packages: Path, tmp_path: Path
) -> None:
    browser = chromium()
    pages, slides = [], []
    for path in assessments:
        for form in ("html", "slides") if path.stem in THOROUGHLY else ("slides",):
            page = tmp_path / f"{path.stem}-{form}.html"
            write_report(advisor, path, form, page, DAY)
            (pages if path.stem in THOROUGHLY else slides).append(str(page))
    write_report(
        advisor, assessments[0], "html", tmp_path / "acme-html.html", DAY, templates=EXAMPLES / "templates" / "acme"
    )
    pages.append(str(tmp_path / "acme-html.html"))
    script = Path(__file__).with_name("look.mjs")
    run = subprocess.run(
        ["node", str(script), *pages],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "CHROMIUM": browser, "PACKAGES": str(packages), "SLIDES": "\n".join(slides)},
    )
    assert run.returncode == 0, run.stderr
    looked = json.loads(run.stdout)
    assert len(looked) == 3 * len(pages) + len(slides)
    for page in looked:
        where = f"{Path(page['file']).name}, {page['width']} wide, {page['scheme']}"
        assert page["complaints"] == [], where
        assert page.get("violations", []) == [], where
        assert page.get("overflow", 0) <= 0, where
        assert page.get("cut", []) == [], where
        if "filtered" in page:
            (number, opened), (matching, _) = page["filtered"]["all"], page["filtered"]["found"]
            assert number == opened > 0, where
            assert matching == 1, where
            assert page["filtered"]["closed"] == 0, where
    for file in pages:
        if file.endswith("-html.html"):
            second = ["pdftotext", "-f", "2", "-l", "2", f"{file}.pdf", "-"]
            printed = subprocess.run(second, capture_output=True, text=True, timeout=60, check=True)
            assert printed.stdout.startswith("Annex"), file


@needs("node", "npm")
def test_the_linter_has_no_complaint_about_decision_records(
    advisor: Advisor, assessments: list[Path], packages: Path, tmp_path: Path
) -> None:
    # Sentences are not folded: a changed word should not change the lines around it.
    (tmp_path / ".markdownlint.json").write_text(json.dumps({"default": True, "MD013": False}))
    for path in assessments:
        write_report(advisor, path, "adr", tmp_path / path.stem, DAY)
    run = subprocess.run(
        [str(packages / "node_modules" / ".bin" / "markdownlint-cli2"), "**/*.md"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
