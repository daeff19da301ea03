"""The organisation's profile: asked once, reusable across systems."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.service.profiles import Profile, profiles
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows, blank, note

KEEP = "keep"


class Profiles(Rows):
    """Enter uses a profile, or keeps one."""

    BINDINGS = [Binding("enter", "select", "Choose")]


class ProfileScreen(Dialog[Profile | str]):
    """Closes with a profile to use, or with the wish to keep this system's answers as one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._profiles: tuple[Profile, ...] = ()

    def compose(self) -> ComposeResult:
        """What a profile is, and those that there are."""
        with Vertical(classes="window tall") as window:
            window.border_title = "The organisation's profile"
            yield Static(
                "The answers about people, places and constraints, kept for other systems. Using one fills in what "
                "is not answered here; what is answered stays.",
                classes="lead",
            )
            yield Profiles()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self._profiles = profiles(self._desk.session)
        self.query_one(Rows).show(self._rows())

    def _rows(self) -> Iterator[Row]:
        for number, each in enumerate(self._profiles):
            said = f"answers {wording.questions(len(each.new))} here"
            if each.differ:
                said += f"; {len(each.differ)} answered differently here, which stays"
            yield Row(Columns((f"Use {each.name}", 30), (Content.styled(said, "$text-muted"), None)), str(number))
        if not self._profiles:
            yield note("No profile is kept yet.")
        yield blank()
        answered = len(self._desk.session.assessment.organisation)
        if not answered:
            yield note("Nothing about the organisation is answered here yet; what is can be kept as a profile.")
            return
        said = f"the answers to {wording.questions(answered)}"
        yield Row(Columns(("Keep as a profile", 30), (Content.styled(said, "$text-muted"), None)), KEEP)

    @on(Rows.OptionSelected)
    def _chosen(self, event: Rows.OptionSelected) -> None:
        key = event.option_id or KEEP
        self.dismiss(KEEP if key == KEEP else self._profiles[int(key)])
