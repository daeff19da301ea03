"""A long text can be read to its end, whatever the window."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.selection import Selection

from advisor.tui.widgets.long_text import LongText

LINES = [f"{number} is a line that a narrow window has to fold in two or three" for number in range(2_000)]


class Reader(App[None]):
    def compose(self) -> ComposeResult:
        yield LongText(id="text")

    def read(self) -> LongText:
        text = self.query_one(LongText)
        text.show("\n".join(LINES))
        text.focus()
        return text


def seen(text: LongText) -> list[str]:
    return [text.render_line(row).text.rstrip() for row in range(text.size.height)]


async def test_the_last_line_is_reached_and_long_lines_are_whole() -> None:
    app = Reader()
    async with app.run_test(size=(30, 12)) as pilot:
        text = app.read()
        await pilot.press("end")
        await pilot.pause(0.5)
        assert " ".join(seen(text)).endswith(LINES[-1])


async def test_another_width_keeps_the_line_that_is_read() -> None:
    app = Reader()
    async with app.run_test(size=(30, 12)) as pilot:
        text = app.read()
        await pilot.press("pagedown", "pagedown")
        await pilot.pause(0.5)
        number = seen(text)[0].split()[0]
        assert number.isdigit()
        assert number != "0"
        await pilot.resize_terminal(90, 12)
        await pilot.pause(0.2)
        assert seen(text)[0].startswith(f"{number} is a line")


async def test_colours_of_another_text_are_not_taken_for_its_own() -> None:
    app = Reader()
    async with app.run_test(size=(90, 12)):
        text = app.read()
        text.colour([Content("something else")])
        assert seen(text)[0] == LINES[0]
        text.colour([Content.styled(line, "bold") for line in LINES])
        assert seen(text)[0] == LINES[0]
        assert any(segment.style and segment.style.bold for segment in text.render_line(0))


async def test_what_is_marked_can_be_copied() -> None:
    app = Reader()
    async with app.run_test(size=(30, 12)):
        marked = app.read().get_selection(Selection(Offset(0, 0), Offset(4, 1)))
        assert marked == (f"{LINES[0]}\n{LINES[1][:4]}", "\n")
