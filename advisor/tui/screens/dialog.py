"""Small windows over a screen: to ask for a line of text, or for a yes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from advisor.service.naming import names_between_commas
from advisor.tui.screens.fitted import Fitted
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.name_line import NameLine, written

Result = TypeVar("Result")


def after_typing(screen: Screen[Any], step: Callable[[], object]) -> None:
    """Do something when every line has taken the keys typed before it.

    A priority key overtakes those that wait in the queue of the line with the focus; who types fast would lose them.
    """
    waiting = [*screen.query(Input), *screen.query(Input)]

    def go_on() -> None:
        if waiting:
            waiting.pop().call_later(go_on)
        else:
            screen.call_later(step)

    go_on()


class Dialog(Fitted, ModalScreen[Result]):
    """A framed window in the middle, with its keys in the last line of the screen. Escape closes it."""

    BINDINGS = [Binding("escape", "close", "Close")]

    def action_close(self) -> None:
        """Close it without a result."""
        self.dismiss(None)


class TypedDialog(Dialog[Result]):
    """A window with lines to type in, and one that says what is wrong with them until somebody types on."""

    def say(self, text: str) -> None:
        """Say it in the line for problems."""
        self.query_one(".problem", Static).update(text)

    @on(Input.Changed)
    def _forget_problem(self) -> None:
        self.say("")


class AskText(TypedDialog[str]):
    """Ask for one line. `check` says what is wrong with it, or nothing."""

    BINDINGS = [Binding("enter", "accept", "Accept", priority=True)]

    def __init__(
        self, title: str, hint: str, value: str = "", check: Callable[[str], str | None] | None = None
    ) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """A hint, the line, and room for what is wrong with it."""
        with Vertical(classes="window") as window:
            window.border_title = self._title
            yield Static(self._hint, classes="hint", markup=False)
            yield from self.line()
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def line(self) -> ComposeResult:
        """What is typed into."""
        yield Input(self._value)

    def action_accept(self) -> None:
        """Return the line if there is one and nothing is wrong with it."""
        after_typing(self, self._accept)

    def _accept(self) -> None:
        value = self.query_one(Input).value.strip()
        problem = "Please type something." if not value else self._check(value) if self._check else None
        if problem:
            self.say(problem)
        else:
            self.dismiss(value)


class AskNames(AskText):
    """Ask for one name or several with commas between them; says how they will be written."""

    def line(self) -> ComposeResult:
        """A line that takes a pasted list, and what becomes of it."""
        yield NameLine(self._value)
        yield Static(id="written", classes="hint", markup=False)

    @on(Input.Changed)
    def _say_how_they_are_written(self, event: Input.Changed) -> None:
        self.query_one("#written", Static).update(written(event.value, names_between_commas(event.value)))


class Confirm(Dialog[bool]):
    """Ask before something is lost."""

    BINDINGS = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n", "answer(False)", "No"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """What would happen."""
        with Vertical(classes="window") as window:
            window.border_title = self._title
            yield Static(self._text, markup=False)
        yield KeyBar()

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
