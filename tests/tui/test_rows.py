"""Lists: what is in a row is there to read, whatever the width."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, Rows

WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen last"


class Listing(App[None]):
    def compose(self) -> ComposeResult:
        yield Rows()


@pytest.mark.parametrize("width", (22, 29, 36, 41))
async def test_no_word_is_lost_when_a_scrollbar_takes_its_room(width: int) -> None:
    app = Listing()
    async with app.run_test(size=(width, 12)) as pilot:
        rows = app.query_one(Rows)
        rows.show([Row(Columns((WORDS, None)), "first")])
        await pilot.pause()
        rows.show([Row(Columns((WORDS, None)), f"{number}") for number in range(8)])
        await pilot.pause()
        shown = " ".join(strip.text for strip in rows.render_lines(rows.size.region))
        assert shown.split()[1 : len(WORDS.split()) + 1] == WORDS.split()
