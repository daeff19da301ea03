"""The first line: where you are is never cut for the sake of the file's name."""

from __future__ import annotations

from driving import Open
from textual.widgets._toast import ToastRack

from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.steady_text import SteadyText


async def test_the_files_name_gives_way_to_where_you_are(opened: Open) -> None:
    async with opened("t", size=(80, 24)) as user:
        await user.press("ctrl+u")
        await user.write("A system with quite a long title that says")
        await user.press("enter", "v")
        await user.settle()
        where, saved = (user.app.screen.query_one(name, SteadyText) for name in ("#where", "#saved"))
        assert str(saved.content) == "saved"
        assert "Verdict  ›  front-end" in str(where.content)
        assert where.content_size.width >= len(str(where.content))
        await user.press("m")
        assert str(user.app.screen.query_one("#saved", SteadyText).content) == "saved in game.yaml"


async def test_messages_stand_above_the_keys(opened: Open) -> None:
    async with opened("ctrl+c") as user:
        assert any("ctrl+q leaves" in said for said in user.said())
        rack = ToastRack()
        await user.app.screen.mount(rack)
        assert rack.styles.margin.bottom >= user.app.screen.query_one(KeyBar).size.height == 2
