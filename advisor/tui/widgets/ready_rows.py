"""Other answers that would lead elsewhere, as rows ready to be tried."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from advisor.model.knowledge import Knowledge
from advisor.service.trying import Ready
from advisor.tui import wording
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, heading, note

GROUPS = {1: "one other answer", 2: "two other answers"}


def ready_rows(knowledge: Knowledge, component: str, ready: tuple[Ready, ...] | None) -> Iterator[Row]:
    """Grouped by how many answers it takes; the key of a row is `ready` and its place. None: still looking."""
    if ready is None:
        yield heading(f"Would lead {component} elsewhere")
        yield note("Looking …")
        return
    size = 0
    for number, each in enumerate(ready):
        if size != len(each.answers):
            size = len(each.answers)
            yield heading(f"With {GROUPS.get(size, f'{size} other answers')} {component}, judged alone, would get")
        said = Content.assemble(
            (wording.option_title(knowledge, each.outcome), "bold"), "\n", (each.text, "$text-muted")
        )
        yield Row(Columns(("→", 1), (said, None)), f"ready {number}")
    if not ready:
        yield note("No change of a few answers was found that would lead elsewhere.")
