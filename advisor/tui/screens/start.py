"""The first screen: what this is, and what to press."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from advisor.errors import AdvisorError
from advisor.service import Advisor, RecentFile, Session, recent
from advisor.tui.screens.create import CreateScreen
from advisor.tui.screens.open_file import OpenFileScreen
from advisor.tui.screens.problem import ProblemScreen
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows, blank, heading, note

TITLE = "Deployment advisor"
WHAT = (
    "Where and how should each part of your system run? Answer questions about your team and your "
    "components. You get a recommendation for each component with its reasons, a report for the "
    "review, and files to start from."
)
LOADING = "Loading the knowledge …"


class StartScreen(Screen[None]):
    """New, open, recent, examples."""

    BINDINGS = [
        Binding("n", "new", "New system"),
        Binding("o", "open", "Open a file"),
    ]

    @dataclass
    class Opened(Message):
        """Somebody chose a system to work on."""

        session: Session

    def __init__(self) -> None:
        super().__init__()
        self._advisor: Advisor | None = None

    def compose(self) -> ComposeResult:
        """A title, a paragraph, one list."""
        with Vertical(id="start"):
            yield Static(TITLE, id="title")
            yield Static(WHAT, id="what")
            yield Rows(id="choices")
        yield KeyBar()

    def on_mount(self) -> None:
        """New and open are there at once; the rest follows when the knowledge is loaded."""
        self._show(())
        self.query_one(Rows).focus()

    @property
    def is_ready(self) -> bool:
        """Whether the knowledge is loaded."""
        return self._advisor is not None

    def ready(self, advisor: Advisor) -> None:
        """The knowledge is loaded."""
        self._advisor = advisor
        self._find_recent(advisor)

    def on_screen_resume(self) -> None:
        """The list of recent files may have changed."""
        if self._advisor is not None:
            self._find_recent(self._advisor)

    @work(thread=True, exclusive=True)
    def _find_recent(self, advisor: Advisor) -> None:
        files = recent(advisor)
        self.app.call_from_thread(self._show, files)

    def _show(self, files: tuple[RecentFile, ...]) -> None:
        self.query_one(Rows).show(self._rows(files))

    def _rows(self, files: tuple[RecentFile, ...]) -> Iterator[Row]:
        yield _row("new", "New system", "Its name and parts, then the questions.")
        yield _row("open", "Open a file", "An assessment that somebody saved earlier.")
        if files:
            yield blank()
            yield heading("Recent")
            for file in files:
                yield _row(f"recent {file.path}", file.system, _unfinished(file), str(file.path))
        examples = self._advisor.examples() if self._advisor is not None else ()
        if examples:
            yield blank()
            yield heading("Examples")
            for path in examples:
                yield _row(f"example {path}", path.stem.replace("-", " "), "Opens as a copy of yours.")
        elif self._advisor is None:
            yield blank()
            yield note(LOADING)

    @on(Rows.OptionSelected)
    def _chosen(self, event: Rows.OptionSelected) -> None:
        kind, _, path = (event.option_id or "").partition(" ")
        if kind == "new":
            self.action_new()
        elif kind == "open":
            self.action_open()
        elif kind == "recent":
            self._open(Path(path))
        elif kind == "example":
            self._create(Path(path))

    def action_new(self) -> None:
        """Ask for a name and a file."""
        self._create(None)

    def _create(self, example: Path | None) -> None:
        if self._advisor is None:
            self.notify(LOADING, timeout=2)
        else:
            self.app.push_screen(CreateScreen(self._advisor, example), self._opened)

    def action_open(self) -> None:
        """Ask for a file."""

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._open(path)

        self.app.push_screen(OpenFileScreen(), chosen)

    def _open(self, path: Path) -> None:
        if self._advisor is None:
            self.notify(LOADING, timeout=2)
            return
        try:
            session = Session.open(self._advisor, path)
        except AdvisorError as error:
            self.app.push_screen(ProblemScreen(f"Cannot open {path.name}", str(error)))
        else:
            self._opened(session)

    def _opened(self, session: Session | None) -> None:
        if session is not None:
            self.post_message(self.Opened(session))


def _unfinished(file: RecentFile) -> str:
    if file.open_questions is None:
        return "cannot be read"
    if file.open_questions == 0:
        return "nothing left that matters"
    return f"{file.open_questions} questions still matter"


def _row(key: str, title: str, text: str, muted: str = "") -> Row:
    detail = Content.assemble(text, ("   " + muted if muted else "", "$text-muted"))
    return Row(Columns((title, 28), (detail, None)), key)
