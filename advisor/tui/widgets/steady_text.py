"""A text that is painted when it says something else, and laid out when it takes more or less room."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class SteadyText(Static):
    """Like `Static`, which lays the whole screen out again even to say the same."""

    auto_links = False

    def __init__(self, content: str | Content = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(content, id=id, markup=False)
        self._said: tuple[object, ...] | None = None
        self._room: tuple[int, int] | None = None

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Say something, perhaps the same."""
        text = content if isinstance(content, Content) else Content(str(content))
        said = (text.plain, tuple(text.spans))
        if said != self._said:
            room = self._room_for(text)
            super().update(text, layout=layout and (room is None or room != self._room))
            self._said, self._room = said, room

    def _room_for(self, text: Content) -> tuple[int, int] | None:
        """The cells that it wants and the lines that it takes; None as long as nobody can tell."""
        width = self.content_size.width
        if not width:
            return None
        return (text.cell_length if self.styles.is_auto_width else 0, text.get_height({}, width))
