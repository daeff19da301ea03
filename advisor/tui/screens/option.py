"""One option of a decision: what it is, and every rule that fired, could still fire or did not."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from advisor.model.verdict import Outcome, RuleTrace
from advisor.service.browsing import Atlas
from advisor.service.flipping import way_to
from advisor.service.trying import Ready, ready_to_try
from advisor.tui import wording
from advisor.tui.desk import Desk
from advisor.tui.screens.dialog import Dialog
from advisor.tui.screens.element import ElementScreen
from advisor.tui.screens.rule import RuleScreen
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.key_bar import KeyBar
from advisor.tui.widgets.rows import Row, Rows, blank, heading, note

NO_WAY = "No change of the answers given so far would."
NOT_PROVEN = "No two other answers would; whether more would is not proven yet."
GROUPS = {
    Outcome.FIRED: "What speaks for it and against it",
    Outcome.OPEN: "Open: an answer is missing",
    Outcome.SILENT: "Does not hold here",
}


class OptionScreen(Dialog[None]):
    """Enter opens a rule, or tries the answers that would make the option the recommendation."""

    BINDINGS = [Binding("k", "graph", "Library", tooltip="what it is built on, its rules, its files")]

    def __init__(self, desk: Desk, component: str, option: str, decision: str = "pattern") -> None:
        super().__init__()
        self._desk = desk
        self._component = component
        self._decision = decision
        verdict = desk.session.verdict.component(component)
        self._verdict = verdict.pattern if decision == "pattern" else verdict.decisions[decision]
        self._standing = self._verdict.standing(option)
        options = desk.advisor.knowledge.decisions[decision].options
        self._ready: tuple[Ready, ...] | None = None
        self._proven = False
        self._wanted = decision == "pattern" and option != self._verdict.recommended
        self._option = next(each for each in options if each.id == option)

    def compose(self) -> ComposeResult:
        """Its summary and points, then the rules."""
        word = wording.standing_word(self._verdict, self._standing)
        with Vertical(classes="window tall wide") as window:
            window.border_title = f"{self._option.title}, for {self._component}"
            window.border_subtitle = "  ".join(filter(None, (wording.points(self._standing.points), word)))
            yield Static(self._option.summary, classes="lead", markup=False)
            yield Rows(id="rules")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list."""
        self._traces = {trace.rule: trace for trace in self._standing.rules}
        self.query_one(Rows).show(self._rows())
        if self._wanted:
            self._look()

    @work(thread=True)
    def _look(self) -> None:
        """What it takes is looked for beside the interface."""
        desk = self._desk
        way = way_to(desk.advisor, desk.session.assessment, self._component, self._option.id)
        ready = ready_to_try(desk.advisor.knowledge, self._component, way.flips)
        self.app.call_from_thread(self._found, ready, way.proven)

    def _found(self, ready: tuple[Ready, ...], proven: bool) -> None:
        self._ready, self._proven = ready, proven
        if self.is_attached:
            rows = self.query_one(Rows)
            here = rows.highlighted_option
            rows.show(self._rows(), keep=here.id if here else None)

    def _rows(self) -> Iterator[Row]:
        if self._wanted:
            yield from self._ways()
            yield blank()
        groups = {
            Outcome.FIRED: self._standing.reasons,
            Outcome.OPEN: tuple(t for t in self._standing.rules if t.outcome is Outcome.OPEN),
            Outcome.SILENT: tuple(t for t in self._standing.rules if t.outcome is Outcome.SILENT),
        }
        first = True
        for outcome, traces in groups.items():
            if traces:
                if not first:
                    yield blank()
                first = False
                yield heading(GROUPS[outcome])
                for trace in traces:
                    yield reason_row(trace)

    def _ways(self) -> Iterator[Row]:
        yield heading("What would make it the recommendation, by itself (Enter tries it)")
        if self._ready is None:
            yield note("Looking …")
        elif not self._ready:
            yield note(NO_WAY if self._proven else NOT_PROVEN)
        for number, each in enumerate(self._ready or ()):
            yield Row(Columns(("→", 1), (each.text, None)), f"ready {number}")

    def action_graph(self) -> None:
        """The option in the knowledge, with everything around it."""
        node = ("option", f"{self._decision}/{self._option.id}")
        self.app.push_screen(ElementScreen(Atlas(self._desk.advisor.knowledge), node, graph=True))

    @on(Rows.OptionSelected)
    def _open(self, event: Rows.OptionSelected) -> None:
        kind, _, number = (event.option_id or "").partition(" ")
        if kind == "ready" and self._ready is not None:
            self._desk.to_try.append(self._ready[int(number)].answers)
            self.dismiss(None)
            self.app.call_later(self.app.run_action, "go('what-if')")
            return
        self.app.push_screen(RuleScreen(self._desk.advisor.knowledge, self._traces[event.option_id or ""]))


def reason_row(trace: RuleTrace) -> Row:
    """A rule as a line of a list: its points, or what it does, and why."""
    fired = trace.outcome is Outcome.FIRED
    style = "" if fired else "$text-muted"
    weight = wording.weight(trace) if fired else "?" if trace.outcome is Outcome.OPEN else "–"
    return Row(
        Columns(
            (Content.styled(f"{weight:>3}", f"bold {style}".strip()), 3), (Content.styled(trace.because, style), None)
        ),
        trace.rule,
    )
