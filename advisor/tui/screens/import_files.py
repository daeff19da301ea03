"""Begin from what exists: choose deployment files, see what they show, keep it as an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Input, Static
from textual.worker import get_current_worker

from advisor.errors import AdvisorError
from advisor.model.imported import ImportResult
from advisor.service import Advisor, Session
from advisor.service.importing import import_files, import_text, import_to_file, system_name
from advisor.tui.screens.dialog import TypedDialog, after_typing
from advisor.tui.screens.imported import ImportedScreen
from advisor.tui.widgets.file_tree import FileTree
from advisor.tui.widgets.key_bar import KeyBar

READING = "Reading … press esc to stop."


class ImportScreen(TypedDialog[Session]):
    """Closes with the session on what was imported. `extra` are the additional knowledge folders."""

    BINDINGS = [
        Binding("enter", "read", "Read the files", priority=True),
        Binding("tab", "app.focus_next", "Line or folders", priority=True),
    ]

    def __init__(self, advisor: Advisor, extra: Sequence[Path] = ()) -> None:
        super().__init__()
        self._advisor = advisor
        self._extra = extra

    def compose(self) -> ComposeResult:
        """A line of paths, and the folders to pick from."""
        with Vertical(classes="window tall") as window:
            window.border_title = "Import"
            yield Static(
                "Compose, Swarm, Kubernetes, kustomize, Dockerfiles, systemd, Quadlet, Procfiles, Nomad and ECS files. "
                "What they show becomes answers, with file and line; nothing is run or fetched.",
                classes="hint",
            )
            yield Input(".", placeholder="shop/, compose.yaml", select_on_focus=True)
            yield Static(classes="problem", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Folders can be slow, so the tree comes after the first frame."""
        self.call_after_refresh(self.query_one(".window").mount, FileTree("."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """In the folders, Enter is the tree's."""
        return action != "read" or isinstance(self.focused, Input)

    @on(DirectoryTree.FileSelected)
    def _picked(self, event: DirectoryTree.FileSelected) -> None:
        line = self.query_one(Input)
        named = [name for name in self._named() if name != "."]
        name = str(event.path)
        line.value = ", ".join([each for each in named if each != name] if name in named else [*named, name]) or "."

    def _named(self) -> list[str]:
        return [name.strip() for name in self.query_one(Input).value.split(",") if name.strip()]

    def action_read(self) -> None:
        """Read what is named, beside the interface."""
        after_typing(self, self._begin)

    def _begin(self) -> None:
        paths = [Path(name).expanduser() for name in self._named()]
        if paths:
            self.say(READING)
            self._read(paths)

    @work(thread=True, exclusive=True)
    def _read(self, paths: list[Path]) -> None:
        worker = get_current_worker()
        new = self._advisor.new(system_name(paths))
        try:
            result = import_files(self._advisor, paths, new, extra=self._extra)
        except AdvisorError as error:
            self.app.call_from_thread(self.say, str(error))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, paths, result)

    def _show(self, paths: list[Path], result: ImportResult) -> None:
        if not self.is_current:
            return
        self.say("")

        def named(output: Path | None) -> None:
            if output is not None:
                self.say(READING)
                self._keep(paths, output)

        said = [f"not read: {each}" for each in result.problems] + [f"note: {each}" for each in result.notes]
        text = "\n".join([import_text(self._advisor, result), *said])
        self.app.push_screen(ImportedScreen(result.assessment.system, text), named)

    @work(thread=True, exclusive=True)
    def _keep(self, paths: list[Path], output: Path) -> None:
        try:
            import_to_file(self._advisor, paths, output, extra=self._extra)
            session = Session.open(self._advisor, output)
        except AdvisorError as error:
            self.app.call_from_thread(self.say, str(error))
        else:
            self.app.call_from_thread(self.dismiss, session)
