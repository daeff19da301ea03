"""The first screen: what this is, and what to press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from advisor.errors import AdvisorError
from advisor.tui.screens.fitted import Fitted
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows, blank, heading, note

if TYPE_CHECKING:
    from advisor.service import Advisor, RecentFile, Session

TITLE = "Deployment advisor"
WHAT = (
    "Where and how should each part of your system run? Answer questions about your team and your "
    "components; the recommendation moves as you answer. You get its reasons, a report for the review, "
    "and files to start from. Move with the arrow keys, open with Enter."
)
LOADING = "Loading the knowledge …"


class StartScreen(Fitted, Screen[None]):
    """New, open, recent, examples."""

    BINDINGS = [
        Binding("n", "new", "New system"),
        Binding("i", "import", "Import", tooltip="begin from Compose, Kubernetes and other files"),
        Binding("o", "open", "Open a file"),
    ]

    @dataclass
    class Opened(Message):
        """Somebody chose a system to work on."""

        session: Session

    class Painted(Message):
        """The first frame stands; what takes time may begin."""

    def __init__(self) -> None:
        super().__init__()
        self._advisor: Advisor | None = None
        self._extra: Sequence[Path] = ()

    def compose(self) -> ComposeResult:
        """A title, a paragraph, one list."""
        with Vertical(id="start"):
            yield Static(TITLE, id="title")
            yield Static(WHAT, id="what")
            yield Rows(id="choices")
        yield KeyBar()

    def on_mount(self) -> None:
        """New and open are there at once; the rest follows when the knowledge is loaded."""
        self._show((), ())
        self.query_one(Rows).focus()
        self.call_after_refresh(self.post_message, self.Painted())

    @property
    def is_ready(self) -> bool:
        """Whether the knowledge is loaded."""
        return self._advisor is not None

    def ready(self, advisor: Advisor, extra: Sequence[Path]) -> None:
        """The knowledge is loaded, with `extra` folders of it."""
        self._advisor = advisor
        self._extra = extra
        self._find_recent(advisor)

    def on_screen_resume(self) -> None:
        """The list of recent files may have changed."""
        if self._advisor is not None:
            self._find_recent(self._advisor)

    @work(thread=True, exclusive=True)
    def _find_recent(self, advisor: Advisor) -> None:
        from advisor.service import recent
        from advisor.service.recent_files import outline

        files = recent(advisor)
        examples = tuple(outline(advisor, path) for path in advisor.examples())
        self.app.call_from_thread(self._show, files, examples)

    def _show(self, files: tuple[RecentFile, ...], examples: tuple[RecentFile, ...]) -> None:
        if self.is_attached:
            self.query_one(Rows).show(self._rows(files, examples))

    def _rows(self, files: tuple[RecentFile, ...], examples: tuple[RecentFile, ...]) -> Iterator[Row]:
        yield _row("new", "n", "New system", "Its name and parts, then the questions.")
        yield _row("import", "i", "Import", "Begin from Compose, Kubernetes or other files.")
        yield _row("open", "o", "Open a file", "An assessment that somebody saved earlier.")
        yield _row("knowledge", "k", "Library", "The patterns, rules and sources behind it.")
        if files:
            yield blank()
            yield heading("Recent")
            for file in files:
                yield _row(f"recent {file.path}", "", file.system, _unfinished(file), str(file.path))
        if examples:
            yield blank()
            yield heading("Examples, each opens as a copy of your own")
            for file, title in zip(examples, _titles(examples), strict=True):
                yield _row(f"example {file.path}", "", title, _unfinished(file))
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
        elif kind == "import":
            self.action_import()
        elif kind == "knowledge":
            self.app.run_worker(self.run_action("app.knowledge"))
        elif kind == "recent":
            self._open(Path(path))
        elif kind == "example":
            self._create(Path(path))

    def action_new(self) -> None:
        """Ask for a name and a file."""
        self._create(None)

    def _create(self, example: Path | None) -> None:
        from advisor.tui.screens.create import CreateScreen

        if self._advisor is None:
            self.notify(LOADING, timeout=2)
        else:
            self.app.push_screen(CreateScreen(self._advisor, example), self._opened)

    def action_import(self) -> None:
        """Ask for deployment files."""
        from advisor.tui.screens.import_files import ImportScreen

        if self._advisor is None:
            self.notify(LOADING, timeout=2)
        else:
            self.app.push_screen(ImportScreen(self._advisor, self._extra), self._opened)

    def action_open(self) -> None:
        """Ask for a file."""
        from advisor.tui.screens.open_file import OpenFileScreen

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._open(path)

        self.app.push_screen(OpenFileScreen(), chosen)

    def _open(self, path: Path) -> None:
        if self._advisor is None:
            self.notify(LOADING, timeout=2)
            return
        from advisor.service import Session
        from advisor.tui.screens.problem import ProblemScreen

        try:
            session = Session.open(self._advisor, path)
        except AdvisorError as error:
            self.app.push_screen(ProblemScreen(f"Cannot open {path.name}", str(error)))
        else:
            self._opened(session)

    def _opened(self, session: Session | None) -> None:
        if session is not None:
            self.post_message(self.Opened(session))


def _titles(files: tuple[RecentFile, ...]) -> list[str]:
    """The systems' names; where two are the same, that of a file which is called otherwise is added."""
    names = [file.system for file in files]
    files_say = [file.path.stem.replace("-", " ") for file in files]
    return [
        f"{name}, {said}" if names.count(name) > 1 and said != name.lower() else name
        for name, said in zip(names, files_say, strict=True)
    ]


def _unfinished(file: RecentFile) -> str:
    if file.open_questions is None:
        return "cannot be read"
    parts = f"{file.components} component{'s' if file.components != 1 else ''}"
    left = f"{file.open_questions} questions still matter" if file.open_questions else "nothing left that matters"
    imported = f"{file.unconfirmed} to confirm" if file.unconfirmed else ""
    return "; ".join(filter(None, (parts, left, imported)))


def _row(key: str, letter: str, title: str, text: str, muted: str = "") -> Row:
    detail = Content.assemble(text, ("\n" + muted if muted else "", "$text-muted"))
    return Row(Columns((Content.styled(letter, "bold $text-accent"), 1), (title, 24), (detail, None)), key)
