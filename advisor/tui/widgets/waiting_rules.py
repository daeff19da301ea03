"""The rules that wait for an answer, with the options that they speak about."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from advisor.model.interview import OpenRule, WhyAsked
from advisor.model.knowledge import Knowledge
from advisor.model.rules import Rule
from advisor.tui import wording
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, Rows, note


class WaitingRules(Rows):
    """Enter opens a rule; `rule` gives the one of a row."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rules: dict[str, Rule] = {}

    def wait(self, knowledge: Knowledge, why: WhyAsked | None) -> None:
        """Show what waits for a question; a rule that several options share stands there once."""
        waiting: dict[str, list[OpenRule]] = {}
        for each in why.rules if why is not None else ():
            waiting.setdefault(each.rule.key, []).append(each)
        self._rules = {key: same[0].rule for key, same in waiting.items()}
        self.show(self._rows(knowledge, waiting))

    def rule(self, key: str | None) -> Rule:
        """The rule of a row."""
        return self._rules[key or ""]

    def _rows(self, knowledge: Knowledge, waiting: dict[str, list[OpenRule]]) -> Iterator[Row]:
        if not waiting:
            yield note("No option that can still win waits for this answer.")
        for key, mine in waiting.items():
            rule = self._rules[key]
            options = dict.fromkeys(wording.option_title(knowledge, each.option, each.decision) for each in mine)
            parts = dict.fromkeys(each.component for each in mine)
            about = f"{wording.some(list(options))} ({wording.some(list(parts))})"
            said = Content.assemble(rule.because, "\n", (about, "$text-muted"))
            yield Row(Columns((Content.styled(wording.may(rule), "$text-muted"), 22), (said, None)), key)
