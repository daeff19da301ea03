"""One element of the knowledge: its page, and the decision graph around it to walk through."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from advisor.service.browsing import Atlas, Entry, Node
from advisor.tui.screens.fitted import Fitted
from advisor.tui.widgets.key_bar import GENERAL, KeyBar
from advisor.tui.widgets.neighbourhood import Neighbourhood
from advisor.tui.widgets.reading import Reading
from advisor.tui.widgets.top_bar import TopBar


class ElementScreen(Fitted, Screen[None]):
    """A large window shows page and graph together, a small one the one or the other."""

    BINDINGS = [
        Binding("left", "turn('before')", "Rests on", key_display="←", priority=True),
        Binding("right", "turn('after')", "Leads to", key_display="→", priority=True),
        Binding("t", "graph", "Text or graph", tooltip="to the page and back to the graph"),
        Binding("b,backspace", "back", "Back", tooltip="to the element before"),
        Binding("escape", "close", "Close", group=GENERAL),
    ]

    def __init__(self, atlas: Atlas, node: Node, *, graph: bool = False) -> None:
        super().__init__()
        self._atlas = atlas
        self._trail = [node]
        self._in_graph = graph

    def compose(self) -> ComposeResult:
        """The page, and beside or below it the graph with a line about the neighbour under the cursor."""
        yield TopBar()
        with Container(id="parts"):
            yield Reading(id="page", classes="section")
            with Vertical(id="graph", classes="section") as graph:
                graph.border_title = "What it rests on, and what it leads to"
                yield Neighbourhood()
                yield Static(id="neighbour", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """The element that was asked for."""
        super().on_mount()  # the size decides what is shown
        self._take_turns()
        self._show()
        self._focus()

    def on_resize(self) -> None:
        """There may be room for both now, or no longer."""
        self.call_after_refresh(self._take_turns)

    @property
    def here(self) -> Node:
        """The element that is shown."""
        return self._trail[-1]

    def _show(self) -> None:
        surroundings = self._atlas.around(self.here)
        entry = surroundings.here
        self.query_one(TopBar).show("Library", entry.kind, entry.name)
        title, _, rest = self._atlas.page(self.here).partition("\n")
        self.query_one("#page", Reading).read(Content.assemble((title, "bold $text-primary"), "\n", rest))
        self.query_one("#neighbour", Static).update("", layout=False)
        self.query_one(Neighbourhood).show(surroundings)
        self.refresh_bindings()

    def _take_turns(self) -> None:
        """Where there is no room for both, the one or the other; changing a class would take all looks afresh."""
        both = self.has_class("-huge") or not (self.has_class("-low") or self.has_class("-narrow"))
        self.query_one("#page").display = both or not self._in_graph
        self.query_one("#graph").display = both or self._in_graph

    def _focus(self) -> None:
        if self._in_graph or not self.query_one("#page").display:
            self.query_one(Neighbourhood).turn("after" if self._atlas.around(self.here).after else "before")
        else:
            self.query_one("#page").focus()

    @on(Neighbourhood.Looked)
    def _looked(self, event: Neighbourhood.Looked) -> None:
        self.query_one("#neighbour", Static).update(_about(event.entry), layout=False)

    @on(Neighbourhood.Chosen)
    def _walk(self, event: Neighbourhood.Chosen) -> None:
        self._trail.append(event.node)
        self._show()

    def action_turn(self, side: str) -> None:
        """To the neighbours on one side."""
        self._in_graph = True
        self._take_turns()
        self.query_one(Neighbourhood).turn(side)

    def action_graph(self) -> None:
        """From the page to the graph and back."""
        self._in_graph = not self._in_graph
        self._take_turns()
        self._focus()

    def action_back(self) -> None:
        """The element before, or out of here."""
        self._trail.pop()
        if self._trail:
            self._show()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss()


def _about(entry: Entry) -> Content:
    return Content.assemble(
        (entry.kind, "bold"),
        f"  {entry.title}",
        (f"  {entry.name}", "$text-muted"),
        f"\n{entry.about}" if entry.about else "",
    )
