"""One rule, down to the answers that it read and the sources that it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from advisor.model.knowledge import Knowledge
from advisor.model.rules import Rule
from advisor.model.sources import Evidence, Source
from advisor.model.verdict import Outcome, RuleTrace
from advisor.service.browsing import Atlas
from advisor.tui import wording
from advisor.tui.screens.dialog import Dialog
from advisor.tui.screens.element import ElementScreen
from advisor.tui.widgets.columns import Columns, Stack
from advisor.tui.widgets.key_bar import KeyBar

OUTCOMES = {
    Outcome.FIRED: "holds",
    Outcome.OPEN: "open: an answer is missing",
    Outcome.SILENT: "does not hold",
}
READ = {
    Evidence.FULL: "read in full",
    Evidence.EXCERPT: "read in part",
    Evidence.MEMORY: "from memory, not read again",
    Evidence.JUDGEMENT: "our own judgement",
}


class RuleScreen(Dialog[None]):
    """A rule as such, or as it stands in a ranking."""

    BINDINGS = [Binding("k", "graph", "Library", tooltip="what it reads, its sources, and what it counts for")]

    def __init__(self, knowledge: Knowledge, rule: Rule | RuleTrace) -> None:
        super().__init__()
        self._knowledge = knowledge
        self._rule = rule

    def compose(self) -> ComposeResult:
        """Reason, effect, answers, sources."""
        with VerticalScroll(classes="window tall") as window:
            window.border_title = self._rule.rule if isinstance(self._rule, RuleTrace) else self._rule.key
            yield Static(self._rule.because, classes="lead", markup=False)
            yield Static(Stack(self._fields()))
        yield KeyBar()

    def action_graph(self) -> None:
        """The rule in the knowledge, with everything that it rests on."""
        key = self._rule.rule if isinstance(self._rule, RuleTrace) else self._rule.key
        self.app.push_screen(ElementScreen(Atlas(self._knowledge), ("rule", key), graph=True))

    def _fields(self) -> Iterator[Columns]:
        rule = self._rule
        strength = f", {rule.strength.value}" if rule.strength else ""
        yield _field("Effect", wording.EFFECTS[rule.effect] + strength)
        if isinstance(rule, RuleTrace):
            yield _field("Now", OUTCOMES[rule.outcome])
            if rule.points:
                yield _field("Points", wording.points(rule.points))
            yield _field("", "")
            for question_id, answer in rule.answers.items():
                question = self._knowledge.questions[question_id]
                said = wording.choices_text(question, answer) if answer else "not answered"
                yield _field("Answer", f"{question.title}: {said}")
            for fact_id, holds in rule.facts.items():
                fact = self._knowledge.facts.get(fact_id)
                state = {True: "yes", False: "no", None: "open"}[holds]
                yield _field("Fact", f"{fact.title if fact else fact_id}: {state}")
        yield _field("", "")
        for source_id in rule.sources:
            source = self._knowledge.sources.get(source_id)
            yield from _source(source) if source else (_field("Source", source_id),)


def _source(source: Source) -> Iterator[Columns]:
    yield _field("Source", source.title)
    dates = [f"published {source.published}"] if source.published else []
    dates += [READ[source.evidence], f"{source.read}"]
    yield _field("", ", ".join(dates))
    if source.url:
        yield _field("", source.url)


def _field(name: str, value: str) -> Columns:
    return Columns((Content.styled(name, "$text-muted"), 10), (value, None), pointer="")
