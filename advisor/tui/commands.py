"""The command palette offers what the keys of the screen do, so that it is always complete."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from advisor.model.interview import QuestionRef
    from advisor.tui.desk import Desk


class QuestionCommands(Provider):
    """Any question of the open system, by a few letters of it."""

    async def search(self, query: str) -> Hits:
        """What matches the letters typed."""
        from advisor.tui.desk import Desk
        from advisor.tui.wording import ORGANISATION

        matcher = self.matcher(query)
        desk = getattr(self.app, "desk", None)
        if not isinstance(desk, Desk):
            return
        for state in desk.session.interview.states:
            title = f"{state.question.title}, {state.ref.component or ORGANISATION}"
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._go, desk, state.ref), help=state.question.ask)

    async def _go(self, desk: Desk, ref: QuestionRef) -> None:
        desk.look_at(ref)
        await self.app.run_action("go('interview')")


class KeyCommands(Provider):
    """Every binding of the screen below the palette, by its description."""

    def _bindings(self) -> Iterator[Binding]:
        said: set[str] = set()
        for _node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            if enabled and binding.description and binding.show and binding.description not in said:
                said.add(binding.description)
                yield binding

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for binding in self._bindings():
            yield DiscoveryHit(binding.description, self._run(binding), help=self._help(binding))

    async def search(self, query: str) -> Hits:
        """What matches the letters typed."""
        matcher = self.matcher(query)
        for binding in self._bindings():
            score = matcher.match(binding.description)
            if score > 0:
                shown = matcher.highlight(binding.description)
                yield Hit(score, shown, self._run(binding), help=self._help(binding))

    def _run(self, binding: Binding) -> partial[None]:
        return partial(self.app.simulate_key, binding.key)

    def _help(self, binding: Binding) -> str:
        return f"key {self.app.get_key_display(binding)}"
