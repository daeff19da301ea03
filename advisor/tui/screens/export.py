"""Export: choose the report and the files, look at them, then write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.highlight import highlight
from textual.widgets import Static

from advisor.errors import AdvisorError
from advisor.service import TextFile
from advisor.service.reporting import report
from advisor.tui.desk import Desk
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.dialog import AskText, Confirm
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows, heading, note
from advisor.tui.widgets.top_bar import TopBar

REPORTS = {"report.md": "markdown", "report.html": "html"}


class ExportScreen(WorkScreen):
    """Nothing is written before it was shown."""

    NAME = "Export"
    LETTER = "e"
    ABOUT = "the report and the files to start from"
    BINDINGS = [
        Binding("space", "tick", "Choose", tooltip="write this file, or leave it out"),
        Binding("a", "all", "All or none"),
        Binding("f", "folder", "Folder", tooltip="where to write"),
        Binding("w", "write", "Write", tooltip="the chosen files; asks before it replaces any"),
        Binding("p", "preview", "Preview", tooltip="to the text of the file and back"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        path = desk.session.path
        self._folder = path.parent / f"{path.stem}-files"
        self._files: dict[str, TextFile] = {}
        self._chosen: set[str] = set()

    def compose(self) -> ComposeResult:
        """Where to, what, and a look at it."""
        yield TopBar()
        yield Static(id="target", markup=False)
        with Container(id="export"):
            with Vertical(id="files", classes="section") as files:
                files.border_title = "Files"
                yield Rows(id="list")
            with VerticalScroll(id="preview", classes="section"):
                yield Static(id="text", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The files are made while the screen is already there."""
        self.query_one("#list", Rows).show([note("Preparing the files …")])
        self._prepare()

    @work(thread=True, exclusive=True)
    def _prepare(self) -> None:
        advisor, assessment = self.desk.advisor, self.desk.session.assessment
        try:
            reports = [
                TextFile(
                    path=name, text=report(advisor, assessment, kind, date.today()), why="The report.", executable=False
                )
                for name, kind in REPORTS.items()
            ]
            files = (*reports, *advisor.artifacts(assessment))
        except AdvisorError as error:
            self.app.call_from_thread(self.warn, str(error))
            return
        self.app.call_from_thread(self._prepared, files)

    def _prepared(self, files: tuple[TextFile, ...]) -> None:
        if not self.is_attached:
            return
        self._files = {file.path: file for file in files}
        self._chosen = set(self._files)
        self.renew()
        self.query_one("#list", Rows).focus()

    def show(self) -> None:
        """The folder and the list."""
        super().show()
        number = len(self._chosen)
        self.query_one("#target", Static).update(
            Content.assemble(f"{number} file{'s' if number != 1 else ''} to write into  ", (f"{self._folder}", "bold"))
        )
        if self._files:
            self.query_one("#list", Rows).show(self._rows())

    def _rows(self) -> Iterator[Row]:
        group = None
        for path, file in self._files.items():
            folder = path.rpartition("/")[0].split("/")[0]
            if folder != group:
                group = folder
                yield heading(folder or "The system")
            chosen = path in self._chosen
            mark = Content.styled("[x]" if chosen else "[ ]", "$text-success" if chosen else "$text-muted")
            there = Content.styled("is there" if (self._folder / path).exists() else "", "$text-warning")
            name = path.removeprefix(f"{folder}/") + (" *" if file.executable else "")
            yield Row(Columns((mark, 3), (name, None), (there, 8)), path)

    @on(Rows.OptionHighlighted, "#list")
    def _look(self, event: Rows.OptionHighlighted) -> None:
        file = self._files.get(event.option_id or "")
        if file is not None:
            preview = self.query_one("#preview")
            preview.border_title = file.path
            preview.border_subtitle = file.why
            preview.scroll_home(animate=False)
            self.query_one("#text", Static).update(highlight(file.text, path=file.path))

    @on(Rows.OptionSelected, "#list")
    def _read(self) -> None:
        self.query_one("#preview").focus()

    def action_tick(self) -> None:
        """Choose or leave out the file under the cursor."""
        option = self.query_one("#list", Rows).highlighted_option
        if option is not None and option.id in self._files:
            self._chosen ^= {str(option.id)}
            self.renew()

    def action_all(self) -> None:
        """Choose all files, or none if all are chosen."""
        self._chosen = set() if len(self._chosen) == len(self._files) else set(self._files)
        self.renew()

    def action_preview(self) -> None:
        """To the preview and back."""
        preview = self.query_one("#preview")
        (self.query_one("#list") if preview.has_focus else preview).focus()

    def action_folder(self) -> None:
        """Ask where to."""

        def named(text: str | None) -> None:
            if text:
                self._folder = Path(text).expanduser()
                self.renew()

        hint = "It is created if it is not there."
        self.app.push_screen(AskText("Folder to write into", hint, str(self._folder)), named)

    def action_write(self) -> None:
        """Write what is chosen; ask first if that replaces something."""
        there = [path for path in sorted(self._chosen) if (self._folder / path).exists()]
        if not self._chosen:
            self.notify("Choose at least one file.", severity="warning", timeout=3)
        elif there:
            listed = "\n".join(there[:8]) + (f"\n… and {len(there) - 8} more" if len(there) > 8 else "")
            text = f"These are there already and would be replaced:\n\n{listed}"
            self.app.push_screen(Confirm("Replace files?", text), lambda yes: self._write() if yes else None)
        else:
            self._write()

    def _write(self) -> None:
        files = tuple(file for path, file in self._files.items() if path in self._chosen)
        try:
            self.desk.advisor.write(files, self._folder)
        except AdvisorError as error:
            self.notify(str(error), title="Not written", severity="error", timeout=12, markup=False)
        else:
            self.notify(f"{len(files)} files are in {self._folder}", title="Written", timeout=8, markup=False)
        self.renew()
