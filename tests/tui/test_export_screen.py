"""Export: nothing is written before it was shown, and nothing is replaced without a yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import Open
from textual.widgets import Static

from advisor.tui.screens.dialog import AskText, Confirm
from advisor.tui.screens.export import ExportScreen
from advisor.tui.screens.system import SystemScreen
from advisor.tui.widgets.long_text import LongText
from advisor.tui.widgets.rows import Rows

REMARK = "One sign has no letter form here."


@pytest.fixture(autouse=True)
def set_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting a PDF takes longer than all else here."""
    monkeypatch.setattr("advisor.output.report.forms.pdf", lambda *_: (b"%PDF-1.7", (REMARK,)))


async def test_the_pdf_is_written_with_the_report_and_what_is_to_be_known_of_it_is_said(
    opened: Open, tmp_path: Path
) -> None:
    pdf = tmp_path / "game-files" / "report.pdf"
    async with opened("e") as user:
        await user.settle()
        await user.press("w")
        await user.settle()
        assert pdf.read_bytes() == b"%PDF-1.7"
        assert any(REMARK in said for said in user.said())
        (tmp_path / "game-files" / "report.html").write_text("older")
        pdf.write_bytes(b"older")
        await user.press("m", "e")
        await user.settle()
        await user.press("w")
        assert isinstance(user.app.screen, Confirm)
        await user.press("y")
        await user.settle()
        assert pdf.read_bytes() == b"%PDF-1.7"


async def test_files_are_listed_and_shown_before_they_are_written(opened: Open, tmp_path: Path) -> None:
    async with opened("e") as user:
        await user.settle()
        rows = user.app.screen.query_one("#list", Rows)
        assert {"report.md", "report.html", "report.pdf"} <= {row.id for row in rows.options}
        assert rows.at_first, "what comes later does not carry the cursor away"
        assert "Online game" in user.app.screen.query_one(LongText).text
        assert not (tmp_path / "game-files").exists()
        await user.press("w")
        assert "Online game" in (tmp_path / "game-files" / "report.md").read_text()
        assert any("game-files" in said for said in user.said())


async def test_the_help_tells_the_keys_of_a_text_as_those_of_a_text(opened: Open) -> None:
    async with opened("e") as user:
        await user.settle()
        await user.press("question_mark")
        said = "\n".join(str(part.content) for part in user.app.screen.query(Static))
        assert "To the list" in said.partition("In a text")[2]
        assert "Elsewhere" not in said


async def test_who_writes_before_everything_is_made_gets_everything(opened: Open, tmp_path: Path) -> None:
    async with opened("e", "w") as user:
        await user.settle()
        await user.settle()
        assert (tmp_path / "game-files" / "slides.html").is_file()


async def test_only_what_is_chosen_is_written(opened: Open, tmp_path: Path) -> None:
    async with opened("e") as user:
        await user.settle()
        await user.press("a", "w")
        assert any("at least one" in said for said in user.said())
        await user.press("home", "space", "w")
        assert [path.name for path in (tmp_path / "game-files").iterdir()] == ["report.md"]


async def test_replacing_needs_a_yes(opened: Open, tmp_path: Path) -> None:
    target = tmp_path / "game-files" / "report.md"
    target.parent.mkdir()
    target.write_text("mine")
    async with opened("e") as user:
        await user.settle()
        await user.press("w")
        assert isinstance(user.app.screen, Confirm)
        await user.press("n")
        assert target.read_text() == "mine"
        await user.press("w", "y")
        assert "Online game" in target.read_text()


async def test_another_folder(opened: Open, tmp_path: Path) -> None:
    async with opened("e") as user:
        await user.settle()
        await user.press("f")
        assert isinstance(user.app.screen, AskText)
        await user.press("end")
        await user.write("-two")
        await user.press("enter", "w")
        assert (tmp_path / "game-files-two" / "report.html").is_file()


async def test_a_folder_that_cannot_be_written_is_said(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "game-files").write_text("a file in the way")
    async with opened("e") as user:
        await user.settle()
        await user.press("w")
        assert isinstance(user.app.screen, ExportScreen)
        assert any("is not a folder" in said for said in user.said())


async def test_the_preview_has_the_focus_and_gives_it_back(opened: Open) -> None:
    async with opened("e") as user:
        await user.settle()
        await user.press("enter")
        assert user.app.screen.query_one(LongText).has_focus
        await user.press("p")
        assert user.app.screen.query_one("#list").has_focus
        await user.press("enter", "escape")
        assert user.app.screen.query_one("#list").has_focus
        await user.press("escape")
        assert isinstance(user.app.screen, SystemScreen)


async def test_what_somebody_edited_is_seen_as_such_and_stays(opened: Open, tmp_path: Path) -> None:
    async with opened("e") as user:
        await user.settle()
        await user.press("w")
        await user.settle()
        rows = user.app.screen.query_one("#list", Rows)
        assert "everything is written" in str(user.app.screen.query_one("#target", Static).content)
        assert "same" in str(rows.options[-1].prompt.cells[-1][0]), "nothing is left to write"  # type: ignore[union-attr]
        await user.press("w")
        assert any("has it all" in said for said in user.said())
        report, readme = tmp_path / "game-files" / "report.md", tmp_path / "game-files" / "README.md"
        report.write_text("mine")
        readme.write_text(readme.read_text() + "\nour own words\n")
        await user.press("m", "e")
        await user.settle()
        assert "1 file" in str(user.app.screen.query_one("#target", Static).content), (
            "only the report differs from ours"
        )
        await user.press("home", "d")
        await user.settle()
        assert "-mine" in user.app.screen.query_one(LongText).text
        await user.press("w")
        assert isinstance(user.app.screen, Confirm)
        await user.press("y")
        await user.settle()
        assert "our own words" in readme.read_text()


async def test_writing_can_be_stopped_and_what_is_written_is_whole(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened("e") as user:
        await user.settle()
        screen = user.app.screen
        assert isinstance(screen, ExportScreen)
        told = screen._say

        def stop_after_the_first(busy: str) -> None:
            told(busy)
            if busy.startswith("writing report.html"):
                screen.action_stop()

        monkeypatch.setattr(screen, "_say", stop_after_the_first)
        await user.press("w")
        await user.settle()
        there = {path.name for path in (tmp_path / "game-files").iterdir()}
        assert there == {"report.md"}
        assert any("1 file is in" in said for said in user.said())
