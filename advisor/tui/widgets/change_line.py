"""What an answer changed, in as few lines as there are: what matters most is never cut off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from advisor.model.interview import Change
from advisor.model.knowledge import Knowledge
from advisor.model.verdict import Clash
from advisor.tui import wording
from advisor.tui.widgets.steady_text import SteadyText

LINES = 2
MOST = 6


def moved(change: Change | None, component: str | None) -> dict[str, str]:
    """What happened to the options of a component: points won or lost, out, or in again."""
    mine = [point for point in change.points if point.component == component] if change is not None else []
    return {point.option: wording.shift(point) for point in mine}


class ChangeLine(SteadyText):
    """A new recommendation, answers that became void, questions that no longer matter, points that moved."""

    DEFAULT_CSS = """
    ChangeLine { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    """

    def __init__(
        self,
        lead: str = "Last answer",
        nothing: str = "changed no points",
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._lead = lead
        self._nothing = nothing
        self._shown: tuple[Knowledge, Change, str | None, int] | None = None
        self._clashes: Content | None = None
        self._height = 0

    def show(
        self,
        knowledge: Knowledge,
        change: Change | None,
        component: str | None,
        clashes: Sequence[Clash] = (),
        every: int = 0,
    ) -> None:
        """Empty until something changed; as long as answers contradict each other, that comes first.

        `component` is the one in front, `every` how many there are.
        """
        self._shown = (knowledge, change, component, every) if change is not None else None
        self._clashes = Content("\n").join([_clash(knowledge, clash) for clash in clashes]) if clashes else None
        self._draw()

    def on_resize(self) -> None:
        """More of the points where there is room."""
        self._draw()

    def _draw(self) -> None:
        text = self._clashes or (self._fitting() if self._shown is not None else Content(""))
        self.update(text)
        height = text.get_height({}, max(20, self.content_size.width)) if text else 0
        if height != self._height:
            self._height = height
            self.styles.height = height or "auto"

    def _fitting(self) -> Content:
        assert self._shown is not None
        width = max(20, self.content_size.width)
        texts = (self._text(most) for most in range(MOST, -1, -1))
        text = next(texts)
        while text.get_height({}, width) > LINES and (shorter := next(texts, None)) is not None:
            text = shorter
        return text

    def _text(self, most: int) -> Content:
        assert self._shown is not None
        parts = _said(*self._shown, most)
        return Content.assemble(self._lead, "  ", Content("; ").join(parts) if parts else self._nothing)


def _said(knowledge: Knowledge, change: Change, component: str | None, every: int, most: int) -> list[Content]:
    """The change in words; of the points that moved only those of `most` options."""
    now = [(name, wording.option_title(knowledge, after)) for name, _before, after in change.recommended]
    parts = [Content.styled(f"{names}: now {title}", "bold $text-accent") for names, title in _alike(now, every)]
    if change.settled:
        names = wording.of_components(_first(change.settled, component), every, 2)
        parts.append(Content.styled(f"{names}: settled", "bold $text-success"))
    if change.unused:
        titles = ", ".join(knowledge.questions[ref.question].title for ref in change.unused)
        parts.append(Content.styled(f"kept aside, no longer used: {titles}", "$text-warning"))
    if change.no_longer_matter:
        parts.append(Content(wording.no_longer_matter(change.no_longer_matter)))
    parts += [Content(text) for text in _shifts(knowledge, change, component, every, most)]
    return parts


def _clash(knowledge: Knowledge, clash: Clash) -> Content:
    contradiction = knowledge.contradictions[clash.contradiction]
    titles = " and ".join(knowledge.questions[name].title for name in clash.answers)
    said = f"Cannot all be true: {titles}. {contradiction.because} {contradiction.instead}"
    return Content.styled(said, "bold $text-error")


def _shifts(knowledge: Knowledge, change: Change, component: str | None, every: int, most: int) -> Iterator[str]:
    names = _first(dict.fromkeys(point.component for point in change.points), component)
    if not most and names:
        yield f"points moved for {wording.of_components(names, every, 1)}"
        return
    moves = []
    for name in names:
        mine = [point for point in change.points if point.component == name]
        said = [f"{wording.option_title(knowledge, each.option)} {wording.by_points(each)}" for each in mine]
        moves.append((name, wording.some(said, most)))
    yield from (f"{alike}: {said}" for alike, said in _alike(moves, every))


def _first(names: Iterable[str], component: str | None) -> list[str]:
    """The names, that of the component in front first."""
    return sorted(names, key=lambda name: name != component)


def _alike(said: Iterable[tuple[str, str]], every: int) -> Iterator[tuple[str, str]]:
    """What is said of several components, once for all of whom it is true."""
    names: dict[str, list[str]] = {}
    for name, what in said:
        names.setdefault(what, []).append(name)
    return ((wording.of_components(alike, every, 2), what) for what, alike in names.items())
