"""Start a system: its name, its components, its file. Or start from a copy of an example."""

from __future__ import annotations

import re
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from advisor.errors import AdvisorError
from advisor.service import Advisor, Session
from advisor.service.naming import component_names
from advisor.tui.screens.dialog import Dialog, after_typing
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.name_line import NameLine, written


class CreateScreen(Dialog[Session]):
    """Closes with the new session."""

    BINDINGS = [
        Binding("enter", "accept", "Next or create", priority=True),
        Binding("tab", "app.focus_next", "Next field", priority=True),
    ]

    def __init__(self, advisor: Advisor, example: Path | None = None) -> None:
        super().__init__()
        self._advisor = advisor
        self._example = example

    def compose(self) -> ComposeResult:
        """Three lines to fill in; an example brings its own name and components."""
        with Vertical(classes="window") as window:
            window.border_title = "New system" if self._example is None else "A copy of the example"
            if self._example is None:
                yield Label("What is the system called?")
                yield Input(id="name", placeholder="Online game")
                yield Label("Its components, if you know them already")
                yield NameLine(id="components", placeholder="front-end, billing")
                yield Static(id="written", classes="hint", markup=False)
            yield Label("File to keep the answers in")
            yield Input(self._example.name if self._example else "", id="file", placeholder="system.yaml")
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    @on(Input.Changed)
    def _forget_problem(self) -> None:
        self.query_one(".problem", Static).update("")

    @on(Input.Changed, "#components")
    def _say_how_it_is_written(self, event: Input.Changed) -> None:
        said = event.value
        self.query_one("#written", Static).update(written(said, component_names(said)))

    @on(Input.Changed, "#name")
    def _suggest_file(self, event: Input.Changed) -> None:
        self.query_one("#file", Input).value = f"{file_name(event.value)}.yaml" if event.value.strip() else ""

    def action_accept(self) -> None:
        """Create the file, or say why not."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        if self._is_at_the_name_only():
            self.query_one("#components", Input).focus()
            return
        try:
            session = self._copy() if self._example is not None else self._new()
        except AdvisorError as error:
            self.query_one(".problem", Static).update(str(error))
        else:
            self.dismiss(session)

    def _is_at_the_name_only(self) -> bool:
        """Enter after the name goes on to the components, which are what the interview asks about."""
        if self._example is not None:
            return False
        name, components = self.query_one("#name", Input), self.query_one("#components", Input)
        return bool(name.has_focus and name.value.strip() and not components.value.strip())

    def _path(self) -> Path:
        text = self.query_one("#file", Input).value.strip()
        if not text and self._example is None and (name := self.query_one("#name", Input).value.strip()):
            text = f"{file_name(name)}.yaml"  # somebody types faster than the suggestion comes
        if not text:
            raise AdvisorError("Give the system a name and a file.")
        path = Path(text).expanduser()
        if path.exists():
            raise AdvisorError(f"{path} is there already. Choose another name, or open it instead.")
        return path

    def _new(self) -> Session:
        path = self._path()
        components = component_names(self.query_one("#components", Input).value)
        name = self.query_one("#name", Input).value.strip()
        return Session.create(self._advisor, path, name, components)

    def _copy(self) -> Session:
        assert self._example is not None
        path = self._path()
        return Session.copy(self._advisor, self._example, path)


def file_name(name: str) -> str:
    """A system's name as the name of a file."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "system"
