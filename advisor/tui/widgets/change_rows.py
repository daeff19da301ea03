"""The files that would be written, as a tree: what is chosen, and what happens to each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from textual.content import Content

from advisor.service.artifacts import ChangeKind, PlannedChange
from advisor.service.delivery import Delivery
from advisor.tui.widgets.columns import Columns
from advisor.tui.widgets.rows import Row, heading

STYLES = {ChangeKind.NEW: "$text-success", ChangeKind.SAME: "$text-muted", ChangeKind.KEPT: "$text-muted"}
INDENT = "  "


def change_rows(delivery: Delivery, chosen: Collection[str], coming: Sequence[str] = ()) -> Iterator[Row]:
    """A heading for each top folder, a line for each folder in it, a row for each file.

    The reports that are still coming have their rows already: nothing moves when they are there.
    """
    yield heading("The system")
    yield from (_file(change, change.path, 0, change.path in chosen) for change in delivery.reports)
    yield from (_still_coming(name) for name in coming)
    before: tuple[str, ...] = ()
    changes = delivery.artifacts.changes
    whole = [change for change in changes if "/" not in change.path]
    for change in [*whole, *sorted((each for each in changes if "/" in each.path), key=_place)]:
        *folders, name = change.path.split("/")
        here = tuple(folders)
        if here[:1] != before[:1]:
            yield heading(here[0])
        for depth in range(1, len(here)):
            if here[: depth + 1] != before[: depth + 1]:
                yield _folder(here[depth], depth - 1)
        before = here
        yield _file(change, name, max(0, len(here) - 1), change.path in chosen)


def _place(change: PlannedChange) -> list[tuple[bool, str]]:
    """In each folder, files before folders."""
    *folders, name = change.path.split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def _folder(name: str, depth: int) -> Row:
    return Row(Columns(("", 3), (Content.styled(f"{INDENT * depth}{name}/", "$text-muted"), None)), heading=True)


def _still_coming(name: str) -> Row:
    parts = (name, None), ("…", 10)
    return Row(
        Columns(("", 3), *((Content.styled(text, "$text-muted"), width) for text, width in parts), wrap=False),
        heading=True,
    )


def _file(change: PlannedChange, name: str, depth: int, chosen: bool) -> Row:
    if change.kind.touches:
        mark = Content.styled("[x]" if chosen else "[ ]", "$text-success" if chosen else "$text-muted")
    else:
        mark = Content(" · ")
    shown = f"{INDENT * depth}{name}{' *' if change.executable else ''}"
    kind = Content.styled(change.kind.value, STYLES.get(change.kind, "$text-warning"))
    return Row(Columns((mark, 3), (shown, None), (kind, 10), wrap=False), change.path)
