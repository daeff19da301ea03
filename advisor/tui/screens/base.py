"""What the screens of an open system have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding
from textual.screen import Screen
from textual.worker import get_current_worker

from advisor.model.assessment import Assessment
from advisor.tui import wording
from advisor.tui.patience import look_at_new
from advisor.tui.screens.fitted import Fitted
from advisor.tui.widgets.key_bar import GENERAL, GENERAL_SELDOM
from advisor.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from advisor.tui.desk import Desk


class WorkScreen(Fitted, Screen[None]):
    """A screen that works on the desk: shows it afresh whenever it comes to the front or something changed."""

    NAME = ""
    LETTER = ""
    """Its key in the list of screens (`g`); one that is bound here works everywhere."""
    ABOUT = ""
    BINDINGS = [
        Binding("escape", "app.leave", "Leave", tooltip="to the map, from there to the start", group=GENERAL),
        # At once, so that the letter after it meets the list even when it is typed ahead.
        Binding("g", "app.go_to", "Go to", tooltip="every screen, by its letter", group=GENERAL, priority=True),
        Binding("ctrl+z", "undo", "Undo", group=GENERAL),
        Binding("v", "app.go('verdict')", "Verdict", tooltip="what to do, and why", group=GENERAL),
        Binding("i", "app.go('interview')", "Interview", tooltip="the questions", group=GENERAL),
        Binding("m", "app.go('system')", "Map", tooltip="the whole system", group=GENERAL_SELDOM),
        Binding("e", "app.go('export')", "Export", tooltip="report and files", group=GENERAL_SELDOM),
        Binding("ctrl+y", "redo", "Redo", group=GENERAL_SELDOM),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def on_screen_resume(self) -> None:
        """Another screen may have changed something."""
        self.renew()
        self.refine_soon()

    def show(self) -> None:
        """Fill the screen from the desk."""
        session = self.desk.session
        self.query_one(TopBar).show(
            session.assessment.system,
            *self.where(),
            saved="not saved" if self.desk.failed else f"saved in {session.path.name}",
            in_short="" if self.desk.failed else "saved",
            failed=bool(self.desk.failed),
        )

    def where(self) -> tuple[str, ...]:
        """What the top bar says after the system's name."""
        return (self.NAME,)

    def do(self, step: Callable[[], object]) -> bool:
        """Change the session and show the outcome; a failed save is said and nothing is lost."""
        failed = self.desk.do(step)
        self.warn(failed)
        self.renew()
        self.refine_soon()
        return failed is None

    def renew(self) -> None:
        """Fill the screen afresh, in one paint."""
        with self.app.batch_update():
            self.show()

    def a_frame_later(self, step: Callable[[], object]) -> None:
        """Do something once the next frame is painted, if nobody has left the screen by then."""
        self.call_after_refresh(lambda: step() if self in self.app.screen_stack else None)

    def refine_soon(self) -> None:
        """Let the rest be proven once what the key did is painted."""
        self.a_frame_later(self.refine)

    @work(thread=True, exclusive=True, group="refine")
    def refine(self) -> None:
        """Let what was left open be proven beside the interface, and show it when it is."""
        worker = get_current_worker()
        news = self.desk.session.refine()
        if not worker.is_cancelled:
            if news:
                self.app.call_from_thread(self._tell_news)
            look_at_new()

    def _tell_news(self) -> None:
        # Meanwhile somebody may have gone elsewhere; coming back shows everything anyway.
        if self.is_current:
            self.renew()

    def warn(self, failed: str | None) -> None:
        """Say that a change could not be saved."""
        if failed:
            title = "Not saved" if self.desk.failed else "Not possible"
            self.notify(failed, title=title, severity="error", timeout=12, markup=False)

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step_in_history(self.desk.session.undo, "Taken back", "Nothing to undo.")

    def action_redo(self) -> None:
        """Make the change again."""
        self._step_in_history(self.desk.session.redo, "Made again", "Nothing to redo.")

    def _step_in_history(self, step: Callable[[], bool], lead: str, otherwise: str) -> None:
        before = self.desk.session.assessment

        def take_it() -> None:
            if step():
                self.tell_step(lead, before)
            else:
                self.notify(otherwise, timeout=3)

        self.do(take_it)

    def tell_step(self, lead: str, before: Assessment) -> None:
        """Say what was taken back or made again, which may be far from what this screen shows."""
        session = self.desk.session
        what = wording.difference(self.desk.advisor.knowledge, before, session.assessment)
        self.notify(f"{lead}: {what}.", timeout=4, markup=False)
