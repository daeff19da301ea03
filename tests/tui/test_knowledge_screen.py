"""The knowledge browser: found by typing, walked by Enter, reached from everywhere."""

from __future__ import annotations

import pytest
from driving import LARGE, SMALL, Open, Opened
from textual.widgets import Input, Static

from advisor.tui.screens.element import ElementScreen
from advisor.tui.screens.help import HelpScreen
from advisor.tui.screens.knowledge import KnowledgeScreen
from advisor.tui.screens.option import OptionScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.screens.start import StartScreen
from advisor.tui.widgets.neighbourhood import Edges
from advisor.tui.widgets.reading import Reading
from advisor.tui.widgets.rows import Rows
from advisor.tui.widgets.section_tabs import SectionTabs


def keys(user: Opened, rows: str) -> list[str]:
    return [option.id for option in user.app.screen.query_one(rows, Rows).options if option.id]


def here(user: Opened) -> tuple[str, str]:
    assert isinstance(user.app.screen, ElementScreen)
    return user.app.screen.here


async def test_typing_finds_and_enter_opens_the_page(opened: Open) -> None:
    async with opened("k") as user:
        assert isinstance(user.app.screen, KnowledgeScreen)
        assert all(key.startswith("option:pattern/") for key in keys(user, "#found"))
        await user.write("swarm pattern")
        await user.press("enter")
        kind, name = here(user)
        assert kind == "option"
        assert "swarm" in name
        assert "Swarm" in user.app.screen.query_one("#page", Reading).text
        await user.press("escape", "escape")
        assert not isinstance(user.app.screen, KnowledgeScreen)


async def test_tab_goes_through_the_kinds_and_forgets_what_was_typed(opened: Open) -> None:
    async with opened("k") as user:
        await user.write("zzz")
        assert keys(user, "#found") == []
        await user.press("enter")
        assert isinstance(user.app.screen, KnowledgeScreen), "nothing to open"
        await user.press("tab")
        assert user.app.screen.query_one(Input).value == ""
        assert all(key.startswith("question:") for key in keys(user, "#found"))
        await user.press("shift+tab", "shift+tab")
        assert user.app.screen.query_one(SectionTabs).current == "more"
        await user.pilot.click(SectionTabs, offset=(3, 0))
        assert user.app.screen.query_one(SectionTabs).current == "patterns"


async def test_a_click_opens_the_row_that_is_seen_there_and_no_heading(opened: Open) -> None:
    async with opened("k", "o", size=SMALL) as user:
        rows = user.app.screen.query_one("#found", Rows)
        assert rows.render_line(0).text.strip() == "pattern", "what is found is listed by kind"
        await user.pilot.click(rows, offset=(5, 0))
        await user.settle()
        assert isinstance(user.app.screen, KnowledgeScreen)
        await user.press(*["down"] * 15)
        assert rows.scroll_offset.y > 0
        line = next(y for y in range(5, 15) if not rows.options[rows.scroll_offset.y + y].disabled)
        seen = rows.render_line(line).text.strip().rstrip("…")
        await user.pilot.click(rows, offset=(5, line))
        await user.settle()
        assert seen in user.app.screen.query_one("#page", Reading).text


async def test_what_the_mouse_selects_on_a_page_can_be_copied(opened: Open) -> None:
    async with opened("k", *"swarm", "enter") as user:
        page = user.app.screen.query_one("#page", Reading)
        number, line = next((n, line) for n, line in enumerate(page.text.split("\n")) if n and line)
        plain = page.render_line(number)
        await user.pilot.mouse_down(page, offset=(2, 1 + number))
        await user.pilot.hover(page, offset=(2 + len(line), 1 + number))
        await user.pilot.mouse_up(page, offset=(2 + len(line), 1 + number))
        assert user.app.screen.get_selected_text() == line
        assert page.render_line(number) != plain, "what is selected can be seen"


async def test_a_page_is_read_from_its_beginning_and_wrapped_beside_its_scrollbar(opened: Open) -> None:
    async with opened("k", "enter") as user:
        page = user.app.screen.query_one("#page", Reading)
        page.read("word " * 30)
        await user.settle()
        assert page.max_scroll_y == 0
        few = page.text.split("\n")
        page.read("\n".join(["word " * 30] * 40))
        await user.settle()
        await user.press("end")
        assert page.scroll_offset.y == page.max_scroll_y > 0
        assert max(len(line) for line in page.text.split("\n")) < page.size.width <= len(few[0]) + len("word ") + 1
        page.read("short")
        await user.settle()
        assert page.render_line(0).text.rstrip() == "short", "from the beginning"


async def test_the_graph_is_walked_and_the_way_back_is_known(opened: Open) -> None:
    async with opened("k", "tab", "enter", "t") as user:
        first = here(user)
        assert first[0] == "question"
        await user.press("right")
        after = keys(user, "#after")
        assert after
        await user.press("enter")
        second = here(user)
        assert ":".join(second) == after[0]
        assert ":".join(first) in keys(user, "#before"), "an edge can be walked both ways"
        await user.press("b")
        assert here(user) == first
        await user.press("b")
        assert isinstance(user.app.screen, KnowledgeScreen)


async def test_the_lines_join_every_neighbour_that_is_seen(opened: Open) -> None:
    async with opened("k", "enter", "t", size=SMALL) as user:
        edges = user.app.screen.query_one(Edges)
        drawn = [edges.render_line(y).text for y in range(edges.size.height)]
        before = user.app.screen.query_one("#before", Rows)
        seen = [not option.disabled for option in before.options][: len(drawn)]
        assert [line.startswith("─") for line in drawn][: len(seen)] == seen
        assert sum("▸╭" in line or "▸│" in line for line in drawn) == 1, "one arrow goes into the box"


async def test_a_neighbour_is_told_in_full(opened: Open) -> None:
    async with opened("k", "enter", "t", "left") as user:
        screen = user.app.screen
        assert isinstance(screen, ElementScreen)
        option = screen.query_one("#before", Rows).highlighted_option
        assert option is not None
        assert str(option.id).partition(":")[2] in str(screen.query_one("#neighbour", Static).content)


@pytest.mark.parametrize("size", [SMALL, (120, 36), (160, 24), LARGE])
async def test_page_and_graph_can_both_be_seen_at_every_size(size: tuple[int, int], opened: Open) -> None:
    async with opened("k", "enter", size=size) as user:
        screen = user.app.screen
        seen = set()
        for _ in range(2):
            seen |= {name for name in ("page", "graph") if screen.query_one(f"#{name}").display}
            await user.press("t")
        assert seen == {"page", "graph"}


async def test_a_large_window_shows_the_page_beside_the_list(opened: Open) -> None:
    async with opened("k", "down", size=LARGE) as user:
        look = user.app.screen.query_one("#look")
        assert look.display
        assert look.border_title
        await user.settle()


async def test_it_is_reached_from_the_start_and_from_what_stands_behind_a_verdict(opened: Open) -> None:
    async with opened("v", "enter") as user:
        assert isinstance(user.app.screen, RuleScreen)
        await user.press("k")
        assert here(user)[0] == "rule"
        assert any(key.startswith("source:") for key in keys(user, "#before"))
        await user.press("escape", "escape", "right", "enter")
        assert isinstance(user.app.screen, OptionScreen)
        await user.press("k")
        assert here(user)[0] == "option"
        await user.press("k")
        assert isinstance(user.app.screen, KnowledgeScreen)
    async with opened("k", path=None) as user:
        assert isinstance(user.app.screen, KnowledgeScreen)
        await user.press("enter", "k")
        assert len(user.app.screen_stack) == 2, "back to the list, not one list upon another"
        await user.press("escape")
        assert isinstance(user.app.screen, StartScreen)


async def test_help_is_there_while_typing(opened: Open) -> None:
    async with opened("k", "f1") as user:
        assert isinstance(user.app.screen, HelpScreen)
        said = "\n".join(str(part.content) for part in user.app.screen.query(Static))
        assert "Next kind" in said
