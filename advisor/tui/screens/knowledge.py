"""The knowledge behind every verdict, to look through: typing finds, Enter opens."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Input

from advisor.service.browsing import SECTIONS, Atlas, Entry
from advisor.tui.screens.dialog import after_typing
from advisor.tui.screens.element import ElementScreen
from advisor.tui.screens.fitted import Fitted
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.frames import entitle
from advisor.tui.widgets.key_bar import GENERAL, KeyBar
from advisor.tui.widgets.reading import Reading
from advisor.tui.widgets.rows import Row, Rows, heading, note
from advisor.tui.widgets.section_tabs import SectionTabs
from advisor.tui.widgets.top_bar import TopBar

MOST = 300
"""Rows that are listed at once; more than that nobody reads, they type."""


class KnowledgeScreen(Fitted, Screen[None]):
    """Patterns, questions, rules, decisions, technologies, sources, cases, and the rest."""

    BINDINGS = [
        Binding("enter", "open", "Open", priority=True),
        Binding("tab", "section(1)", "Next kind", priority=True),
        Binding("shift+tab", "section(-1)", "Previous", key_display="shift+tab", priority=True),
        Binding("down", "move('cursor_down')", "Down", priority=True),
        Binding("up", "move('cursor_up')", "Up", priority=True),
        Binding("pagedown", "move('page_down')", "Page down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "Page up", show=False, priority=True),
        Binding("f1", "help", "Help", key_display="F1", group=GENERAL),
        Binding("escape", "close", "Close", group=GENERAL),
    ]

    def __init__(self, atlas: Atlas) -> None:
        super().__init__()
        self._atlas = atlas
        self._section = next(iter(SECTIONS))
        self._found: dict[str, Entry] = {}
        self._typed = ""

    def compose(self) -> ComposeResult:
        """A line to type in, the kinds, the list, and a page where there is room."""
        yield TopBar()
        yield Input(placeholder="Type a part of anything: kubernetes rule, source 2026, block storage")
        yield SectionTabs({name: name.capitalize() for name in SECTIONS})
        with Horizontal(id="shelf"):
            with Vertical(id="entries", classes="section"):
                yield Rows(id="found")
            yield Reading(id="look", classes="section")
        yield KeyBar()

    def on_mount(self) -> None:
        """The patterns first: they are what a verdict names."""
        self.query_one("#found", Rows).can_focus = False
        self.query_one(Reading).can_focus = False
        self.query_one(Input).focus()
        manifest = self._atlas.knowledge.manifest
        self.query_one(TopBar).show("Library", manifest.title, saved=f"version {manifest.version}")
        self._list()
        self.call_after_refresh(lambda: self.run_worker(self._atlas.make_ready, thread=True))

    @on(Input.Changed)
    def _list(self) -> None:
        text = self._typed = self.query_one(Input).value
        entries = self._atlas.search(text, self._section)
        self.query_one(SectionTabs).current = "" if text.strip() else self._section
        self._found = {":".join(entry.node): entry for entry in entries[:MOST]}
        rows = self.query_one("#found", Rows)
        rows.highlighted = None
        rows.show(self._rows(len(entries), kinds=len({entry.kind for entry in entries}) > 1))
        title = "Found" if text.strip() else self._section.capitalize()
        entitle(self.query_one("#entries"), title, str(len(entries)))
        if not entries:
            self.query_one(Reading).read("")

    def _rows(self, number: int, kinds: bool) -> Iterator[Row]:
        kind = None
        for key, entry in self._found.items():
            if kinds and entry.kind != kind:
                kind = entry.kind
                yield heading(kind)
            yield Row(Columns((entry.title, None), wrap=False), key)
        if number > MOST:
            yield note(f"{number - MOST} more; type to find them")
        if not number:
            yield note("Nothing says all of these words.")

    @on(Rows.OptionHighlighted, "#found")
    def _look(self, event: Rows.OptionHighlighted) -> None:
        entry = self._found.get(event.option_id or "")
        look = self.query_one(Reading)
        if entry is not None and look.display:
            entitle(look, entry.name)
            look.read(self._atlas.page(entry.node))

    @on(Rows.OptionSelected, "#found")
    def action_open(self) -> None:
        """The page and the graph of the element under the cursor."""
        after_typing(self, self._open)

    def _open(self) -> None:
        if self.query_one(Input).value != self._typed:
            self._list()
        option = self.query_one("#found", Rows).highlighted_option
        if option is not None and option.id is not None:
            self.app.push_screen(ElementScreen(self._atlas, self._found[option.id].node))

    @on(SectionTabs.Chosen)
    def _chosen(self, event: SectionTabs.Chosen) -> None:
        self._turn_to(event.section)

    def action_section(self, step: int) -> None:
        """To the next kind, or to the one before; what was typed goes."""
        names = list(SECTIONS)
        self._turn_to(names[(names.index(self._section) + step) % len(names)])

    def _turn_to(self, section: str) -> None:
        self._section = section
        with self.prevent(Input.Changed):
            self.query_one(Input).clear()
        self._list()

    def action_move(self, action: str) -> None:
        """Move the cursor while the line above keeps the focus."""
        getattr(self.query_one("#found", Rows), f"action_{action}")()

    def action_help(self) -> None:
        """A question mark is something to type here."""
        self.app.run_worker(self.app.run_action("app.help"))

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss()
