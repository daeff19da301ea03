"""A list of rows to move through with the arrow keys and open with Enter."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from advisor.tui.widgets.columns import Columns


class Row(Option):
    """A line (or a few) of aligned cells. A heading cannot be chosen."""

    def __init__(self, columns: Columns, key: str | None = None, *, heading: bool = False) -> None:
        super().__init__(columns, id=key, disabled=heading)
        self.columns = columns


def heading(text: str) -> Row:
    """A line that names the rows below it."""
    return Row(Columns((Content.styled(text, "bold $text-primary"), None)), heading=True)


def note(text: str) -> Row:
    """A line that says something about the list, such as that it is empty."""
    return Row(Columns((Content.styled(text, "$text-muted"), None)), heading=True)


def blank() -> Row:
    """An empty line between two groups."""
    return Row(Columns(("", None)), heading=True)


class Rows(OptionList):
    """An option list whose cursor is a mark, not only a colour."""

    BINDINGS = [Binding("enter", "select", "Open")]

    DEFAULT_CSS = """
    Rows {
        border: none;
        padding: 0;
        background: transparent;
        height: 1fr;
        scrollbar-size-vertical: 1;
        & > .option-list--option-disabled { color: $foreground; }
        &:focus { border: none; background-tint: transparent; }
        &:focus:nocolor > .option-list--option-highlighted { text-style: bold reverse; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self._pointed: Columns | None = None
        self._said: list[tuple[str | None, object]] = []
        self._painted: list[Columns] = []

    def show(self, rows: Iterable[Row], *, keep: str | None = None) -> None:
        """Replace all rows; the cursor goes to the row `keep`, else stays near where it was.

        Rows that say the same as before are left alone: painting is what takes time.
        """
        rows = list(rows)
        before = self.highlighted
        said = [(row.id, row.columns.said) for row in rows]
        if said != self._said:
            painted = dict(zip(self._said, self._painted, strict=True))
            for row, says in zip(rows, said, strict=True):
                row.columns.remember(painted.get(says))
            self._said = said
            self._painted = [row.columns for row in rows]
            self._pointed = None
            self.set_options(rows)
        ids = [option.id for option in self.options]
        if keep is not None and keep in ids:
            self.highlighted = ids.index(keep)
        elif before is not None and before < len(ids) and not self.options[before].disabled:
            self.highlighted = before
        else:
            self.action_first()
            self.call_after_refresh(self.scroll_home, animate=False)  # a heading may stand above the first row
        self.refresh_bindings()

    @property
    def at_first(self) -> bool:
        """Whether the cursor stands on the first row that can be chosen, where nobody has moved it away from."""
        return self.highlighted == next((n for n, row in enumerate(self.options) if not row.disabled), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing to open in an empty list."""
        return action != "select" or self.highlighted is not None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark. Strips are cached by style, so the row under the cursor is drawn afresh."""
        if self._pointed is not None:
            self._pointed.pointed = False
            self._pointed = None
        option = self.highlighted_option
        if isinstance(option, Row):
            self._pointed = option.columns
            option.columns.pointed = True
        super().watch_highlighted(highlighted)
