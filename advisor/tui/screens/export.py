"""Export: choose the reports and the files, see what would happen to each, then write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.highlight import highlight
from textual.worker import get_current_worker

from advisor.errors import AdvisorError
from advisor.model.assessment import Assessment
from advisor.service.artifacts import PlannedChange
from advisor.service.delivery import Delivery, deliver, deliveries
from advisor.tui.desk import Desk
from advisor.tui.patience import look_at_new
from advisor.tui.screens.base import WorkScreen
from advisor.tui.screens.dialog import AskText, Confirm
from advisor.tui.widgets.change_rows import change_rows
from advisor.tui.widgets.file_text import FileText
from advisor.tui.widgets.frames import entitle
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Rows, note
from advisor.tui.widgets.steady_text import SteadyText
from advisor.tui.widgets.top_bar import TopBar

MOST_LINES = 400
"""Lines of a file that are coloured: more of them would hold up the keys."""


class ExportScreen(WorkScreen):
    """Nothing is written before it was shown, and nothing is lost that somebody else has written."""

    NAME = "Export"
    LETTER = "e"
    ABOUT = "the report and the files to start from"
    BINDINGS = [
        Binding("space", "tick", "Choose", tooltip="write this file, or leave it out"),
        Binding("a", "all", "All or none"),
        Binding("f", "folder", "Folder", tooltip="where to write"),
        Binding("w", "write", "Write", tooltip="the chosen files; asks before anything is lost"),
        Binding("d", "difference", "Difference", tooltip="to what is in the folder, or the whole text"),
        Binding("p", "preview", "Preview", tooltip="to the text of the file and back"),
        Binding("x", "stop", "Stop", tooltip="what is being made or written"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        path = desk.session.path
        self._folder = path.parent / f"{path.stem}-files"
        self._of: Assessment | None = None
        self._delivery: Delivery | None = None
        self._left_out: set[str] = set()
        self._looked_at: str | None = None
        self._diff = False
        self._busy = ""
        self._made = self._write_then = False

    def compose(self) -> ComposeResult:
        """Where to, what, and a look at it."""
        yield TopBar()
        yield SteadyText(id="target")
        with Container(id="export"):
            with Vertical(id="files", classes="section") as files:
                files.border_title = "Files"
                yield Rows(id="list")
            with Vertical(id="preview", classes="section"):
                yield SteadyText(id="why")
                yield FileText(id="text")
        yield KeyBar()

    def on_mount(self) -> None:
        """The files are made while the screen is already there."""
        self.query_one("#list", Rows).show([note("Preparing the files …")])
        self.query_one("#list", Rows).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only what is under way can be stopped."""
        return bool(self._busy) if action == "stop" else True

    def show(self) -> None:
        """The folder and the list; made afresh if the answers have changed since."""
        super().show()
        if self._of is not self.desk.session.assessment:
            self._begin()
        self._show_files()

    def _begin(self) -> None:
        self._of = self.desk.session.assessment
        self._made = False
        self._say("making the starter files")
        self._prepare(self._of, self._folder)

    def _is_here(self) -> bool:
        """Whether anybody still looks; what is made beside the interface may come too late."""
        return self.is_attached and bool(self.query("#text")) and bool(self.query("#target"))

    def _say(self, busy: str) -> None:
        if not self._is_here():
            return
        self._busy = busy
        self.refresh_bindings()
        self._show_target()

    @work(thread=True, exclusive=True, group="files")
    def _prepare(self, assessment: Assessment, folder: Path) -> None:
        worker = get_current_worker()
        tell = self.app.call_from_thread
        try:
            for delivery in deliveries(self.desk.advisor, assessment, folder, date.today()):
                if worker.is_cancelled:
                    return
                tell(self._ready, delivery)
                look_at_new()
        except AdvisorError as error:
            if not worker.is_cancelled:
                tell(self._failed, str(error))

    def _ready(self, delivery: Delivery) -> None:
        if self._is_here():
            self._delivery = delivery
            self._busy = f"making {delivery.coming[0]}" if delivery.coming else ""
            self._made = not delivery.coming
            self.refresh_bindings()
            self._show_files()
            if self._made and self._write_then:
                self._write_then = False
                self.action_write()

    def _failed(self, text: str) -> None:
        if self._is_here():
            self.warn(text)
            self._say("")

    def _chosen(self) -> set[str]:
        changes = self._delivery.changes if self._delivery else ()
        return {change.path for change in changes if change.kind.touches} - self._left_out

    def _show_target(self) -> None:
        number = len(self._chosen())
        files = f"{number} file{'s' if number != 1 else ''}"
        nothing = self._made and self._delivery is not None and not self._delivery.touches
        lead = "everything is written into  " if nothing else f"{files} to write into  "
        into = Content.assemble(lead, (f"{self._folder}", "bold"))
        if self._busy:
            into = Content.assemble((f"{self._busy} …  x stops it   ", "$text-warning"), into)
        self.query_one("#target", SteadyText).update(into)

    def _show_files(self) -> None:
        self._list_files()
        self._show_text()

    def _list_files(self) -> None:
        self._show_target()
        if self._delivery is not None:
            rows = self.query_one("#list", Rows)
            keep = self._delivery.changes[0].path if rows.at_first else self._looked_at
            coming = () if self._made else self._delivery.coming
            rows.show(change_rows(self._delivery, self._chosen(), coming), keep=keep)

    def _change(self) -> PlannedChange | None:
        changes = self._delivery.changes if self._delivery else ()
        return next((change for change in changes if change.path == self._looked_at), None)

    @on(Rows.OptionHighlighted, "#list")
    def _look(self, event: Rows.OptionHighlighted) -> None:
        if event.option_id is not None and event.option_id != self._looked_at:
            self._looked_at = event.option_id
            self._show_text()

    def _show_text(self) -> None:
        change = self._change()
        if change is None:
            return
        differs = self._diff and bool(change.diff)
        entitle(self.query_one("#preview"), change.path, "difference" if differs else "text")
        why = Content.assemble(change.purpose, (f"\n{change.kind.value}: {change.why}", "$text-muted"))
        self.query_one("#why", SteadyText).update(why)
        text = change.diff if differs else change.after if change.after is not None else change.before or ""
        if self.query_one(FileText).show(text) and text.count("\n") < MOST_LINES:
            self._colour(change.path, text, differs)

    @work(thread=True, exclusive=True, group="colour")
    def _colour(self, path: str, text: str, differs: bool) -> None:
        worker = get_current_worker()
        text = text.expandtabs()
        coloured = highlight(text, language="diff") if differs else highlight(text, path=path)
        lines = coloured.split("\n", allow_blank=True)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._coloured, lines)

    def _coloured(self, lines: list[Content]) -> None:
        if self._is_here():
            self.query_one(FileText).colour(lines)

    @on(Rows.OptionSelected, "#list")
    def _read(self) -> None:
        self.query_one(FileText).focus()

    def action_tick(self) -> None:
        """Choose or leave out the file under the cursor."""
        change = self._change()
        if change is not None and change.kind.touches:
            self._left_out ^= {change.path}
            self._list_files()
        elif change is not None:
            self.notify(f"Nothing to write: {change.why}.", timeout=4, markup=False)

    def action_all(self) -> None:
        """Choose all files, or none if all are chosen."""
        chosen = self._chosen()
        self._left_out = chosen if not self._left_out else set()
        self._list_files()

    def action_preview(self) -> None:
        """To the preview and back."""
        preview = self.query_one(FileText)
        (self.query_one("#list") if preview.has_focus else preview).focus()

    def action_difference(self) -> None:
        """What would change in the folder, or the text as it would be."""
        self._diff = not self._diff
        self._show_text()

    def action_folder(self) -> None:
        """Ask where to."""

        def named(text: str | None) -> None:
            if text:
                self._folder = Path(text).expanduser()
                self._begin()

        hint = "It is created if it is not there. What somebody edited in it stays."
        self.app.push_screen(AskText("Folder to write into", hint, str(self._folder)), named)

    def action_stop(self) -> None:
        """Make or write no more; what is written stays."""
        self._made, self._write_then = True, False
        self.workers.cancel_group(self, "files")
        self._say("")
        self._list_files()

    def action_write(self) -> None:
        """Write what is chosen, once everything is made; ask first if that takes something away."""
        chosen = self._chosen()
        if not self._made:
            self._write_then = True
            self.notify("Written as soon as everything is made.", timeout=3)
            return
        if self._delivery is None or not chosen:
            nothing_new = self._delivery is not None and not self._delivery.touches
            said = "Nothing to write: the folder has it all already." if nothing_new else "Choose at least one file."
            self.notify(said, severity="warning", timeout=3)
            return
        careful = self._delivery.loses(chosen)
        if not careful:
            self._start_writing()
            return
        listed = "\n".join(f"{change.path}: {change.why}" for change in careful[:8])
        more = f"\n… and {len(careful) - 8} more" if len(careful) > 8 else ""
        self.app.push_screen(
            Confirm("Write all the same?", listed + more), lambda yes: self._start_writing() if yes else None
        )

    def _start_writing(self) -> None:
        if self._delivery is not None:
            self._say("writing")
            self._write(self._delivery, self._chosen())

    @work(thread=True, exclusive=True, group="files")
    def _write(self, delivery: Delivery, chosen: set[str]) -> None:
        worker = get_current_worker()

        def go_on(change: PlannedChange) -> bool:
            self.app.call_from_thread(self._say, f"writing {change.target}")
            return not worker.is_cancelled

        try:
            done = deliver(delivery, chosen, go_on)
        except AdvisorError as error:
            self.app.call_from_thread(self._written, str(error), False)
        else:
            files = f"{done.written} files are" if done.written != 1 else "1 file is"
            said = "\n".join((f"{files} in {self._folder}", *done.remarks))
            self.app.call_from_thread(self._written, said, True)

    def _written(self, said: str, well: bool) -> None:
        title, severity = ("Written", "information") if well else ("Not written", "error")
        self.app.notify(said, title=title, severity=severity, timeout=8 if well else 12, markup=False)  # type: ignore[arg-type]
        if self._is_here():
            self._begin()
